import { and, asc, count, eq, isNull } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { violatedConstraint } from '../database/errors.ts';
import { failed, type Result, success } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import { notFound } from '../http/problem.ts';
import { newId } from '../identifier.ts';
import type { Severity } from '../rules/rule-file.ts';
import type { SubscriptionRequest, SubscriptionView } from './api.ts';
import { tooMany } from './channels.ts';
import { nextDigestAt } from './digest-time.ts';
import { notificationChannels, notificationItems, notificationSubscriptions, type Subscription } from './schema.ts';

type Editor = Pick<Caller, 'teamId' | 'userId' | 'name'>;

const mostSubscriptions = 100;

/** The subscriptions of a team, by name. */
export async function listSubscriptions(database: Database, teamId: string): Promise<SubscriptionView[]> {
  const rows = await database
    .select()
    .from(notificationSubscriptions)
    .where(eq(notificationSubscriptions.teamId, teamId))
    .orderBy(asc(notificationSubscriptions.name));
  const waiting = await database
    .select({ id: notificationItems.subscriptionId, count: count() })
    .from(notificationItems)
    .where(and(eq(notificationItems.teamId, teamId), isNull(notificationItems.deliveryId)))
    .groupBy(notificationItems.subscriptionId);
  const waitingOf = new Map(waiting.map((row) => [row.id, row.count]));
  return rows.map((row) => toView(row, waitingOf.get(row.id) ?? 0));
}

/** Makes a subscription. It tells of what happens from now on. */
export async function createSubscription(
  database: Database,
  editor: Editor,
  request: SubscriptionRequest,
): Promise<Result<SubscriptionView>> {
  const { teamId } = editor;
  const present = await database.$count(notificationSubscriptions, eq(notificationSubscriptions.teamId, teamId));
  if (present >= mostSubscriptions) return failed(tooMany('subscriptions', mostSubscriptions));
  const now = new Date();
  const row: Subscription = {
    ...{ ...request, teamId, id: newId('ns'), nextDigestAt: digestOf(request, now) },
    ...{ createdAt: now, updatedAt: now, updatedByName: editor.name },
  };
  return write(database, editor, request, async (tx) => {
    await tx.insert(notificationSubscriptions).values(row);
    await audit(tx, editor, 'notification_subscription.create', row.id, { ...request });
    return success(toView(row, 0));
  });
}

/** Changes a subscription. What waits for a digest of one that is switched off is dropped. */
export async function changeSubscription(
  database: Database,
  editor: Editor,
  id: string,
  request: SubscriptionRequest,
): Promise<Result<SubscriptionView>> {
  const { teamId } = editor;
  const now = new Date();
  return write(database, editor, request, async (tx) => {
    const [row] = await tx
      .update(notificationSubscriptions)
      .set({ ...request, nextDigestAt: digestOf(request, now), updatedAt: now, updatedByName: editor.name })
      .where(isSubscription(teamId, id))
      .returning();
    if (row === undefined) return failed(notFound('notification subscription'));
    if (!row.isEnabled) await dropWaiting(tx, teamId, id);
    await audit(tx, editor, 'notification_subscription.change', id, { ...request });
    return success(toView(row, await tx.$count(notificationItems, isWaitingFor(teamId, id))));
  });
}

/** Deletes a subscription with what waits for its next digest. Messages that are under way are sent. */
export async function deleteSubscription(database: Database, editor: Editor, id: string): Promise<Result<void>> {
  const { teamId } = editor;
  return database.transaction(async (tx): Promise<Result<void>> => {
    const [row] = await tx.delete(notificationSubscriptions).where(isSubscription(teamId, id)).returning();
    if (row === undefined) return failed(notFound('notification subscription'));
    await dropWaiting(tx, teamId, id);
    await audit(tx, editor, 'notification_subscription.delete', id, { name: row.name });
    return success(undefined);
  });
}

/** Writes a subscription to a channel that is there, and stays there until that is done. */
async function write(
  database: Database,
  { teamId }: Editor,
  { channelId, name }: SubscriptionRequest,
  write: (tx: Database) => Promise<Result<SubscriptionView>>,
): Promise<Result<SubscriptionView>> {
  try {
    return await database.transaction(async (tx) => {
      const [channel] = await tx
        .select({ id: notificationChannels.id })
        .from(notificationChannels)
        .where(and(eq(notificationChannels.teamId, teamId), eq(notificationChannels.id, channelId)))
        .for('share');
      if (channel === undefined) return failed(notFound('notification channel'));
      return write(tx);
    });
  } catch (error) {
    if (violatedConstraint(error) !== 'notification_subscriptions_name') throw error;
    return failed({
      code: 'notification_name_taken',
      detail: `Your team has a subscription “${name}” already.`,
      mend: 'Choose another name.',
    });
  }
}

function audit(tx: Database, editor: Editor, action: string, target: string, details: Record<string, unknown>) {
  return writeAudit(tx, { teamId: editor.teamId, actor: editor, action, target, details });
}

function isSubscription(teamId: string, id: string) {
  return and(eq(notificationSubscriptions.teamId, teamId), eq(notificationSubscriptions.id, id));
}

function isWaitingFor(teamId: string, id: string) {
  return and(
    eq(notificationItems.teamId, teamId),
    eq(notificationItems.subscriptionId, id),
    isNull(notificationItems.deliveryId),
  );
}

async function dropWaiting(tx: Database, teamId: string, id: string): Promise<void> {
  await tx.delete(notificationItems).where(isWaitingFor(teamId, id));
}

function digestOf(request: SubscriptionRequest, now: Date): Date | null {
  return request.isEnabled ? nextDigestAt(request, now) : null;
}

function toView(row: Subscription, waiting: number): SubscriptionView {
  const { id, name, channelId, isEnabled, changes, severities, cloudAccountIds, ruleIds, timing, hour, timeZone } = row;
  return {
    ...{ id, name, channelId, isEnabled, changes, cloudAccountIds, ruleIds, timing, hour, timeZone },
    severities: severities as Severity[] | null,
    waiting,
    nextDigestAt: row.nextDigestAt?.toISOString() ?? null,
    ...{ updatedAt: row.updatedAt.toISOString(), updatedByName: row.updatedByName },
  };
}
