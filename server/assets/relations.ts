import { and, arrayOverlaps, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { parseArn } from '../aws/partition.ts';
import type { Database } from '../database/database.ts';
import type { AssetRelationsView } from './api.ts';
import { summaryColumns, toSummaries, withAccounts } from './query.ts';
import { assets } from './schema.ts';
import { assetIdOf } from './store.ts';

const mostRelated = 100;

/** The assets that an asset names, such as its VPC, role and key, and those that name it. */
export async function findRelations(
  database: Database,
  teamId: string,
  id: string,
): Promise<AssetRelationsView | undefined> {
  const [asset] = await database
    .select({
      cloudAccountId: assets.cloudAccountId,
      arn: assets.arn,
      names: assets.names,
      resourceId: assets.resourceId,
    })
    .from(assets)
    .where(and(eq(assets.id, id), eq(assets.teamId, teamId)));
  if (asset === undefined) return undefined;
  const arns = asset.names.filter((name) => name.startsWith('arn:'));
  const resourceIds = asset.names.filter((name) => !name.startsWith('arn:'));
  const ids = await idsOf(database, teamId, asset.cloudAccountId, arns);
  const isPresent = and(eq(assets.teamId, teamId), isNull(assets.deletedAt));
  const select = () => withAccounts(database.select(summaryColumns).from(assets).$dynamic());

  // One parameter for all IDs: in a team of many accounts there can be more than PostgreSQL takes parameters.
  const isNamed = and(
    isPresent,
    or(
      sql`${assets.id} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`,
      resourceIds.length === 0 ? undefined : inArray(assets.resourceId, resourceIds),
    ),
  );
  const named =
    asset.names.length === 0
      ? []
      : await select()
          .where(isNamed)
          .limit(mostRelated + 1);
  const ownNames = asset.resourceId === null ? [asset.arn] : [asset.arn, asset.resourceId];
  const naming = await select()
    .where(and(isPresent, arrayOverlaps(assets.names, ownNames)))
    .limit(mostRelated + 1);
  const others = (rows: typeof named) => rows.filter((row) => row.id !== id).slice(0, mostRelated);
  const found =
    named.length <= mostRelated ? named : await database.select({ arn: assets.arn }).from(assets).where(isNamed);
  const known = new Set(found.flatMap(({ arn }) => [arn, arn.split(/[/:]/).at(-1)]));
  return {
    names: await toSummaries(database, others(named)),
    namedBy: await toSummaries(database, others(naming)),
    unknownNames: asset.names.filter((name) => !known.has(name)),
    isWhole: named.length <= mostRelated && naming.length <= mostRelated,
  };
}

/** An asset's ID is made of its account and ARN, so it need not be looked for. Some ARNs name no account. */
async function idsOf(
  database: Database,
  teamId: string,
  ownAccount: string,
  arns: readonly string[],
): Promise<string[]> {
  if (arns.length === 0) return [];
  const accounts = await database
    .select({ id: cloudAccounts.id, awsAccountId: cloudAccounts.awsAccountId })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.teamId, teamId));
  return arns.flatMap((arn) => {
    const owner = parseArn(arn)?.accountId;
    const candidates = accounts.filter(({ id, awsAccountId }) => id === ownAccount || !owner || awsAccountId === owner);
    return candidates.map((account) => assetIdOf(account.id, arn));
  });
}
