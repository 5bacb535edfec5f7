import { z } from '@hono/zod-openapi';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PgSelect } from 'drizzle-orm/pg-core';
import { cloudAccounts } from '../accounts/schema.ts';
import { type Partition, partitions } from '../aws/partition.ts';
import type { Database } from '../database/database.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { instant } from '../http/schemas.ts';
import type { AssetPage, AssetQuery, AssetSummaryView, AssetView } from './api.ts';
import { consoleUrlOf } from './console-url.ts';
import { conditionsOf, storable } from './filter.ts';
import { assetSources, assets } from './schema.ts';

const sortColumns = { name: assets.name, type: assets.type, region: assets.region, changedAt: assets.changedAt };

/** What a list shows of an asset. */
export const summaryColumns = {
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
  source: assets.source,
  deletedAt: assets.deletedAt,
};

const storableText = z.string().max(4000).transform(storable);
const textPosition = z.object({ value: storableText, id: storableText });
// PostgreSQL has no year 0.
const timePosition = textPosition.extend({ value: instant.refine((time) => !time.startsWith('0000')) });

/** A page of a team's assets. Pages follow a cursor, so that they neither skip nor repeat when assets come and go. */
export async function listAssets(database: Database, teamId: string, query: AssetQuery): Promise<AssetPage> {
  const descending = query.sort.startsWith('-');
  const key = query.sort.replace('-', '') as keyof typeof sortColumns;
  const column = sortColumns[key];
  const after = readCursor(query.cursor, key === 'changedAt' ? timePosition : textPosition);
  const comparison = descending ? sql`<` : sql`>`;
  const value = key === 'changedAt' ? sql`${after?.value}::timestamptz` : sql`${after?.value}`;
  const direction = descending ? sql`desc` : sql`asc`;
  const rows = await withAccounts(database.select(summaryColumns).from(assets).$dynamic())
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
    items: await toSummaries(database, page),
    ...(rows.length > query.limit && last !== undefined
      ? { nextCursor: writeCursor({ value: positionOf(last), id: last.id }) }
      : {}),
  };
}

/** An asset of a team with its whole document. */
export async function findAsset(database: Database, teamId: string, id: string): Promise<AssetView | undefined> {
  const [row] = await withAccounts(
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
  const [summary] = await toSummaries(database, [row]);
  if (summary === undefined) return undefined;
  const partition = partitions.find((known) => known === row.partition) satisfies Partition | undefined;
  return {
    ...summary,
    document: row.document,
    unknownParts: row.unknownPartsByName,
    consoleUrl: partition === undefined ? null : consoleUrlOf(row, partition),
  };
}

export function withAccounts<Query extends PgSelect>(query: Query) {
  return query.innerJoin(cloudAccounts, eq(cloudAccounts.id, assets.cloudAccountId));
}

type SummaryRow = Omit<AssetSummaryView, 'firstSeenAt' | 'changedAt' | 'lastSeenAt' | 'deletedAt'> & {
  source: string;
  firstSeenAt: Date;
  changedAt: Date;
  lastSeenAt: Date;
  deletedAt: Date | null;
};

/** Adds when each asset's source was last listed with it in it: assets that did not change are not written. */
export async function toSummaries(database: Database, rows: readonly SummaryRow[]): Promise<AssetSummaryView[]> {
  if (rows.length === 0) return [];
  const keyOf = ({ source, type }: SummaryRow) => `${source} ${type}`;
  const wanted = [...new Map(rows.map((row) => [`${row.cloudAccountId} ${keyOf(row)}`, row])).values()];
  const answer = await database.execute(sql`
    select wanted.account, wanted.key, listed.listed_at ->> wanted.key as at
    from jsonb_to_recordset(${JSON.stringify(
      wanted.map((row) => ({ account: row.cloudAccountId, service: row.source.split('/')[0], key: keyOf(row) })),
    )}::jsonb) as wanted(account text, service text, key text)
    join ${assetSources} listed on listed.cloud_account_id = wanted.account and listed.service = wanted.service`);
  const { rows: found } = answer as unknown as { rows: { account: string; key: string; at: string | null }[] };
  const listedAt = new Map(found.map(({ account, key, at }) => [`${account} ${key}`, at]));
  return rows.map((row) => toSummary(row, listedAt.get(`${row.cloudAccountId} ${keyOf(row)}`) ?? null));
}

function toSummary(row: SummaryRow, listedAt: string | null): AssetSummaryView {
  const lastSeenAt = row.lastSeenAt.toISOString();
  // Both are ISO 8601 in UTC with milliseconds, so they compare as texts.
  const isSeenSince = row.deletedAt === null && listedAt !== null && listedAt > lastSeenAt;
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
    lastSeenAt: isSeenSince && listedAt !== null ? listedAt : lastSeenAt,
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

/** The documents of assets of a team, by the asset's ID. */
export async function readDocuments(
  database: Database,
  teamId: string,
  ids: readonly string[],
): Promise<Map<string, Pick<AssetView, 'document' | 'unknownParts'>>> {
  if (ids.length === 0) return new Map();
  const rows = await database
    .select({ id: assets.id, document: assets.document, unknownParts: assets.unknownParts })
    .from(assets)
    .where(and(inArray(assets.id, [...ids]), eq(assets.teamId, teamId)));
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}
