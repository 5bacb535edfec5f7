import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditLog } from '../audit/schema.ts';
import { addTeam, openTestApp, send, signInAs, type TestApp } from '../http/test-app.ts';
import { newId } from '../identifier.ts';
import { createSealer } from '../sealed.ts';
import { readAllowedHosts } from './addresses.ts';
import type { ChannelView, DeliveryPage, SubscriptionView } from './api.ts';
import { forgetDeliveries } from './deliveries.ts';
import type { SendJob } from './gather.ts';
import { notificationRoutes } from './routes.ts';
import { type Delivery, notificationChannels, notificationDeliveries, notificationItems } from './schema.ts';
import { type Receiver, startReceiver } from './test-receiver.ts';

const sealer = createSealer('a secret of the tests, long enough', 'tests');
const requested: SendJob[] = [];

let t: TestApp;
let receiver: Receiver;
let team: Awaited<ReturnType<typeof addTeam>>;
let admin: string;
let viewer: string;
let stranger: string;
beforeAll(async () => {
  receiver = await startReceiver();
  t = await openTestApp({}, ({ database, limiter }) => [
    notificationRoutes({
      ...{ database, limiter, sealer, publicUrl: 'https://cloudcoreo.example.com' },
      hub: { clientOptions: () => Promise.reject() as never },
      destinations: {
        resolve: async () => [{ address: '127.0.0.1', family: 4 }],
        allowed: readAllowedHosts('127.0.0.1'),
      },
      async requestSending(_, job) {
        requested.push(job);
      },
    }),
  ]);
  team = await addTeam(t.database, 'acme');
  admin = await signInAs(t.app, team.admin.email);
  viewer = await signInAs(t.app, team.viewer.email);
  stranger = await signInAs(t.app, (await addTeam(t.database, 'other')).owner.email);
});
afterAll(async () => {
  await t.close();
  await receiver.stop();
});
beforeEach(async () => {
  requested.length = 0;
  receiver.received.length = 0;
  receiver.answer = (_, response) => response.end('ok');
});

async function call<Body>(cookie: string, method: string, path: string, body?: unknown) {
  const response = await send(t.app, method, `/api/v1/notifications${path}`, { cookie, body });
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: (text === '' ? undefined : JSON.parse(text)) as Body & { code?: string },
  };
}

const canary = 'canary-4711-canary-4711-canary-4711';
const webhook = (name: string) => ({
  ...{ kind: 'webhook', name, url: `${receiver.url}/${canary}`, signingKey: `${canary}-key` },
});
const email = (name: string) => ({
  ...{ kind: 'email', name, host: 'mail.example.com', port: 465, security: 'tls', user: 'mailer' },
  ...{ password: `${canary}-password`, from: 'coreo@example.com', to: ['ann@example.com'] },
});

async function makeChannel(request: object): Promise<ChannelView> {
  const { status, body, text } = await call<ChannelView>(admin, 'POST', '/channels', request);
  expect([status, text]).toEqual([201, text]);
  return body;
}

const subscription = (name: string, channelId: string, changes: object = {}) => ({
  ...{ name, channelId, isEnabled: true, changes: ['opened'], severities: ['critical'], cloudAccountIds: null },
  ...{ ruleIds: null, timing: 'daily', hour: 8, timeZone: 'Europe/Berlin' },
  ...changes,
});

async function insertDelivery(channelId: string, changes: Partial<Delivery> = {}): Promise<string> {
  const id = newId('nd');
  await t.database.insert(notificationDeliveries).values({
    ...{ teamId: team.teamId, id, channelId, subscriptionId: 'ns_1', subscriptionName: 'urgent', state: 'failed' },
    ...{ counts: { opened: 1, reopened: 0, resolved: 0 }, tries: 9, round: 0, createdAt: new Date() },
    ...{ finishedAt: new Date(), failure: { code: 'destination_refused', detail: 'It said no.', mend: 'Ask again.' } },
    ...changes,
  });
  await t.database.insert(notificationItems).values({
    ...{ teamId: team.teamId, subscriptionId: 'ns_1', eventId: newId('fe'), cloudAccountId: 'ca_1', findingId: 'fd_1' },
    ...{ change: 'opened', at: new Date(), deliveryId: id },
  });
  return id;
}

const lastAudit = async () => {
  const rows = await t.database.select().from(auditLog).where(eq(auditLog.teamId, team.teamId));
  return rows.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
};

describe('channels', () => {
  it('never answer, store in clear or write into the audit log what is secret', async () => {
    const hook = await makeChannel(webhook('secret hook'));
    const mail = await makeChannel(email('secret mail'));
    expect(hook.settings).toEqual({ kind: 'webhook', host: receiver.url.replace('http://', '') });
    const answers = [JSON.stringify([hook, mail]), (await call(viewer, 'GET', '/channels')).text];
    answers.push((await call(admin, 'PUT', `/channels/${hook.id}`, webhook('renamed hook'))).text);
    answers.push((await call(admin, 'POST', `/channels/${hook.id}/test`)).text);
    answers.push((await call(admin, 'POST', '/channels', { ...webhook('wrong'), url: `ftp://${canary}` })).text);
    answers.push(JSON.stringify(await t.database.select().from(notificationChannels)));
    answers.push(JSON.stringify(await t.database.select().from(auditLog)), t.logged.join(''));
    for (const answer of answers) expect(answer).not.toContain('canary');
  });

  it('keep what a change leaves out', async () => {
    const { id } = await makeChannel(webhook('keeps'));
    const changed = await call<ChannelView>(admin, 'PUT', `/channels/${id}`, { kind: 'webhook', name: 'kept' });
    expect(changed).toMatchObject({
      status: 200,
      body: { name: 'kept', updatedByName: expect.stringContaining('admin of acme') },
    });
    expect(await lastAudit()).toMatchObject({ action: 'notification_channel.change', details: { name: 'kept' } });
    expect(await call(admin, 'POST', `/channels/${id}/test`)).toMatchObject({ status: 200 });
    expect(receiver.received).toMatchObject([{ path: `/${canary}` }]);
  });

  it('lack nothing that they need', async () => {
    const { url: _, ...withoutUrl } = webhook('lacks');
    const { signingKey: __, ...withoutKey } = webhook('lacks');
    const { password: ___, ...withoutPassword } = email('lacks');
    for (const request of [withoutUrl, withoutKey, withoutPassword]) {
      expect((await call(admin, 'POST', '/channels', request)).body.code).toBe('channel_incomplete');
    }
    const short = await call(admin, 'POST', '/channels', { ...webhook('short'), signingKey: 'short' });
    expect(short).toMatchObject({ status: 400, body: { code: 'input_invalid', fields: [{ field: 'signingKey' }] } });
    for (const topicArn of ['arn:aws:sns:evil.example/#:111122223333:x', 'arn:aws:sqs:eu-west-1:111122223333:x']) {
      expect((await call(admin, 'POST', '/channels', { kind: 'sns', name: 'x', topicArn })).status).toBe(400);
    }
  });

  it('speak https, but with hosts that the configuration names', async () => {
    const plain = { ...webhook('plain'), url: 'http://hooks.example.com/x' };
    expect((await call(admin, 'POST', '/channels', plain)).body.code).toBe('address_refused');
  });

  it('do not take a password to another server: whoever changes where it goes must know it', async () => {
    const { id } = await makeChannel(email('mail'));
    const { password: _, ...request } = email('mail');
    const elsewhere = [{ host: 'evil.example' }, { port: 2525 }, { security: 'starttls' }, { user: 'other' }];
    for (const change of elsewhere) {
      const answer = await call(admin, 'PUT', `/channels/${id}`, { ...request, ...change });
      expect([change, answer.body.code]).toEqual([change, 'channel_incomplete']);
    }
    const others = await call(admin, 'PUT', `/channels/${id}`, { ...request, to: ['bob@example.com'] });
    expect(others.status).toBe(200);
    const whole = await call(admin, 'PUT', `/channels/${id}`, { ...email('mail'), host: 'new.example' });
    expect(whole).toMatchObject({ status: 200, body: { settings: { host: 'new.example' } } });
  });

  it('stay of the kind that they are, and have a name that is theirs alone', async () => {
    const { id } = await makeChannel(webhook('mine'));
    const other = { kind: 'slack', name: 'mine', url: 'https://hooks.example.com/' };
    expect((await call(admin, 'PUT', `/channels/${id}`, other)).body.code).toBe('channel_kind_fixed');
    expect(await call(admin, 'POST', '/channels', other)).toMatchObject({
      ...{ status: 409, body: { code: 'notification_name_taken' } },
    });
  });

  it('are not deleted while a subscription uses them, and take the record of their messages along', async () => {
    const { id } = await makeChannel(webhook('to delete'));
    const made = await call<SubscriptionView>(admin, 'POST', '/subscriptions', subscription('uses it', id));
    expect(made.status).toBe(201);
    const refused = await call<{ detail: string }>(admin, 'DELETE', `/channels/${id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'channel_in_use' } });
    expect(refused.body.detail).toContain('“uses it”');
    await call(admin, 'DELETE', `/subscriptions/${made.body.id}`);
    const delivery = await insertDelivery(id);
    expect((await call(admin, 'DELETE', `/channels/${id}`)).status).toBe(204);
    expect(await lastAudit()).toMatchObject({ action: 'notification_channel.delete', details: { name: 'to delete' } });
    const left = await t.database.select().from(notificationItems).where(eq(notificationItems.deliveryId, delivery));
    expect(left).toEqual([]);
    expect((await call(viewer, 'GET', '/deliveries')).text).not.toContain(delivery);
  });
});

describe('a test of a channel', () => {
  it('says who took the message, or why nobody did and what to do', async () => {
    const { id } = await makeChannel(webhook('to test'));
    const taken = await call<{ detail: string }>(admin, 'POST', `/channels/${id}/test`);
    expect(taken.body).toEqual({ detail: '127.0.0.1 answered 200.', flaw: null });
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      kind: 'test',
      team: { name: 'acme' },
      findings: [],
    });
    expect(await lastAudit()).toMatchObject({ action: 'notification_channel.test', details: { answer: 'taken' } });
    receiver.answer = (_, response) => response.writeHead(404).end('no_service');
    expect(await call(admin, 'POST', `/channels/${id}/test`)).toMatchObject({
      status: 422,
      body: {
        code: 'destination_refused',
        detail: '127.0.0.1 answered 404 “no_service”.',
        mend: expect.stringContaining('Make a new one'),
      },
    });
    expect(await lastAudit()).toMatchObject({ details: { answer: 'destination_refused' } });
  });

  it('cannot be used to try out many addresses', async () => {
    const other = await addTeam(t.database, 'tester');
    const owner = await signInAs(t.app, other.owner.email);
    const { body } = await call<ChannelView>(owner, 'POST', '/channels', webhook('x'));
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 11; count += 1) {
      codes.push((await call(owner, 'POST', `/channels/${body.id}/test`)).body.code);
    }
    expect(codes).toEqual([...Array(10).fill(undefined), 'rate_limited']);
  });
});

describe('subscriptions', () => {
  it('are made, changed and deleted, each with an entry in the audit log', async () => {
    const channel = await makeChannel(webhook('for subscriptions'));
    const made = await call<SubscriptionView>(admin, 'POST', '/subscriptions', subscription('daily', channel.id));
    expect(made).toMatchObject({ status: 201, body: { name: 'daily', severities: ['critical'], waiting: 0 } });
    expect(made.body.nextDigestAt).toMatch(/T0[67]:00:00\.000Z$/);
    expect(await lastAudit()).toMatchObject({ action: 'notification_subscription.create', target: made.body.id });
    const { body: channels } = await call<{ items: ChannelView[] }>(viewer, 'GET', '/channels');
    expect(channels.items.find(({ id }) => id === channel.id)?.subscriptions).toBe(1);

    const path = `/subscriptions/${made.body.id}`;
    const off = await call(admin, 'PUT', path, subscription('off', channel.id, { isEnabled: false }));
    expect(off).toMatchObject({ status: 200, body: { name: 'off', isEnabled: false, nextDigestAt: null } });
    expect(await lastAudit()).toMatchObject({
      action: 'notification_subscription.change',
      details: { isEnabled: false },
    });
    expect((await call(admin, 'DELETE', path)).status).toBe(204);
    expect(await lastAudit()).toMatchObject({ action: 'notification_subscription.delete', details: { name: 'off' } });
    expect((await call(admin, 'DELETE', path)).status).toBe(404);
  });

  it('need a channel of the team, a time zone that there is, and a kind of change', async () => {
    const channel = await makeChannel(webhook('for wrong ones'));
    const post = (changes: object) => call(admin, 'POST', '/subscriptions', subscription('wrong', channel.id, changes));
    expect((await post({ channelId: 'nc_none' })).status).toBe(404);
    expect((await post({ timeZone: 'Mars/Olympus' })).status).toBe(400);
    expect((await post({ changes: [] })).status).toBe(400);
    expect((await post({ severities: [] })).status).toBe(400);
    expect((await post({ hour: 24 })).status).toBe(400);
    expect((await post({})).status).toBe(201);
    expect((await post({})).body.code).toBe('notification_name_taken');
  });
});

describe('messages', () => {
  it('that failed for good are sent again or discarded by an admin, and no others', async () => {
    const channel = await makeChannel(webhook('for messages'));
    const [failed, sent, waiting] = [
      await insertDelivery(channel.id),
      await insertDelivery(channel.id, { state: 'sent' }),
      await insertDelivery(channel.id, { state: 'waiting' }),
    ];
    const again = await call(admin, 'POST', `/deliveries/${failed}/send-again`);
    expect(again).toMatchObject({ status: 200, body: { id: failed, state: 'waiting', channelName: 'for messages' } });
    expect(requested).toEqual([{ teamId: team.teamId, deliveryId: failed, round: 1 }]);
    expect(await lastAudit()).toMatchObject({ action: 'notification_delivery.send_again', target: failed });
    for (const id of [failed, sent, waiting]) {
      expect((await call(admin, 'POST', `/deliveries/${id}/send-again`)).body.code).toBe('delivery_not_failed');
      expect((await call(admin, 'DELETE', `/deliveries/${id}`)).body.code).toBe('delivery_not_failed');
    }
    const useless = await insertDelivery(channel.id);
    expect((await call(admin, 'DELETE', `/deliveries/${useless}`)).status).toBe(204);
    expect(await lastAudit()).toMatchObject({ action: 'notification_delivery.discard', target: useless });
    expect(requested).toHaveLength(1);
  });

  it('are listed newest first, page by page, by state', async () => {
    const channel = await makeChannel(webhook('for lists'));
    const ids: string[] = [];
    for (let minute = 0; minute < 5; minute += 1) {
      ids.unshift(await insertDelivery(channel.id, { createdAt: new Date(Date.UTC(2030, 0, 1, 0, minute)) }));
    }
    await insertDelivery(channel.id, { state: 'sent', createdAt: new Date(Date.UTC(2030, 0, 2)) });
    const seen: string[] = [];
    for (let cursor = ''; seen.length < 5; ) {
      const { body } = await call<DeliveryPage>(viewer, 'GET', `/deliveries?state=failed&limit=2${cursor}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen.slice(0, 5)).toEqual(ids);
    expect((await call(viewer, 'GET', '/deliveries?cursor=nonsense')).status).toBe(400);
  });

  it('are forgotten after 30 days, with what they told of', async () => {
    const channel = await makeChannel(webhook('for the old'));
    const day = 24 * 3600 * 1000;
    const old = await insertDelivery(channel.id, { finishedAt: new Date(Date.now() - 31 * day) });
    const young = await insertDelivery(channel.id, { finishedAt: new Date(Date.now() - 29 * day) });
    await forgetDeliveries(t.database, new Date());
    const { text } = await call(viewer, 'GET', '/deliveries?limit=1000');
    expect([text.includes(old), text.includes(young)]).toEqual([false, true]);
    const items = await t.database.select().from(notificationItems).where(eq(notificationItems.deliveryId, old));
    expect(items).toEqual([]);
  });
});

describe('those who may not', () => {
  it('see channels, subscriptions and messages as viewers, and change nothing', async () => {
    const { id } = await makeChannel(webhook('seen'));
    const delivery = await insertDelivery(id);
    const { body: made } = await call<SubscriptionView>(admin, 'POST', '/subscriptions', subscription('seen', id));
    for (const list of ['/channels', '/subscriptions', '/deliveries']) {
      expect((await call(viewer, 'GET', list)).status).toBe(200);
    }
    const attempts: [string, string, unknown?][] = [
      ['POST', '/channels', webhook('new')],
      ['PUT', `/channels/${id}`, webhook('changed')],
      ['DELETE', `/channels/${id}`],
      ['POST', `/channels/${id}/test`],
      ['POST', '/subscriptions', subscription('new', id)],
      ['PUT', `/subscriptions/${made.id}`, subscription('changed', id)],
      ['DELETE', `/subscriptions/${made.id}`],
      ['POST', `/deliveries/${delivery}/send-again`],
      ['DELETE', `/deliveries/${delivery}`],
    ];
    for (const [method, path, body] of attempts) {
      expect([method, path, (await call(viewer, method, path, body)).body.code]).toEqual([
        method,
        path,
        'role_too_low',
      ]);
      // Of another team, however high the role: it is as if there were none. Their own they may make.
      if (method !== 'POST' || path.includes(id) || path.includes(delivery) || path === '/subscriptions') {
        expect([method, path, (await call(stranger, method, path, body)).status]).toEqual([method, path, 404]);
      }
    }
    for (const list of ['/channels', '/subscriptions', '/deliveries']) {
      const { text } = await call(stranger, 'GET', list);
      expect(text).not.toContain(id);
    }
    expect(receiver.received).toEqual([]);
    expect(requested).toEqual([]);
  });
});
