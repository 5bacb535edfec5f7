import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startCloudcoreo } from './cloudcoreo.ts';
import { round } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { startCachingProxy } from './proxy-process.ts';
import { type EstateName, startEstates } from './sandbox-estates.ts';

const scansWithoutChanges = 5;

/** A server process tells its counters within ten idle seconds: https://www.postgresql.org/docs/15/monitoring-stats.html */
const countersSettleMilliseconds = 12_000;

/**
 * What a scan of an unchanged account writes, beside the account's first scan: rows of all tables, those of the queue
 * included, and the growth of the database once the space of dead rows is given back.
 */
export async function measureRescan(options: BenchOptions) {
  const name = options.text('estate', 'medium') as EstateName;
  const { aws, accountOf } = await startEstates([name], options.log);
  // The emulator changes some answers by itself, such as states that settle; a remembered answer does not change.
  const proxy = await startCachingProxy(aws.endpoint);
  await proxy.know(aws.hubCredentials.accessKeyId, { client: 'cloudcoreo', accountId: aws.accounts.hub.accountId });
  // The sandbox has no request limits to keep to.
  const settings = { CLOUDCOREO_API_SHARE: '100' };
  const cloudcoreo = await startCloudcoreo({ aws, endpoint: proxy.endpoint, database: 'postgres', settings });
  const client = new pg.Client({ connectionString: cloudcoreo.databaseUrl });
  await client.connect();
  try {
    const atStart = await readWrites(client);
    const first = await cloudcoreo.connectAndScan(accountOf(name));
    const afterFirst = await readWrites(client);
    const second = await cloudcoreo.scanAgain(first.cloudAccountId);
    const afterSecond = await readWrites(client);
    const sizesBefore = await readSizes(client);
    for (let count = 0; count < scansWithoutChanges; count += 1) await cloudcoreo.scanAgain(first.cloudAccountId);
    const sizesAfter = await readSizes(client);
    const growth = (isMeant: (table: string) => boolean) =>
      round(
        [...sizesAfter].reduce(
          (sum, [table, bytes]) => sum + (isMeant(table) ? bytes - (sizesBefore.get(table) ?? 0) : 0),
          0,
        ) /
          scansWithoutChanges /
          1024,
        1,
      );
    const isLedger = (table: string) => /^public\.scan/.test(table);
    const isQueue = (table: string) => table.startsWith('pgboss');
    const firstRows = afterFirst.total - atStart.total;
    const secondRows = afterSecond.total - afterFirst.total;
    options.log(`Rows written by the second scan: ${describe(afterFirst, afterSecond)}`);
    return {
      assets: first.scan.assets,
      changedBySecond: second.scan.added + second.scan.changed + second.scan.deleted,
      firstScanRowWrites: firstRows,
      secondScanRowWrites: secondRows,
      ratio: round(secondRows / firstRows, 4),
      kibPerScanAndLedger: growth(isLedger),
      kibPerScanQueue: growth(isQueue),
      kibPerScanElse: growth((table) => !isLedger(table) && !isQueue(table)),
    };
  } finally {
    await client.end();
    await cloudcoreo.stop();
    await proxy.stop();
    await aws.stop();
  }
}

type Writes = { total: number; tables: Map<string, number> };

async function readWrites(client: pg.Client): Promise<Writes> {
  await delay(countersSettleMilliseconds);
  const { rows } = await client.query<{ name: string; writes: string }>(`
    select schemaname || '.' || relname as name, n_tup_ins + n_tup_upd + n_tup_del as writes from pg_stat_user_tables`);
  const tables = new Map(rows.map(({ name, writes }) => [name, Number(writes)]));
  return { total: [...tables.values()].reduce((sum, writes) => sum + writes, 0), tables };
}

/** Tables with their indexes and TOAST, in bytes, without dead rows. */
async function readSizes(client: pg.Client): Promise<Map<string, number>> {
  await client.query('vacuum full');
  const { rows } = await client.query<{ name: string; bytes: string }>(`
    select schemaname || '.' || relname as name, pg_total_relation_size(relid) as bytes from pg_stat_user_tables`);
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
}

function describe(before: Writes, after: Writes): string {
  return [...after.tables]
    .map(([table, writes]) => ({ table, written: writes - (before.tables.get(table) ?? 0) }))
    .filter(({ written }) => written > 0)
    .sort((a, b) => b.written - a.written)
    .map(({ table, written }) => `${table} ${written}`)
    .join(', ');
}
