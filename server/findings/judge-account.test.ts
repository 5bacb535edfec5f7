import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsError, fakeService, fakeSession, type Thing } from '../aws/fake-sdk.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { readAssetTypes } from '../rules/asset-types.ts';
import { readRule } from '../rules/library.ts';
import type { TeamRule } from '../rules/team-rules.ts';
import { insertTestAccount, scanOnce } from '../scans/test-account.ts';
import { countFindings } from './counts.ts';
import { judgeAccount } from './judge-account.ts';
import { listFindings } from './query.ts';
import { listRules, readRuleOfTeam } from './rule-query.ts';
import { prepareRules } from './rules-of-team.ts';
import { judgements } from './schema.ts';
import { findFinding } from './show.ts';
import { findingIdOf, removeFindings } from './store.ts';

const kinds = testDatabaseKinds();

function rule(id: string, condition: string, more: Record<string, unknown> = {}): TeamRule {
  const read = readRule(
    JSON.stringify({
      ...{ id, title: `${id} is so`, type: 'AWS::Fake::Thing', severity: 'high', condition, why: 'Because.' },
      ...{ mend: { console: 'Do it.' }, examples: { pass: [{}], fail: [{}] }, ...more },
    }),
  );
  if (!('rule' in read)) throw new Error(read.message);
  return { rule: read.rule, isEnabled: true, severity: read.rule.severity, parameters: {}, custom: null };
}

function contextOf(rules: TeamRule[]) {
  return { rules, frameworks: [] };
}

const hasOwner = rule('fake-owner', 'asset.Owner.Owner == "somebody"', { severity: 'critical' });
const isPrivate = rule('fake-private', '!has(asset.Policy) || !isPublic(asset.Policy)', { severity: 'low' });
const isBroken = rule('fake-broken', 'asset.Nothing == 1');
const hasLeaf = rule('fake-leaf', 'leaves.exists(leaf, leaf.meta.arn.contains("/" + asset.Name + "/"))', {
  with: { leaves: 'AWS::Fake::Leaf' },
});
const publicPolicy = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';

const filter = { status: 'open' } as const;
const firstPage = { ...filter, sort: 'severity', limit: 100 } as const;

describe.each(kinds)('judging an account on $name', (kind) => {
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

  async function newAccount(rules: TeamRule[]) {
    const { cloudAccountId, teamId } = await insertTestAccount(database);
    const world = {
      things: [{ Name: 'one' }, { Name: 'two' }] as Thing[],
      owners: { one: 'somebody' } as Record<string, string>,
      policies: {} as Record<string, string>,
      leaves: { one: ['green'] } as Record<string, string[]>,
      refused: new Set<string>(),
    };
    const { service } = fakeService((operation, { Name }) => {
      const name = String(Name);
      if (world.refused.has(operation)) throw awsError('AccessDenied', 'not authorized', 403);
      if (operation === 'ListThings') return { Things: world.things };
      if (operation === 'ListLeaves') return { Leaves: world.leaves[name] ?? [] };
      if (operation === 'GetThingOwner') return { Owner: world.owners[name] ?? 'nobody' };
      if (operation === 'GetDefaults') return {};
      const policy = world.policies[name];
      if (policy === undefined) throw awsError('NoSuchPolicy', 'none', 404);
      return { Policy: policy };
    });
    const types = readAssetTypes([service]);
    const judge = (given = rules) =>
      judgeAccount(
        { database, rulesOf: async () => prepareRules(given), types },
        cloudAccountId,
        new AbortController().signal,
      );
    const scan = () => scanOnce(database, cloudAccountId, service, fakeSession);
    const scanAndJudge = async () => {
      await scan();
      return judge();
    };
    const open = async () => {
      const { items } = await listFindings(database, teamId, firstPage, contextOf(rules));
      return items.map(({ ruleId, assetName }) => `${ruleId} ${assetName}`);
    };
    const counts = async () => {
      const all = await listRules(database, teamId, rules);
      return Object.fromEntries(
        all.map(({ id, passed, failed, unknown, broken }) => [id, [passed, failed, unknown, broken]]),
      );
    };
    return { world, cloudAccountId, teamId, judge, scan, scanAndJudge, open, counts };
  }

  it('opens, resolves and reopens one finding for a rule and an asset, with its history', async () => {
    const account = await newAccount([hasOwner]);
    await account.scanAndJudge();
    expect(await account.open()).toEqual(['fake-owner two']);
    const { items } = await listFindings(database, account.teamId, firstPage, contextOf([hasOwner]));
    const id = items[0]?.id ?? '';
    const first = await findFinding(database, account.teamId, id, [hasOwner]);
    expect(first).toMatchObject({
      ...{ severity: 'critical', status: 'open', assetName: 'two', title: 'fake-owner is so', timesOpened: 1 },
      evidence: [{ path: 'Owner.Owner', value: '"nobody"' }],
      events: [{ kind: 'opened' }],
    });

    account.world.owners.two = 'somebody';
    await account.scanAndJudge();
    expect(await account.open()).toEqual([]);
    expect(await findFinding(database, account.teamId, id, [hasOwner])).toMatchObject({
      ...{ status: 'resolved', resolvedBy: 'passes', events: [{ kind: 'resolved' }, { kind: 'opened' }] },
    });

    account.world.owners.two = 'nobody';
    await account.scanAndJudge();
    const again = await findFinding(database, account.teamId, id, [hasOwner]);
    expect(again).toMatchObject({ status: 'open', timesOpened: 2, resolvedAt: null, firstSeenAt: first?.firstSeenAt });
    expect(again?.events.map(({ kind: what }) => what)).toEqual(['reopened', 'resolved', 'opened']);
  });

  it('never passes and never resolves what it could not look at, and says what is missing', async () => {
    const account = await newAccount([hasOwner, isPrivate]);
    account.world.policies.two = publicPolicy;
    await account.scanAndJudge();
    expect(await account.open()).toEqual(['fake-owner two', 'fake-private two']);
    expect(await account.counts()).toEqual({ 'fake-owner': [1, 1, 0, 0], 'fake-private': [1, 1, 0, 0] });

    account.world.refused.add('GetThingOwner');
    await account.scanAndJudge();
    expect(await account.open()).toEqual(['fake-owner two', 'fake-private two']);
    expect(await account.counts()).toEqual({ 'fake-owner': [0, 0, 2, 0], 'fake-private': [1, 1, 0, 0] });
    const { items } = await listFindings(database, account.teamId, firstPage, contextOf([hasOwner]));
    const missing = {
      part: 'Owner',
      operation: 'fake:GetThingOwner',
      code: 'AccessDenied',
      permission: 'fake:ReadOwner',
    };
    expect(await findFinding(database, account.teamId, items[0]?.id ?? '', [hasOwner])).toMatchObject({
      status: 'open',
      cannotTell: [missing],
    });
    expect(await readRuleOfTeam(database, account.teamId, hasOwner)).toMatchObject({
      unknownBecause: [{ ...missing, assets: 2 }],
    });

    account.world.refused.clear();
    await account.scanAndJudge();
    expect(await account.counts()).toEqual({ 'fake-owner': [1, 1, 0, 0], 'fake-private': [1, 1, 0, 0] });
  });

  it('shows a rule that does not work as broken, and lets the others judge', async () => {
    const account = await newAccount([isBroken, hasOwner]);
    await account.scanAndJudge();
    expect(await account.open()).toEqual(['fake-owner two']);
    expect(await account.counts()).toEqual({ 'fake-broken': [0, 0, 0, 2], 'fake-owner': [1, 1, 0, 0] });
    expect(await readRuleOfTeam(database, account.teamId, isBroken)).toMatchObject({
      brokenBecause: [{ message: expect.stringContaining('Nothing'), assets: 2 }],
    });
  });

  it('judges again what looks at other assets, although it did not change itself', async () => {
    const account = await newAccount([hasLeaf]);
    await account.scanAndJudge();
    expect(await account.open()).toEqual(['fake-leaf two']);
    account.world.leaves.two = ['red'];
    await account.scanAndJudge();
    expect(await account.open()).toEqual([]);
    expect(await account.counts()).toEqual({ 'fake-leaf': [2, 0, 0, 0] });
  });

  it('does not know which other assets there are when they could not be listed', async () => {
    const account = await newAccount([hasLeaf]);
    account.world.refused.add('ListLeaves');
    await account.scanAndJudge();
    expect(await account.open()).toEqual([]);
    expect(await account.counts()).toEqual({ 'fake-leaf': [0, 0, 2, 0] });
    expect(await readRuleOfTeam(database, account.teamId, hasLeaf)).toMatchObject({
      unknownBecause: [
        { operation: 'fake:ListLeaves', code: 'AccessDenied', permission: 'fake:ListLeaves', assets: 2 },
      ],
    });
  });

  it('judges only what was written since, and all of it by other rules', async () => {
    const account = await newAccount([hasOwner]);
    expect(await account.scanAndJudge()).toBe(2);
    expect(await account.scanAndJudge()).toBe(0);
    account.world.owners.one = 'nobody';
    expect(await account.scanAndJudge()).toBe(1);
    expect(await account.judge([hasOwner, isPrivate])).toBe(2);
    expect(await account.judge([hasOwner, isPrivate])).toBe(0);
  });

  it('resolves what a rule found that is no more, and what was found on an asset that is gone', async () => {
    const account = await newAccount([hasOwner, hasLeaf]);
    await account.scanAndJudge();
    expect(await account.open()).toEqual(['fake-owner two', 'fake-leaf two']);
    await account.judge([hasLeaf]);
    expect(await account.open()).toEqual(['fake-leaf two']);
    await account.judge([]);
    expect(await account.open()).toEqual([]);
    await account.judge();
    expect(await account.open()).toEqual(['fake-owner two', 'fake-leaf two']);
    account.world.things.pop();
    await account.scanAndJudge();
    expect(await account.open()).toEqual([]);
    expect(await account.counts()).toEqual({ 'fake-owner': [1, 0, 0, 0], 'fake-leaf': [1, 0, 0, 0] });
    const { items } = await listFindings(database, account.teamId, { ...firstPage, status: 'all' }, contextOf([]));
    expect(items.map(({ resolvedBy }) => resolvedBy)).toEqual(['asset_gone', 'asset_gone']);
  });

  it('comes to the same when it is stopped anywhere and begun again', async () => {
    const account = await newAccount([hasOwner, isPrivate, hasLeaf]);
    await account.scan();
    const all = await Promise.allSettled([account.judge(), account.judge(), account.judge()]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(await account.open()).toEqual(['fake-owner two', 'fake-leaf two']);
    expect(await account.counts()).toEqual({
      'fake-owner': [1, 1, 0, 0],
      'fake-private': [2, 0, 0, 0],
      'fake-leaf': [1, 1, 0, 0],
    });
  });

  it('pages through findings in their order, counts them, and shows a team only its own', async () => {
    const account = await newAccount([hasOwner, isPrivate]);
    account.world.things = Array.from({ length: 7 }, (_, index) => ({ Name: `thing ${index}` }));
    account.world.policies['thing 3'] = publicPolicy;
    await account.scanAndJudge();
    const seen: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await listFindings(
        database,
        account.teamId,
        { ...firstPage, limit: 3, cursor },
        contextOf([hasOwner]),
      );
      seen.push(...page.items.map(({ ruleId, assetName }) => `${ruleId} ${assetName}`));
      cursor = page.nextCursor;
      more = cursor !== undefined;
    }
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
    expect(seen.at(-1)).toBe('fake-private thing 3');
    const counted = await countFindings(database, account.teamId, filter, contextOf([hasOwner, isPrivate]));
    expect(counted).toMatchObject({ total: 8, byRule: [{ ruleId: 'fake-owner', count: 7 }, { count: 1 }] });
    expect(counted.bySeverity[0]).toEqual({ severity: 'critical', count: 7 });
    const other = await newAccount([hasOwner]);
    const { items } = await listFindings(database, account.teamId, firstPage, contextOf([]));
    expect((await listFindings(database, other.teamId, firstPage, contextOf([]))).items).toEqual([]);
    expect(await findFinding(database, other.teamId, items[0]?.id ?? '', [hasOwner])).toBeUndefined();
  });

  it('forgets everything with the account', async () => {
    const account = await newAccount([hasOwner]);
    await account.scanAndJudge();
    await database.transaction((tx) => removeFindings(tx, account.cloudAccountId));
    expect(await account.open()).toEqual([]);
    expect(await account.counts()).toEqual({ 'fake-owner': [0, 0, 0, 0] });
    const left = await database.select().from(judgements).where(eq(judgements.cloudAccountId, account.cloudAccountId));
    expect(left).toEqual([]);
  });
});

it('the ID of a finding hangs on its account, rule and asset alone, and on each of them', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '-', '_', '1'), minLength: 1, maxLength: 8 });
  const key = fc.tuple(word, word, word);
  fc.assert(
    fc.property(key, key, (one, other) => {
      expect(findingIdOf(...one)).toMatch(/^fd_[\w-]{20}$/);
      expect(findingIdOf(...one) === findingIdOf(...other)).toBe(one.join('\n') === other.join('\n'));
    }),
  );
});
