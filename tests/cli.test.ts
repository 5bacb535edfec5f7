import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AttachRolePolicyCommand, CreatePolicyCommand, DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, type SetupKey, startAws } from '../sandbox/aws.ts';
import { regionsOfSampleEstate } from '../sandbox/estate.ts';
import { ensureVenv } from '../sandbox/venv.ts';
import type { CloudAccountView } from '../server/accounts/api.ts';
import type { ActionView } from '../server/actions/api.ts';
import type { AssetSummaryView, AssetView } from '../server/assets/api.ts';
import type { FrameworkView } from '../server/compliance/api.ts';
import type { FindingCounts, FindingSummaryView } from '../server/findings/api.ts';
import type { ScanView } from '../server/scans/api.ts';
import { openConsole } from './aws-console.ts';
import { type Product, startProduct, until } from './product.ts';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Running {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  ended: Promise<Ended>;
}

interface Start {
  input?: string;
  environment?: Record<string, string>;
}

/** A scan of all services through an emulator, on a busy machine. */
const scanTimeout = 300_000;

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));

let aws: Aws;
let product: Product;
let home: string;
let key: SetupKey;
/** Everything that any command has written, for the search for secrets at the end. */
const written: string[] = [];

beforeAll(async () => {
  aws = await startAws({ estate: 'sample', customerCount: 4, regions: regionsOfSampleEstate });
  product = await startProduct({ aws });
  home = await mkdtemp(join(tmpdir(), 'cloudcoreo-cli-'));
  key = await aws.createSetupUser(openConsole(aws).freshAccount());
});
afterEach(() => {
  aws.control.faults.clear();
  aws.control.settings.latencyMilliseconds = 0;
});
afterAll(async () => {
  await product.stop();
  await aws.stop();
  await rm(home, { recursive: true, force: true });
});

/** Nothing of the tests' own environment reaches the command. */
function start(args: string[], { input, environment = {} }: Start = {}, command = [process.execPath, main]): Running {
  const [program = '', ...before] = command;
  const child = spawn(program, [...before, ...args], {
    env: { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: join(home, 'config'), ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  if (input !== undefined) child.stdin.end(input);
  const ended = once(child, 'close').then(([code]) => {
    written.push(stdout, stderr);
    return { code, stdout, stderr };
  });
  return { child, stdout: () => stdout, stderr: () => stderr, ended };
}

function cli(args: string, how: Start = {}): Promise<Ended> {
  return start(args.split(' '), { input: '', ...how }).ended;
}

/** The same in a pseudo-terminal, which Python has and Node has not. */
async function startInTerminal(args: string, environment: Record<string, string> = {}): Promise<Running> {
  const python = await ensureVenv();
  const program = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
  return start(args.split(' '), { environment: { TERM: 'xterm', ...environment } }, [
    python,
    '-c',
    program,
    process.execPath,
    main,
  ]);
}

/** Waits for a question, and types the answer. */
async function answer(running: Running, question: string, text: string): Promise<void> {
  await until(`“${question}” is asked`, async () => (running.stdout().includes(question) ? true : undefined));
  running.child.stdin?.write(`${text}\r`);
}

describe('before signing in', () => {
  it('ends with 3 and says how to sign in', async () => {
    const { code, stdout, stderr } = await cli('accounts list');
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain('cloudcoreo login');
  });

  it('refuses a key that the server does not know, and keeps nothing', async () => {
    const wrong = `ccoreo_${'w'.repeat(43)}`;
    const { code, stderr } = await cli(`login --url ${product.url}`, { input: `${wrong}\n` });
    expect(code).toBe(3);
    expect(stderr).toContain('api_key_invalid');
    expect(stderr).not.toContain(wrong);
    await expect(stat(join(home, 'config'))).rejects.toThrow('ENOENT');
  });

  it('refuses what cannot be a key without repeating it', async () => {
    const { code, stderr } = await cli(`login --url ${product.url}`, { input: 'Cänary key\n' });
    expect(code).toBe(3);
    expect(stderr).not.toContain('nary');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('says that no server answers, without a stack trace', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const { code, stderr } = await cli(`login --url http://127.0.0.1:${port}`, { input: product.apiKey });
    expect(code).toBe(1);
    expect(stderr).toContain('did not answer (ECONNREFUSED)');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('does not follow a redirect with the key', async () => {
    const asked: string[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.headers.authorization ?? '');
      response.end('{}');
    });
    const server = createServer((_request, response) => {
      const { port } = elsewhere.address() as AddressInfo;
      response.writeHead(307, { location: `http://127.0.0.1:${port}/api/v1/me` }).end();
    });
    for (const each of [elsewhere, server]) await once(each.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await cli(`login --url http://127.0.0.1:${port}`, { input: product.apiKey });
    expect(code).toBe(1);
    expect(stderr).toContain('redirects to');
    expect(asked).toEqual([]);
    for (const each of [elsewhere, server]) each.close();
  });
});

describe('a session at the terminal', () => {
  it('signs in without showing the key, and keeps it for its owner alone', async () => {
    const running = await startInTerminal('login');
    await answer(running, 'Address of CloudCoreo', product.url);
    await answer(running, 'API key: ', product.apiKey);
    const { code, stdout } = await running.ended;
    expect(stdout).toContain(`Signed in to ${product.url}`);
    expect(code).toBe(0);
    const file = join(home, 'config', 'cloudcoreo', 'config.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ url: product.url, apiKey: product.apiKey });
  });

  it('connects an account, shows the steps, and says how to remove the temporary user', async () => {
    const running = await startInTerminal('accounts add', { NO_COLOR: '1' });
    await answer(running, 'Nickname', 'production');
    await answer(running, 'Access key ID', key.accessKeyId);
    await answer(running, 'Secret access key', key.secretAccessKey);
    const { code, stdout } = await running.ended;
    expect(stdout).toMatch(/✓ iam:GetUser +Account \d{12}, user /);
    expect(stdout).toContain('✓ Prove the lock');
    expect(stdout).toContain(`production (AWS account ${key.accountId}) is connected`);
    expect(stdout).toContain(`SETUP_USER='${key.userName}'`);
    expect(stdout).toContain('aws iam delete-user');
    // NO_COLOR: lines change in place, but nothing is coloured.
    expect(stdout).not.toMatch(/\p{Cc}\[\d*m/u);
    expect(code).toBe(0);
  });

  it('draws a progress bar while it waits for a scan', { timeout: scanTimeout }, async () => {
    const { ended } = await startInTerminal('scan production --wait');
    const { code, stdout } = await ended;
    expect(stdout).toMatch(/\r\p{Cc}\[2K\[[#-]+\] *\d+% {2}\d+\/\d+ parts?/u);
    expect(stdout).toMatch(/production: (succeeded|partial) in [\d.]+ s: \d+ assets/);
    expect(code).toBe(stdout.includes('production: partial') ? 4 : 0);
  });

  it('removes an account only when its nickname is typed', async () => {
    const running = await startInTerminal('accounts remove production');
    await answer(running, 'Type the nickname', 'staging');
    const { code, stdout } = await running.ended;
    expect(code).toBe(2);
    expect(stdout).toContain('nothing was removed');
    expect(JSON.parse((await cli('accounts list --json')).stdout)).toHaveLength(1);
  });

  it('ends with 130 when a question is answered with Ctrl-C', async () => {
    const running = await startInTerminal('accounts add');
    await answer(running, 'Nickname', '\u0003');
    expect((await running.ended).code).toBe(130);
  });
});

describe('in a script', () => {
  it('lists accounts as a table, JSON and CSV', async () => {
    const table = await cli('accounts list');
    expect(table.stdout).toMatch(/^NICKNAME +ACCOUNT +STATE/);
    expect(table.stdout).toMatch(new RegExp(`production +${key.accountId} +connected`));
    const [account] = JSON.parse((await cli('accounts list --json')).stdout) as CloudAccountView[];
    expect(account).toMatchObject({ nickname: 'production', awsAccountId: key.accountId });
    expect((await cli('accounts list --output csv --columns account,nickname')).stdout).toBe(
      `account,nickname\r\n${key.accountId},production\r\n`,
    );
  });

  it('takes a key from standard input, and shows why it is refused', async () => {
    const { code, stdout, stderr } = await cli(`accounts add --nickname other --access-key-id ${key.accessKeyId}`, {
      input: `${'x'.repeat(40)}\n`,
    });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('✗ iam:GetUser');
    expect(stderr).toContain('(setup_key_secret_wrong)');
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('connects with a role, and the answer is JSON', async () => {
    const setup = JSON.parse((await cli('accounts role-setup --json')).stdout);
    const arn = `arn:aws:iam::${aws.accounts.customers[1]?.accountId}:role/CloudCoreoAssumedRole`;
    const { code, stderr } = await cli(
      `accounts add --nickname other --role-setup ${setup.id} --role-arn ${arn} --json`,
    );
    // The role is not there; the problem comes as JSON as well.
    expect(code).toBe(1);
    const problem = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '');
    expect(problem.error).toMatchObject({ code: 'role_unreachable', mend: expect.any(String) });
  });

  it('scans and waits, with lines instead of a bar, and tells the result as JSON', {
    timeout: scanTimeout,
  }, async () => {
    const { code, stdout, stderr } = await cli(`scan ${key.accountId} --wait --json`);
    const scan = JSON.parse(stdout) as ScanView;
    expect(['succeeded', 'partial']).toContain(scan.state);
    expect(code).toBe(scan.state === 'partial' ? 4 : 0);
    expect(stderr).toContain('production: ');
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    const [newest] = JSON.parse((await cli('scans list production --limit 1 --json')).stdout);
    expect(newest).toMatchObject({ id: scan.id, state: scan.state });
  });

  it('ends with 4 when something could not be read, and says what is missing', { timeout: scanTimeout }, async () => {
    const message = 'User is not authorized to perform: iam:ListUsers';
    aws.control.faults.add({
      match: { action: 'ListUsers' },
      effect: { kind: 'error', status: 403, code: 'AccessDenied', message },
    });
    aws.control.faults.add({
      match: { action: 'GetAccountAuthorizationDetails' },
      effect: { kind: 'error', status: 403, code: 'AccessDenied', message },
    });
    const { code, stdout, stderr } = await cli('scan production --wait');
    expect(stderr).toContain('production: partial');
    expect(code).toBe(4);
    expect(stdout).toMatch(/^iam, iam:(ListUsers|GetAccountAuthorizationDetails): AccessDenied in global/m);
    expect(stdout).toMatch(/AWS denied iam:(ListUsers|GetAccountAuthorizationDetails)/);
    expect((await cli('scans show production')).stdout).toContain('AccessDenied');
  });

  it('leaves the scan running when waiting is interrupted, and cancels it when told to', {
    timeout: scanTimeout,
  }, async () => {
    aws.control.settings.latencyMilliseconds = 2000;
    const running = start(['scan', 'production', '--wait'], { input: '' });
    await until('the scan has begun', async () => {
      const { stdout } = await cli('scans list production --limit 1 --json');
      return JSON.parse(stdout)[0].state === 'running' ? true : undefined;
    });
    running.child.kill('SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('the server goes on');
    const cancelled = await cli('scan cancel production --json');
    aws.control.settings.latencyMilliseconds = 0;
    expect(cancelled.code).toBe(0);
    const { id, cloudAccountId } = JSON.parse(cancelled.stdout);
    expect((await product.finishedScan(cloudAccountId, id)).state).toBe('cancelled');
    const again = await cli('scan cancel production');
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('scan_not_running') });
  });

  it('scans only what it is told to, and refuses services that nobody collects', { timeout: scanTimeout }, async () => {
    const { stdout } = await cli('scan production --regions eu-west-1 --services ec2,sqs --wait --json');
    const { details, regions, services } = JSON.parse(stdout) as ScanView;
    expect({ regions, services }).toEqual({ regions: ['eu-west-1'], services: ['ec2', 'sqs'] });
    const parts = details
      .filter(({ service }) => service !== 'plan')
      .map(({ service, region }) => `${service} ${region}`);
    expect(parts.sort()).toEqual(['ec2 eu-west-1', 'sqs eu-west-1']);
    const { code, stderr } = await cli('scan production --services ec2,nonsense');
    expect(code).toBe(1);
    expect(stderr).toContain('nonsense');
    expect(stderr).toContain('(service_unknown)');
  });

  it('shows and changes the schedule, and what is not named stays', async () => {
    expect((await cli('schedule show production')).stdout).toMatch(/is scanned every 6 h\. Next at \d{4}-/);
    const changed = await cli('schedule set production --every 12h --regions eu-west-1');
    expect(changed.stdout).toMatch(/every 12 h, only eu-west-1\. Next at/);
    const paused = await cli('schedule set production --pause --json');
    expect(JSON.parse(paused.stdout)).toMatchObject({
      intervalMinutes: 720,
      regions: ['eu-west-1'],
      isPaused: true,
    });
    const refused = await start(['schedule', 'set', 'production', '--cron', '61 * * * *'], { input: '' }).ended;
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('(schedule_invalid)') });
    const resumed = await cli('schedule set production --every 6h --regions all --resume');
    expect(resumed.stdout).toMatch(/is scanned every 6 h\. Next at/);
  });

  it('lists the same assets in all three outputs', async () => {
    const { body } = await product.call<{ total: number }>('GET', '/api/v1/assets/counts');
    expect(body.total).toBeGreaterThan(100);
    const assets = JSON.parse((await cli('assets list --output json')).stdout) as AssetSummaryView[];
    expect(assets).toHaveLength(body.total);
    const csv = (await cli('assets list --output csv --columns id')).stdout.split('\r\n');
    expect(csv).toEqual(['id', ...assets.map(({ id }) => id), '']);
    const table = await cli('assets list --limit all --columns id');
    expect(table.stdout.split('\n')).toEqual(['ID', ...assets.map(({ id }) => id), '']);
    const short = await cli('assets list');
    expect(short.stdout.split('\n')).toHaveLength(102);
    expect(short.stderr).toContain(`100 of ${body.total.toLocaleString('en')} assets`);
  });

  it('filters assets as the API does', async () => {
    const list = async (args: string) => JSON.parse((await cli(`assets list --json ${args}`)).stdout);
    const buckets = (await list('--filter type=AWS::S3::Bucket')) as AssetSummaryView[];
    expect(new Set(buckets.map(({ type }) => type))).toEqual(new Set(['AWS::S3::Bucket']));
    expect(await list(`--filter type=AWS::S3::Bucket --filter account=${key.accountId}`)).toEqual(buckets);
    expect(await list('--filter account=production --filter name=no-such-name')).toEqual([]);
    const [one] = await list('--filter type=AWS::S3::Bucket --sort -name --limit 1');
    const last = buckets.map(({ name }) => name).sort();
    expect(one.name).toBe(last.at(-1));
    const unknown = await cli('assets list --filter account=nobody');
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('no cloud account') });
    expect(await cli('assets list --filter colour=red')).toMatchObject({ code: 2 });
  });

  it('shows an asset by its ID and by its ARN', async () => {
    const [bucket] = JSON.parse((await cli('assets list --json --filter type=AWS::S3::Bucket --limit 1')).stdout);
    const byId = JSON.parse((await cli(`assets show ${bucket.id} --json`)).stdout) as AssetView;
    expect(byId.document).toBeTypeOf('object');
    expect(JSON.parse((await cli(`assets show ${bucket.arn} --json`)).stdout)).toEqual(byId);
    expect((await cli(`assets show ${bucket.id}`)).stdout).toContain(bucket.arn);
    expect(await cli('assets show arn:aws:s3:::no-such-bucket-here')).toMatchObject({ code: 1 });
  });

  it('writes the server’s export as it arrives, harmless to a terminal, and says when it breaks off', async () => {
    const queries: string[] = [];
    const server = createServer((request, response) => {
      queries.push(request.url ?? '');
      response.write('[\n{"name":"a\u009b2J"}');
      if (request.url?.includes('region=eu-west-1')) response.write('\n]\n', () => response.destroy());
      else response.end('\n]\n');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const environment = { CLOUDCOREO_URL: `http://127.0.0.1:${port}`, CLOUDCOREO_API_KEY: product.apiKey };
    const whole = await cli('assets list --json --filter tag=env=prod', { environment });
    expect(whole).toMatchObject({ code: 0, stdout: '[\n{"name":"a\\u009b2J"}\n]\n' });
    expect(queries).toEqual(['/api/v1/assets/export?tag=env%3Dprod&format=json']);
    const broken = await cli('assets list --output csv --filter region=eu-west-1', { environment });
    expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining('not complete') });
    server.close();
  });

  it('exports findings as others read them, and ends with 5 when one is too severe', async () => {
    const { body } = await product.call<FindingCounts>('GET', '/api/v1/findings/counts');
    expect(body.total).toBeGreaterThan(0);
    const log = JSON.parse((await cli('findings export --format sarif')).stdout);
    expect(log.runs[0].results).toHaveLength(body.total);
    const { Findings } = JSON.parse((await cli(`findings export --format asff --filter service=s3`)).stdout);
    expect(Findings).toHaveLength(body.byService.find(({ service }) => service === 's3')?.count ?? 0);
    expect(await cli('findings export --format ocsf --filter name=no-such-name')).toMatchObject({
      ...{ code: 0, stdout: '[\n]\n' },
    });
    expect((await cli('findings export --format html')).stdout).toMatch(/^<!doctype html>.*<\/html>\s*$/s);
    const csv = await cli('findings export --format csv --fail-on informational');
    expect(csv).toMatchObject({ code: 5, stdout: expect.stringMatching(/^id,status,severity,/) });
    const own = JSON.parse((await cli('findings export --json')).stdout);
    expect(own[0]).toMatchObject({ id: expect.any(String), mend: { console: expect.any(String) } });
    for (const wrong of ['', ' --format xlsx', ' --format csv --json', ' --format csv --fail-on bad']) {
      expect(await cli(`findings export${wrong}`)).toMatchObject({ code: 2, stdout: '' });
    }
  });

  it('assigns, comments, suppresses and unsuppresses findings, and tells of each that it could not why', async () => {
    const [finding] = JSON.parse((await cli('findings list --json --limit 1')).stdout) as { id: string }[];
    const id = finding?.id ?? '';
    expect(await cli(`findings assign ${id} --to me`)).toMatchObject({ code: 0, stdout: '1 finding is assigned.\n' });
    expect(JSON.parse((await cli('findings list --json --filter assignee=me')).stdout)).toMatchObject([{ id }]);
    expect(await cli(`findings assign ${id} --to nobody@elsewhere.example`)).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining(product.owner.email) },
    });
    expect(await cli(`findings comment ${id} --text Hello`)).toMatchObject({ code: 0 });
    expect(await cli(`findings suppress ${id} --reason Known`)).toMatchObject({ code: 2 });
    expect(await cli(`findings suppress ${id} --reason Known --until 2099-12-31 fd_nobody`)).toMatchObject({
      ...{ code: 1, stdout: '1 finding is suppressed.\n', stderr: expect.stringMatching(/^fd_nobody: There is no/) },
    });
    expect((await cli('suppressions list --columns reason,until,findings')).stdout).toMatch(
      /Known +2099-12-31T\S+ +1$/m,
    );
    const shown = (await cli(`findings show ${id}`)).stdout;
    expect(shown).toMatch(/^Suppressed until 2099-12-31T/m);
    expect(shown).toMatch(/commented: Hello/);
    expect(await cli(`findings unsuppress ${id}`)).toMatchObject({ code: 0, stdout: '1 finding is open again.\n' });
    expect((await cli('suppressions list')).stderr).toContain('There is no suppression.');
    expect((await cli('suppressions list --ended')).stdout).toContain('Known');
  });

  it('ends a suppression that is meant for many', async () => {
    const body = { ruleId: 's3-bucket-acl-no-public-read', reason: 'For now.' };
    const { body: suppression } = await product.call<{ id: string }>('POST', '/api/v1/suppressions', body);
    expect((await cli(`suppressions end ${suppression.id}`)).stdout).toContain('is ended');
    expect(await cli('suppressions end sup_nobody')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not_found'),
    });
  });

  it('shows how an account stands to a framework, and ends with 5 when a control fails', async () => {
    const { code, stdout } = await cli('compliance show cis-7.0 --account production --fail-on failed --json');
    const { controls } = JSON.parse(stdout) as FrameworkView;
    expect(code).toBe(controls.some(({ state }) => state === 'failed') ? 5 : 0);
    const { stdout: list } = await cli(
      'compliance list --account production --output csv --columns framework,controls',
    );
    expect(list).toContain(`cis-7.0,${controls.length}\r\n`);
    expect(await cli('compliance list --account nobody')).toMatchObject({ code: 1, stdout: '' });
  });

  it('lets what mends a finding be done, plans it, applies it and undoes it', { timeout: scanTimeout }, async () => {
    const iam = openConsole(aws).iamOf(key.accountId);
    const rule = 's3-bucket-public-access-blocked';
    const listed = await cli(`findings list --json --limit 1 --filter rule=${rule} --filter account=production`);
    const [finding] = JSON.parse(listed.stdout) as FindingSummaryView[];
    const s3 = new S3Client({
      ...{ endpoint: aws.endpoint, region: aws.region, forcePathStyle: true },
      credentials: aws.administratorCredentials(key.accountId),
    });
    const look = async () => {
      const answer = await s3.send(new GetPublicAccessBlockCommand({ Bucket: finding?.assetName })).catch(() => null);
      return answer?.PublicAccessBlockConfiguration;
    };
    const before = await look();
    const blocked = {
      ...{ BlockPublicAcls: true, IgnorePublicAcls: true },
      ...{ BlockPublicPolicy: true, RestrictPublicBuckets: true },
    };
    expect(before).not.toEqual(blocked);

    expect(await cli('accounts manage production --only s3-bucket-block-public-access --check')).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('--print cli') },
    });
    const PolicyDocument = (await cli('accounts manage production --print policy')).stdout;
    const made = await iam.send(
      new CreatePolicyCommand({ PolicyName: 'CloudCoreoAssumedRoleManagePolicy', PolicyDocument }),
    );
    const attachment = { RoleName: 'CloudCoreoAssumedRole', PolicyArn: made.Policy?.Arn };
    await iam.send(new AttachRolePolicyCommand(attachment));
    expect(await cli('accounts manage production --check')).toMatchObject({ code: 0, stderr: '' });

    const planned = await cli(`actions plan s3-bucket-block-public-access --finding ${finding?.id} --json`);
    expect(planned.code).toBe(0);
    const [action] = JSON.parse(planned.stdout).actions as ActionView[];
    expect((await cli(`actions show ${action?.id}`)).stdout).toMatch(/^What changes\n {2}PublicAccessBlock/m);
    expect(await look()).toEqual(before);
    expect(await cli(`actions apply ${action?.id}`)).toMatchObject({ code: 2 });
    expect(await cli(`actions apply ${action?.id} --yes --wait`)).toMatchObject({
      ...{ code: 0, stdout: '1 action is to be applied.\n', stderr: expect.stringContaining('done.') },
    });
    expect(await look()).toEqual(blocked);
    expect(await cli(`actions undo ${action?.id} --wait`)).toMatchObject({ code: 0 });
    expect(await look()).toEqual(before);
    const shown = (await cli(`actions show ${action?.id}`)).stdout;
    expect(shown).toMatch(/PublicAccessBlock: ok {2}\S+$/m);
    expect(shown).not.toContain('no request ID');

    expect(await cli('accounts manage production --only none')).toMatchObject({ code: 0 });
    await iam.send(new DetachRolePolicyCommand(attachment));
    expect(await cli('accounts manage production --check')).toMatchObject({ code: 0 });
    s3.destroy();
  });

  it('ends quietly when whoever reads has had enough', async () => {
    const running = start(['assets', 'list', '--json'], { input: '' });
    running.child.stdout?.destroy();
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('verifies, and ends with 1 when something is not as it should be', async () => {
    expect(await cli('accounts verify production')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('everything is as CloudCoreo made it'),
    });
    const attachment = {
      RoleName: 'CloudCoreoAssumedRole',
      PolicyArn: `arn:aws:iam::${key.accountId}:policy/CloudCoreoAssumedRolePolicy`,
    };
    const iam = openConsole(aws).iamOf(key.accountId);
    await iam.send(new DetachRolePolicyCommand(attachment));
    const { code, stderr } = await cli('accounts verify production');
    await iam.send(new AttachRolePolicyCommand(attachment));
    expect(code).toBe(1);
    expect(stderr).toMatch(/Changed: .*\nWhat to do: .*\n\naws iam /);
    expect(stderr).toMatch(/\(policy_(missing|unreadable)\)/);
  });

  it('takes the sign-in from the environment, and never mixes it with the stored one', async () => {
    const other = { CLOUDCOREO_URL: product.url, CLOUDCOREO_API_KEY: `ccoreo_${'v'.repeat(43)}` };
    expect((await cli('whoami', { environment: other })).code).toBe(3);
    const elsewhere = await cli('whoami', { environment: { CLOUDCOREO_URL: 'https://elsewhere.example.com' } });
    expect(elsewhere).toMatchObject({ code: 3, stderr: expect.stringContaining('you are signed in to') });
    const own = { ...other, CLOUDCOREO_API_KEY: product.apiKey, XDG_CONFIG_HOME: join(home, 'nothing') };
    expect((await cli('whoami', { environment: own })).stdout).toContain('owner in the team');
  });

  it('removes an account when told so, with the commands that remove the role', async () => {
    expect(await cli('accounts remove production')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--yes'),
    });
    const { code, stdout } = await cli('accounts remove production --yes');
    expect(code).toBe(0);
    expect(stdout).toContain('aws iam delete-role --role-name CloudCoreoAssumedRole');
    expect((await cli('accounts list')).stdout).not.toContain('production');
  });

  it('forgets the sign-in', async () => {
    expect((await cli('logout')).code).toBe(0);
    expect((await cli('whoami')).code).toBe(3);
    expect((await cli('logout')).stdout).toContain('no sign-in');
  });
});

it('has written no secret anywhere', async () => {
  const everything = written.join('\n');
  expect(everything).toContain('production');
  expect(everything).not.toContain(product.apiKey);
  expect(everything).not.toContain(key.secretAccessKey);
  // The sign-in is forgotten by now, so no file has the key either.
  for (const file of await readdir(home, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const text = await readFile(join(file.parentPath, file.name), 'utf8');
    expect(text).not.toContain(product.apiKey);
    expect(text).not.toContain(key.secretAccessKey);
  }
});
