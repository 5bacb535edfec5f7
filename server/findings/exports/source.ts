import { and, eq, inArray } from 'drizzle-orm';
import { cloudAccounts } from '../../accounts/schema.ts';
import { assets } from '../../assets/schema.ts';
import type { Database } from '../../database/database.ts';
import {
  type FindingCounts,
  type FindingFilter,
  type FindingQuery,
  type FindingSummaryView,
  findingStatuses,
} from '../api.ts';
import { countFindings } from '../counts.ts';
import { type FindingContext, listFindings } from '../query.ts';
import { findings, judgedAccounts, judgements, suppressions } from '../schema.ts';
import type { ExportedFinding } from './api.ts';
import { controlsOf } from './standards.ts';

/** What an export says beside the findings. */
export interface ExportContext extends FindingContext {
  teamName: string;
  /** CloudCoreo's own. */
  version: string;
  publicUrl: string;
  now: Date;
}

/** The findings of an export: those of a team that a filter matches. */
export interface FindingSource {
  filter: FindingFilter;
  context: ExportContext;
  count(): Promise<FindingCounts>;
  /**
   * Open before suppressed before resolved, and of those most severe first unless told otherwise. Page by page as they are
   * asked for, so that memory does not grow with them.
   */
  pages(changes?: Pick<Partial<FindingQuery>, 'ruleId' | 'sort'>): AsyncGenerator<ExportedFinding[]>;
}

const atATime = 500;

export function openSource(
  database: Database,
  teamId: string,
  filter: FindingFilter,
  context: ExportContext,
): FindingSource {
  return {
    filter,
    context,
    count: () => countFindings(database, teamId, filter, context),
    async *pages({ ruleId = filter.ruleId, sort = 'severity' } = {}) {
      // One status after the other, as the index has them: through all at once every page would read all findings.
      for (const status of filter.status === 'all' ? findingStatuses : [filter.status]) {
        for (let cursor: string | undefined, isLast = false; !isLast; ) {
          const query = { ...filter, ruleId, sort, status, limit: atATime, cursor };
          const page = await listFindings(database, teamId, query, context);
          yield await withDetails(database, teamId, page.items, context);
          cursor = page.nextCursor;
          isLast = cursor === undefined;
        }
      }
    },
  };
}

async function withDetails(
  database: Database,
  teamId: string,
  summaries: readonly FindingSummaryView[],
  { rules, frameworks, publicUrl }: ExportContext,
): Promise<ExportedFinding[]> {
  if (summaries.length === 0) return [];
  const details = await readDetails(
    database,
    teamId,
    summaries.map(({ id }) => id),
  );
  const holding = await readSuppressions(
    database,
    teamId,
    [...details.values()].flatMap(({ suppressionId }) => suppressionId ?? []),
  );
  const ruleOf = new Map(rules.map(({ rule }) => [rule.id, rule]));
  return summaries.flatMap((summary) => {
    const found = details.get(summary.id);
    // Removed with its account between the two readings.
    if (found === undefined) return [];
    const { suppressionId, unsettled, judgedUntil, tags, ...rest } = found;
    const rule = ruleOf.get(summary.ruleId);
    return {
      ...summary,
      ...rest,
      tags: tags ?? {},
      cannotTell: unsettled?.find(({ ruleId }) => ruleId === summary.ruleId)?.missing ?? [],
      suppression: holding.get(suppressionId ?? '') ?? null,
      judgedAt: judgedUntil?.toISOString() ?? null,
      why: rule?.why ?? 'This rule is no more.',
      mend: rule?.mend ?? { console: '' },
      references: rule?.references ?? [],
      controls: rule === undefined ? {} : controlsOf(rule, frameworks),
      url: `${publicUrl}/findings/${encodeURIComponent(summary.id)}`,
    };
  });
}

async function readDetails(database: Database, teamId: string, ids: string[]) {
  const rows = await database
    .select({
      id: findings.id,
      evidence: findings.evidence,
      suppressionId: findings.suppressionId,
      partition: cloudAccounts.partition,
      arn: assets.arn,
      tags: assets.tags,
      unsettled: judgements.unsettled,
      judgedUntil: judgedAccounts.judgedUntil,
    })
    .from(findings)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, findings.cloudAccountId))
    .leftJoin(assets, and(eq(assets.cloudAccountId, findings.cloudAccountId), eq(assets.id, findings.assetId)))
    .leftJoin(
      judgements,
      and(eq(judgements.cloudAccountId, findings.cloudAccountId), eq(judgements.assetId, findings.assetId)),
    )
    .leftJoin(judgedAccounts, eq(judgedAccounts.cloudAccountId, findings.cloudAccountId))
    .where(and(eq(findings.teamId, teamId), inArray(findings.id, ids)));
  return new Map(rows.map(({ id, ...details }) => [id, details]));
}

async function readSuppressions(database: Database, teamId: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, ExportedFinding['suppression']>();
  const { id, kind, reason, authorName, createdAt, expiresAt } = suppressions;
  const rows = await database
    .select({ id, kind, reason, authorName, createdAt, expiresAt })
    .from(suppressions)
    .where(and(eq(suppressions.teamId, teamId), inArray(suppressions.id, [...new Set(ids)])));
  return new Map(
    rows.map((row) => [
      row.id,
      { ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt?.toISOString() ?? null },
    ]),
  );
}
