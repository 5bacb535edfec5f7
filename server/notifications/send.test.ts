import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSealer } from '../sealed.ts';
import { readAllowedHosts } from './addresses.ts';
import type { Channel, ChannelSettings } from './schema.ts';
import { type ChannelSecrets, sealSecrets } from './secrets.ts';
import { send } from './send.ts';
import { trustTestCertificate } from './test-certificate.ts';
import { messageOf, toldFinding } from './test-message.ts';
import { type MailServer, mailUser, type Receiver, startMailServer, startReceiver } from './test-receiver.ts';

const sealer = createSealer('a secret of the tests, long enough', 'notification channels');
const message = messageOf([toldFinding({ assetName: 'photos of Zoë' })]);
const signingKey = 'a key that the receiver knows as well';

let receiver: Receiver;
let mail: Record<'tls' | 'starttls' | 'none', MailServer>;
beforeAll(async () => {
  trustTestCertificate();
  receiver = await startReceiver({ isSecure: true });
  mail = {
    tls: await startMailServer('tls'),
    starttls: await startMailServer('starttls'),
    none: await startMailServer('none'),
  };
});
afterAll(() => Promise.all([receiver.stop(), ...Object.values(mail).map((server) => server.stop())]));
beforeEach(() => {
  receiver.received.length = 0;
  for (const server of Object.values(mail)) server.mails.length = 0;
});

function channel(settings: ChannelSettings, secrets: ChannelSecrets): Channel {
  const owned = { teamId: 'team_1', id: 'nc_1' };
  return {
    ...owned,
    ...{ name: 'a channel', settings, sealedSecrets: sealSecrets(sealer, owned, secrets) },
    ...{ createdAt: new Date(), updatedAt: new Date(), updatedByName: 'Ann' },
  };
}

function sendTo(to: Channel, allowed = '127.0.0.1,mail.example.com', opener = sealer) {
  const destinations = {
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    allowed: readAllowedHosts(allowed),
  };
  const hub = { clientOptions: () => Promise.reject() as never };
  return send({ sealer: opener, destinations, hub }, to, message, new AbortController().signal);
}

describe('a webhook', () => {
  const hook = () =>
    channel({ kind: 'webhook', host: 'hooks.example.com' }, { url: `${receiver.url}/hook`, signingKey });

  it('is signed over the moment and the body, with a key that both sides know', async () => {
    expect(await sendTo(hook())).toEqual({ ok: true, value: { detail: 'hooks.example.com answered 200.' } });
    const [{ body = '', headers = {} } = {}] = receiver.received;
    const timestamp = Number(headers['cloudcoreo-timestamp']);
    expect(Math.abs(Date.now() / 1000 - timestamp)).toBeLessThan(30);
    const expected = createHmac('sha256', signingKey).update(`${timestamp}.${body}`).digest('hex');
    expect(headers['cloudcoreo-signature']).toBe(`sha256=${expected}`);
    expect(headers['cloudcoreo-delivery']).toBe('nd_1');
    expect(JSON.parse(body)).toMatchObject({
      ...{ version: 1, id: 'nd_1', kind: 'findings', title: '1 finding opened', more: 0 },
      findings: [{ id: 'fd_1', change: 'opened', severity: 'critical', assetName: 'photos of Zoë' }],
    });
  });

  it('says so when its secrets were encrypted with another secret', async () => {
    const other = createSealer('another secret, long enough', 'notification channels');
    expect(await sendTo(hook(), undefined, other)).toMatchObject({
      ok: false,
      failure: { code: 'channel_secrets_unreadable' },
    });
  });

  it('of Slack and of Teams gets what these show, and no signature', async () => {
    for (const kind of ['slack', 'teams'] as const) {
      expect(await sendTo(channel({ kind, host: 'hooks.example.com' }, { url: receiver.url }))).toMatchObject({
        ok: true,
      });
    }
    const [slack, teams] = receiver.received.map(({ body }) => JSON.parse(body));
    expect(slack).toMatchObject({ blocks: [{ type: 'header' }, {}, {}, {}] });
    expect(teams).toMatchObject({ attachments: [{ content: { type: 'AdaptiveCard' } }] });
    expect(receiver.received.every(({ headers }) => headers['cloudcoreo-signature'] === undefined)).toBe(true);
  });
});

describe('an e-mail', () => {
  const email = (
    security: 'tls' | 'starttls' | 'none',
    changes: Partial<Extract<ChannelSettings, { kind: 'email' }>> = {},
    { password = mailUser.password }: { password?: string } = {},
  ) =>
    channel(
      {
        ...{ kind: 'email', host: 'mail.example.com', port: mail[security].port, security },
        ...{ user: security === 'none' ? null : mailUser.user, from: 'coreo@example.com', to: ['ann@example.com'] },
        ...changes,
      },
      { password },
    );

  it.each(['tls', 'starttls', 'none'] as const)('goes through a mail server with %s', async (security) => {
    expect(await sendTo(email(security, { to: ['ann@example.com', 'bob@example.com'] }))).toEqual({
      ok: true,
      value: { detail: 'mail.example.com took the message for ann@example.com, bob@example.com.' },
    });
    const [received] = mail[security].mails;
    expect(received).toMatchObject({
      to: ['ann@example.com', 'bob@example.com'],
      user: security === 'none' ? undefined : mailUser.user,
      isEncrypted: security !== 'none',
    });
    expect(received?.raw).toContain('Subject: CloudCoreo: 1 finding opened');
    expect(received?.raw).toContain('From: CloudCoreo <coreo@example.com>');
    expect(received?.raw).toContain('Message-ID: <nd_1@example.com>');
    expect(received?.raw).toContain('Auto-Submitted: auto-generated');
  });

  it('travels without encryption only to hosts that the configuration names', async () => {
    expect(await sendTo(email('none'), '127.0.0.1')).toMatchObject({ ok: false, failure: { code: 'address_refused' } });
    expect(mail.none.mails).toEqual([]);
  });

  it('is not sent when encryption is wanted and not offered', async () => {
    const wanted = await sendTo(email('starttls', { port: mail.none.port }));
    expect(wanted).toMatchObject({ ok: false, failure: { code: 'mail_encryption_failed' } });
    expect(mail.none.mails).toEqual([]);
  });

  it('goes to no host within the network, whatever its name', async () => {
    expect(await sendTo(email('tls'), '')).toMatchObject({ ok: false, failure: { code: 'address_refused' } });
    expect(mail.tls.mails).toEqual([]);
  });

  it('says so when the password is wrong, without repeating it', async () => {
    const result = await sendTo(email('tls', {}, { password: 'wrong horse' }));
    expect(result).toMatchObject({ ok: false, failure: { code: 'mail_password_refused' } });
    expect(JSON.stringify(result)).not.toContain('horse');
  });

  it('says which recipients the server does not take, and fails when it takes none', async () => {
    const some = await sendTo(email('tls', { to: ['ann@example.com', 'x@nowhere.example'] }));
    expect(some).toMatchObject({ ok: true, value: { flaw: { code: 'recipients_refused' } } });
    expect(mail.tls.mails).toMatchObject([{ to: ['ann@example.com'] }]);
    const none = await sendTo(email('tls', { to: ['x@nowhere.example'] }));
    expect(none).toMatchObject({ ok: false, failure: { code: 'mail_refused' } });
  });

  it('says so when nobody listens, or something else does', async () => {
    const gone = await startMailServer('tls');
    await gone.stop();
    expect(await sendTo(email('tls', { port: gone.port }))).toMatchObject({
      failure: {
        code: 'destination_unreachable',
        detail: expect.stringMatching(/port \d+, came about \(ECONNREFUSED\)/),
      },
    });
    expect(await sendTo(email('tls', { port: mail.none.port }))).toMatchObject({ ok: false });
  });
});
