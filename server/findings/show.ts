import { and, eq, sql } from 'drizzle-orm';
import { users } from '../access/schema.ts';
import { cloudAccounts } from '../accounts/schema.ts';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import type { TeamRule } from '../rules/team-rules.ts';
import type { FindingView } from './api.ts';
import { summaryColumns, toSummary } from './query.ts';
import { findingEvents, findings, judgements } from './schema.ts';
import { findSuppression } from './suppression-query.ts';

/** A finding with what is wrong, why that matters, how to mend it, and what happened to it, newest first. */
export async function findFinding(
  database: Database,
  teamId: string,
  id: string,
  rules: readonly TeamRule[],
): Promise<FindingView | undefined> {
  const [row] = await database
    .select({ ...summaryColumns, arn: assets.arn, tags: assets.tags, unsettled: judgements.unsettled })
    .from(findings)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, findings.cloudAccountId))
    .leftJoin(users, eq(users.id, findings.assigneeId))
    .leftJoin(assets, and(eq(assets.cloudAccountId, findings.cloudAccountId), eq(assets.id, findings.assetId)))
    .leftJoin(
      judgements,
      and(eq(judgements.cloudAccountId, findings.cloudAccountId), eq(judgements.assetId, findings.assetId)),
    )
    .where(and(eq(findings.id, id), eq(findings.teamId, teamId)));
  if (row === undefined) return undefined;
  const { cloudAccountId, ruleId, evidence, suppressionId } = row.finding;
  const events = await database
    .select()
    .from(findingEvents)
    .where(and(eq(findingEvents.cloudAccountId, cloudAccountId), eq(findingEvents.findingId, id)))
    .orderBy(sql`${findingEvents.at} desc`)
    .limit(200);
  const rule = rules.find((one) => one.rule.id === ruleId)?.rule;
  return {
    ...toSummary(row, rule?.title),
    arn: row.arn,
    evidence,
    cannotTell: row.unsettled?.find((one) => one.ruleId === ruleId)?.missing ?? [],
    suppression: suppressionId === null ? null : ((await findSuppression(database, teamId, suppressionId)) ?? null),
    tags: row.tags ?? {},
    why: rule?.why ?? 'This rule is no more.',
    mend: rule?.mend ?? { console: '' },
    references: rule?.references ?? [],
    controls: rule?.controls ?? {},
    events: events.map(({ at, kind, resolvedBy, actorName, text }) => ({
      ...{ at: at.toISOString(), kind, resolvedBy, actorName, text },
    })),
  };
}
