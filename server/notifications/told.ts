import { and, eq, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import { findings } from '../findings/schema.ts';
import { type RuleLibrary, readTeamRules } from '../rules/team-rules.ts';
import { mostListed, noCounts, type ToldFinding } from './message.ts';
import { type Change, changes, notificationItems } from './schema.ts';

/** What a delivery tells of, as far as it is still so. */
export interface Told {
  counts: Record<Change, number>;
  findings: ToldFinding[];
  url: string;
}

export interface ToldContext {
  database: Database;
  /** How browsers reach CloudCoreo. */
  publicUrl: string;
  library: RuleLibrary;
}

/**
 * Reads what a delivery tells of, at the moment of sending. Of a finding the last change counts. A finding that was opened
 * and is not open any more, or was suppressed meanwhile, is left out, and so is one that was resolved and is open again.
 */
export async function readTold(context: ToldContext, teamId: string, deliveryId: string): Promise<Told> {
  const { database, publicUrl } = context;
  const latest = database
    .selectDistinctOn([notificationItems.cloudAccountId, notificationItems.findingId], {
      cloudAccountId: notificationItems.cloudAccountId,
      findingId: notificationItems.findingId,
      change: notificationItems.change,
      at: notificationItems.at,
    })
    .from(notificationItems)
    .where(and(eq(notificationItems.teamId, teamId), eq(notificationItems.deliveryId, deliveryId)))
    .orderBy(notificationItems.cloudAccountId, notificationItems.findingId, sql`${notificationItems.at} desc`)
    .as('latest');
  const isFinding = and(eq(findings.cloudAccountId, latest.cloudAccountId), eq(findings.id, latest.findingId));
  const isStillSo = sql`${findings.status} = case ${latest.change} when 'resolved' then 'resolved' else 'open' end`;
  const groups = await database
    .select({
      change: latest.change,
      cloudAccountId: findings.cloudAccountId,
      severity: findings.severity,
      count: sql<number>`count(*)::int`,
    })
    .from(latest)
    .innerJoin(findings, isFinding)
    .where(isStillSo)
    .groupBy(latest.change, findings.cloudAccountId, findings.severity);
  const rows = await database
    .select({
      finding: findings,
      change: latest.change,
      at: latest.at,
      awsAccountId: cloudAccounts.awsAccountId,
      nickname: cloudAccounts.nickname,
    })
    .from(latest)
    .innerJoin(findings, isFinding)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, findings.cloudAccountId))
    .where(isStillSo)
    .orderBy(sql`array_position(${sql.raw(changeOrder)}, ${latest.change})`, findings.rank, latest.at, findings.id)
    .limit(mostListed);
  const counts = { ...noCounts };
  for (const { change, count } of groups) counts[change] += count;
  const { rules } = await readTeamRules(database, teamId, context.library);
  const titles = new Map(rules.map(({ rule }) => [rule.id, rule.title]));
  return {
    counts,
    findings: rows.map(({ finding, change, at, awsAccountId, nickname }) => ({
      ...{ id: finding.id, change, at: at.toISOString(), ruleId: finding.ruleId },
      ...{ title: titles.get(finding.ruleId) ?? finding.ruleId, severity: finding.severity },
      ...{ cloudAccountId: finding.cloudAccountId, awsAccountId, accountNickname: nickname, region: finding.region },
      ...{ service: finding.service, assetType: finding.assetType, assetName: finding.assetName },
      url: `${publicUrl}/findings/${encodeURIComponent(finding.id)}`,
    })),
    url: findingsUrl(publicUrl, counts, groups),
  };
}

/** What is still a problem comes first. */
const changeOrder = `array[${changes.map((change) => `'${change}'`).join(', ')}]`;

/** Beyond so many accounts the page is filtered by severity alone: addresses must not grow without bound. */
const mostAccountsInUrl = 10;

/** The Findings page, filtered so that what is told is on it. */
function findingsUrl(
  publicUrl: string,
  counts: Record<Change, number>,
  groups: readonly { cloudAccountId: string; severity: string }[],
): string {
  const accounts = [...new Set(groups.map(({ cloudAccountId }) => cloudAccountId))].sort();
  const parameters = new URLSearchParams({ sort: '-openedAt' });
  parameters.set('severity', [...new Set(groups.map(({ severity }) => severity))].sort().join(','));
  if (accounts.length <= mostAccountsInUrl) parameters.set('cloudAccountId', accounts.join(','));
  const isOpen = counts.opened + counts.reopened > 0;
  if (counts.resolved > 0) parameters.set('status', isOpen ? 'all' : 'resolved');
  return `${publicUrl}/findings?${parameters}`;
}
