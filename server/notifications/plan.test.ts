import { eq } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '../database/database.ts';
import { startQueue } from '../database/queue.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { findingEvents, findings } from '../findings/schema.ts';
import { newId } from '../identifier.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import { createSealer } from '../sealed.ts';
import { readAllowedHosts } from './addresses.ts';
import { createChannel } from './channels.ts';
import { gatherDueDigests, gatherImmediate, gatherLeft } from './gather.ts';
import { createNotificationQueues, type NotificationQueues } from './jobs.ts';
import { accountsLeft, planEvents } from './plan.ts';
import { notificationDeliveries, notificationItems, notificationSubscriptions, type Subscription } from './schema.ts';
import { changeSubscription, deleteSubscription } from './subscriptions.ts';
import { insertTestEvent, insertTestFinding, insertTestTeam } from './test-finding.ts';

const sealer = createSealer('a secret of the tests, long enough', 'tests');
const allowed = readAllowedHosts('');
const log = { error() {}, warn() {} };
const kinds = testDatabaseKinds();

/** What a killed process looks like to the database: a statement that never comes, within its transaction or after it. */
class Killed extends Error {}

/** A database whose user is killed before its n-th step. Steps are statements, commits, and what follows a commit. */
function killedAt(database: Database, step: number): Database {
  let steps = 0;
  const count = () => {
    if (steps === step) throw new Killed();
    steps += 1;
  };
  const statements = [
    'select',
    'selectDistinct',
    'selectDistinctOn',
    'insert',
    'update',
    'delete',
    'execute',
    '$count',
  ];
  const wrap = (real: Database): Database =>
    new Proxy(real, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (name === 'transaction') {
          return async (work: (tx: Database) => Promise<unknown>) => {
            const answer = await target.transaction(async (tx) => {
              const answered = await work(wrap(tx as Database));
              count();
              return answered;
            });
            count();
            return answer;
          };
        }
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          if (statements.includes(String(name))) count();
          return value.apply(target, given);
        };
      },
    });
  return wrap(database);
}

describe.each(kinds)('planning notifications on $name', (kind) => {
  let opened: OpenDatabase;
  let database: Database;
  let boss: PgBoss;
  let queues: NotificationQueues;
  let stopQueue: () => Promise<void>;
  beforeAll(async () => {
    opened = await kind.open();
    database = opened.database;
    const queue = await startQueue(opened.queueConnection, log, { runsJobs: false });
    ({ boss, stop: stopQueue } = queue);
    queues = await createNotificationQueues(boss);
  });
  afterAll(async () => {
    await stopQueue?.();
    await opened?.close();
    kind.stop();
  });

  async function subscribe(teamId: string, changes: Partial<Subscription> = {}): Promise<string> {
    const id = newId('ns');
    const now = new Date();
    await database.insert(notificationSubscriptions).values({
      ...{ teamId, id, name: id, channelId: 'nc_1', isEnabled: true, changes: ['opened', 'reopened', 'resolved'] },
      ...{ timing: 'immediate', hour: 8, timeZone: 'UTC', createdAt: now, updatedAt: now, updatedByName: 'Ann' },
      ...changes,
    });
    return id;
  }

  const gathering = (of: Database = database) => ({ database: of, requestSending: queues.requestSending });

  async function planAndGather(account: { cloudAccountId: string; teamId: string }, of: Database = database) {
    await planEvents(of, account);
    await gatherImmediate(gathering(of), account.teamId);
  }

  const itemsOf = (subscriptionId: string) =>
    database.select().from(notificationItems).where(eq(notificationItems.subscriptionId, subscriptionId));
  const eventsTold = async (subscriptionId: string) =>
    (await itemsOf(subscriptionId)).map(({ eventId }) => eventId).sort();
  const deliveriesOf = (teamId: string) =>
    database.select().from(notificationDeliveries).where(eq(notificationDeliveries.teamId, teamId));
  async function jobsOf(teamId: string): Promise<string[]> {
    const jobs = await boss.findJobs<{ teamId: string; deliveryId: string }>('notifications-send', {
      data: { teamId },
    });
    return jobs.map(({ data }) => data.deliveryId).sort();
  }

  it('makes one message of many events, and its job, and none of the same events again', async () => {
    const account = await insertTestTeam(database);
    const subscription = await subscribe(account.teamId);
    const events: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      events.push(await insertTestEvent(database, account, await insertTestFinding(database, account), 'opened'));
    }
    await planAndGather(account);
    await planAndGather(account);
    expect(await eventsTold(subscription)).toEqual(events.sort());
    const deliveries = await deliveriesOf(account.teamId);
    expect(deliveries).toMatchObject([{ state: 'waiting', counts: { opened: 5, reopened: 0, resolved: 0 }, tries: 0 }]);
    expect(await jobsOf(account.teamId)).toEqual(deliveries.map(({ id }) => id));
  });

  it('loses nothing and tells nothing twice, wherever it is killed', async () => {
    for (let step = 0; ; step += 1) {
      const account = await insertTestTeam(database);
      const now = await subscribe(account.teamId);
      const later = await subscribe(account.teamId, { timing: 'hourly', nextDigestAt: new Date(0) });
      const finding = await insertTestFinding(database, account);
      const other = await insertTestFinding(database, account);
      const events = [
        await insertTestEvent(database, account, finding, 'opened'),
        await insertTestEvent(database, account, other, 'opened'),
      ].sort();
      const killed = killedAt(database, step);
      const run = async (of: Database) => {
        await planAndGather(account, of);
        await gatherDueDigests(gathering(of), new Date());
      };
      const wasKilled = await run(killed).then(
        () => false,
        (error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          return true;
        },
      );
      // The queue gives the job to another worker.
      await run(database);
      for (const subscription of [now, later]) {
        const items = await itemsOf(subscription);
        expect([step, items.map(({ eventId }) => eventId).sort()]).toEqual([step, events]);
        expect([step, new Set(items.map(({ deliveryId }) => deliveryId)).size]).toEqual([step, 1]);
        expect(items.every(({ deliveryId }) => deliveryId !== null)).toBe(true);
      }
      const deliveries = await deliveriesOf(account.teamId);
      expect([step, deliveries.length]).toEqual([step, 2]);
      expect(await jobsOf(account.teamId)).toEqual(deliveries.map(({ id }) => id).sort());
      if (!wasKilled) {
        expect(step).toBeGreaterThan(20);
        break;
      }
    }
  });

  it('loses nothing and tells nothing twice when several plan at once', async () => {
    const account = await insertTestTeam(database);
    const subscription = await subscribe(account.teamId);
    const finding = await insertTestFinding(database, account);
    const events: string[] = [];
    for (let second = 0; second < 20; second += 1) {
      events.push(await insertTestEvent(database, account, finding, 'opened', second));
    }
    await Promise.all(Array.from({ length: 4 }, () => planAndGather(account)));
    expect(await eventsTold(subscription)).toEqual(events.sort());
    expect((await itemsOf(subscription)).every(({ deliveryId }) => deliveryId !== null)).toBe(true);
    expect(await jobsOf(account.teamId)).toEqual((await deliveriesOf(account.teamId)).map(({ id }) => id).sort());
  });

  it('tells of an event that is committed after later ones were planned', async () => {
    const account = await insertTestTeam(database);
    const subscription = await subscribe(account.teamId);
    const finding = await insertTestFinding(database, account);
    const late = await insertTestEvent(database, account, finding, 'opened', 10);
    await planAndGather(account);
    const early = await insertTestEvent(database, account, finding, 'resolved', 5);
    await planAndGather(account);
    expect(await eventsTold(subscription)).toEqual([late, early].sort());
  });

  it('lets through what a subscription asks for: severities, accounts, rules and kinds of change', async () => {
    const account = await insertTestTeam(database);
    const { teamId } = account;
    const second = { teamId, cloudAccountId: (await insertTestAccount(database, { teamId })).cloudAccountId };
    const critical = await insertTestFinding(database, account, { severity: 'critical', ruleId: 'a' });
    const low = await insertTestFinding(database, account, { severity: 'low', ruleId: 'b' });
    const elsewhere = await insertTestFinding(database, second, { severity: 'critical', ruleId: 'b' });
    const ids = {
      all: await subscribe(teamId),
      critical: await subscribe(teamId, { severities: ['critical', 'high'] }),
      ruleB: await subscribe(teamId, { ruleIds: ['b', 'c'] }),
      second: await subscribe(teamId, { cloudAccountIds: [second.cloudAccountId] }),
      resolved: await subscribe(teamId, { changes: ['resolved'] }),
      both: await subscribe(teamId, { severities: ['low'], ruleIds: ['a'] }),
      off: await subscribe(teamId, { isEnabled: false }),
      strangers: await subscribe(newId('team')),
    };
    const opened = {
      critical: await insertTestEvent(database, account, critical, 'opened'),
      low: await insertTestEvent(database, account, low, 'reopened'),
      elsewhere: await insertTestEvent(database, second, elsewhere, 'opened'),
    };
    const resolved = await insertTestEvent(database, account, low, 'resolved', 1);
    for (const kindOfNoInterest of ['assigned', 'commented', 'suppressed'] as const) {
      await insertTestEvent(database, account, critical, kindOfNoInterest, 2);
    }
    await planAndGather(account);
    await planAndGather(second);
    expect({
      all: await eventsTold(ids.all),
      critical: await eventsTold(ids.critical),
      ruleB: await eventsTold(ids.ruleB),
      second: await eventsTold(ids.second),
      resolved: await eventsTold(ids.resolved),
      both: await eventsTold(ids.both),
      off: await eventsTold(ids.off),
      strangers: await eventsTold(ids.strangers),
    }).toEqual({
      all: [...Object.values(opened), resolved].sort(),
      critical: [opened.critical, opened.elsewhere].sort(),
      ruleB: [opened.low, opened.elsewhere, resolved].sort(),
      second: [opened.elsewhere],
      resolved: [resolved],
      both: [],
      off: [],
      strangers: [],
    });
  });

  it('says nothing of a suppressed finding, not even that it is resolved, and says when it is open again', async () => {
    const account = await insertTestTeam(database);
    const subscription = await subscribe(account.teamId);
    const quiet = await insertTestFinding(database, account, { status: 'resolved' });
    const loud = await insertTestFinding(database, account, { status: 'resolved' });
    await insertTestEvent(database, account, quiet, 'opened', 1);
    await insertTestEvent(database, account, quiet, 'suppressed', 1);
    await insertTestEvent(database, account, loud, 'opened', 1);
    await insertTestEvent(database, account, loud, 'suppressed', 2);
    await planAndGather(account);
    await insertTestEvent(database, account, quiet, 'resolved', 3);
    const unsuppressed = await insertTestEvent(database, account, loud, 'unsuppressed', 3);
    const resolved = await insertTestEvent(database, account, loud, 'resolved', 4);
    await planAndGather(account);
    const told = await itemsOf(subscription);
    expect(told.filter(({ at }) => at.getUTCSeconds() > 2).map(({ eventId, change }) => [eventId, change])).toEqual(
      expect.arrayContaining([
        [unsuppressed, 'reopened'],
        [resolved, 'resolved'],
      ]),
    );
    expect(told.filter(({ findingId, change }) => findingId === quiet && change === 'resolved')).toEqual([]);
  });

  it('keeps what a digest tells until it is due, and then moves on to the next one', async () => {
    const account = await insertTestTeam(database);
    const subscription = await subscribe(account.teamId, {
      ...{ timing: 'daily', hour: 8, timeZone: 'Europe/Berlin' },
      nextDigestAt: new Date('2026-06-02T06:00:00Z'),
    });
    const finding = await insertTestFinding(database, account);
    await insertTestEvent(database, account, finding, 'opened');
    await planAndGather(account);
    await gatherDueDigests(gathering(), new Date('2026-06-02T05:59:59Z'));
    expect(await deliveriesOf(account.teamId)).toEqual([]);
    await insertTestEvent(database, account, finding, 'resolved', 60);
    await planAndGather(account);
    await Promise.all([1, 2].map(() => gatherDueDigests(gathering(), new Date('2026-06-02T06:00:01Z'))));
    expect(await deliveriesOf(account.teamId)).toMatchObject([{ counts: { opened: 1, resolved: 1 } }]);
    const [row] = await database
      .select()
      .from(notificationSubscriptions)
      .where(eq(notificationSubscriptions.id, subscription));
    expect(row?.nextDigestAt).toEqual(new Date('2026-06-03T06:00:00Z'));
    await gatherDueDigests(gathering(), new Date('2026-06-03T06:00:01Z'));
    expect(await deliveriesOf(account.teamId)).toHaveLength(1);
  });

  it('takes up what was left behind, after a while', async () => {
    const account = await insertTestTeam(database);
    const subscription = await subscribe(account.teamId);
    await insertTestEvent(database, account, await insertTestFinding(database, account), 'opened');
    const soon = new Date('2026-06-01T00:04:00Z');
    const later = new Date('2026-06-01T00:06:00Z');
    expect(await accountsLeft(database, soon)).not.toContain(account.cloudAccountId);
    expect(await accountsLeft(database, later)).toContain(account.cloudAccountId);
    await planEvents(database, account);
    expect(await accountsLeft(database, later)).not.toContain(account.cloudAccountId);
    await gatherLeft(gathering(), soon);
    expect((await itemsOf(subscription))[0]?.deliveryId).toBeNull();
    await gatherLeft(gathering(), later);
    expect((await itemsOf(subscription))[0]?.deliveryId).not.toBeNull();
  });

  it('drops what waits for a digest when its subscription is switched off or deleted', async () => {
    const account = await insertTestTeam(database);
    const editor = { teamId: account.teamId, userId: 'usr_1', name: 'Ann' };
    const finding = await insertTestFinding(database, account);
    const daily = { timing: 'daily', nextDigestAt: new Date('2030-01-01T00:00:00Z') } as const;
    const [off, gone] = [await subscribe(account.teamId, daily), await subscribe(account.teamId, daily)];
    await insertTestEvent(database, account, finding, 'opened');
    await planAndGather(account);
    expect(await eventsTold(off)).toHaveLength(1);
    expect(await deleteSubscription(database, editor, gone)).toMatchObject({ ok: true });
    expect(await eventsTold(gone)).toEqual([]);
    const channel = await createChannel({ database, sealer, allowed }, editor, {
      ...{ kind: 'sns', name: 'topic', topicArn: 'arn:aws:sns:eu-west-1:111122223333:findings' },
    });
    const switchedOff = await changeSubscription(database, editor, off, {
      ...{ name: 'off', channelId: channel.ok ? channel.value.id : '', isEnabled: false, changes: ['opened'] },
      ...{ severities: null, cloudAccountIds: null, ruleIds: null, timing: 'daily', hour: 8, timeZone: 'UTC' },
    });
    expect(switchedOff).toMatchObject({ ok: true, value: { isEnabled: false, nextDigestAt: null, waiting: 0 } });
    expect(await eventsTold(off)).toEqual([]);
  });

  it('says nothing of accounts that were disconnected meanwhile', async () => {
    const account = await insertTestTeam(database);
    const subscription = await subscribe(account.teamId);
    const finding = await insertTestFinding(database, account);
    await insertTestEvent(database, account, finding, 'opened');
    await database.delete(findings).where(eq(findings.id, finding));
    await planAndGather(account);
    expect(await eventsTold(subscription)).toEqual([]);
    const left = await database
      .select()
      .from(findingEvents)
      .where(eq(findingEvents.cloudAccountId, account.cloudAccountId));
    expect(left).toMatchObject([{ isPlanned: true }]);
  });
});
