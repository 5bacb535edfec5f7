import { findPostgres } from '../scripts/requirements.ts';
import { type DatabaseKind, startCloudcoreo } from './cloudcoreo.ts';
import { round } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { startCachingProxy } from './proxy-process.ts';
import { startEstates } from './sandbox-estates.ts';

/**
 * Peak memory while an account of 5,000 and one of 100,000 assets is scanned: of a worker alone on PostgreSQL, and of
 * the whole program on the embedded database. Each figure is a process of its own, from before its first scan.
 */
export async function measureMemoryScan(options: BenchOptions) {
  const kinds = options.list('database', findPostgres() === undefined ? ['embedded'] : ['postgres', 'embedded']);
  const { aws, accountOf } = await startEstates(['small', 'large'], options.log);
  // What the emulator took long to answer on one database is known on the other.
  const proxy = await startCachingProxy(aws.endpoint);
  try {
    await proxy.know(aws.hubCredentials.accessKeyId, { client: 'cloudcoreo', accountId: aws.accounts.hub.accountId });
    const figures = [];
    for (const kind of kinds as DatabaseKind[]) {
      const small = await scanOnce(kind, 'small');
      const large = await scanOnce(kind, 'large');
      figures.push({
        database: kind,
        process: kind === 'postgres' ? 'worker' : 'all',
        smallAssets: small.assets,
        smallPeakMiB: small.peakMiB,
        largeAssets: large.assets,
        largePeakMiB: large.peakMiB,
        ratio: round(large.peakMiB / small.peakMiB),
      });
    }
    return figures;
  } finally {
    await proxy.stop();
    await aws.stop();
  }

  async function scanOnce(database: DatabaseKind, estate: 'small' | 'large') {
    options.log(`Scanning the estate ${estate} on the ${database} database.`);
    const accountId = accountOf(estate);
    const hasOwnWorker = database === 'postgres';
    // The sandbox has no request limits to keep to.
    const flags = options.text('node-options', '');
    const settings = { CLOUDCOREO_API_SHARE: '100', ...(flags && { NODE_OPTIONS: flags }) };
    const cloudcoreo = await startCloudcoreo({ aws, endpoint: proxy.endpoint, database, hasOwnWorker, settings });
    await proxy.forgetCalls();
    try {
      const { cloudAccountId, scan, usage } = await cloudcoreo.connectAndScan(accountId);
      await cloudcoreo.forget(cloudAccountId, accountId);
      return { assets: scan.assets, peakMiB: usage.peakMiB };
    } finally {
      await cloudcoreo.stop();
    }
  }
}
