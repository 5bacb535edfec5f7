import { z } from '@hono/zod-openapi';
import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import { storable } from '../assets/filter.ts';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { notFound } from '../http/problem.ts';
import { instant } from '../http/schemas.ts';
import type { DeliveryPage, DeliveryQuery, DeliveryView } from './api.ts';
import type { RequestSending } from './gather.ts';
import {
  type Channel,
  type Delivery,
  notificationChannels,
  notificationDeliveries,
  notificationItems,
} from './schema.ts';

type Editor = Pick<Caller, 'teamId' | 'userId' | 'name'>;

// PostgreSQL has no year 0.
const position = z.object({
  createdAt: instant.refine((time) => !time.startsWith('0000')),
  id: z.string().max(100).transform(storable),
});

/** A team's messages, newest first. */
export async function listDeliveries(
  database: Database,
  teamId: string,
  { state, limit, cursor }: DeliveryQuery,
): Promise<DeliveryPage> {
  const after = readCursor(cursor, position);
  const { createdAt, id } = notificationDeliveries;
  const rows = await database
    .select({ delivery: notificationDeliveries, channel: notificationChannels })
    .from(notificationDeliveries)
    .innerJoin(
      notificationChannels,
      and(
        eq(notificationChannels.teamId, notificationDeliveries.teamId),
        eq(notificationChannels.id, notificationDeliveries.channelId),
      ),
    )
    .where(
      and(
        eq(notificationDeliveries.teamId, teamId),
        state && eq(notificationDeliveries.state, state),
        after &&
          or(lt(createdAt, new Date(after.createdAt)), and(eq(createdAt, new Date(after.createdAt)), lt(id, after.id))),
      ),
    )
    .orderBy(desc(createdAt), desc(id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1)?.delivery;
  return {
    items: shown.map(({ delivery, channel }) => toView(delivery, channel)),
    ...(rows.length > limit && last
      ? { nextCursor: writeCursor({ createdAt: last.createdAt.toISOString(), id: last.id }) }
      : {}),
  };
}

function toView(delivery: Delivery, channel: Channel): DeliveryView {
  const { id, channelId, subscriptionName, state, counts, tries, failure } = delivery;
  return {
    ...{ id, channelId, channelName: channel.name, channelKind: channel.settings.kind, subscriptionName },
    ...{ state, counts, tries, failure },
    createdAt: delivery.createdAt.toISOString(),
    lastTriedAt: delivery.lastTriedAt?.toISOString() ?? null,
    finishedAt: delivery.finishedAt?.toISOString() ?? null,
  };
}

/** Lets a delivery be tried again whose every try failed. */
export async function sendAgain(
  database: Database,
  requestSending: RequestSending,
  editor: Editor,
  id: string,
): Promise<Result<DeliveryView>> {
  const { teamId } = editor;
  return database.transaction(async (tx): Promise<Result<DeliveryView>> => {
    const [row] = await tx
      .update(notificationDeliveries)
      .set({ state: 'waiting', round: sql`${notificationDeliveries.round} + 1` as never, finishedAt: null })
      .where(isFailed(teamId, id))
      .returning();
    if (row === undefined) return failed(await notFailed(tx, teamId, id));
    await requestSending(tx, { teamId, deliveryId: id, round: row.round });
    await audit(tx, editor, 'notification_delivery.send_again', row);
    const [channel] = await tx
      .select()
      .from(notificationChannels)
      .where(and(eq(notificationChannels.teamId, teamId), eq(notificationChannels.id, row.channelId)));
    return channel === undefined ? failed(notFound('notification channel')) : success(toView(row, channel));
  });
}

/** Drops a delivery whose every try failed: nobody needs it any more. */
export async function discardDelivery(database: Database, editor: Editor, id: string): Promise<Result<void>> {
  const { teamId } = editor;
  return database.transaction(async (tx): Promise<Result<void>> => {
    const [row] = await tx.delete(notificationDeliveries).where(isFailed(teamId, id)).returning();
    if (row === undefined) return failed(await notFailed(tx, teamId, id));
    await tx
      .delete(notificationItems)
      .where(and(eq(notificationItems.teamId, teamId), eq(notificationItems.deliveryId, id)));
    await audit(tx, editor, 'notification_delivery.discard', row);
    return success(undefined);
  });
}

function audit(tx: Database, editor: Editor, action: string, { id, subscriptionName, channelId, counts }: Delivery) {
  return writeAudit(tx, {
    ...{ teamId: editor.teamId, actor: editor, action, target: id },
    details: { subscription: subscriptionName, channelId, counts },
  });
}

function isFailed(teamId: string, id: string) {
  return and(isDelivery(teamId, id), eq(notificationDeliveries.state, 'failed'));
}

function isDelivery(teamId: string, id: string) {
  return and(eq(notificationDeliveries.teamId, teamId), eq(notificationDeliveries.id, id));
}

async function notFailed(tx: Database, teamId: string, id: string): Promise<Failure> {
  const [row] = await tx.select().from(notificationDeliveries).where(isDelivery(teamId, id));
  if (row === undefined) return notFound('notification delivery');
  return {
    code: 'delivery_not_failed',
    detail:
      row.state === 'waiting'
        ? 'This message is being sent or is tried again by itself.'
        : 'This message is done with.',
    mend: 'Look at the list again: only what has failed for good is sent again or discarded.',
  };
}

/** For so many days it is kept which messages there were, and what could not be sent. */
const keptDays = 30;

/** Deliveries forgotten by one transaction, so that none holds its locks for long. */
const forgottenAtATime = 500;

/** Forgets the deliveries that are older than they are to be kept. */
export async function forgetDeliveries(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 24 * 3600 * 1000);
  for (let count = forgottenAtATime; count === forgottenAtATime; ) {
    count = await database.transaction(async (tx) => {
      const old = await tx
        .select({ teamId: notificationDeliveries.teamId, id: notificationDeliveries.id })
        .from(notificationDeliveries)
        .where(lt(notificationDeliveries.finishedAt, before))
        .limit(forgottenAtATime)
        .for('update', { skipLocked: true });
      for (const [teamId, rows] of Map.groupBy(old, (row) => row.teamId)) {
        const ids = rows.map(({ id }) => id);
        await tx
          .delete(notificationItems)
          .where(and(eq(notificationItems.teamId, teamId), inArray(notificationItems.deliveryId, ids)));
        await tx
          .delete(notificationDeliveries)
          .where(and(eq(notificationDeliveries.teamId, teamId), inArray(notificationDeliveries.id, ids)));
      }
      return old.length;
    });
  }
}
