import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountRoutes } from '../server/accounts/routes.ts';
import type { ActionDeclaration } from '../server/actions/action.ts';
import type { ActionView, ManagementView } from '../server/actions/api.ts';
import type { ActionsContext } from '../server/actions/context.ts';
import { workOn } from '../server/actions/jobs.ts';
import { createManagementOfRole } from '../server/actions/management.ts';
import { actionPolicyRoutes } from '../server/actions/policy-routes.ts';
import { actionRoutes } from '../server/actions/routes.ts';
import { accountManagement, actionSettings } from '../server/actions/schema.ts';
import { answerOf, createFakeAws, fakeSessions, removeThing, shutThing } from '../server/actions/test-action.ts';
import { insertTestAsset } from '../server/assets/test-asset.ts';
import { failed } from '../server/failure.ts';
import { findingRoutes } from '../server/findings/routes.ts';
import { ruleRoutes } from '../server/findings/rule-routes.ts';
import { addTeam, openTestApp, send, signInAs, type TestApp } from '../server/http/test-app.ts';
import { insertTestFinding } from '../server/notifications/test-finding.ts';
import { readAssetTypes } from '../server/rules/asset-types.ts';
import { readRule } from '../server/rules/library.ts';
import { insertTestAccount } from '../server/scans/test-account.ts';
import { actionChangeCommands } from './action-changes.ts';
import { actionPlanCommand } from './action-plan.ts';
import { actionSettingCommands } from './action-settings.ts';
import { actionCommands } from './actions.ts';
import { readCommandLine } from './command-line.ts';
import { manageAccountCommand } from './manage-account.ts';
import type { Screen, World } from './world.ts';

// The commands against the API itself, with a worker and an AWS in memory.

const read = readRule(
  JSON.stringify({
    ...{ id: 'thing-is-shut', title: 'It is shut', type: 'AWS::Fake::Thing', severity: 'high', why: 'Because.' },
    ...{ condition: 'asset.Door == "shut"', mend: { console: 'Do it.' }, examples: { pass: [{}], fail: [{}] } },
    actions: [{ id: 'thing-shut', parameters: { keepWindow: true } }],
  }),
);
const library = { rules: 'rule' in read ? [read.rule] : [], broken: [] };
const commands = [
  ...actionCommands,
  actionPlanCommand,
  ...actionChangeCommands,
  ...actionSettingCommands,
  manageAccountCommand,
];
const noHub = failed({ code: 'hub_identity_missing', detail: 'There is no AWS here.', mend: 'None is needed.' });

const aws = createFakeAws();
let t: TestApp;
let server: ReturnType<typeof createAdaptorServer>;
let url: string;
let owner: { cloudAccountId: string; teamId: string };
const keys = { operator: '', admin: '' };
/** What waits for the worker. */
const waiting: { cloudAccountId: string; id: string }[] = [];
let working: Promise<void> = Promise.resolve();

beforeAll(async () => {
  const kinds: ActionDeclaration[] = [shutThing(aws), removeThing(aws)];
  let context: ActionsContext | undefined;
  t = await openTestApp({}, ({ database, limiter, log }) => {
    const startScan = async () => ({ id: 'scan_1', isNew: true });
    context = {
      ...{ database, log, startScan, kinds: new Map(kinds.map((kind) => [kind.id, kind])), pauses: [1, 1] },
      openNarrowSession: fakeSessions(aws),
      requestWork: async (_, action) => void waiting.push(action),
    };
    const hub = {
      place: { region: 'us-east-1', endpoint: undefined },
      identity: async () => noHub,
      assumeRole: () => Promise.reject(new Error('not in this test')),
      clientOptions: () => {
        throw new Error('not in this test');
      },
    };
    const accounts = {
      ...{ database, hub, log, limiter, startScan, management: createManagementOfRole(context.kinds) },
      ...{ propagationSeconds: 1, templateUrl: undefined, connectsPerMinute: 1 },
    };
    const rules = { database, library, sources: new Map(), types: readAssetTypes([]), limiter };
    return [
      accountRoutes(accounts),
      actionRoutes({ ...context, library }),
      actionPolicyRoutes(context),
      findingRoutes({ database, library, frameworks: [] }),
      ruleRoutes({ ...rules, requestJudgement: async () => {} }),
    ];
  });
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (context !== undefined) await workOn(context, next, new AbortController().signal);
    }
  };
  server = createAdaptorServer({
    async fetch(request, bindings) {
      const answer = await t.app.fetch(request, bindings as never);
      // By now the transaction that asked for the work is committed.
      working = working.then(work);
      return answer;
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { teamId, operator, admin } = await addTeam(t.database, 'house');
  owner = await insertTestAccount(t.database, {
    ...{ teamId, awsAccountId: '111122223333', nickname: 'home', nicknameKey: 'home' },
  });
  for (const { email, role } of [operator, admin]) {
    const cookie = await signInAs(t.app, email);
    const body = { name: role, role, expiresInDays: 1 };
    const made = (await (await send(t.app, 'POST', '/api/v1/api-keys', { cookie, body })).json()) as { key: string };
    keys[role as keyof typeof keys] = made.key;
  }
});
afterAll(async () => {
  server?.close();
  await working;
  await t?.close();
});
beforeEach(async () => {
  aws.before = () => {};
  const row = { ...owner, ticked: ['thing-remove', 'thing-shut'], permitted: ['thing-remove', 'thing-shut'] };
  const set = { ...row, wider: [], seenAt: new Date(), isProtected: false, window: null };
  const { database } = t;
  await database
    .insert(accountManagement)
    .values(set)
    .onConflictDoUpdate({
      ...{ target: accountManagement.cloudAccountId, set },
    });
  await database.delete(actionSettings).where(eq(actionSettings.teamId, owner.teamId));
});

interface How {
  as?: keyof typeof keys;
  /** What is typed, question by question; left out: nobody is there. */
  typed?: string[];
}

async function cli(args: string | string[], { as = 'operator', typed }: How = {}) {
  const written = { output: '', messages: '' };
  const screen = (name: keyof typeof written): Screen => ({
    ...{ isTerminal: false, columns: 80, paint: (_, text) => text },
    async write(text) {
      written[name] += text;
    },
  });
  const nobody = () => Promise.reject(new Error('There is nobody to ask.'));
  const world: World = {
    environment: { CLOUDCOREO_URL: url, CLOUDCOREO_API_KEY: keys[as] },
    ...{ output: screen('output'), messages: screen('messages'), canAsk: typed !== undefined },
    ask: async (question) => {
      written.messages += question;
      return typed?.shift() ?? nobody();
    },
    ...{ askHidden: nobody, readLine: nobody },
  };
  const request = readCommandLine(commands, typeof args === 'string' ? args.split(' ') : args);
  if (request.kind !== 'run') throw new Error('This is no command.');
  return { code: await request.command.run(request.line, world), ...written };
}

async function addThing(name: string): Promise<string> {
  aws.things.set(name, { Door: 'open', Window: 'open' });
  const arn = `arn:aws:thing:eu-west-1:111122223333:thing/${name}`;
  return insertTestAsset(t.database, owner, name, { arn, type: 'Test::Thing::Thing', service: 'thing' });
}

async function addFinding(name: string, ruleId = 'thing-is-shut'): Promise<string> {
  const assetId = await addThing(name);
  const changes = { ruleId, assetId, assetName: name, assetType: 'Test::Thing::Thing', service: 'thing' };
  return insertTestFinding(t.database, owner, changes);
}

async function plan(args: string): Promise<ActionView[]> {
  return JSON.parse((await cli(`actions plan ${args} --json`)).output).actions;
}

async function planOne(args: string): Promise<string> {
  return (await plan(args))[0]?.id ?? '';
}

describe('the kinds of action', () => {
  it('are listed with what they take', async () => {
    const { output } = await cli('actions kinds --service thing --output csv --columns id,undo,parameters,rules');
    expect(output.trim().split('\r\n')).toEqual([
      'id,undo,parameters,rules',
      'thing-remove,no,,',
      'thing-shut,yes,"keepWindow (boolean, default false): Leave the window as it is.",thing-is-shut',
    ]);
    expect(JSON.parse((await cli('actions kinds --json --service s3')).output)).toEqual([]);
  });
});

describe('planning', () => {
  it('shows what would change, what may break and how to go on, and changes nothing', async () => {
    const asset = await addThing('hut');
    const { code, output, messages } = await cli(`actions plan thing-shut --asset ${asset}`);
    expect(code).toBe(0);
    expect(output).toContain('\nShut the thing: hut\n');
    expect(output).toContain('  Door\n  - "open"\n  + "shut"\n  Window\n  - "open"\n  + "shut"\n');
    expect(output).toContain('What may break\n  Nobody can enter hut any more.\n');
    expect(output).toContain('It can be undone.');
    expect(messages).toMatch(/Nothing is changed yet\. To apply:\ncloudcoreo actions apply act_\S+ --wait\n$/);
    expect(aws.things.get('hut')).toEqual({ Door: 'open', Window: 'open' });
  });

  it('of all open findings of a rule takes the rule’s parameters, unless others are given', async () => {
    await addFinding('barn');
    await addFinding('shed');
    const { code, messages } = await cli('actions plan thing-shut --rule thing-is-shut --account home');
    expect(code).toBe(0);
    expect(messages).toMatch(/cloudcoreo actions apply --batch bat_\S+ --wait\n$/);
    const parameters = async (more = '') => {
      const actions = await plan(`thing-shut --rule thing-is-shut${more}`);
      expect(actions.map(({ assetName }) => assetName).sort()).toEqual(['barn', 'shed']);
      return actions.map((action) => action.parameters);
    };
    expect(await parameters()).toEqual([{ keepWindow: true }, { keepWindow: true }]);
    expect(await parameters(' --parameter keepWindow=false')).toEqual([{ keepWindow: false }, { keepWindow: false }]);
    await expect(cli('actions plan thing-shut --rule thing-is-shot')).rejects.toMatchObject({
      trouble: { code: 'not_found' },
    });
  });

  it('of findings takes what the rule of each says', async () => {
    const [one, other] = [await addFinding('nest'), await addFinding('cave', 'another-rule')];
    const actions = await plan(`thing-shut --finding ${one},${other}`);
    expect(actions.map(({ assetName, parameters }) => ({ assetName, ...parameters }))).toEqual([
      { assetName: 'nest', keepWindow: true },
      { assetName: 'cave', keepWindow: false },
    ]);
  });

  it('ends with 1 when something cannot be planned, and says what', async () => {
    aws.things.set('tower', { Door: 'open', Window: 'bricked up' });
    const arn = 'arn:aws:thing:eu-west-1:111122223333:thing/tower';
    const tower = await insertTestAsset(t.database, owner, 'tower', { arn, type: 'Test::Thing::Thing' });
    const bucket = await insertTestAsset(t.database, owner, 'a-bucket');
    const { code, messages } = await cli(`actions plan thing-shut --asset ${tower} --asset ${bucket} --asset nobody`);
    expect(code).toBe(1);
    expect(messages).toContain('tower (home, eu-west-1): refused, no plan can be made. It has no window.');
    expect(messages).toContain(`${bucket}: “Shut the thing” is for Test::Thing::Thing`);
    expect(messages).toContain('nobody: There is no such asset');
    expect(messages).toContain('Nothing is to be changed.');
  });

  it('waits for nothing when told so', async () => {
    const { code, output } = await cli(`actions plan thing-shut --asset ${await addThing('den')} --no-wait`);
    expect(code).toBe(0);
    expect(output).toMatch(/^act_\S+\n$/);
  });

  it('refuses what cannot be meant', async () => {
    for (const args of [
      'thing-shut',
      'thing-shut --asset a --finding b',
      'thing-shut --asset a --account home',
      'thing-shut --asset a --parameter keepDoor=true',
    ]) {
      await expect(cli(`actions plan ${args}`), args).rejects.toMatchObject({ exitCode: 2 });
    }
    await expect(cli('actions plan thing-paint --asset a')).rejects.toMatchObject({
      trouble: { code: 'action_unknown' },
    });
  });
});

describe('applying', () => {
  it('changes the asset, and undoing brings it back, each with the calls that were made', async () => {
    const id = await planOne(`thing-shut --asset ${await addThing('villa')}`);
    const applied = await cli(`actions apply ${id} --yes --wait`);
    expect(applied).toMatchObject({ code: 0, output: '1 action is to be applied.\n' });
    expect(applied.messages).toContain('villa (home, eu-west-1): done.\n');
    expect(aws.things.get('villa')).toEqual({ Door: 'shut', Window: 'shut' });
    const { code, messages } = await cli(`actions undo ${id} --wait`);
    expect({ code, messages }).toEqual({ code: 0, messages: 'villa (home, eu-west-1): undone.\n' });
    expect(aws.things.get('villa')).toEqual({ Door: 'open', Window: 'open' });
    const { output } = await cli(`actions show ${id}`);
    expect(output).toMatch(/^Status +undone$/m);
    expect(output).toMatch(/History\n {2}\S+ {2}Asked for\. \(operator of house .*\)\n/);
    expect(output).toMatch(/AWS requests\n(.*\n)* {2}\S+ {2}PutDoor: ok {2}r-\d+\n/);
    const { output: list } = await cli('actions list --status undone --account home --output csv --columns asset,id');
    expect(list).toBe(`asset,id\r\nvilla,${id}\r\n`);
  });

  it('asks in a terminal, and in a script wants --yes', async () => {
    const id = await planOne(`thing-shut --asset ${await addThing('cabin')}`);
    await expect(cli(`actions apply ${id}`)).rejects.toMatchObject({ exitCode: 2 });
    await expect(cli(`actions apply ${id}`, { typed: ['no'] })).rejects.toMatchObject({ exitCode: 2 });
    expect(aws.things.get('cabin')?.Door).toBe('open');
    const { code, messages } = await cli(`actions apply ${id} --wait`, { typed: ['yes'] });
    expect(messages).toMatch(/Door\n {2}- "open"\n {2}\+ "shut"(.*\n)*\nApply 1 action\? Type “yes”: /);
    expect({ code, door: aws.things.get('cabin')?.Door }).toEqual({ code: 0, door: 'shut' });
  });

  it('of what has no way back wants the asset’s name', async () => {
    const id = await planOne(`thing-remove --asset ${await addThing('ruin')}`);
    expect((await cli(`actions show ${id}`)).output).toContain('  ruin is no more. It was:\n  - {\n');
    await expect(cli(`actions apply ${id} --yes`)).rejects.toMatchObject({ exitCode: 2 });
    await expect(cli(`actions apply ${id} --yes --name rain`)).rejects.toMatchObject({ exitCode: 2 });
    await expect(cli(`actions apply ${id}`, { typed: ['yes'] })).rejects.toMatchObject({ exitCode: 2 });
    expect(aws.things.has('ruin')).toBe(true);
    expect(await cli(`actions apply ${id} --yes --name ruin --wait`)).toMatchObject({ code: 0 });
    expect(aws.things.has('ruin')).toBe(false);
    const undone = await cli(`actions undo ${id}`);
    expect(undone).toMatchObject({ code: 1, messages: expect.stringContaining('There is no way back') });
  });

  it('of a batch applies what is planned, and ends with 1 when a part fails', async () => {
    const assets = [await addThing('left'), await addThing('right')];
    const [{ batchId } = {}] = await plan(`thing-shut --asset ${assets.join(',')}`);
    aws.before = (operation, name) => {
      if (operation === 'PutWindow' && name === 'right') throw answerOf('AccessDenied', 403);
    };
    const { code, output, messages } = await cli(`actions apply --batch ${batchId} --yes --wait`);
    expect({ code, output }).toEqual({ code: 1, output: '2 actions are to be applied.\n' });
    expect(messages).toContain('left (home, eu-west-1): done.');
    expect(messages).toMatch(/right \(home, eu-west-1\): failed\. AWS refused .* A part of it was changed before\./);
    const again = await cli(`actions apply --batch ${batchId} --yes`);
    expect(again).toMatchObject({ code: 1, messages: 'There is none of the batch that this is for.\n' });
    await expect(cli('actions apply --yes')).rejects.toMatchObject({ exitCode: 2 });
    await expect(cli(`actions apply act_1 --batch ${batchId} --yes`)).rejects.toMatchObject({ exitCode: 2 });
  });

  it('that needs a second person waits for them', async () => {
    await t.database.insert(actionSettings).values({ teamId: owner.teamId, approvals: [{}] });
    const ids = (await plan(`thing-shut --asset ${await addThing('bank')},${await addThing('vault')}`)).map(
      ({ id }) => id,
    );
    expect((await cli(`actions show ${ids[0]}`)).output).toContain('A second person must approve it');
    const asked = await cli(`actions apply ${ids.join(' ')} --yes --wait`);
    expect(asked).toMatchObject({
      ...{ code: 1, messages: expect.stringContaining('waiting, a second person must approve it') },
    });
    const own = await cli(`actions approve ${ids[0]}`);
    expect(own).toMatchObject({ code: 1, messages: expect.stringContaining('you asked for it') });
    expect(await cli(`actions approve ${ids[0]}`, { as: 'admin' })).toMatchObject({
      ...{ code: 0, output: '1 action is approved.\n' },
    });
    expect(await cli([...`actions reject ${ids[1]} --reason`.split(' '), 'Not today'])).toMatchObject({ code: 0 });
    expect((await cli(`actions show ${ids[1]}`)).output).toContain('Rejected: Not today');
    expect(await cli(`actions replan ${ids[1]}`)).toMatchObject({ code: 0 });
    expect(await cli(`actions cancel ${ids[1]}`)).toMatchObject({ code: 0, output: '1 action is cancelled.\n' });
    expect(await cli('actions cancel act_nobody')).toMatchObject({ code: 1 });
  });

  it('waits for nothing that may take days: not for the window, not for the brake', async () => {
    const id = await planOne(`thing-shut --asset ${await addThing('mill')}`);
    const stopped = await cli([...'actions stop --reason'.split(' '), 'Fire']);
    expect(stopped).toMatchObject({ code: 0, output: expect.stringContaining('stopped') });
    expect((await cli(`actions show ${id}`)).output).toMatch(/^In the way: .* stopped all actions: Fire\.$/m);
    expect(await cli(`actions apply ${id} --yes --wait`)).toMatchObject({ code: 1 });
    expect(aws.things.get('mill')?.Door).toBe('open');
    await expect(cli('actions release')).rejects.toMatchObject({ trouble: { code: 'role_too_low' } });
    expect(await cli('actions release', { as: 'admin' })).toMatchObject({ code: 0 });
    const day = (new Date().getUTCDay() + 3) % 7;
    const window = { days: [day], from: '01:00', to: '02:00', timeZone: 'UTC' };
    await t.database.update(accountManagement).set({ window });
    const other = await planOne(`thing-shut --asset ${await addThing('dam')}`);
    const { code, messages } = await cli(`actions apply ${other} --yes --wait`);
    expect(code).toBe(1);
    expect(messages).toMatch(/dam \(home, eu-west-1\): queued, its change window begins at \d{4}-\S+01:00:00.000Z\./);
  });
});

describe('an account', () => {
  const manage = async (args: string) =>
    JSON.parse((await cli(`accounts manage home ${args} --json`, { as: 'admin' })).output) as ManagementView;

  it('has actions ticked and unticked, and what is not named stays', async () => {
    expect((await manage('--only none')).accessLevel).toBe('audit');
    expect((await manage('--tick thing-shut,thing-remove')).ticked).toEqual(['thing-remove', 'thing-shut']);
    expect((await manage('--untick thing-shut')).ticked).toEqual(['thing-remove']);
    expect((await manage('--only thing-shut')).ticked).toEqual(['thing-shut']);
    const shown = await cli('accounts manage home');
    expect(shown).toMatchObject({ code: 0, messages: expect.stringMatching(/accounts manage ca_\S+ --print cli\n$/) });
    expect(shown.output).toMatch(/^Access +manage: what is ticked can be changed\nTicked +thing-shut/m);
    await expect(manage('--tick thing-paint')).rejects.toMatchObject({ trouble: { code: 'action_unknown' } });
    await expect(manage('--tick thing-shut --only thing-shut')).rejects.toMatchObject({ exitCode: 2 });
    await expect(cli('accounts manage home --protect')).rejects.toMatchObject({ trouble: { code: 'role_too_low' } });
  });

  it('shows the policy that its role must have, and what brings it there', async () => {
    const print = async (what: string) => (await cli(`accounts manage home --print ${what}`)).output;
    const { policies, cliScript } = await manage('--untick thing-remove');
    expect(JSON.parse(await print('policy'))).toEqual(JSON.parse(policies[0]?.document ?? ''));
    expect(await print('cli')).toBe(cliScript);
    expect(JSON.parse(await print('cloudformation'))).toMatchObject({ AWSTemplateFormatVersion: '2010-09-09' });
    expect(await print('terraform')).toMatch(/^resource "aws_iam_policy"/);
    await expect(print('pulumi')).rejects.toMatchObject({ exitCode: 2 });
  });

  it('is protected, and has a window', async () => {
    const window = ['--window', 'mon-fri 22:00-04:00 Europe/Berlin'];
    const { output } = await cli(['accounts', 'manage', 'home', '--protect', ...window], { as: 'admin' });
    expect(output).toMatch(/^Protected +yes/m);
    expect(output).toMatch(/^Window +mon-fri 22:00-04:00 Europe\/Berlin$/m);
    expect(await manage('--unprotect --no-window')).toMatchObject({ isProtected: false, window: null });
    await expect(manage('--protect --unprotect')).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('a policy', () => {
  it('is made, listed and deleted', async () => {
    const make = ['actions', 'policies', 'create', 'Shut what is open', '--rule', 'thing-is-shut'];
    const more = '--kind thing-shut --mode apply --account home --parameter keepWindow=true --limit-per-day 3'.split(
      ' ',
    );
    const made = JSON.parse((await cli([...make, ...more, '--json'], { as: 'admin' })).output);
    expect(made).toMatchObject({
      ...{ mode: 'apply', limitPerDay: 3, cloudAccountIds: [owner.cloudAccountId], parameters: { keepWindow: true } },
    });
    const { output } = await cli('actions policies list --output csv --columns name,mode,limit');
    expect(output).toBe('name,mode,limit\r\nShut what is open,apply,3\r\n');
    await expect(cli([...make, ...more], { as: 'admin' })).rejects.toMatchObject({
      ...{ trouble: { code: 'action_policy_name_taken', status: 409 } },
    });
    await expect(cli(make, { as: 'admin' })).rejects.toMatchObject({ exitCode: 2 });
    expect(await cli(`actions policies delete ${made.id}`, { as: 'admin' })).toMatchObject({ code: 0 });
    expect((await cli('actions policies list')).messages).toBe('Nothing is done by itself.\n');
  });
});
