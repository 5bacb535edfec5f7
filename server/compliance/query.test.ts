import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsError, fakeService, fakeSession } from '../aws/fake-sdk.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { judgeAccount } from '../findings/judge-account.ts';
import { prepareRules } from '../findings/rules-of-team.ts';
import { readAssetTypes } from '../rules/asset-types.ts';
import { readRule } from '../rules/library.ts';
import type { TeamRule } from '../rules/team-rules.ts';
import { insertTestAccount, scanOnce } from '../scans/test-account.ts';
import { readFramework } from './query.ts';

// A control is passed when everything that its rule is about was seen, in each account.

const rules: TeamRule[] = [named()];
const framework = {
  ...{ id: 'house', title: 'House rules', version: '1', reference: 'https://example.com/' },
  controls: [{ id: '1', title: 'Names are good', rules: ['fake-named'] }],
};

function named(): TeamRule {
  const read = readRule(
    JSON.stringify({
      ...{ id: 'fake-named', title: 'It is so', type: 'AWS::Fake::Thing', severity: 'high', why: 'Because.' },
      ...{ condition: 'asset.Name != "bad"', mend: { console: 'Do it.' }, examples: { pass: [{}], fail: [{}] } },
    }),
  );
  if (!('rule' in read)) throw new Error(read.message);
  return { rule: read.rule, isEnabled: true, severity: read.rule.severity, parameters: {}, custom: null };
}

describe.each(testDatabaseKinds())('a control on $name', (kind) => {
  let opened: OpenDatabase;
  let database: Database;
  beforeAll(async () => {
    opened = await kind.open();
    database = opened.database;
  });
  afterAll(async () => {
    await opened?.close();
    kind.stop();
  });

  /** An account that can be scanned and judged again, and a listing that can be made to fail. */
  async function newAccount(teamId?: string) {
    const account = await insertTestAccount(database, teamId === undefined ? {} : { teamId });
    const world = { things: [{ Name: 'a' }], isRefused: false };
    const { service } = fakeService((operation) => {
      if (operation === 'ListThings' && world.isRefused) throw awsError('AccessDenied', 'not authorized', 403);
      if (operation === 'ListThings') return { Things: world.things };
      if (operation === 'ListLeaves') return { Leaves: [] };
      if (operation === 'GetThingOwner') return { Owner: 'nobody' };
      if (operation === 'GetDefaults') return {};
      throw awsError('NoSuchPolicy', 'none', 404);
    });
    const context = { database, rulesOf: async () => prepareRules(rules), types: readAssetTypes([service]) };
    const look = async () => {
      await scanOnce(database, account.cloudAccountId, service, fakeSession);
      await judgeAccount(context, account.cloudAccountId, new AbortController().signal);
    };
    return { ...account, world, look };
  }

  const stateOf = async (teamId: string, cloudAccountId?: string) =>
    (await readFramework(database, { teamId, cloudAccountId }, framework, rules, new Date())).controls[0]?.state;

  it('is passed when all there is was listed and passes', async () => {
    const { teamId, look } = await newAccount();
    expect(await stateOf(teamId)).toBe('unknown');
    await look();
    expect(await stateOf(teamId)).toBe('passed');
  });

  it('is unknown when there may be assets that could not be listed, whatever the others say', async () => {
    const { teamId, world, look } = await newAccount();
    await look();
    world.isRefused = true;
    await look();
    expect(await stateOf(teamId)).toBe('unknown');
    world.isRefused = false;
    await look();
    expect(await stateOf(teamId)).toBe('passed');
  });

  it('is not “not applicable” because nothing could be listed', async () => {
    const { teamId, world, look } = await newAccount();
    world.isRefused = true;
    await look();
    expect(await stateOf(teamId)).toBe('unknown');
    Object.assign(world, { isRefused: false, things: [] });
    await look();
    expect(await stateOf(teamId)).toBe('not_applicable');
  });

  it('is unknown in a team when one of its accounts is, and failed when one of them fails', async () => {
    const one = await newAccount();
    const other = await newAccount(one.teamId);
    await one.look();
    expect(await stateOf(one.teamId)).toBe('unknown');
    expect(await stateOf(one.teamId, one.cloudAccountId)).toBe('passed');
    other.world.things = [{ Name: 'bad' }];
    await other.look();
    expect(await stateOf(one.teamId)).toBe('failed');
    expect(await stateOf(one.teamId, one.cloudAccountId)).toBe('passed');
  });
});
