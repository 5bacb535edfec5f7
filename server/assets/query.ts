import { z } from '@hono/zod-openapi';
import { and, eq, ilike, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgSelect } from 'drizzle-orm/pg-core';
import { cloudAccounts } from '../accounts/schema.ts';
import { type Partition, partitions } from '../aws/partition.ts';
import type { Database } from '../database/database.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { instant } from '../http/schemas.ts';
import type { AssetCounts, AssetFilter, AssetPage, AssetQuery, AssetSummaryView, AssetView } from './api.ts';
import { consoleUrlOf } from './console-url.ts';
import { assetSources, assets } from './schema.ts';

const sortColumns = { name: assets.name, type: assets.type, region: assets.region, changedAt: assets.changedAt };

/** What a list shows of an asset, and when its source was last listed with it in it. */
const summaryColumns = {
  id: assets.id,
  cloudAccountId: assets.cloudAccountId,
  awsAccountId: cloudAccounts.awsAccountId,
  accountNickname: cloudAccounts.nickname,
  arn: assets.arn,
  type: assets.type,
  service: assets.service,
  region: assets.region,
  name: assets.name,
  tags: assets.tags,
  unknownParts: sql<number>`(select count(*)::int from jsonb_object_keys(${assets.unknownParts}))`,
  firstSeenAt: assets.firstSeenAt,
  changedAt: assets.changedAt,
  lastSeenAt: assets.lastSeenAt,
  listedAt: sql<string | null>`${assetSources.listedAt} ->> ${assets.type}`,
  deletedAt: assets.deletedAt,
};

const storableText = z.string().max(4000).transform(storable);
const textPosition = z.object({ value: storableText, id: storableText });
const timePosition = textPosition.extend({ value: instant });

/** A page of a team's assets. Pages follow a cursor, so that they neither skip nor repeat when assets come and go. */
export async function listAssets(database: Database, teamId: string, query: AssetQuery): Promise<AssetPage> {
  const descending = query.sort.startsWith('-');
  const key = query.sort.replace('-', '') as keyof typeof sortColumns;
  const column = sortColumns[key];
  const after = readCursor(query.cursor, key === 'changedAt' ? timePosition : textPosition);
  const comparison = descending ? sql`<` : sql`>`;
  const value = key === 'changedAt' ? sql`${after?.value}::timestamptz` : sql`${after?.value}`;
  const direction = descending ? sql`desc` : sql`asc`;
  const rows = await withSources(database.select(summaryColumns).from(assets).$dynamic())
    .where(
      and(
        ...conditionsOf(teamId, query),
        after && sql`(${column}, ${assets.id}) ${comparison} (${value}, ${after.id})`,
      ),
    )
    .orderBy(sql`${column} ${direction}`, sql`${assets.id} ${direction}`)
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const positionOf = (row: SummaryRow) => (key === 'changedAt' ? row.changedAt.toISOString() : row[key]);
  return {
    items: page.map(toSummary),
    ...(rows.length > query.limit && last !== undefined
      ? { nextCursor: writeCursor({ value: positionOf(last), id: last.id }) }
      : {}),
  };
}

/** How many assets match, by what can be filtered on. */
export async function countAssets(database: Database, teamId: string, filter: AssetFilter): Promise<AssetCounts> {
  const answer = await database.execute(sql`
    with matching as (
      select type, service, region, cloud_account_id, count(*) as count from ${assets}
      where ${and(...conditionsOf(teamId, filter))}
      group by type, service, region, cloud_account_id)
    select 'type' as kind, type as key, sum(count)::int as count from matching group by type
    union all select 'service', service, sum(count)::int from matching group by service
    union all select 'region', region, sum(count)::int from matching group by region
    union all select 'cloudAccount', cloud_account_id, sum(count)::int from matching group by cloud_account_id`);
  const { rows } = answer as { rows: { kind: string; key: string; count: number }[] };
  const accounts = await database
    .select({ id: cloudAccounts.id, nickname: cloudAccounts.nickname })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.teamId, teamId));
  const nicknames = new Map(accounts.map(({ id, nickname }) => [id, nickname]));
  const mostFirst = rows.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const of = (kind: string) => mostFirst.filter((row) => row.kind === kind);
  return {
    total: of('service').reduce((sum, { count }) => sum + count, 0),
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

/** An asset of a team with its whole document. */
export async function findAsset(database: Database, teamId: string, id: string): Promise<AssetView | undefined> {
  const [row] = await withSources(
    database
      .select({
        ...summaryColumns,
        document: assets.document,
        unknownPartsByName: assets.unknownParts,
        partition: cloudAccounts.partition,
      })
      .from(assets)
      .$dynamic(),
  ).where(and(eq(assets.id, id), eq(assets.teamId, teamId)));
  if (row === undefined) return undefined;
  const partition = partitions.find((known) => known === row.partition) satisfies Partition | undefined;
  return {
    ...toSummary(row),
    document: row.document,
    unknownParts: row.unknownPartsByName,
    consoleUrl: partition === undefined ? null : consoleUrlOf(row, partition),
  };
}

function withSources<Query extends PgSelect>(query: Query) {
  return query
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, assets.cloudAccountId))
    .leftJoin(
      assetSources,
      and(eq(assetSources.cloudAccountId, assets.cloudAccountId), eq(assetSources.source, assets.source)),
    );
}

/** Every filter must match; of a filter's values, one. The team is always one of the conditions. */
function conditionsOf(teamId: string, filter: AssetFilter): (SQL | undefined)[] {
  const oneOf = (column: PgColumn, text: string | undefined) => {
    const values = splitValues(text);
    return values.length === 0 ? undefined : inArray(column, values);
  };
  return [
    eq(assets.teamId, teamId),
    oneOf(assets.cloudAccountId, filter.cloudAccountId),
    oneOf(assets.type, filter.type),
    oneOf(assets.service, filter.service),
    oneOf(assets.region, filter.region),
    filter.name ? ilike(assets.name, containing(filter.name)) : undefined,
    or(...splitValues(filter.tag).map(hasTag)),
    filter.text
      ? or(
          ilike(assets.name, containing(filter.text)),
          ilike(assets.arn, containing(filter.text)),
          sql`${assets.document}::text ilike ${containing(filter.text)}`,
        )
      : undefined,
    filter.state === 'present' ? isNull(assets.deletedAt) : undefined,
    filter.state === 'deleted' ? isNotNull(assets.deletedAt) : undefined,
  ];
}

function hasTag(text: string): SQL {
  const [key = '', ...value] = text.split('=');
  if (value.length === 0) return sql`jsonb_exists(${assets.tags}, ${key})`;
  return sql`${assets.tags} @> ${JSON.stringify({ [key]: value.join('=') })}::jsonb`;
}

/** Values separated by commas; a comma that belongs to a value is written `\\,`. */
function splitValues(text: string | undefined): string[] {
  if (!text) return [];
  const values = text.match(/(?:\\.|[^,\\])+/g) ?? [];
  return values.map((value) => storable(value.replace(/\\(.)/g, '$1')).trim()).filter((value) => value !== '');
}

function containing(text: string): string {
  return `%${storable(text).replace(/[\\%_]/g, '\\$&')}%`;
}

/** PostgreSQL's texts hold no U+0000, so nothing stored can match it. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd');
}

type SummaryRow = Omit<AssetSummaryView, 'firstSeenAt' | 'changedAt' | 'lastSeenAt' | 'deletedAt'> & {
  firstSeenAt: Date;
  changedAt: Date;
  lastSeenAt: Date;
  listedAt: string | null;
  deletedAt: Date | null;
};

function toSummary(row: SummaryRow): AssetSummaryView {
  const lastSeenAt = row.lastSeenAt.toISOString();
  // Both are ISO 8601 in UTC with milliseconds, so they compare as texts.
  const isSeenSince = row.deletedAt === null && row.listedAt !== null && row.listedAt > lastSeenAt;
  return {
    id: row.id,
    cloudAccountId: row.cloudAccountId,
    awsAccountId: row.awsAccountId,
    accountNickname: row.accountNickname,
    arn: row.arn,
    type: row.type,
    service: row.service,
    region: row.region,
    name: row.name,
    tags: row.tags,
    unknownParts: row.unknownParts,
    firstSeenAt: row.firstSeenAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    lastSeenAt: isSeenSince && row.listedAt !== null ? row.listedAt : lastSeenAt,
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}
