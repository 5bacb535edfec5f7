import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Aws, setupActions, startAws } from '../sandbox/aws.ts';
import { openDatabase } from '../server/database/database.ts';
import { openConsole, requestWith } from './aws-console.ts';
import { startProduct } from './product.ts';

/** The scans that follow connecting are not what is tested; they leave the emulator to what is. */
const oneCallAtATime = { CLOUDCOREO_CALLS_AT_A_TIME: '1' };

let aws: Aws;
beforeAll(async () => {
  aws = await startAws({ customerCount: 30, regions: ['us-east-1'] });
});
afterAll(() => aws.stop());

/** The forms in which a secret could lie around. */
function formsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('hex'),
  ];
}

it('leaves no trace of any setup key in files, database, log or answers, however connecting ends', async () => {
  const console = openConsole(aws);
  const product = await startProduct({ aws, environment: oneCallAtATime });
  const secrets: string[] = [];
  const answers: string[] = [];
  const codes: string[] = [];

  const attempt = async (
    change: { secretAccessKey?: string; accessKeyId?: string } = {},
    actions?: string[],
    effect?: Parameters<typeof aws.control.faults.add>[0]['effect'],
  ) => {
    const key = { ...(await aws.createSetupUser(console.freshAccount(), actions ? { actions } : {})), ...change };
    secrets.push(key.secretAccessKey);
    const match = { action: 'CreatePolicy', accessKeyId: key.accessKeyId };
    const fault = effect === undefined ? undefined : aws.control.faults.add({ match, effect });
    for (const headers of [{}, { accept: 'text/event-stream' }]) {
      const response = await fetch(`${product.url}/api/v1/cloud-accounts`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${product.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(requestWith(key, `canary ${secrets.length}`)),
      });
      const text = await response.text();
      answers.push(text, JSON.stringify([...response.headers]));
      codes.push(/"code":"([a-z_]+)"/.exec(text)?.[1] ?? 'connected');
    }
    if (fault !== undefined) aws.control.faults.remove(fault);
  };

  await attempt();
  await attempt({ secretAccessKey: `Canary/${'w'.repeat(33)}` });
  await attempt({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
  await attempt({ accessKeyId: 'ASIAIOSFODNN7EXAMPLE' });
  await attempt({ accessKeyId: 'nonsense' });
  await attempt({ accessKeyId: `Canary/Swapped${'w'.repeat(26)}`, secretAccessKey: 'AKIAIOSFODNN7EXAMPLE' });
  secrets.push(`Canary/Swapped${'w'.repeat(26)}`);
  for (const missing of setupActions)
    await attempt(
      {},
      setupActions.filter((action) => action !== missing),
    );
  for (const effect of [
    { kind: 'throttle' } as const,
    { kind: 'reset' } as const,
    { kind: 'error', status: 500, code: 'InternalFailure', message: 'x' } as const,
    {
      kind: 'error',
      status: 403,
      code: 'AccessDenied',
      message: 'with an explicit deny in a service control policy',
    } as const,
    // An answer that the SDK cannot read makes an error of another kind than AWS's own.
    { kind: 'rewrite', find: '<', replace: '{' } as const,
  ]) {
    await attempt({}, undefined, effect);
  }
  // A body that is not even JSON, and one with the secret in the wrong place.
  const stray = `Canary/Stray${'s'.repeat(28)}`;
  secrets.push(stray);
  answers.push(JSON.stringify(await product.call('POST', '/api/v1/cloud-accounts', `{"secretAccessKey":"${stray}"`)));
  answers.push(
    JSON.stringify(await product.call('POST', '/api/v1/cloud-accounts', { method: 'access-key', nickname: { stray } })),
  );
  answers.push(JSON.stringify(await product.call('POST', '/api/v1/cloud-accounts', { method: stray, nickname: 'x' })));

  // The canaries were really used, in all these ways.
  expect(new Set(codes).size).toBeGreaterThan(8);
  expect(codes).toContain('connected');

  await product.kill();
  const found: string[] = [];
  const search = (where: string, text: string) => {
    for (const secret of secrets) if (formsOf(secret).some((form) => text.includes(form))) found.push(where);
  };
  for (const answer of answers) search('an answer', answer);
  search('the log', product.log());
  expect(product.log().length).toBeGreaterThan(1000);
  for (const file of await readdir(product.dataDirectory, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) search(file.name, await readFile(join(file.parentPath, file.name), 'latin1'));
  }
  // PostgreSQL compresses long values in its files, so the tables are read as rows, too.
  const opened = await openDatabase(
    { url: product.databaseUrl, dataDirectory: product.dataDirectory },
    pino({ level: 'silent' }),
  );
  const tables = await rowsOf(
    opened,
    `select table_schema || '."' || table_name || '"' as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(15);
  for (const { name } of tables) {
    for (const row of await rowsOf(opened, `select t::text as name from ${name} t`)) search(name, row.name);
  }
  await opened.close();
  expect(found).toEqual([]);
}, 240_000);

async function rowsOf(opened: Awaited<ReturnType<typeof openDatabase>>, query: string): Promise<{ name: string }[]> {
  const result: unknown = await opened.database.execute(sql.raw(query));
  if (typeof result === 'object' && result !== null && 'rows' in result) return result.rows as { name: string }[];
  throw new Error('The driver answers with rows.');
}
