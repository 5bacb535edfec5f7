import { setTimeout as pause } from 'node:timers/promises';
import { and, eq } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '../database/database.ts';
import { startQueue } from '../database/queue.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { findings } from '../findings/schema.ts';
import { createSealer } from '../sealed.ts';
import { readAllowedHosts } from './addresses.ts';
import type { ChannelRequest, SubscriptionRequest } from './api.ts';
import { createChannel } from './channels.ts';
import { sendAgain } from './deliveries.ts';
import { gatherDueDigests, gatherImmediate } from './gather.ts';
import { createNotificationQueues, type NotificationQueues, registerNotificationJobs } from './jobs.ts';
import { planEvents } from './plan.ts';
import { type Delivery, notificationDeliveries, notificationItems } from './schema.ts';
import { createSubscription } from './subscriptions.ts';
import { insertTestEvent, insertTestFinding, insertTestTeam } from './test-finding.ts';
import { type MailServer, type Receiver, startMailServer, startReceiver } from './test-receiver.ts';

const log = { error() {}, warn() {}, info() {} };
const sealer = createSealer('a secret of the tests, long enough', 'tests');
const allowed = readAllowedHosts('127.0.0.1');
const publicUrl = 'https://cloudcoreo.example.com';
/** Two tries, so that a test need not wait for nine. */
const retries = { retryLimit: 1, retryDelay: 1, retryDelayMax: 1 };

describe.each(testDatabaseKinds())('notifications on $name', (kind) => {
  let opened: OpenDatabase;
  let database: Database;
  let receiver: Receiver;
  let mail: MailServer;
  let queue: { boss: PgBoss; stop(): Promise<void> } | undefined;
  beforeAll(async () => {
    opened = await kind.open();
    database = opened.database;
    [receiver, mail] = await Promise.all([startReceiver(), startMailServer('none')]);
  });
  afterAll(async () => {
    await opened?.close();
    await Promise.all([receiver?.stop(), mail?.stop()]);
    kind.stop();
  });
  beforeEach(() => {
    receiver.received.length = 0;
    mail.mails.length = 0;
    receiver.answer = (_, response) => response.end('ok');
  });
  afterEach(() => stop());

  async function start({ works }: { works: boolean }): Promise<NotificationQueues> {
    await stop();
    queue = await startQueue(opened.queueConnection, log, { runsJobs: works });
    const queues = await createNotificationQueues(queue.boss, retries);
    if (works) {
      const destinations = { resolve: async () => [{ address: '127.0.0.1', family: 4 }], allowed };
      const hub = { clientOptions: () => Promise.reject() as never };
      const library = { rules: [], broken: [] };
      const context = { database, log, publicUrl, library, sealer, hub, destinations };
      await registerNotificationJobs(queue.boss, context, queues);
    }
    return queues;
  }

  async function stop() {
    await queue?.stop();
    queue = undefined;
  }

  async function newTeam() {
    const account = await insertTestTeam(database);
    const editor = { teamId: account.teamId, userId: 'usr_1', name: 'Ann' };
    const addChannel = async (request: object = {}) => {
      const made = await createChannel({ database, sealer, allowed }, editor, {
        ...{ kind: 'webhook', name: 'hook', url: `${receiver.url}/hook`, signingKey: 'k'.repeat(32) },
        ...request,
      } as ChannelRequest);
      if (!made.ok) throw new Error(made.failure.detail);
      return made.value.id;
    };
    const subscribe = async (channelId: string, changes: Partial<SubscriptionRequest> = {}) => {
      const made = await createSubscription(database, editor, {
        ...{ name: 'all', channelId, isEnabled: true, changes: ['opened', 'reopened', 'resolved'], severities: null },
        ...{ cloudAccountIds: null, ruleIds: null, timing: 'immediate', hour: 8, timeZone: 'UTC' },
        ...changes,
      });
      if (!made.ok) throw new Error(made.failure.detail);
      return made.value.id;
    };
    const deliveries = () =>
      database.select().from(notificationDeliveries).where(eq(notificationDeliveries.teamId, account.teamId));
    return { ...account, account, editor, addChannel, subscribe, deliveries };
  }

  /** Waits until the only message of a team is in a state. */
  async function settled(team: { deliveries(): Promise<Delivery[]> }, state: Delivery['state']): Promise<Delivery> {
    for (;;) {
      const [delivery] = await team.deliveries();
      if (delivery?.state === state) return delivery;
      await pause(50);
    }
  }

  it('go to a webhook and to people’s mail once, although everything ended between planning and sending', async () => {
    const team = await newTeam();
    const mailChannel = {
      ...{ kind: 'email', name: 'mail', host: '127.0.0.1', port: mail.port, security: 'none', user: null },
      ...{ from: 'coreo@example.com', to: ['ann@example.com'] },
    };
    await team.subscribe(await team.addChannel());
    await team.subscribe(await team.addChannel(mailChannel), { name: 'mail' });
    for (const severity of ['low', 'critical'] as const) {
      const id = await insertTestFinding(database, team.account, { severity, assetName: `${severity} thing` });
      await insertTestEvent(database, team.account, id, 'opened');
    }
    const planning = await start({ works: false });
    await planEvents(database, team);
    await gatherImmediate({ database, requestSending: planning.requestSending }, team.teamId);
    await stop();
    expect(receiver.received).toEqual([]);

    const queues = await start({ works: true });
    await queues.requestPlan(team.cloudAccountId);
    for (;;) {
      const states = (await team.deliveries()).map(({ state }) => state);
      if (states.length === 2 && states.every((state) => state === 'sent')) break;
      await pause(50);
    }
    expect(receiver.received).toHaveLength(1);
    const document = JSON.parse(receiver.received[0]?.body ?? '');
    expect(document).toMatchObject({
      ...{ title: '2 findings opened', more: 0, team: { name: 'Acme' }, subscription: { name: 'all' } },
      findings: [
        { severity: 'critical', assetName: 'critical thing', title: 'house-rule', change: 'opened' },
        { severity: 'low', assetName: 'low thing' },
      ],
    });
    const url = new URL(document.url);
    expect(url.pathname).toBe('/findings');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ severity: 'critical,low', cloudAccountId: team.cloudAccountId, sort: '-openedAt' },
    });
    expect(document.findings[0].url).toBe(`${publicUrl}/findings/${document.findings[0].id}`);
    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]?.raw).toContain('Subject: CloudCoreo: 2 findings opened');
    const items = await database.select().from(notificationItems).where(eq(notificationItems.teamId, team.teamId));
    expect(items).toEqual([]);
  });

  it('are tried again, then kept with the reason, and sent when a person wants it', async () => {
    const team = await newTeam();
    await team.subscribe(await team.addChannel());
    await insertTestEvent(database, team.account, await insertTestFinding(database, team.account), 'opened');
    receiver.answer = (_, response) => response.writeHead(503).end();
    const queues = await start({ works: true });
    await queues.requestPlan(team.cloudAccountId);
    const kept = await settled(team, 'failed');
    expect(kept).toMatchObject({
      ...{ tries: 2, round: 0, counts: { opened: 1, reopened: 0, resolved: 0 } },
      failure: { code: 'destination_refused', detail: '127.0.0.1 answered 503.' },
    });
    expect(receiver.received).toHaveLength(2);
    const ids = receiver.received.map(({ headers }) => headers['cloudcoreo-delivery']);
    expect(new Set(ids)).toEqual(new Set([kept.id]));

    receiver.answer = (_, response) => response.end('ok');
    expect(await sendAgain(database, queues.requestSending, team.editor, kept.id)).toMatchObject({ ok: true });
    expect(await settled(team, 'sent')).toMatchObject({ id: kept.id, round: 1, tries: 3, failure: null });
    expect(JSON.parse(receiver.received[2]?.body ?? '')).toMatchObject({ title: '1 finding opened', id: kept.id });
  });

  it('say what is so when they are sent: nothing of what was suppressed or mended since, each finding once', async () => {
    const team = await newTeam();
    await team.subscribe(await team.addChannel(), { timing: 'hourly' });
    const add = async (assetName: string, status: 'open' | 'suppressed' | 'resolved', ...happened: string[]) => {
      const id = await insertTestFinding(database, team.account, { assetName, status });
      for (const [second, what] of happened.entries()) {
        await insertTestEvent(database, team.account, id, what as 'opened', second);
      }
    };
    await add('suppressed since', 'suppressed', 'opened');
    await add('mended since', 'resolved', 'opened');
    await add('opened and mended', 'resolved', 'opened', 'resolved');
    await add('mended and open again', 'open', 'resolved', 'reopened');
    await add('suppressed and open again', 'open', 'opened', 'suppressed', 'unsuppressed');
    const queues = await start({ works: true });
    await planEvents(database, team);
    await gatherDueDigests({ database, requestSending: queues.requestSending }, new Date(Date.now() + 3600_000));
    expect(await settled(team, 'sent')).toMatchObject({ counts: { opened: 0, reopened: 2, resolved: 1 } });
    expect(receiver.received).toHaveLength(1);
    const document = JSON.parse(receiver.received[0]?.body ?? '');
    expect(
      document.findings.map((told: { assetName: string; change: string }) => [told.change, told.assetName]),
    ).toEqual([
      ['reopened', 'mended and open again'],
      ['reopened', 'suppressed and open again'],
      ['resolved', 'opened and mended'],
    ]);
    expect(new URL(document.url).searchParams.get('status')).toBe('all');
  });

  it('are not sent when nothing is left to say', async () => {
    const team = await newTeam();
    await team.subscribe(await team.addChannel());
    const finding = await insertTestFinding(database, team.account);
    await insertTestEvent(database, team.account, finding, 'opened');
    const planning = await start({ works: false });
    await planEvents(database, team);
    await gatherImmediate({ database, requestSending: planning.requestSending }, team.teamId);
    await database
      .update(findings)
      .set({ status: 'suppressed' })
      .where(and(eq(findings.cloudAccountId, team.cloudAccountId), eq(findings.id, finding)));
    await start({ works: true });
    expect(await settled(team, 'empty')).toMatchObject({ tries: 1, failure: null });
    expect(receiver.received).toEqual([]);
  });

  it('list the twenty most severe of many, and say how many more there are', async () => {
    const team = await newTeam();
    await team.subscribe(await team.addChannel());
    for (let index = 0; index < 30; index += 1) {
      const severity = index === 29 ? 'critical' : 'low';
      const id = await insertTestFinding(database, team.account, { severity });
      await insertTestEvent(database, team.account, id, 'opened', index);
    }
    const queues = await start({ works: true });
    await queues.requestPlan(team.cloudAccountId);
    await settled(team, 'sent');
    const document = JSON.parse(receiver.received[0]?.body ?? '');
    expect(document).toMatchObject({ counts: { opened: 30 }, more: 10 });
    expect(document.findings).toHaveLength(20);
    expect(document.findings[0]).toMatchObject({ severity: 'critical' });
  });
});
