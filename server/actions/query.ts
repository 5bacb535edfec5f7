import { z } from '@hono/zod-openapi';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { oneOf, storable } from '../assets/filter.ts';
import type { Database } from '../database/database.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { instant } from '../http/schemas.ts';
import type { ActionDeclaration } from './action.ts';
import type { ActionCounts, ActionFilter, ActionPage, ActionQuery, ActionSummaryView, ActionView } from './api.ts';
import { needsApproval, whyNotPermitted, whyUntouchable } from './guards.ts';
import { grantsOf } from './permissions.ts';
import { type Action, actions } from './schema.ts';
import { whyStopped } from './settings.ts';
import { findSubject, readSettings, type Subject } from './store.ts';
import { nextInWindow } from './window.ts';

type Kinds = ReadonlyMap<string, ActionDeclaration>;

const position = z.object({
  requestedAt: instant.refine((time) => !time.startsWith('0000')),
  id: z.string().max(100).transform(storable),
});

function conditionsOf(teamId: string, filter: ActionFilter): (SQL | undefined)[] {
  return [
    eq(actions.teamId, teamId),
    ...oneOf(actions.status, filter.status),
    ...oneOf(actions.kind, filter.kind),
    ...oneOf(actions.cloudAccountId, filter.cloudAccountId),
    ...oneOf(actions.assetId, filter.assetId),
    ...oneOf(actions.findingId, filter.findingId),
    ...oneOf(actions.batchId, filter.batchId),
    ...oneOf(actions.policyId, filter.policyId),
  ];
}

/** A page of a team's actions, newest first. */
export async function listActions(
  database: Database,
  teamId: string,
  query: ActionQuery,
  kinds: Kinds,
): Promise<ActionPage> {
  const after = readCursor(query.cursor, position);
  const rows = await database
    .select({ action: actions, ...accountColumns })
    .from(actions)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, actions.cloudAccountId))
    .where(
      and(
        ...conditionsOf(teamId, query),
        after && sql`(${actions.requestedAt}, ${actions.id}) < (${after.requestedAt}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(sql`${actions.requestedAt} desc, ${actions.id} desc`)
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1)?.action;
  return {
    items: page.map((row) => toSummary(row, kinds)),
    ...(rows.length > query.limit && last !== undefined
      ? { nextCursor: writeCursor({ requestedAt: last.requestedAt.toISOString(), id: last.id }) }
      : {}),
  };
}

/** How many actions match, by status. */
export async function countActions(database: Database, teamId: string, filter: ActionFilter): Promise<ActionCounts> {
  const rows = await database
    .select({ status: actions.status, count: sql<number>`count(*)::int` })
    .from(actions)
    .where(and(...conditionsOf(teamId, filter)))
    .groupBy(actions.status);
  return { total: rows.reduce((sum, { count }) => sum + count, 0), byStatus: rows };
}

/** An action with its plan, its history, and what would be in its way now. */
export async function showAction(
  database: Database,
  teamId: string,
  id: string,
  kinds: Kinds,
): Promise<ActionView | undefined> {
  const [row] = await database
    .select({ action: actions, ...accountColumns })
    .from(actions)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, actions.cloudAccountId))
    .where(and(eq(actions.teamId, teamId), eq(actions.id, id)));
  if (row === undefined) return undefined;
  const { action, partition, awsAccountId, nickname } = row;
  const kind = kinds.get(action.kind);
  const subject = await findSubject(database, action);
  const settings = await readSettings(database, teamId);
  const { plan, plannedAt } = action;
  return {
    ...toSummary(row, kinds),
    what: kind?.what ?? 'CloudCoreo does not know this action any more.',
    parameters: action.parameters,
    plan:
      plan === null || plannedAt === null
        ? null
        : {
            ...{ plannedAt: plannedAt.toISOString(), changes: plan.changes },
            ...{ mayBreak: plan.mayBreak, wasTried: plan.wasTried },
          },
    permissions: kind === undefined ? [] : permissionsOf(kind, { partition, accountId: awsAccountId }),
    canBeUndone: kind !== undefined && kind.whyNoUndo === undefined,
    whyNoUndo: kind?.whyNoUndo ?? null,
    obstacle:
      kind === undefined || subject === undefined
        ? null
        : (whyUntouchable(subject, nickname) ?? whyNotPermitted(kind, subject) ?? whyStopped(settings) ?? null),
    beginsAt: subject === undefined ? null : waitsUntil(subject, new Date()),
    needsApproval: needsApproval(settings.approvals, action, subject?.target.tags ?? {}),
    events: action.events,
    awsRequests: action.awsRequests,
  };
}

/** When the account's window lets an action begin; `null`: at once. */
function waitsUntil({ management }: Subject, now: Date): string | null {
  const begins = nextInWindow(management.window, now);
  return begins <= now ? null : begins.toISOString();
}

/** The IAM actions that a kind needs beyond the audit policy. */
export function permissionsOf(kind: ActionDeclaration, account: Parameters<typeof grantsOf>[1]): string[] {
  return [...new Set(grantsOf(kind, account).map(({ permission }) => permission))].sort();
}

const accountColumns = {
  partition: cloudAccounts.partition,
  awsAccountId: cloudAccounts.awsAccountId,
  nickname: cloudAccounts.nickname,
};

function toSummary(
  { action, awsAccountId, nickname }: { action: Action; awsAccountId: string; nickname: string },
  kinds: Kinds,
): ActionSummaryView {
  const { approvedById, approvedByName } = action;
  return {
    ...{ id: action.id, kind: action.kind, title: kinds.get(action.kind)?.title ?? action.kind },
    ...{ status: action.status, cloudAccountId: action.cloudAccountId, awsAccountId, accountNickname: nickname },
    ...{ assetId: action.assetId, assetArn: action.assetArn, assetName: action.assetName, assetType: action.assetType },
    ...{ region: action.region, findingId: action.findingId, ruleId: action.ruleId, severity: action.severity },
    ...{ batchId: action.batchId, policyId: action.policyId },
    requestedBy: { userId: action.requestedById, name: action.requestedByName },
    requestedAt: action.requestedAt.toISOString(),
    approvedBy: approvedById === null ? null : { userId: approvedById, name: approvedByName ?? '' },
    dueAt: action.dueAt?.toISOString() ?? null,
    startedAt: action.startedAt?.toISOString() ?? null,
    finishedAt: action.finishedAt?.toISOString() ?? null,
    failure: action.failure,
  };
}
