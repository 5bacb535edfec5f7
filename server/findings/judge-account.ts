import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, notInArray, or, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import type { AssetType } from '../rules/asset-types.ts';
import { loadJoined } from './joined.ts';
import { judgeAsset } from './judge-asset.ts';
import { judgedColumns, toJudgedAsset } from './judged-asset.ts';
import type { RulesOfTeam } from './rules-of-team.ts';
import { judgedAccounts, judgements } from './schema.ts';
import { resolveGone, writeJudgements } from './store.ts';
import { readUnlisted } from './unlisted.ts';

export interface JudgeContext {
  database: Database;
  rules: RulesOfTeam;
  types: ReadonlyMap<string, AssetType>;
}

/** Assets judged and written at a time. */
const batchSize = 500;

/**
 * Lets the rules judge a cloud account's assets, from what is stored: those written since they were judged last, those
 * whose answers can change without them, and all of them when the rules are others than then. It may run twice and may
 * end at any line: what is already judged comes to the same again.
 * @returns how many assets were judged
 */
export async function judgeAccount(
  { database, rules, types }: JudgeContext,
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
  const [judged] = await database
    .select()
    .from(judgedAccounts)
    .where(eq(judgedAccounts.cloudAccountId, cloudAccountId));
  const isAnew = judged === undefined || judged.rules !== rules.digest;
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
  const judgedTypes = [...rules.byType.keys()];
  let count = 0;
  for (let after = ''; !signal.aborted; ) {
    const rows = await database
      .select(judgedColumns)
      .from(assets)
      .where(
        and(
          eq(assets.cloudAccountId, cloudAccountId),
          gt(assets.id, after),
          isNull(assets.deletedAt),
          isAnew
            ? inArray(assets.type, judgedTypes)
            : or(
                inArray(assets.type, [...rules.alwaysJudged]),
                and(inArray(assets.type, judgedTypes), gte(assets.lastSeenAt, since)),
              ),
        ),
      )
      .orderBy(asc(assets.id))
      .limit(batchSize);
    const said = rows.map((row) =>
      judgeAsset(row, toJudgedAsset(row, account, types), rules.byType.get(row.type) ?? [], { now, joined }),
    );
    await database.transaction(async (tx) => {
      await lockAccount(tx, cloudAccountId);
      await writeJudgements(tx, account, said, now);
    });
    count += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchSize) break;
    after = last.id;
  }
  if (signal.aborted) return count;
  if (isAnew) await forgetUnjudged(database, account, judgedTypes, now);
  await noteJudged(database, cloudAccountId, new Date(found.startedAt), rules.digest);
  return count;
}

/** Two that judge one account at once, such as after a lost worker, write one after the other. */
async function lockAccount(tx: Database, cloudAccountId: string): Promise<void> {
  await tx
    .select({ id: cloudAccounts.id })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.id, cloudAccountId))
    .for('update');
}

/** Resolves what was said of assets of types that no rule judges any more. */
async function forgetUnjudged(
  database: Database,
  account: { cloudAccountId: string; teamId: string },
  judgedTypes: readonly string[],
  now: Date,
): Promise<void> {
  const rows = await database
    .select({ row: judgements, asset: assets })
    .from(judgements)
    .innerJoin(assets, and(eq(assets.cloudAccountId, judgements.cloudAccountId), eq(assets.id, judgements.assetId)))
    .where(and(eq(judgements.cloudAccountId, account.cloudAccountId), notInArray(assets.type, ['', ...judgedTypes])));
  await database.transaction(async (tx) => {
    await lockAccount(tx, account.cloudAccountId);
    const nothing = rows.map(({ asset }) => ({
      ...{
        assetId: asset.id,
        assetType: asset.type,
        assetName: asset.name,
        service: asset.service,
        region: asset.region,
      },
      ...{ passed: [], failed: [], unsettled: [], notApplicable: [] },
    }));
    await writeJudgements(tx, account, nothing, now);
  });
}

async function noteJudged(database: Database, cloudAccountId: string, judgedUntil: Date, rules: string): Promise<void> {
  await database
    .insert(judgedAccounts)
    .values({ cloudAccountId, judgedUntil, rules })
    .onConflictDoUpdate({ target: judgedAccounts.cloudAccountId, set: { judgedUntil, rules } });
}
