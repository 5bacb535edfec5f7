import { and, asc, count, desc, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { violatedConstraint } from '../database/errors.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import { notFound } from '../http/problem.ts';
import { newId } from '../identifier.ts';
import type { Sealer } from '../sealed.ts';
import type { AllowedHosts } from './addresses.ts';
import type { ChannelRequest, ChannelView } from './api.ts';
import { checkUrl } from './destination.ts';
import {
  type Channel,
  type ChannelSettings,
  notificationChannels,
  notificationDeliveries,
  notificationItems,
  notificationSubscriptions,
} from './schema.ts';
import { type ChannelSecrets, openSecrets, sealSecrets } from './secrets.ts';

export interface ChannelContext {
  database: Database;
  sealer: Sealer;
  allowed: AllowedHosts;
}

type Editor = Pick<Caller, 'teamId' | 'userId' | 'name'>;

/** A team needs a few; more would be a mistake of a script. */
const mostChannels = 50;

/** The channels of a team, by name, without their secrets. */
export async function listChannels(database: Database, teamId: string): Promise<ChannelView[]> {
  const rows = await database
    .select()
    .from(notificationChannels)
    .where(eq(notificationChannels.teamId, teamId))
    .orderBy(asc(notificationChannels.name));
  const used = await database
    .select({ channelId: notificationSubscriptions.channelId, count: count() })
    .from(notificationSubscriptions)
    .where(eq(notificationSubscriptions.teamId, teamId))
    .groupBy(notificationSubscriptions.channelId);
  const last = await database
    .selectDistinctOn([notificationDeliveries.channelId])
    .from(notificationDeliveries)
    .where(eq(notificationDeliveries.teamId, teamId))
    .orderBy(notificationDeliveries.channelId, desc(notificationDeliveries.createdAt));
  const usedOf = new Map(used.map((row) => [row.channelId, row.count]));
  const lastOf = new Map(last.map((row) => [row.channelId, row]));
  return rows.map((row) => {
    const newest = lastOf.get(row.id);
    const at = newest && (newest.finishedAt ?? newest.lastTriedAt ?? newest.createdAt);
    return {
      ...{ id: row.id, name: row.name, settings: row.settings, subscriptions: usedOf.get(row.id) ?? 0 },
      lastDelivery: newest && at ? { state: newest.state, at: at.toISOString() } : null,
      ...{ updatedAt: row.updatedAt.toISOString(), updatedByName: row.updatedByName },
    };
  });
}

export async function findChannel(database: Database, teamId: string, id: string): Promise<Channel | undefined> {
  const [row] = await database.select().from(notificationChannels).where(isChannel(teamId, id));
  return row;
}

/** Makes a channel. */
export async function createChannel(
  { database, sealer, allowed }: ChannelContext,
  editor: Editor,
  request: ChannelRequest,
): Promise<Result<ChannelView>> {
  const { teamId } = editor;
  const channel = { teamId, id: newId('nc') };
  const secrets = secretsOf(request, {});
  const problem = problemOf(request, secrets, allowed);
  if (problem !== undefined) return failed(problem);
  const present = await database.$count(notificationChannels, eq(notificationChannels.teamId, teamId));
  if (present >= mostChannels) return failed(tooMany('channels', mostChannels));
  const now = new Date();
  const row = {
    ...channel,
    ...{ name: request.name, settings: settingsOf(request, secrets) },
    ...{ sealedSecrets: sealSecrets(sealer, channel, secrets), createdAt: now, updatedAt: now },
    updatedByName: editor.name,
  };
  return withName(request.name, () =>
    database.transaction(async (tx) => {
      await tx.insert(notificationChannels).values(row);
      await writeAudit(tx, {
        ...{ teamId, actor: editor, action: 'notification_channel.create', target: channel.id },
        details: { name: row.name, settings: row.settings },
      });
      return success(await viewOf(tx, channel));
    }),
  );
}

/** Changes a channel; secrets that the request leaves out stay. */
export async function changeChannel(
  { database, sealer, allowed }: ChannelContext,
  editor: Editor,
  id: string,
  request: ChannelRequest,
): Promise<Result<ChannelView>> {
  const { teamId } = editor;
  return withName(request.name, () =>
    database.transaction(async (tx): Promise<Result<ChannelView>> => {
      // Locked: what is left out of one change must not undo another one.
      const [known] = await tx.select().from(notificationChannels).where(isChannel(teamId, id)).for('update');
      if (known === undefined) return failed(notFound('notification channel'));
      if (known.settings.kind !== request.kind) return failed(otherKind(known.settings.kind));
      const opened = openSecrets(sealer, known);
      // Secrets that cannot be read any more are mended by entering all of them anew.
      const secrets = secretsOf(request, opened.ok ? opened.value : {});
      const problem = takesPasswordElsewhere(known.settings, request) ?? problemOf(request, secrets, allowed);
      if (problem !== undefined) return failed(problem);
      const settings = settingsOf(request, secrets);
      await tx
        .update(notificationChannels)
        .set({
          ...{ name: request.name, settings, sealedSecrets: sealSecrets(sealer, known, secrets) },
          ...{ updatedAt: new Date(), updatedByName: editor.name },
        })
        .where(isChannel(teamId, id));
      const secretsChanged = (['url', 'signingKey', 'password'] as const).filter((key) => key in request);
      await writeAudit(tx, {
        ...{ teamId, actor: editor, action: 'notification_channel.change', target: id },
        details: { name: request.name, settings, ...(secretsChanged.length > 0 ? { secretsChanged } : {}) },
      });
      return success(await viewOf(tx, known));
    }),
  );
}

/** Deletes a channel that no subscription uses any more, with the record of its messages. */
export async function deleteChannel(database: Database, editor: Editor, id: string): Promise<Result<void>> {
  const { teamId } = editor;
  return database.transaction(async (tx): Promise<Result<void>> => {
    // Locked, so that no subscription is made for it meanwhile.
    const [known] = await tx.select().from(notificationChannels).where(isChannel(teamId, id)).for('update');
    if (known === undefined) return failed(notFound('notification channel'));
    const users = await tx
      .select({ name: notificationSubscriptions.name })
      .from(notificationSubscriptions)
      .where(and(eq(notificationSubscriptions.teamId, teamId), eq(notificationSubscriptions.channelId, id)));
    if (users.length > 0) return failed(inUse(known.name, users));
    const ofChannel = and(eq(notificationDeliveries.teamId, teamId), eq(notificationDeliveries.channelId, id));
    const messages = tx.select({ id: notificationDeliveries.id }).from(notificationDeliveries).where(ofChannel);
    await tx
      .delete(notificationItems)
      .where(and(eq(notificationItems.teamId, teamId), inArray(notificationItems.deliveryId, messages)));
    await tx.delete(notificationDeliveries).where(ofChannel);
    await tx.delete(notificationChannels).where(isChannel(teamId, id));
    await writeAudit(tx, {
      ...{ teamId, actor: editor, action: 'notification_channel.delete', target: id },
      details: { name: known.name },
    });
    return success(undefined);
  });
}

function isChannel(teamId: string, id: string) {
  return and(eq(notificationChannels.teamId, teamId), eq(notificationChannels.id, id));
}

async function viewOf(database: Database, { teamId, id }: Pick<Channel, 'teamId' | 'id'>): Promise<ChannelView> {
  const view = (await listChannels(database, teamId)).find((channel) => channel.id === id);
  if (view === undefined) throw new Error('A channel that was just written is gone.');
  return view;
}

function secretsOf(request: ChannelRequest, known: ChannelSecrets): ChannelSecrets {
  switch (request.kind) {
    case 'webhook':
      return { url: request.url ?? known.url, signingKey: request.signingKey ?? known.signingKey };
    case 'slack':
    case 'teams':
      return { url: request.url ?? known.url };
    case 'email':
      return { password: request.user === null ? undefined : (request.password ?? known.password) };
    case 'sns':
      return {};
  }
}

function settingsOf(request: ChannelRequest, { url }: ChannelSecrets): ChannelSettings {
  switch (request.kind) {
    case 'webhook':
    case 'slack':
    case 'teams':
      return { kind: request.kind, host: new URL(url ?? '').host };
    case 'email': {
      const { kind, host, port, security, user, from, to } = request;
      return { kind, host, port, security, user, from, to };
    }
    case 'sns':
      return { kind: request.kind, topicArn: request.topicArn };
  }
}

function problemOf(
  request: ChannelRequest,
  { url, signingKey, password }: ChannelSecrets,
  allowed: AllowedHosts,
): Failure | undefined {
  if (request.kind === 'sns') return undefined;
  if (request.kind === 'email') {
    return request.user !== null && password === undefined
      ? incomplete('password', 'the password of the user')
      : undefined;
  }
  if (url === undefined) return incomplete('url', 'the URL of the webhook');
  if (request.kind === 'webhook' && signingKey === undefined) {
    return incomplete('signingKey', 'the key that messages are signed with');
  }
  return checkUrl(new URL(url), allowed);
}

/** Whoever changes where a password goes must know it: else an admin could have it sent to a server of their own. */
function takesPasswordElsewhere(known: ChannelSettings, request: ChannelRequest): Failure | undefined {
  if (known.kind !== 'email' || request.kind !== 'email') return undefined;
  if (known.user === null || request.user === null || request.password !== undefined) return undefined;
  const isSame = (['host', 'port', 'security', 'user'] as const).every((key) => known[key] === request[key]);
  return isSame ? undefined : incomplete('password', 'the password again, since it goes to another server or user');
}

function incomplete(field: string, what: string): Failure {
  return {
    code: 'channel_incomplete',
    detail: `${field}: the channel lacks ${what}.`,
    mend: `Give ${what}.`,
  };
}

function otherKind(kind: ChannelSettings['kind']): Failure {
  return {
    code: 'channel_kind_fixed',
    detail: `This channel is one of the kind ${kind}, and stays one.`,
    mend: 'Make another channel and let the subscriptions use that.',
  };
}

function inUse(name: string, users: readonly { name: string }[]): Failure {
  const names = users.map((user) => `“${user.name}”`).join(', ');
  return {
    code: 'channel_in_use',
    detail: `Subscriptions use the channel “${name}”: ${names}.`,
    mend: 'Delete them, or let them use another channel, first.',
  };
}

/** What refuses one more of something. */
export function tooMany(what: string, most: number): Failure {
  return {
    code: 'notifications_too_many',
    detail: `A team has at most ${most} ${what}.`,
    mend: 'Delete some that are not needed any longer.',
  };
}

async function withName(name: string, write: () => Promise<Result<ChannelView>>): Promise<Result<ChannelView>> {
  try {
    return await write();
  } catch (error) {
    if (violatedConstraint(error) !== 'notification_channels_name') throw error;
    return failed({
      code: 'notification_name_taken',
      detail: `Your team has a channel “${name}” already.`,
      mend: 'Choose another name.',
    });
  }
}
