import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameworkView } from '../server/compliance/api.ts';
import { complianceRoutes } from '../server/compliance/routes.ts';
import { addTeam, openTestApp, send, signInAs, type TestApp } from '../server/http/test-app.ts';
import { readRule } from '../server/rules/library.ts';
import { insertTestAccount } from '../server/scans/test-account.ts';
import { readCommandLine } from './command-line.ts';
import { complianceCommands } from './compliance.ts';
import type { Screen, World } from './world.ts';

// The commands against the API itself. The account was never judged, so what its rule would say is unknown.

const read = readRule(
  JSON.stringify({
    ...{ id: 'fake-named', title: 'It is so', type: 'AWS::Fake::Thing', severity: 'high', why: 'Because.' },
    ...{ condition: 'asset.Name != "bad"', mend: { console: 'Do it.' }, examples: { pass: [{}], fail: [{}] } },
  }),
);
const library = { rules: 'rule' in read ? [read.rule] : [], broken: [] };
const frameworks = [
  {
    ...{ id: 'house', title: 'House rules', version: '1', reference: 'https://example.com/' },
    controls: [
      { id: '1', title: 'Names are good', rules: ['fake-named'] },
      { id: '2', title: 'The door is locked', rules: [] },
    ],
  },
];

let t: TestApp;
let server: ReturnType<typeof createAdaptorServer>;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  t = await openTestApp({}, ({ database }) => [complianceRoutes({ database, library, frameworks })]);
  const { teamId, operator } = await addTeam(t.database, 'house');
  await insertTestAccount(t.database, { teamId });
  const cookie = await signInAs(t.app, operator.email);
  const made = await send(t.app, 'POST', '/api/v1/api-keys', {
    cookie,
    body: { name: 'tests', role: 'operator', expiresInDays: 1 },
  });
  const { key } = (await made.json()) as { key: string };
  server = createAdaptorServer({ fetch: t.app.fetch });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  environment = { CLOUDCOREO_URL: `http://127.0.0.1:${port}`, CLOUDCOREO_API_KEY: key };
});
afterAll(async () => {
  server?.close();
  await t?.close();
});

async function cli(args: string) {
  const written = { output: '', messages: '' };
  const screen = (name: keyof typeof written): Screen => ({
    isTerminal: false,
    columns: 80,
    async write(text) {
      written[name] += text;
    },
    paint: (_, text) => text,
  });
  const nobody = () => Promise.reject(new Error('There is nobody to ask.'));
  const world: World = {
    ...{ environment, output: screen('output'), messages: screen('messages'), canAsk: false },
    ...{ ask: nobody, askHidden: nobody, readLine: nobody },
  };
  const request = readCommandLine(complianceCommands, args.split(' '));
  if (request.kind !== 'run') throw new Error('This is no command.');
  return { code: await request.command.run(request.line, world), ...written };
}

async function answer(state: 'met' | 'not_met'): Promise<void> {
  const response = await fetch(`${environment.CLOUDCOREO_URL}/api/v1/compliance/house/2/answer`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${environment.CLOUDCOREO_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ answer: state, evidence: '=I tried the door.' }),
  });
  expect(response.status).toBe(204);
}

it('lists the frameworks', async () => {
  const { code, output } = await cli('compliance list --output csv');
  expect(code).toBe(0);
  expect(output.trim().split('\r\n')).toEqual([
    'framework,title,version,score,failed,unknown,manual,accepted,passed,not-applicable,controls',
    'house,House rules,1,0%,0,1,1,0,0,0,2',
  ]);
});

describe('a framework', () => {
  it('is shown control by control, with the score beside it', async () => {
    const { code, output, messages } = await cli('compliance show house');
    expect(code).toBe(0);
    expect(output.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['CONTROL', 'STATE', 'FAIL', 'UNKNOWN', 'TITLE'],
      ['1', 'unknown', '0', '1', 'Names are good'],
      ['2', 'manual', '0', '0', 'The door is locked'],
      [''],
    ]);
    expect(messages).toBe('Score 0%: 0 failed, 1 unknown, 1 manual, 0 accepted, 0 passed, 0 not applicable.\n');
  });

  it('is narrowed to states', async () => {
    const ids = async (filter: string) => {
      const { output } = await cli(`compliance show house --json --filter ${filter}`);
      return (JSON.parse(output) as FrameworkView).controls.map(({ id }) => id);
    };
    expect(await ids('state=manual')).toEqual(['2']);
    expect(await ids('state=manual,unknown')).toEqual(['1', '2']);
    expect(await ids('state=!manual')).toEqual(['1']);
    await expect(cli('compliance show house --filter state=red')).rejects.toMatchObject({ exitCode: 2 });
  });

  it('ends with 5 as --fail-on says, whatever is shown', async () => {
    const code = async (options: string) => (await cli(`compliance show house ${options}`)).code;
    expect(await code('--fail-on failed')).toBe(0);
    expect(await code('--fail-on unknown --filter state=manual')).toBe(5);
    await answer('not_met');
    expect(await code('--fail-on failed --filter state=unknown')).toBe(5);
    await expect(cli('compliance show house --fail-on manual')).rejects.toMatchObject({ exitCode: 2 });
  });

  it('is shown with what people answered, which no spreadsheet takes for a formula', async () => {
    await answer('met');
    const { output } = await cli('compliance show house --output csv --columns control,answers');
    const [, , line] = output.split('\r\n');
    expect(line).toMatch(/^2,"?met for all accounts: =I tried the door\. \(operator of house .*, \d{4}-.*\)"?$/);
  });

  it('that there is not is said so', async () => {
    await expect(cli('compliance show garden')).rejects.toMatchObject({ trouble: { code: 'not_found' } });
  });
});
