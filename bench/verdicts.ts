import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { parse } from 'yaml';
import { startAws } from '../sandbox/aws.ts';
import { readLibrary } from '../server/rules/library.ts';
import { until } from '../tests/product.ts';
import { startCloudcoreo } from './cloudcoreo.ts';
import type { BenchOptions } from './options.ts';
import { ensureProwler, type ProwlerVerdict, runProwler } from './prowler.ts';

/** Why a check of Prowler and the rules that name it say different things, by the check. */
const explanations = join(import.meta.dirname, 'verdicts-explained.yaml');

/** What CloudCoreo says of one asset by one rule. */
interface Verdict {
  rule: string;
  status: 'pass' | 'fail' | 'unknown' | 'broken';
  arn: string;
  name: string;
  region: string;
}

/**
 * CloudCoreo's rules and Prowler's checks over the sandbox's sample estate, side by side: which resources each says are
 * wrong, and where they differ.
 */
export async function measureVerdicts(options: BenchOptions): Promise<object[]> {
  const programs = await ensureProwler(options.log);
  options.log('Starting the sandbox with its sample estate.');
  const aws = await startAws({ estate: 'sample', log: options.log });
  const cloudcoreo = await startCloudcoreo({ aws, endpoint: aws.endpoint, database: 'postgres' });
  try {
    const accountId = aws.accounts.customers[0].accountId;
    options.log('CloudCoreo: scanning and judging.');
    const { cloudAccountId } = await cloudcoreo.connectAndScan(accountId);
    const own = await readOwnVerdicts(cloudcoreo.databaseUrl ?? '', cloudAccountId);
    options.log('Prowler: running all checks.');
    const key = aws.administratorCredentials(accountId);
    const { verdicts } = await runProwler({
      programs,
      endpoint: aws.endpoint,
      key,
      log: options.log,
      withVerdicts: true,
    });
    return compare(own, verdicts, parse(await readFile(explanations, 'utf8')) ?? {}, options.text('check', ''));
  } finally {
    await cloudcoreo.stop();
    await aws.stop();
  }
}

async function readOwnVerdicts(databaseUrl: string, cloudAccountId: string): Promise<Verdict[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await until('the account is judged', async () => {
      const { rows } = await client.query('select 1 from judged_accounts where cloud_account_id = $1', [
        cloudAccountId,
      ]);
      return rows[0];
    });
    const { rows } = await client.query<{
      passed: string[];
      failed: string[];
      unsettled: { ruleId: string; broken?: string }[];
      arn: string;
      name: string;
      region: string;
    }>(
      `select passed, failed, unsettled, arn, name, region from judgements join assets
        on assets.cloud_account_id = judgements.cloud_account_id and assets.id = judgements.asset_id
        where judgements.cloud_account_id = $1`,
      [cloudAccountId],
    );
    return rows.flatMap(({ passed, failed, unsettled, arn, name, region }) => {
      const of = (status: Verdict['status']) => (rule: string) => ({ rule, status, arn, name, region });
      return [
        ...passed.map(of('pass')),
        ...failed.map(of('fail')),
        ...unsettled.map(({ ruleId, broken }) => of(broken === undefined ? 'unknown' : 'broken')(ruleId)),
      ];
    });
  } finally {
    await client.end();
  }
}

/** One row a check that some rule names. Resources are the same when their ARNs are, or one's ends in the other's name. */
function compare(
  own: Verdict[],
  theirs: ProwlerVerdict[],
  explained: Record<string, string>,
  wanted: string,
): object[] {
  const rulesOfCheck = new Map<string, string[]>();
  for (const { id, prowler } of readLibrary().rules) {
    for (const check of prowler) rulesOfCheck.set(check, [...(rulesOfCheck.get(check) ?? []), id]);
  }
  const ownByRule = Map.groupBy(own, ({ rule }) => rule);
  const theirsByCheck = Map.groupBy(theirs, ({ check }) => check);
  return [...rulesOfCheck]
    .filter(([check]) => wanted === '' || check.includes(wanted))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([check, rules]) => {
      const ours = rules.flatMap((rule) => ownByRule.get(rule) ?? []);
      const peer = theirsByCheck.get(check) ?? [];
      if (ours.length === 0 && peer.length === 0) return [];
      const failing = ours.filter(({ status }) => status === 'fail');
      const peerFailing = peer.filter(({ status }) => status === 'FAIL');
      const onlyOurs = failing.filter((one) => !peerFailing.some((other) => isSame(one, other)));
      const onlyTheirs = peerFailing.filter((other) => !failing.some((one) => isSame(one, other)));
      const differs = onlyOurs.length + onlyTheirs.length > 0;
      const count = (status: Verdict['status']) => ours.filter((one) => one.status === status).length;
      return [
        {
          check,
          rules: rules.join(' '),
          ours: `${failing.length} fail, ${count('pass')} pass, ${count('unknown')} unknown, ${count('broken')} broken`,
          theirs: `${peerFailing.length} fail, ${peer.length - peerFailing.length} pass`,
          ...(differs && {
            onlyOurs: onlyOurs.map(({ rule, arn }) => `${rule} ${arn}`).slice(0, 5),
            onlyTheirs: onlyTheirs.map(({ resource, region, why }) => `${resource} ${region}: ${why}`).slice(0, 5),
            differences: onlyOurs.length + onlyTheirs.length,
            why: explained[check] ?? 'NOT EXPLAINED',
          }),
        },
      ];
    });
}

function isSame({ arn, name, region }: Verdict, { resource, region: theirRegion }: ProwlerVerdict): boolean {
  if (arn === resource) return true;
  const isSameRegion = region === theirRegion || region === 'global' || theirRegion === 'us-east-1';
  return (
    isSameRegion &&
    (resource.endsWith(`/${name}`) ||
      resource.endsWith(`:${name}`) ||
      resource === name ||
      arn.endsWith(`/${resource}`))
  );
}
