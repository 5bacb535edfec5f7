import { and, eq, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { teams } from '../access/schema.ts';
import type { Database } from '../database/database.ts';
import type { Failure } from '../failure.ts';
import type { SendJob } from './gather.ts';
import { changes, type Delivery, notificationChannels, notificationDeliveries, notificationItems } from './schema.ts';
import { type SendContext, send } from './send.ts';
import { readTold, type ToldContext } from './told.ts';

export interface DeliverContext extends SendContext, ToldContext {
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** What a job throws whose message could not be sent, so that it is tried again. */
export class NotSentError extends Error {
  override name = 'NotSentError';
}

/**
 * Tries once to send a delivery. One that is sent already, or is another's to send by now, is left as it is. Should this
 * end after the message was taken and before that is written down, the message is sent again, under the same ID.
 * @throws {NotSentError} when it could not be sent; the delivery says why
 */
export async function deliver(context: DeliverContext, job: SendJob, signal: AbortSignal): Promise<void> {
  const { database, log } = context;
  const delivery = await beginTry(database, job);
  if (delivery === undefined) return;
  const { teamId, id, channelId } = delivery;
  const [found] = await database
    .select({ channel: notificationChannels, team: { id: teams.id, name: teams.name } })
    .from(notificationChannels)
    .innerJoin(teams, eq(teams.id, notificationChannels.teamId))
    .where(and(eq(notificationChannels.teamId, teamId), eq(notificationChannels.id, channelId)));
  // Deleted just now, and the delivery with it.
  if (found === undefined) return;
  const told = await readTold(context, teamId, id);
  if (changes.every((change) => told.counts[change] === 0)) {
    await finish(database, job, { state: 'empty', counts: told.counts, failure: null });
    return;
  }
  const subscription = { id: delivery.subscriptionId, name: delivery.subscriptionName };
  const message = { id, kind: 'findings' as const, team: found.team, subscription, ...told };
  const sent = await send(context, found.channel, message, signal);
  const about = { teamId, deliveryId: id, channelId, tries: delivery.tries };
  if (sent.ok) {
    await finish(database, job, { state: 'sent', counts: told.counts, failure: sent.value.flaw ?? null });
    log.info(about, 'a notification was sent');
    return;
  }
  await database.update(notificationDeliveries).set({ failure: sent.failure }).where(isTheJobs(job));
  log.warn({ ...about, code: sent.failure.code }, 'a notification could not be sent');
  throw new NotSentError(sent.failure.code);
}

/** Notes that every try to send a delivery failed: it waits for a person now. */
export async function giveUp(database: Database, job: SendJob): Promise<void> {
  const lost: Failure = {
    code: 'delivery_lost',
    detail: 'Every worker that began to send this message ended before it was done.',
    mend: 'Look into the log of the workers, then send it again.',
  };
  await database
    .update(notificationDeliveries)
    .set({
      state: 'failed',
      finishedAt: new Date(),
      failure: sql`coalesce(${notificationDeliveries.failure}, ${JSON.stringify(lost)}::jsonb)` as never,
    })
    .where(isTheJobs(job));
}

async function beginTry(database: Database, job: SendJob): Promise<Delivery | undefined> {
  const [delivery] = await database
    .update(notificationDeliveries)
    .set({ tries: sql`${notificationDeliveries.tries} + 1` as never, lastTriedAt: new Date() })
    .where(isTheJobs(job))
    .returning();
  return delivery;
}

/** What it told of is not needed any more once it is told. */
async function finish(
  database: Database,
  job: SendJob,
  outcome: Pick<Delivery, 'state' | 'counts' | 'failure'>,
): Promise<void> {
  const { teamId, deliveryId } = job;
  await database.transaction(async (tx) => {
    await tx
      .update(notificationDeliveries)
      .set({ ...outcome, finishedAt: new Date() })
      .where(isTheJobs(job));
    await tx
      .delete(notificationItems)
      .where(and(eq(notificationItems.teamId, teamId), eq(notificationItems.deliveryId, deliveryId)));
  });
}

/** A delivery that is still to be sent, by this job and no later one. */
function isTheJobs({ teamId, deliveryId, round }: SendJob) {
  return and(
    eq(notificationDeliveries.teamId, teamId),
    eq(notificationDeliveries.id, deliveryId),
    eq(notificationDeliveries.round, round),
    eq(notificationDeliveries.state, 'waiting'),
  );
}
