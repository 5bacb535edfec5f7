import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { takeLock } from '../sandbox/lock.ts';
import type { SigningKey } from '../sandbox/signature.ts';
import { type Usage, watchUsage } from './usage.ts';

const run = promisify(execFile);

const requirements = join(import.meta.dirname, 'prowler-requirements.txt');
const virtualEnvironment = join(import.meta.dirname, '..', '.cache', 'prowler-venv');

/** Makes Prowler's Python environment when it is missing or other than `prowler-requirements.txt` says; returns its programs' folder. */
export async function ensureProwler(log: (line: string) => void): Promise<string> {
  const stamp = join(virtualEnvironment, 'requirements.sha256');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const programs = join(virtualEnvironment, 'bin');
  await mkdir(join(virtualEnvironment, '..'), { recursive: true });
  const releaseLock = await takeLock(`${virtualEnvironment}.lock`, () => log('Waiting for another installation.'));
  try {
    if ((await readFile(stamp, 'utf8').catch(() => undefined)) === wanted) return programs;
    log('Installing Prowler into .cache/prowler-venv. This happens once, and takes minutes.');
    await rm(virtualEnvironment, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', virtualEnvironment]);
    // The warming run compiles what is used, a tenth of it all.
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-compile'];
    await run(join(programs, 'python'), [...pip, '--requirement', requirements]);
    await writeFile(stamp, wanted);
    return programs;
  } finally {
    await releaseLock();
  }
}

export type ProwlerRun = {
  /** Milliseconds since the epoch at which the process was started and had ended. */
  beganAt: number;
  endedAt: number;
  usage: Usage;
  /** The different resources that its findings name. */
  assets: number;
  /** What its checks say, when that is asked for. */
  verdicts: ProwlerVerdict[];
};

/** What one check of Prowler says of one resource. */
export type ProwlerVerdict = {
  check: string;
  status: 'PASS' | 'FAIL' | 'MANUAL';
  resource: string;
  region: string;
  why: string;
};

/**
 * Runs all of Prowler's AWS checks over the account of a key, with its defaults but a single report, the smallest.
 * @param where `checks`: run these alone, unused things and all, and tell what they say
 */
export async function runProwler(where: {
  programs: string;
  endpoint: string;
  key: SigningKey;
  checks?: string[];
}): Promise<ProwlerRun> {
  const { checks } = where;
  const home = await mkdtemp(join(tmpdir(), 'cloudcoreo-prowler-'));
  try {
    const config = join(home, 'aws-config');
    if (checks !== undefined) await writeFile(join(home, 'sitecustomize.py'), resolving);
    // The account's number stands in the path or host of S3 requests; only with `localhost` botocore takes it there.
    await writeFile(config, '[default]\nregion = us-east-1\ns3 =\n    addressing_style = path\n');
    const output = ['--output-formats', 'csv', '--output-directory', home, '--output-filename', 'report'];
    const beganAt = Date.now();
    const child = spawn(
      join(where.programs, 'prowler'),
      [
        ...['aws', '--no-banner', '--no-color', '--ignore-exit-code-3', '--log-level', 'CRITICAL'],
        // What nothing uses is judged by CloudCoreo, too, and left out by Prowler unless it is asked.
        ...(checks === undefined ? [] : ['--scan-unused-services', '--checks', ...checks]),
        ...output,
      ],
      {
        cwd: home,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: {
          PATH: process.env.PATH,
          HOME: home,
          ...(checks === undefined ? {} : { PYTHONPATH: home }),
          AWS_CONFIG_FILE: config,
          AWS_ENDPOINT_URL: where.endpoint.replace('127.0.0.1', 'localhost'),
          AWS_ACCESS_KEY_ID: where.key.accessKeyId,
          AWS_SECRET_ACCESS_KEY: where.key.secretAccessKey,
          AWS_EC2_METADATA_DISABLED: 'true',
          NO_PROXY: 'localhost,127.0.0.1',
        },
      },
    );
    const watched = watchUsage([child.pid ?? 0]);
    await untilExit(child);
    const endedAt = Date.now();
    const usage = watched.stop();
    const report = join(home, 'report.csv');
    const verdicts = checks === undefined ? [] : await readVerdicts(where.programs, report);
    return { beganAt, endedAt, usage, assets: await countResources(where.programs, report), verdicts };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/**
 * S3 Control puts the account's number before the host. Names below `localhost` are this machine (RFC 6761, section 6.3),
 * which not every machine's resolver knows.
 */
const resolving = `
import socket
resolve = socket.getaddrinfo
def resolve_localhost(host, *arguments, **named):
    if isinstance(host, str) and host.endswith(".localhost"):
        host = "localhost"
    return resolve(host, *arguments, **named)
socket.getaddrinfo = resolve_localhost
`;

async function untilExit(child: ChildProcess): Promise<void> {
  let errors = '';
  child.stderr?.on('data', (chunk) => (errors = (errors + chunk).slice(-4000)));
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`Prowler ended with ${code ?? signal}: ${errors}`);
}

const counting = `
import csv, sys
csv.field_size_limit(sys.maxsize)
with open(sys.argv[1], newline="") as file:
    print(len({(row["RESOURCE_UID"], row["REGION"]) for row in csv.DictReader(file, delimiter=";")}))
`;

async function countResources(programs: string, report: string): Promise<number> {
  const { stdout } = await run(join(programs, 'python'), ['-c', counting, report]);
  return Number(stdout);
}

const reading = `
import csv, json, sys
csv.field_size_limit(sys.maxsize)
with open(sys.argv[1], newline="") as file:
    print(json.dumps([
        {"check": row["CHECK_ID"], "status": row["STATUS"], "resource": row["RESOURCE_UID"], "region": row["REGION"],
         "why": row["STATUS_EXTENDED"]}
        for row in csv.DictReader(file, delimiter=";")
    ]))
`;

async function readVerdicts(programs: string, report: string): Promise<ProwlerVerdict[]> {
  const { stdout } = await run(join(programs, 'python'), ['-c', reading, report], { maxBuffer: 2 ** 30 });
  return JSON.parse(stdout);
}
