import { and, eq, inArray, lt } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import { findingEvents, findings } from '../findings/schema.ts';
import { type Change, notificationItems, notificationSubscriptions, type Subscription } from './schema.ts';

/** Events planned by one transaction, so that none holds its locks for long. */
const eventsAtATime = 1000;

/**
 * Plans what a team is told of the events of a cloud account that were not planned yet. It may end at any line, run twice,
 * and run beside itself: an event is marked as planned by the transaction that plans it, and by no other.
 */
export async function planEvents(
  database: Database,
  account: { cloudAccountId: string; teamId: string },
): Promise<void> {
  while ((await planSome(database, account)) === eventsAtATime);
}

/** @returns how many events were looked at */
async function planSome(
  database: Database,
  { cloudAccountId, teamId }: { cloudAccountId: string; teamId: string },
): Promise<number> {
  return database.transaction(async (tx) => {
    // Not a cursor over time: events are written by several at once, and one that is committed late would be passed over.
    const events = await tx
      .select()
      .from(findingEvents)
      .where(and(eq(findingEvents.cloudAccountId, cloudAccountId), eq(findingEvents.isPlanned, false)))
      .limit(eventsAtATime)
      .for('update', { skipLocked: true });
    if (events.length === 0) return 0;
    await tx
      .update(findingEvents)
      .set({ isPlanned: true })
      .where(and(eq(findingEvents.cloudAccountId, cloudAccountId), inArray(findingEvents.id, idsOf(events))));
    // Shared, so that one that is switched off or deleted meanwhile gets nothing more.
    const subscriptions = await tx
      .select()
      .from(notificationSubscriptions)
      .where(and(eq(notificationSubscriptions.teamId, teamId), eq(notificationSubscriptions.isEnabled, true)))
      .for('share');
    if (subscriptions.length > 0) await addItems(tx, subscriptions, cloudAccountId, events);
    return events.length;
  });
}

type FindingEvent = typeof findingEvents.$inferSelect;

async function addItems(
  tx: Database,
  subscriptions: readonly Subscription[],
  cloudAccountId: string,
  events: readonly FindingEvent[],
): Promise<void> {
  const told = events.filter(({ kind }) => changeOf(kind) !== undefined);
  if (told.length === 0) return;
  const findingIds = [...new Set(told.map(({ findingId }) => findingId))];
  const rows = await tx
    .select({ id: findings.id, ruleId: findings.ruleId, severity: findings.severity })
    .from(findings)
    .where(and(eq(findings.cloudAccountId, cloudAccountId), inArray(findings.id, findingIds)));
  const findingOf = new Map(rows.map((row) => [row.id, row]));
  const quiet = await suppressedBefore(
    tx,
    cloudAccountId,
    told.filter(({ kind }) => kind === 'resolved'),
  );
  const items: (typeof notificationItems.$inferInsert)[] = [];
  for (const event of told) {
    const finding = findingOf.get(event.findingId);
    const change = changeOf(event.kind);
    if (finding === undefined || change === undefined || quiet.has(event.id)) continue;
    for (const subscription of subscriptions) {
      if (!letsThrough(subscription, { ...finding, cloudAccountId, change })) continue;
      const { teamId, id: subscriptionId } = subscription;
      const { id: eventId, findingId, at } = event;
      items.push({ teamId, subscriptionId, eventId, cloudAccountId, findingId, change, at });
    }
  }
  for (let start = 0; start < items.length; start += eventsAtATime) {
    await tx
      .insert(notificationItems)
      .values(items.slice(start, start + eventsAtATime))
      .onConflictDoNothing();
  }
}

/** What people are told of an event; `undefined`: nothing. */
function changeOf(kind: FindingEvent['kind']): Change | undefined {
  if (kind === 'opened' || kind === 'reopened' || kind === 'resolved') return kind;
  // It is on the list of what is open again, and nobody may have been told of it ever.
  return kind === 'unsuppressed' ? 'reopened' : undefined;
}

function letsThrough(
  { changes, severities, cloudAccountIds, ruleIds }: Subscription,
  told: { change: Change; severity: string; cloudAccountId: string; ruleId: string },
): boolean {
  return (
    changes.includes(told.change) &&
    (severities === null || severities.includes(told.severity)) &&
    (cloudAccountIds === null || cloudAccountIds.includes(told.cloudAccountId)) &&
    (ruleIds === null || ruleIds.includes(told.ruleId))
  );
}

/** Those that resolve a finding which was suppressed: of such a one nobody wants to hear, also not that it is mended. */
async function suppressedBefore(
  tx: Database,
  cloudAccountId: string,
  resolved: readonly FindingEvent[],
): Promise<Set<string>> {
  if (resolved.length === 0) return new Set();
  const earlier = await tx
    .select()
    .from(findingEvents)
    .where(
      and(
        eq(findingEvents.cloudAccountId, cloudAccountId),
        inArray(findingEvents.findingId, [...new Set(resolved.map(({ findingId }) => findingId))]),
        inArray(findingEvents.kind, ['opened', 'reopened', 'suppressed', 'unsuppressed']),
      ),
    );
  const earlierOf = Map.groupBy(earlier, ({ findingId }) => findingId);
  const isQuiet = ({ findingId, at }: FindingEvent) => {
    const before = (earlierOf.get(findingId) ?? []).filter((event) => event.at < at);
    const last = Math.max(...before.map((event) => event.at.getTime()));
    // A finding that a suppression covers is opened and suppressed in the same moment.
    return before.some((event) => event.kind === 'suppressed' && event.at.getTime() === last);
  };
  return new Set(idsOf(resolved.filter(isQuiet)));
}

function idsOf(events: readonly { id: string }[]): string[] {
  return events.map(({ id }) => id);
}

/** After so long nobody is at work any more on what was to be done at once. */
export const leftAfterMinutes = 5;

/** The cloud accounts with events that nobody has planned: what wrote them was no judgement, or its job was lost. */
export async function accountsLeft(database: Database, now = new Date()): Promise<string[]> {
  const rows = await database
    .selectDistinct({ id: cloudAccounts.id })
    .from(findingEvents)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, findingEvents.cloudAccountId))
    .where(
      and(
        eq(findingEvents.isPlanned, false),
        lt(findingEvents.at, new Date(now.getTime() - leftAfterMinutes * 60_000)),
      ),
    );
  return rows.map(({ id }) => id);
}
