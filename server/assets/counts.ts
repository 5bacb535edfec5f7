import { and, eq, gt, type SQL, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import type { AssetCounts, AssetFilter } from './api.ts';
import { conditionsOf, oneOf } from './filter.ts';
import { assetCounts, assets } from './schema.ts';

/** Filters that need a look at the assets themselves are counted up to so many: more are told as "at least". */
const mostCounted = 10_000;

/** How many assets match, by what can be filtered on. */
export async function countAssets(database: Database, teamId: string, filter: AssetFilter): Promise<AssetCounts> {
  const isKept = filter.state === 'present' && !filter.name && !filter.tag && !filter.text;
  const matching = isKept ? keptCounts(teamId, filter) : countedNow(teamId, filter);
  const counting = database.execute(sql`
    with matching as (${matching})
    select 'type' as kind, type as key, sum(count)::int as count from matching group by type
    union all select 'service', service, sum(count)::int from matching group by service
    union all select 'region', region, sum(count)::int from matching group by region
    union all select 'cloudAccount', cloud_account_id, sum(count)::int from matching group by cloud_account_id`);
  const naming = database
    .select({ id: cloudAccounts.id, nickname: cloudAccounts.nickname })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.teamId, teamId));
  const [answer, accounts] = await Promise.all([counting, naming]);
  const { rows } = answer as unknown as { rows: { kind: string; key: string; count: number }[] };
  const nicknames = new Map(accounts.map(({ id, nickname }) => [id, nickname]));
  const mostFirst = rows.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const of = (kind: string) => mostFirst.filter((row) => row.kind === kind);
  const total = of('service').reduce((sum, { count }) => sum + count, 0);
  const isComplete = isKept || total <= mostCounted;
  return {
    total: isComplete ? total : mostCounted,
    isComplete,
    byType: of('type').map(({ key, count }) => ({ type: key, count })),
    byService: of('service').map(({ key, count }) => ({ service: key, count })),
    byRegion: of('region').map(({ key, count }) => ({ region: key, count })),
    byCloudAccount: of('cloudAccount').map(({ key, count }) => ({
      cloudAccountId: key,
      nickname: nicknames.get(key) ?? '',
      count,
    })),
  };
}

/** The counts that are kept with each write. */
function keptCounts(teamId: string, filter: AssetFilter): SQL {
  return sql`select type, service, region, cloud_account_id, present as count from ${assetCounts}
    where ${and(
      eq(assetCounts.teamId, teamId),
      gt(assetCounts.present, 0),
      ...oneOf(assetCounts.cloudAccountId, filter.cloudAccountId),
      ...oneOf(assetCounts.type, filter.type),
      ...oneOf(assetCounts.service, filter.service),
      ...oneOf(assetCounts.region, filter.region),
    )}`;
}

function countedNow(teamId: string, filter: AssetFilter): SQL {
  return sql`select type, service, region, cloud_account_id, count(*) as count from (
      select type, service, region, cloud_account_id from ${assets}
      where ${and(...conditionsOf(teamId, filter))} limit ${mostCounted + 1}) counted
    group by type, service, region, cloud_account_id`;
}
