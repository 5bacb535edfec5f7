import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { parse } from 'yaml';
import { z } from 'zod';
import { startAws } from '../sandbox/aws.ts';
import { readLibrary } from '../server/rules/library.ts';
import { startCloudcoreo } from './cloudcoreo.ts';
import type { BenchOptions } from './options.ts';
import { ensureProwler, runProwler } from './prowler.ts';
import { type Comparison, compareVerdicts, type OwnVerdict, rulesByCheck } from './verdicts-compare.ts';
import { describeVerdicts } from './verdicts-page.ts';

const explanationsFile = join(import.meta.dirname, 'verdicts-explained.yaml');
const page = join(import.meta.dirname, 'verdicts.md');

/** Why a check of Prowler and the rules that name it say different things, by the check, and who is right. */
const explanationsSchema = z.record(z.string(), z.string().regex(/^(ours|theirs|both|emulator): ./));

type Figures = {
  checks: (Comparison & { why?: string })[];
  /** Checks that differ, of which nobody has said why. */
  unexplained: string[];
  /** Checks of which somebody has said why they differ, and which do not. */
  explainedInVain: string[];
};

/**
 * CloudCoreo's rules and Prowler's checks over the sandbox's sample estate, side by side: which resources each says are
 * wrong, where they differ, and why.
 */
export async function measureVerdicts(options: BenchOptions): Promise<Figures> {
  const { rules } = readLibrary();
  const word = options.text('check', '');
  const checks = [...rulesByCheck(rules).keys()].filter((check) => check.includes(word)).sort();
  const explanations = explanationsSchema.parse(parse(await readFile(explanationsFile, 'utf8')));
  const { own, theirs } = await readVerdicts(checks, options.log);
  const compared = compareVerdicts(own, theirs, rules).filter(({ check }) => checks.includes(check));
  const figures = explain(compared, explanations, word);
  if (options.has('write')) await writeFile(page, describeVerdicts(figures.checks, new Date()));
  options.log(`Differing, and not explained: ${figures.unexplained.join(', ') || 'none'}.`);
  options.log(`Explained, and not differing: ${figures.explainedInVain.join(', ') || 'none'}.`);
  if (figures.unexplained.length + figures.explainedInVain.length > 0) process.exitCode = 1;
  return figures;
}

/** One row a check, for a table. */
export function rowsOfVerdicts({ checks }: Figures): object[] {
  return checks.map(({ check, ours, theirs, onlyOurs, onlyTheirs, why = '' }) => ({
    check,
    ours: `${ours.fail} fail, ${ours.pass} pass`,
    theirs: `${theirs.fail} fail, ${theirs.pass} pass`,
    onlyOurs: onlyOurs.length,
    onlyTheirs: onlyTheirs.length,
    why: why.slice(0, 60),
  }));
}

function explain(compared: Comparison[], explanations: Record<string, string>, word: string): Figures {
  const differing = compared.filter(({ onlyOurs, onlyTheirs }) => onlyOurs.length + onlyTheirs.length > 0);
  const names = new Set(differing.map(({ check }) => check));
  return {
    checks: compared.map((one) => (names.has(one.check) ? { ...one, why: explanations[one.check] } : one)),
    unexplained: [...names].filter((check) => explanations[check] === undefined),
    explainedInVain: Object.keys(explanations).filter((check) => check.includes(word) && !names.has(check)),
  };
}

async function readVerdicts(checks: string[], log: BenchOptions['log']) {
  const programs = await ensureProwler(log);
  log('Starting the sandbox with its sample estate.');
  const aws = await startAws({ estate: 'sample', log });
  const cloudcoreo = await startCloudcoreo({ aws, endpoint: aws.endpoint, database: 'postgres' });
  try {
    const accountId = aws.accounts.customers[0].accountId;
    log('CloudCoreo: scanning and judging.');
    const { cloudAccountId } = await cloudcoreo.connectAndScan(accountId);
    // The emulator makes keys of services when it is first asked about them; Prowler, which comes later, sees them all.
    await cloudcoreo.scanAgain(cloudAccountId);
    const own = await readOwnVerdicts(cloudcoreo.databaseUrl ?? '', cloudAccountId);
    log(`Prowler: running ${checks.length} checks.`);
    const key = aws.administratorCredentials(accountId);
    const { verdicts } = await runProwler({ programs, endpoint: aws.endpoint, key, checks });
    return { own, theirs: verdicts };
  } finally {
    await cloudcoreo.stop();
    await aws.stop();
  }
}

async function readOwnVerdicts(databaseUrl: string, cloudAccountId: string): Promise<OwnVerdict[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{
      passed: string[];
      failed: string[];
      unsettled: { ruleId: string; broken?: string }[];
      type: string;
      arn: string;
      name: string;
      region: string;
      document: Record<string, unknown>;
    }>(
      `select passed, failed, unsettled, type, arn, name, region, document from judgements join assets
        on assets.cloud_account_id = judgements.cloud_account_id and assets.id = judgements.asset_id
        where judgements.cloud_account_id = $1`,
      [cloudAccountId],
    );
    return rows.flatMap(({ passed, failed, unsettled, document, ...asset }) => {
      const texts = Object.values(document).filter((value) => typeof value === 'string');
      const of = (status: OwnVerdict['status']) => (rule: string) => ({ rule, status, texts, ...asset });
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
