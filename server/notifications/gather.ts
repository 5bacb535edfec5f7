import { and, asc, count, eq, isNull, lt, lte } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { newId } from '../identifier.ts';
import { nextDigestAt } from './digest-time.ts';
import { noCounts } from './message.ts';
import { leftAfterMinutes } from './plan.ts';
import { notificationDeliveries, notificationItems, notificationSubscriptions } from './schema.ts';

export interface SendJob {
  teamId: string;
  deliveryId: string;
  /** As of the delivery. */
  round: number;
}

/** Adds, in the caller's transaction, the job that sends a delivery. */
export type RequestSending = (tx: Database, job: SendJob) => Promise<void>;

export interface GatherContext {
  database: Database;
  requestSending: RequestSending;
}

/** Makes the messages of a team's immediate subscriptions. */
export async function gatherImmediate(context: GatherContext, teamId: string): Promise<void> {
  const subscriptions = await context.database
    .select({ id: notificationSubscriptions.id })
    .from(notificationSubscriptions)
    .where(
      and(
        eq(notificationSubscriptions.teamId, teamId),
        eq(notificationSubscriptions.isEnabled, true),
        eq(notificationSubscriptions.timing, 'immediate'),
      ),
    );
  for (const { id } of subscriptions) {
    await context.database.transaction((tx) => gather(tx, context, teamId, id));
  }
}

/** Makes the messages of the digests that are due. */
export async function gatherDueDigests(context: GatherContext, now: Date): Promise<void> {
  const { database } = context;
  const isDue = lte(notificationSubscriptions.nextDigestAt, now);
  const due = await database
    .select()
    .from(notificationSubscriptions)
    .where(and(eq(notificationSubscriptions.isEnabled, true), isDue))
    .orderBy(asc(notificationSubscriptions.nextDigestAt));
  for (const subscription of due) {
    const { teamId, id } = subscription;
    await database.transaction(async (tx) => {
      // Only whoever moves the time on makes the message, however many processes look at once.
      const moved = await tx
        .update(notificationSubscriptions)
        .set({ nextDigestAt: nextDigestAt(subscription, now) })
        .where(and(isSubscription(teamId, id), isDue))
        .returning({ id: notificationSubscriptions.id });
      if (moved.length > 0) await gather(tx, context, teamId, id);
    });
  }
}

/** Makes the messages of immediate subscriptions for which something waits that nobody is at work on any more. */
export async function gatherLeft(context: GatherContext, now: Date): Promise<void> {
  const left = await context.database
    .selectDistinct({ teamId: notificationItems.teamId, id: notificationItems.subscriptionId })
    .from(notificationItems)
    .innerJoin(
      notificationSubscriptions,
      and(
        eq(notificationSubscriptions.teamId, notificationItems.teamId),
        eq(notificationSubscriptions.id, notificationItems.subscriptionId),
      ),
    )
    .where(
      and(
        isNull(notificationItems.deliveryId),
        lt(notificationItems.at, new Date(now.getTime() - leftAfterMinutes * 60_000)),
        eq(notificationSubscriptions.timing, 'immediate'),
        eq(notificationSubscriptions.isEnabled, true),
      ),
    );
  for (const { teamId, id } of left) {
    await context.database.transaction((tx) => gather(tx, context, teamId, id));
  }
}

/** Makes one message of everything that waits for a subscription, together with the job that sends it. */
async function gather(tx: Database, context: GatherContext, teamId: string, subscriptionId: string): Promise<void> {
  // Locked, so that two that gather at once do not make two messages of what is one.
  const [subscription] = await tx
    .select()
    .from(notificationSubscriptions)
    .where(isSubscription(teamId, subscriptionId))
    .for('update');
  if (subscription === undefined || !subscription.isEnabled) return;
  const deliveryId = newId('nd');
  await tx
    .update(notificationItems)
    .set({ deliveryId })
    .where(
      and(
        eq(notificationItems.teamId, teamId),
        eq(notificationItems.subscriptionId, subscriptionId),
        isNull(notificationItems.deliveryId),
      ),
    );
  const taken = await tx
    .select({ change: notificationItems.change, count: count() })
    .from(notificationItems)
    .where(and(eq(notificationItems.teamId, teamId), eq(notificationItems.deliveryId, deliveryId)))
    .groupBy(notificationItems.change);
  if (taken.length === 0) return;
  const counts = { ...noCounts, ...Object.fromEntries(taken.map((row) => [row.change, row.count])) };
  const { channelId, name: subscriptionName } = subscription;
  await tx.insert(notificationDeliveries).values({
    ...{ teamId, id: deliveryId, channelId, subscriptionId, subscriptionName, counts },
    ...{ state: 'waiting', tries: 0, round: 0, createdAt: new Date() },
  });
  await context.requestSending(tx, { teamId, deliveryId, round: 0 });
}

function isSubscription(teamId: string, id: string) {
  return and(eq(notificationSubscriptions.teamId, teamId), eq(notificationSubscriptions.id, id));
}
