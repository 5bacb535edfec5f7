import type { Database } from '../database/database.ts';
import { csvLine } from '../http/csv.ts';
import type { AssetFilter, AssetSummaryView } from './api.ts';
import { listAssets, readDocuments } from './query.ts';

/** The columns of the CSV, in order. `tags` is JSON, `unknownParts` a number; times are ISO 8601 in UTC. */
export const csvColumns = [
  'id',
  'accountNickname',
  'awsAccountId',
  'type',
  'name',
  'region',
  'service',
  'arn',
  'tags',
  'unknownParts',
  'firstSeenAt',
  'changedAt',
  'lastSeenAt',
  'deletedAt',
] as const satisfies (keyof AssetSummaryView)[];

const atATime = 500;

/** All assets that match, with a header line. RFC 4180. */
export async function* exportCsv(database: Database, teamId: string, filter: AssetFilter): AsyncGenerator<string> {
  yield csvLine(csvColumns);
  for await (const page of pages(database, teamId, filter)) {
    yield page.map((asset) => csvLine(csvColumns.map((column) => asset[column]))).join('');
  }
}

/** All assets that match with their documents, as one JSON array, a line each. */
export async function* exportJson(database: Database, teamId: string, filter: AssetFilter): AsyncGenerator<string> {
  yield '[';
  let separator = '\n';
  for await (const page of pages(database, teamId, filter)) {
    const documents = await readDocuments(
      database,
      teamId,
      page.map(({ id }) => id),
    );
    for (const asset of page) {
      yield separator + JSON.stringify({ ...asset, ...documents.get(asset.id) });
      separator = ',\n';
    }
  }
  yield '\n]\n';
}

async function* pages(database: Database, teamId: string, filter: AssetFilter) {
  for (let cursor: string | undefined; ; ) {
    const page = await listAssets(database, teamId, { ...filter, sort: 'name', limit: atATime, cursor });
    yield page.items;
    cursor = page.nextCursor;
    if (cursor === undefined) return;
  }
}
