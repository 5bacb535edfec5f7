import { z } from '@hono/zod-openapi';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { users } from '../access/schema.ts';
import { cloudAccounts } from '../accounts/schema.ts';
import { storable } from '../assets/filter.ts';
import type { Database } from '../database/database.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { instant } from '../http/schemas.ts';
import type { Framework } from '../rules/frameworks.ts';
import type { TeamRule } from '../rules/team-rules.ts';
import type { FindingPage, FindingQuery, FindingSummaryView } from './api.ts';
import { conditionsOf } from './filter.ts';
import { findings } from './schema.ts';

/** What findings are judged and sorted by: the rules of the team, and the frameworks. */
export interface FindingContext {
  rules: readonly TeamRule[];
  frameworks: readonly Framework[];
}

export const summaryColumns = {
  finding: findings,
  awsAccountId: cloudAccounts.awsAccountId,
  accountNickname: cloudAccounts.nickname,
  assigneeName: users.name,
};

// PostgreSQL has no year 0.
const position = z.object({
  rank: z.string().regex(/^\d$/),
  openedAt: instant.refine((time) => !time.startsWith('0000')),
  id: z.string().max(100).transform(storable),
});

/** A page of a team's findings. */
export async function listFindings(
  database: Database,
  teamId: string,
  query: FindingQuery,
  { rules, frameworks }: FindingContext,
): Promise<FindingPage> {
  const after = readCursor(query.cursor, position);
  const at = sql`${after?.openedAt}::timestamptz`;
  const orders: Record<FindingQuery['sort'], { order: SQL; after: SQL }> = {
    severity: {
      order: sql`${findings.rank}, ${findings.openedAt}, ${findings.id}`,
      after: sql`(${findings.rank}, ${findings.openedAt}, ${findings.id}) > (${Number(after?.rank)}::int, ${at}, ${after?.id})`,
    },
    openedAt: {
      order: sql`${findings.openedAt}, ${findings.id}`,
      after: sql`(${findings.openedAt}, ${findings.id}) > (${at}, ${after?.id})`,
    },
    '-openedAt': {
      order: sql`${findings.openedAt} desc, ${findings.id} desc`,
      after: sql`(${findings.openedAt}, ${findings.id}) < (${at}, ${after?.id})`,
    },
  };
  const order = orders[query.sort];
  const rows = await database
    .select(summaryColumns)
    .from(findings)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, findings.cloudAccountId))
    .leftJoin(users, eq(users.id, findings.assigneeId))
    .where(and(...conditionsOf(teamId, query, frameworks), after && order.after))
    .orderBy(order.order)
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1)?.finding;
  const titles = new Map(rules.map(({ rule }) => [rule.id, rule.title]));
  return {
    items: page.map((row) => toSummary(row, titles.get(row.finding.ruleId))),
    ...(rows.length > query.limit && last !== undefined
      ? { nextCursor: writeCursor({ rank: `${last.rank}`, openedAt: last.openedAt.toISOString(), id: last.id }) }
      : {}),
  };
}

interface SummaryRow {
  finding: typeof findings.$inferSelect;
  awsAccountId: string | null;
  accountNickname: string;
  assigneeName: string | null;
}

/** What a list shows of a finding. */
export function toSummary(
  { finding, awsAccountId, accountNickname, assigneeName }: SummaryRow,
  title?: string,
): FindingSummaryView {
  const { id, cloudAccountId, ruleId, severity, status, assetId, assetType, assetName, service, region } = finding;
  return {
    ...{ id, cloudAccountId, awsAccountId: awsAccountId ?? '', accountNickname },
    // Who is assigned and has left the team since is nobody.
    assignee:
      finding.assigneeId === null || assigneeName === null ? null : { userId: finding.assigneeId, name: assigneeName },
    ...{ ruleId, title: title ?? ruleId, severity, status, assetId, assetType, assetName, service, region },
    firstSeenAt: finding.firstSeenAt.toISOString(),
    openedAt: finding.openedAt.toISOString(),
    timesOpened: finding.timesOpened,
    resolvedAt: finding.resolvedAt?.toISOString() ?? null,
    resolvedBy: finding.resolvedBy,
  };
}
