import { findPostgres } from '../scripts/requirements.ts';
import type { Report } from './caching-proxy.ts';
import { callsAtATime, type DatabaseKind, startCloudcoreo } from './cloudcoreo.ts';
import { round } from './measure.ts';
import { compareOperations } from './operations.ts';
import type { BenchOptions } from './options.ts';
import { ensureProwler, runProwler } from './prowler.ts';
import { type CachingProxy, startCachingProxy } from './proxy-process.ts';
import { type EstateName, startEstates } from './sandbox-estates.ts';

const latencyMilliseconds = 50;

/**
 * The sandbox has no request limits, and Prowler keeps to none, so CloudCoreo is told that its accounts' limits are far
 * higher than AWS's published ones. `--share 0.5` measures it as it is without being told.
 */
const shareOfLimits = '100';

export type Measured = {
  calls: number;
  wallSeconds: number;
  cpuSeconds: number;
  peakMiB: number;
  assets: number;
};

export type EstateFigures = {
  name: string;
  /** `judgeSeconds`: from the end of the scan until all rules have judged what it brought; they count as well. */
  cloudcoreo: Measured & { judgeSeconds: number };
  prowler: Measured;
  wallRatio: number;
  cpuRatio: number;
  callRatio: number;
  floorRatio: number;
};

/**
 * CloudCoreo and Prowler over the same accounts, one after the other, behind a proxy that has seen all their calls before and
 * answers each after 50 ms. Both are measured in their second run.
 */
export async function measureScan(options: BenchOptions): Promise<{ estates: EstateFigures[] }> {
  const names = options.list('estates', ['empty', 'medium']) as EstateName[];
  const database = options.text('database', findPostgres() === undefined ? 'embedded' : 'postgres') as DatabaseKind;
  const log = options.log;
  const programs = await ensureProwler(log);
  const { aws, accountOf } = await startEstates(names, log);
  const proxy = await startCachingProxy(aws.endpoint);
  const profiles = options.text('profile', '');
  const settings = {
    CLOUDCOREO_API_SHARE: options.text('share', shareOfLimits),
    ...(profiles && { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}` }),
  };
  const cloudcoreo = await startCloudcoreo({ aws, endpoint: proxy.endpoint, database, settings });
  try {
    await proxy.know(aws.hubCredentials.accessKeyId, { client: 'cloudcoreo', accountId: aws.accounts.hub.accountId });
    const estates: EstateFigures[] = [];
    for (const name of names) {
      const accountId = accountOf(name);
      const own = await measureCloudcoreo(accountId);
      const peer = await measureProwler(accountId);
      const figures = compare(name, own.measured, peer.measured);
      log(describeRun(name, database, { cloudcoreo: own.report, prowler: peer.report }));
      log(`  Prowler, from its first call to its last: ${secondsOfCalls(peer.report)} s.`);
      if (options.has('operations')) log(compareOperations(name, own.report, peer.report));
      estates.push(figures);
    }
    return { estates };
  } finally {
    await cloudcoreo.stop();
    await proxy.stop();
    await aws.stop();
  }

  async function measureCloudcoreo(accountId: string) {
    log(`CloudCoreo, account ${accountId}: warming.`);
    await warm(proxy);
    const first = await cloudcoreo.connectAndScan(accountId);
    // Connected anew, so that a first scan is measured, which writes every asset.
    await cloudcoreo.forget(first.cloudAccountId, accountId);
    log('CloudCoreo: measuring.');
    await proxy.setLatency(latencyMilliseconds);
    const { scan, beganAt, endedAt, judgedAt, usage, cloudAccountId } = await cloudcoreo.connectAndScan(accountId);
    const report = ofClient(await proxy.report(beganAt), 'cloudcoreo');
    await cloudcoreo.forget(cloudAccountId, accountId);
    const measured = measuredOf({ beganAt, endedAt: judgedAt, usage, assets: scan.assets }, report);
    return { report, measured: { ...measured, judgeSeconds: round((judgedAt - endedAt) / 1000) } };
  }

  async function measureProwler(accountId: string) {
    const key = aws.administratorCredentials(accountId);
    const where = { programs, endpoint: proxy.endpoint, key, log };
    await proxy.know(key.accessKeyId, { client: 'prowler', accountId });
    log(`Prowler, account ${accountId}: warming.`);
    await warm(proxy);
    await runProwler(where);
    log('Prowler: measuring.');
    await proxy.setLatency(latencyMilliseconds);
    const run = await runProwler(where);
    const report = ofClient(await proxy.report(run.beganAt), 'prowler');
    return { report, measured: measuredOf(run, report) };
  }
}

async function warm(proxy: CachingProxy): Promise<void> {
  await proxy.forgetCalls();
  await proxy.setLatency(0);
}

function ofClient(report: Report, client: string): Report[string] {
  const found = report[client];
  if (found === undefined) throw new Error(`${client} has made no call through the proxy.`);
  return found;
}

function measuredOf(
  run: { beganAt: number; endedAt: number; usage: { cpuSeconds: number; peakMiB: number }; assets: number },
  { calls }: Report[string],
): Measured {
  const { cpuSeconds, peakMiB } = run.usage;
  const wallSeconds = round((run.endedAt - run.beganAt) / 1000);
  return { calls, wallSeconds, cpuSeconds: round(cpuSeconds), peakMiB, assets: run.assets };
}

function compare(name: string, cloudcoreo: EstateFigures['cloudcoreo'], prowler: Measured): EstateFigures {
  const floorSeconds = (cloudcoreo.calls * latencyMilliseconds) / 1000 / callsAtATime;
  return {
    name,
    cloudcoreo,
    prowler,
    wallRatio: round(cloudcoreo.wallSeconds / prowler.wallSeconds, 4),
    cpuRatio: round(cloudcoreo.cpuSeconds / prowler.cpuSeconds, 4),
    callRatio: round(cloudcoreo.calls / prowler.calls, 4),
    floorRatio: round((cloudcoreo.wallSeconds - cloudcoreo.judgeSeconds) / floorSeconds),
  };
}

/** The figures as a table of few columns: one row a tool, and one with the ratios. */
export function rowsOfScan({ estates }: { estates: EstateFigures[] }): Record<string, object> {
  const rows = estates.flatMap(({ name, cloudcoreo, prowler, ...ratios }): [string, object][] => [
    [`${name}: CloudCoreo`, cloudcoreo],
    [`${name}: Prowler`, prowler],
    [
      `${name}: ratio`,
      {
        calls: ratios.callRatio,
        wallSeconds: ratios.wallRatio,
        cpuSeconds: ratios.cpuRatio,
        ofFloor: ratios.floorRatio,
      },
    ],
  ]);
  return Object.fromEntries(rows);
}

/** What would make the figures untrue: calls that waited for the emulator, and server errors, which are sent again. */
function describeRun(name: string, database: DatabaseKind, clients: Record<string, Report[string]>): string {
  const lines = Object.entries(clients).map(([client, { misses, serverErrors }]) => {
    const named = [...new Set(misses)].slice(0, 5).join(', ');
    return `  ${client}: ${misses.length} calls not seen before${named && ` (${named})`}, ${serverErrors} server errors.`;
  });
  return [`${name}, CloudCoreo on the ${database} database:`, ...lines].join('\n');
}

function secondsOfCalls({ firstAt, lastAt }: Report[string]): number {
  return round((lastAt - firstAt) / 1000);
}
