import { eq } from 'drizzle-orm';
import { teams } from '../access/schema.ts';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { failed, type Result } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import { notFound } from '../http/problem.ts';
import { newId } from '../identifier.ts';
import { findChannel } from './channels.ts';
import { noCounts, type Sent } from './message.ts';
import { type SendContext, send } from './send.ts';

export interface TryContext extends SendContext {
  database: Database;
  publicUrl: string;
}

/** Sends a message to a channel that says that it is a test, at once and once. */
export async function tryChannel(
  context: TryContext,
  editor: Pick<Caller, 'teamId' | 'userId' | 'name'>,
  channelId: string,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const { database, publicUrl } = context;
  const { teamId } = editor;
  const channel = await findChannel(database, teamId, channelId);
  const [team] = await database.select({ id: teams.id, name: teams.name }).from(teams).where(eq(teams.id, teamId));
  if (channel === undefined || team === undefined) return failed(notFound('notification channel'));
  const message = {
    ...{ id: newId('nt'), kind: 'test' as const, team, subscription: null, counts: noCounts, findings: [] },
    url: `${publicUrl}/findings`,
  };
  const sent = await send(context, channel, message, signal);
  await writeAudit(database, {
    ...{ teamId, actor: editor, action: 'notification_channel.test', target: channelId },
    details: { name: channel.name, answer: sent.ok ? 'taken' : sent.failure.code },
  });
  return sent;
}
