import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, notInArray, or, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import type { AssetType } from '../rules/asset-types.ts';
import { type JoinedData, joinedFinder } from '../rules/joined-assets.ts';
import { scans } from '../scans/schema.ts';
import { openCustomJudge } from './custom-judge.ts';
import { loadJoined } from './joined.ts';
import { emptyJudgement, judgeAsset } from './judge-asset.ts';
import { judgedColumns, toJudgedAsset } from './judged-asset.ts';
import type { RulesOfTeam } from './rules-of-team.ts';
import { judgedAccounts, judgements } from './schema.ts';
import { type Judgement, lockAccount, resolveGone, writeJudgements } from './store.ts';
import { readUnlisted } from './unlisted.ts';

export interface JudgeContext {
  database: Database;
  rulesOf(teamId: string): Promise<RulesOfTeam>;
  types: ReadonlyMap<string, AssetType>;
}

/** Assets judged and written at a time. */
const batchSize = 500;

/**
 * Lets the rules of its team judge a cloud account's assets, from what is stored: those written since they were judged
 * last, those whose answers can change without them, and all of a type whose rules are others than then. It may run twice
 * and may end at any line: what is already judged comes to the same again.
 * @returns how many assets were judged
 */
export async function judgeAccount(
  { database, rulesOf, types }: JudgeContext,
  cloudAccountId: string,
  signal: AbortSignal,
  now = new Date(),
): Promise<number> {
  const [found] = await database
    .select({
      teamId: cloudAccounts.teamId,
      awsAccountId: cloudAccounts.awsAccountId,
      partition: cloudAccounts.partition,
      // By the database's clock, which is the one that assets are written by.
      startedAt: sql<string>`now()`,
    })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.id, cloudAccountId));
  if (found === undefined) return 0;
  const account = { ...found, cloudAccountId };
  const [newestScan] = await database
    .select({ id: scans.id })
    .from(scans)
    .where(and(eq(scans.cloudAccountId, cloudAccountId), isNotNull(scans.finishedAt)))
    .orderBy(desc(scans.finishedAt))
    .limit(1);
  const [judged] = await database
    .select()
    .from(judgedAccounts)
    .where(eq(judgedAccounts.cloudAccountId, cloudAccountId));
  const rules = await rulesOf(found.teamId);
  const before = judged?.rulesByType ?? {};
  const judgedTypes = [...rules.byType.keys()];
  const changedTypes = judgedTypes.filter((type) => before[type] !== rules.digests[type]);
  const since = judged?.judgedUntil ?? new Date(0);

  const gone = await database
    .select({ id: judgements.assetId })
    .from(judgements)
    .innerJoin(assets, and(eq(assets.cloudAccountId, judgements.cloudAccountId), eq(assets.id, judgements.assetId)))
    .where(and(eq(judgements.cloudAccountId, cloudAccountId), isNotNull(assets.deletedAt)));
  for (let start = 0; start < gone.length; start += batchSize) {
    const ids = gone.slice(start, start + batchSize).map(({ id }) => id);
    await database.transaction(async (tx) => {
      await lockAccount(tx, cloudAccountId);
      await resolveGone(tx, account, ids, now);
    });
  }

  const unlistedOf = await readUnlisted(database, cloudAccountId, types);
  const joined = await loadJoined(database, account, rules.joinedTypes, types, unlistedOf);
  const circumstances = { now, joined: joinedFinder(joined) };
  const written = [...rules.byType.values()].flat().filter(({ source }) => source !== null);
  const joinedByWritten = written.flatMap(({ compiled }) => compiled.joinedTypes);
  const custom = openCustomJudge(written, { joined: ofTypes(joined, joinedByWritten), now });
  let count = 0;
  try {
    for (let after = ''; !signal.aborted; ) {
      const rows = await database
        .select(judgedColumns)
        .from(assets)
        .where(
          and(
            eq(assets.cloudAccountId, cloudAccountId),
            gt(assets.id, after),
            isNull(assets.deletedAt),
            or(
              inArray(assets.type, [...changedTypes, ...rules.alwaysJudged]),
              and(inArray(assets.type, judgedTypes), gte(assets.lastSeenAt, since)),
            ),
          ),
        )
        .orderBy(asc(assets.id))
        .limit(batchSize);
      const given = rows.map((row) => ({
        ...{ id: row.id, service: row.service, asset: toJudgedAsset(row, account, types) },
      }));
      const byCustom = await custom.judge(given);
      const said = given.map((one, index) => {
        const ofLibrary = (rules.byType.get(one.asset.type) ?? []).filter(({ source }) => source === null);
        return together(judgeAsset(one, ofLibrary, circumstances), byCustom[index]);
      });
      await database.transaction(async (tx) => {
        await lockAccount(tx, cloudAccountId);
        await writeJudgements(tx, account, said, now);
      });
      count += rows.length;
      const last = rows.at(-1);
      if (last === undefined || rows.length < batchSize) break;
      after = last.id;
    }
  } finally {
    await custom.close();
  }
  if (signal.aborted) return count;
  const unjudgedTypes = Object.keys(before).filter((type) => !rules.byType.has(type));
  if (judged === undefined || unjudgedTypes.length > 0) await forgetUnjudged(database, account, judgedTypes, now);
  await noteJudged(database, {
    ...{ cloudAccountId, judgedUntil: new Date(found.startedAt), rulesByType: rules.digests },
    scanId: newestScan?.id ?? null,
    unlistedTypes: judgedTypes.filter((type) => unlistedOf(type).length > 0),
  });
  return count;
}

function ofTypes({ assetsByType, unlisted }: JoinedData, types: readonly string[]): JoinedData {
  return {
    assetsByType: new Map([...assetsByType].filter(([type]) => types.includes(type))),
    unlisted: new Map([...unlisted].filter(([key]) => types.includes(key.split(' ')[0] ?? ''))),
  };
}

function together(one: Judgement, other: Judgement | undefined): Judgement {
  if (other === undefined) return one;
  return {
    ...one,
    passed: [...one.passed, ...other.passed],
    failed: [...one.failed, ...other.failed],
    unsettled: [...one.unsettled, ...other.unsettled],
    notApplicable: [...one.notApplicable, ...other.notApplicable],
  };
}

/** Resolves what was said of assets of types that no rule judges any more. */
async function forgetUnjudged(
  database: Database,
  account: { cloudAccountId: string; teamId: string },
  judgedTypes: readonly string[],
  now: Date,
): Promise<void> {
  const rows = await database
    .select({ id: assets.id, type: assets.type, name: assets.name, service: assets.service, region: assets.region })
    .from(judgements)
    .innerJoin(assets, and(eq(assets.cloudAccountId, judgements.cloudAccountId), eq(assets.id, judgements.assetId)))
    .where(and(eq(judgements.cloudAccountId, account.cloudAccountId), notInArray(assets.type, ['', ...judgedTypes])));
  for (let start = 0; start < rows.length; start += batchSize) {
    const nothing = rows.slice(start, start + batchSize).map((row) => emptyJudgement(row.id, row.service, row));
    await database.transaction(async (tx) => {
      await lockAccount(tx, account.cloudAccountId);
      await writeJudgements(tx, account, nothing, now);
    });
  }
}

async function noteJudged(database: Database, judged: typeof judgedAccounts.$inferSelect): Promise<void> {
  const { cloudAccountId: _, ...set } = judged;
  await database
    .insert(judgedAccounts)
    .values(judged)
    .onConflictDoUpdate({ target: judgedAccounts.cloudAccountId, set });
}
