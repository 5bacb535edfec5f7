import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSdkIfStale } from '../scripts/build-sdk.ts';
import { buildWebIfStale } from '../scripts/build-web.ts';
import { type Aws, startAws } from './aws.ts';
import { findFreePort } from './free-port.ts';
import { isCode } from './lock.ts';
import { type Owner, type Product, startProduct } from './product.ts';
import { describeSandbox, usage } from './texts.ts';

// `npm run sandbox`: CloudCoreo with an AWS to try it on, on this machine only.

const log = (line: string) => console.error(line);

const options = readOptions();
const temporaryFolder = options.dataDirectory ? undefined : await mkdtemp(join(tmpdir(), 'cloudcoreo-sandbox-'));
let aws: Aws | undefined;
let product: Product | undefined;
let isEnding = false;

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(0));
// npm passes a SIGTERM to the shell in between, which ends without passing it on.
if (process.env.npm_lifecycle_event) endWithParent();

try {
  await start(options.dataDirectory ?? join(temporaryFolder ?? '', 'data'));
} catch (error) {
  if (!isEnding) log(error instanceof Error ? error.message : String(error));
  await end(1);
}

async function start(dataDirectory: string): Promise<void> {
  [aws] = await Promise.all([startAws({ estate: options.estate, log }), buildWebIfStale(log), buildSdkIfStale(log)]);
  const [first, second] = aws.accounts.customers;
  const owner = await readOrMakeOwner(dataDirectory);
  const port = options.port ?? (await findFreePort(8400));
  if (isEnding) return;
  product = startProduct({ aws, port, dataDirectory, owner });
  void product.ended.then((code) => {
    if (!isEnding) log(`CloudCoreo ended with code ${code}, so the sandbox ends too.`);
    return end(code);
  });
  const [setupKey, secondSetupKey] = await Promise.all([
    aws.createSetupUser(first.accountId),
    aws.createSetupUser(second.accountId),
    product.waitUntilReady(),
  ]);
  const sandbox = {
    url: product.url,
    owner,
    apiKey: await product.createApiKey(),
    awsEndpoint: aws.endpoint,
    hubAccountId: aws.accounts.hub.accountId,
    setupKey,
    secondSetupKey,
  };
  console.log(options.json ? JSON.stringify(sandbox) : describeSandbox(sandbox));
}

/** Ends all processes, removes the temporary folder, then this process. */
async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await product?.stop();
  await aws?.stop();
  if (temporaryFolder) await rm(temporaryFolder, { recursive: true, force: true });
  process.exit(code);
}

function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end(0);
  }, 100).unref();
}

/** The owner is made once for a data directory, so a later run with the same one must know the password. */
async function readOrMakeOwner(dataDirectory: string): Promise<Owner> {
  const file = join(dataDirectory, 'sandbox-owner.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner;
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  const owner = { email: 'owner@example.com', password: randomBytes(15).toString('base64url') };
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(owner), { mode: 0o600 });
  return owner;
}

function readOptions(): {
  port?: number;
  dataDirectory?: string;
  estate: 'empty' | 'small' | 'sample';
  json: boolean;
} {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        estate: { type: 'string', default: 'small' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
      throw new Error(`--port ${values.port}: a port is a whole number from 1 to 65535.`);
    }
    const estate = (['empty', 'small', 'sample'] as const).find((name) => name === values.estate);
    if (estate === undefined) throw new Error(`--estate ${values.estate}: it is empty, small or sample.`);
    const directory = values['data-dir'];
    return { port, estate, dataDirectory: directory === undefined ? undefined : resolve(directory), json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(64);
  }
}
