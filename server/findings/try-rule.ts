import { and, eq, isNull, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import type { AssetType } from '../rules/asset-types.ts';
import { compileRule } from '../rules/compile.ts';
import type { RuleFile } from '../rules/rule-file.ts';
import { openCustomJudge } from './custom-judge.ts';
import { loadJoined } from './joined.ts';
import { judgedColumns, toJudgedAsset } from './judged-asset.ts';
import type { RuleTrial, TriedAsset } from './rule-api.ts';
import { readUnlisted } from './unlisted.ts';

/** Assets that a rule is tried on at a time, and of which each answer is shown. */
const mostAssets = 2000;
const mostShown = 200;

/** Tries a rule on a team's own assets, of a few accounts each, without keeping anything. */
export async function tryRule(
  database: Database,
  teamId: string,
  { rule, source }: { rule: RuleFile; source: string },
  types: ReadonlyMap<string, AssetType>,
  now = new Date(),
): Promise<RuleTrial> {
  const accounts = await database
    .select({
      cloudAccountId: cloudAccounts.id,
      nickname: cloudAccounts.nickname,
      awsAccountId: cloudAccounts.awsAccountId,
      partition: cloudAccounts.partition,
      assets: sql<number>`count(*)::int`,
    })
    .from(assets)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, assets.cloudAccountId))
    .where(and(eq(cloudAccounts.teamId, teamId), eq(assets.type, rule.type), isNull(assets.deletedAt)))
    .groupBy(cloudAccounts.id)
    .orderBy(sql`count(*) desc`)
    .limit(20);
  const compiled = compileRule(rule);
  const prepared = { id: rule.id, severity: rule.severity, parameters: {}, compiled, source };
  const trial: RuleTrial = {
    passed: 0,
    failed: 0,
    unknown: 0,
    broken: 0,
    notApplicable: 0,
    assets: [],
    isComplete: true,
  };
  let left = mostAssets;
  for (const account of accounts) {
    const given = { ...account, awsAccountId: account.awsAccountId ?? '', partition: account.partition ?? 'aws' };
    if (left <= 0) break;
    const rows = await database
      .select(judgedColumns)
      .from(assets)
      .where(
        and(eq(assets.cloudAccountId, account.cloudAccountId), eq(assets.type, rule.type), isNull(assets.deletedAt)),
      )
      .orderBy(assets.id)
      .limit(left);
    if (rows.length < account.assets) trial.isComplete = false;
    left -= rows.length;
    const unlistedOf = await readUnlisted(database, account.cloudAccountId, types);
    const joined = await loadJoined(database, given, compiled.joinedTypes, types, unlistedOf);
    const judge = openCustomJudge([prepared], { joined, now });
    try {
      const said = await judge.judge(
        rows.map((row) => ({ id: row.id, service: row.service, asset: toJudgedAsset(row, given, types) })),
      );
      for (const judgement of said) add(trial, { ...judgement, accountNickname: account.nickname });
    } finally {
      await judge.close();
    }
  }
  const order = ['broken', 'fail', 'unknown', 'pass', 'not_applicable'];
  trial.assets.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  trial.assets.splice(mostShown);
  return trial;
}

type Said = Awaited<ReturnType<ReturnType<typeof openCustomJudge>['judge']>>[number];

function add(trial: RuleTrial, said: Said & { accountNickname: string }): void {
  const { assetId, assetName, region, accountNickname } = said;
  const [unsettled] = said.unsettled;
  const [failed] = said.failed;
  const of: Pick<TriedAsset, 'assetId' | 'assetName' | 'region' | 'accountNickname'> = {
    ...{ assetId, assetName, region, accountNickname },
  };
  const nothing = { evidence: [], missing: [], message: null };
  if (failed !== undefined) {
    trial.failed += 1;
    trial.assets.push({ ...of, ...nothing, verdict: 'fail', evidence: failed.evidence });
  } else if (unsettled?.broken !== undefined) {
    trial.broken += 1;
    trial.assets.push({ ...of, ...nothing, verdict: 'broken', message: unsettled.broken });
  } else if (unsettled !== undefined) {
    trial.unknown += 1;
    trial.assets.push({ ...of, ...nothing, verdict: 'unknown', missing: unsettled.missing });
  } else if (said.passed.length > 0) {
    trial.passed += 1;
    trial.assets.push({ ...of, ...nothing, verdict: 'pass' });
  } else {
    trial.notApplicable += 1;
    trial.assets.push({ ...of, ...nothing, verdict: 'not_applicable' });
  }
}
