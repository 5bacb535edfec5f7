import { and, eq } from 'drizzle-orm';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import { severities } from '../rules/rule-file.ts';
import type { TeamRule } from '../rules/team-rules.ts';
import type { AssetJudgementView } from './api.ts';
import { judgements } from './schema.ts';

type OfRule = AssetJudgementView['passed'][number];

/**
 * What the rules say of an asset, most severe first.
 * @returns undefined when the team has no such asset
 */
export async function readAssetJudgement(
  database: Database,
  teamId: string,
  assetId: string,
  rules: readonly TeamRule[],
): Promise<AssetJudgementView | undefined> {
  const [row] = await database
    .select({ asset: assets.id, judgement: judgements })
    .from(assets)
    .leftJoin(judgements, and(eq(judgements.cloudAccountId, assets.cloudAccountId), eq(judgements.assetId, assets.id)))
    .where(and(eq(assets.id, assetId), eq(assets.teamId, teamId)));
  if (row === undefined) return undefined;
  const { passed = [], failed = [], unsettled = [], judgedAt } = row.judgement ?? {};
  const ruleOf = new Map(rules.map((one) => [one.rule.id, one]));
  const toView = (ruleId: string): OfRule => {
    const known = ruleOf.get(ruleId);
    return { ruleId, title: known?.rule.title ?? ruleId, severity: known?.severity ?? 'informational' };
  };
  return {
    judgedAt: judgedAt?.toISOString() ?? null,
    failed: mostSevereFirst(failed.map(toView)),
    unknown: mostSevereFirst(
      unsettled.flatMap(({ ruleId, missing, broken }) =>
        broken === undefined ? [{ ...toView(ruleId), missing }] : [],
      ),
    ),
    broken: mostSevereFirst(
      unsettled.flatMap(({ ruleId, broken }) => (broken === undefined ? [] : [{ ...toView(ruleId), message: broken }])),
    ),
    passed: mostSevereFirst(passed.map(toView)),
  };
}

function mostSevereFirst<Row extends OfRule>(rows: Row[]): Row[] {
  const rank = ({ severity }: Row) => severities.indexOf(severity);
  return rows.sort((a, b) => rank(a) - rank(b) || (a.title < b.title ? -1 : 1));
}
