import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditLog } from '../audit/schema.ts';
import { fakeService, fakeSession } from '../aws/fake-sdk.ts';
import type { FrameworkView } from '../compliance/api.ts';
import { noteComplianceDay } from '../compliance/days.ts';
import { complianceRoutes } from '../compliance/routes.ts';
import type { Database } from '../database/database.ts';
import type { Problem } from '../http/schemas.ts';
import { addTeam, openTestApp, send, signInAs, type TestApp } from '../http/test-app.ts';
import { readAssetTypes } from '../rules/asset-types.ts';
import type { Framework } from '../rules/frameworks.ts';
import { readRule } from '../rules/library.ts';
import type { RuleFile } from '../rules/rule-file.ts';
import { insertTestAccount, scanOnce } from '../scans/test-account.ts';
import type {
  AssetJudgementView,
  FindingChanged,
  FindingChangesSince,
  FindingCounts,
  FindingPage,
  FindingTrend,
  FindingView,
  SuppressionView,
} from './api.ts';
import { noteFindingDay } from './days.ts';
import { judgeAccount } from './judge-account.ts';
import { findingRoutes } from './routes.ts';
import type { RuleLanguage, RulesChanged, RuleTrial, RuleView } from './rule-api.ts';
import { ruleRoutes } from './rule-routes.ts';
import { createRulesOf } from './rules-of-team.ts';
import { suppressionRoutes } from './suppression-routes.ts';
import { expireSuppressions } from './suppressions.ts';

// What a team does with its findings and rules, through the API, over what a scan of a service brought.

function rule(id: string, condition: string, more: Record<string, unknown> = {}): RuleFile {
  const given = {
    ...{ id, title: `${id} is so`, type: 'AWS::Fake::Thing', severity: 'high', condition, why: 'Because.' },
    ...{ mend: { console: 'Do it.' }, examples: { pass: [{}], fail: [{}] }, ...more },
  };
  const read = readRule(JSON.stringify(given));
  if (!('rule' in read)) throw new Error(read.message);
  return read.rule;
}

const library = {
  rules: [
    rule('fake-owner', 'asset.Owner.Owner == parameters.owner', {
      parameters: { owner: { description: 'Who must own it.', default: 'somebody' } },
    }),
    rule('fake-named', 'asset.Name != "b"', { severity: 'low' }),
  ],
  broken: [],
};
const sources = new Map([['fake-named', '# Names\nid: fake-named\n']]);
const frameworks: Framework[] = [
  {
    ...{ id: 'house', title: 'House rules', version: '1', reference: 'https://example.com/' },
    controls: [
      { id: '1', title: 'Things are owned', rules: ['fake-owner'] },
      { id: '2', title: 'Names are good', rules: ['fake-named'] },
      { id: '3', title: 'The door is locked', rules: [] },
    ],
  },
];

const { service } = fakeService((operation, { Name }) => {
  if (operation === 'ListThings') {
    const tags = [{ Key: 'env', Value: 'dev' }];
    return { Things: [{ Name: 'a', Tags: tags }, { Name: 'b' }, { Name: 'c', Tags: tags }] };
  }
  if (operation === 'ListLeaves') return { Leaves: [] };
  if (operation === 'GetThingOwner') return { Owner: Name === 'c' ? 'somebody' : 'nobody' };
  if (operation === 'GetDefaults') return {};
  throw Object.assign(new Error('none'), { name: 'NoSuchPolicy', $metadata: { httpStatusCode: 404 } });
});
const types = readAssetTypes([service]);

let t: TestApp;
let database: Database;
let requested: string[] = [];
beforeAll(async () => {
  t = await openTestApp({}, ({ database, limiter }) => [
    findingRoutes({ database, library, frameworks }),
    suppressionRoutes({ database }),
    ruleRoutes({
      ...{ database, library, sources, types, limiter },
      requestJudgement: async (_, cloudAccountId) => void requested.push(cloudAccountId),
    }),
    complianceRoutes({ database, library, frameworks }),
  ]);
  database = t.database;
});
afterAll(() => t.close());

let count = 0;
let cloudAccountId: string;
let teamId: string;
let operatorId: string;
let cookies: Record<'admin' | 'operator' | 'viewer', string>;
beforeEach(async () => {
  const team = await addTeam(database, `team${++count}`);
  teamId = team.teamId;
  operatorId = team.operator.userId;
  ({ cloudAccountId } = await insertTestAccount(database, { teamId }));
  cookies = {
    admin: await signInAs(t.app, team.admin.email),
    operator: await signInAs(t.app, team.operator.email),
    viewer: await signInAs(t.app, team.viewer.email),
  };
  requested = [];
  await scanOnce(database, cloudAccountId, service, fakeSession);
  await judge();
});

afterEach(async () => {
  const answer = await database.execute(sql`
    select * from (
      select team_id, account, rule_id, place, severity, status, count(*)::int as count
      from findings, lateral (values (cloud_account_id, region), (cloud_account_id, '*'), ('*', region)) as grain(account, place)
      group by 1, 2, 3, 4, 5, 6) are
    full join (select * from finding_counts where count <> 0) counted
      on counted.team_id = are.team_id and counted.cloud_account_id = are.account and counted.rule_id = are.rule_id
        and counted.region = are.place and counted.severity = are.severity and counted.status = are.status
    where are.count is distinct from counted.count`);
  expect((answer as unknown as { rows: unknown[] }).rows, 'findings that are counted otherwise').toEqual([]);
});

const judge = () =>
  judgeAccount(
    { database, rulesOf: createRulesOf(database, library), types },
    cloudAccountId,
    new AbortController().signal,
  );

async function ask<Answer>(method: string, path: string, body?: unknown, who: keyof typeof cookies = 'admin') {
  const response = await send(t.app, method, `/api/v1${path}`, { cookie: cookies[who], body });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Answer };
}
const list = async (query = '') => {
  const { body } = await ask<FindingPage>('GET', `/findings?${query}`);
  return body.items.map(({ ruleId, assetName }) => `${ruleId} ${assetName}`).sort();
};
const idOf = async (name: string) => {
  const { body } = await ask<FindingPage>('GET', '/findings?status=all');
  return body.items.find(({ ruleId, assetName }) => `${ruleId} ${assetName}` === name)?.id ?? '';
};
const all = ['fake-named b', 'fake-owner a', 'fake-owner b'];
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe('suppression', () => {
  it('holds at once, outlives a judgement, is told on the finding, and is reversible at once', async () => {
    expect(await list()).toEqual(all);
    const suppression = { ruleId: 'fake-owner', kind: 'risk_accepted', reason: 'We know.', expiresAt: inAnHour() };
    const made = await ask<SuppressionView>('POST', '/suppressions', suppression, 'operator');
    expect(made).toMatchObject({ status: 201, body: { findings: 2, reason: 'We know.', kind: 'risk_accepted' } });
    expect(await list()).toEqual(['fake-named b']);
    await scanOnce(database, cloudAccountId, service, fakeSession);
    await judge();
    expect(await list('status=suppressed')).toEqual(['fake-owner a', 'fake-owner b']);
    const shown = await ask<FindingView>('GET', `/findings/${await idOf('fake-owner a')}`);
    expect(shown.body).toMatchObject({ status: 'suppressed', suppression: { id: made.body.id, reason: 'We know.' } });
    expect(shown.body.events.map(({ kind }) => kind)).toEqual(['suppressed', 'opened']);
    const ended = await ask<SuppressionView>('DELETE', `/suppressions/${made.body.id}`, undefined, 'operator');
    expect(ended.body).toMatchObject({ findings: 0, endedByName: expect.stringContaining('operator') });
    expect(await list()).toEqual(all);
  });

  it.each([
    ['a tag with its value', { tagKey: 'env', tagValue: 'dev' }, ['fake-named b', 'fake-owner b']],
    ['a tag with another value', { tagKey: 'env', tagValue: 'prod' }, all],
    ['a tag with any value', { tagKey: 'env' }, ['fake-named b', 'fake-owner b']],
    ['an account', { cloudAccountId: 'own' }, []],
    ['a rule and a tag', { ruleId: 'fake-named', tagKey: 'env' }, all],
  ])('of %s is meant for these and no others', async (_, scope, left) => {
    const named = 'cloudAccountId' in scope ? { cloudAccountId } : scope;
    await ask('POST', '/suppressions', { ...named, reason: 'For now.' });
    expect(await list()).toEqual(left);
  });

  it('is meant for findings that are opened later, too', async () => {
    await ask('PUT', '/rules/fake-owner/settings', { isEnabled: false });
    await judge();
    expect(await list()).toEqual(['fake-named b']);
    await ask('POST', '/suppressions', { ruleId: 'fake-owner', reason: 'For now.' });
    await ask('PUT', '/rules/fake-owner/settings', {});
    await judge();
    expect(await list()).toEqual(['fake-named b']);
    expect(await list('status=suppressed')).toEqual(['fake-owner a', 'fake-owner b']);
  });

  it('ends by itself when its time is over; another that still holds takes its place', async () => {
    await ask('POST', '/suppressions', { ruleId: 'fake-owner', reason: 'For an hour.', expiresAt: inAnHour() });
    await expireSuppressions(database, new Date());
    expect(await list()).toEqual(['fake-named b']);
    await ask('POST', '/suppressions', { tagKey: 'env', reason: 'For good.' });
    await expireSuppressions(database, new Date(Date.now() + 7_200_000));
    expect(await list()).toEqual(['fake-named b', 'fake-owner b']);
  });

  it('wants a reason, something that is named, and a time to come', async () => {
    const refused = [
      { ruleId: 'fake-owner', reason: '' },
      { reason: 'Everything.' },
      { tagValue: 'dev', ruleId: 'fake-owner', reason: 'No key.' },
      { ruleId: 'fake-owner', reason: 'For ever', expiresAt: '2020-01-01T00:00:00Z' },
    ];
    for (const body of refused) {
      const { status } = await ask('POST', '/suppressions', body);
      expect([400, 422]).toContain(status);
    }
    expect((await ask('POST', '/suppressions', { ruleId: 'x', reason: 'Viewers may not' }, 'viewer')).status).toBe(403);
    expect(await list()).toEqual(all);
  });
});

describe('the list of suppressions', () => {
  it('tells of each what it names in words, those that ended with who ended them', async () => {
    const { body: findings } = await ask<FindingPage>('GET', '/findings?ruleId=fake-owner');
    const [finding] = findings.items;
    const reason = 'For now.';
    await ask('POST', '/suppressions', { findingId: finding?.id, reason });
    await ask('POST', '/suppressions', { assetId: finding?.assetId, cloudAccountId, reason });
    const { body: third } = await ask<SuppressionView>('POST', '/suppressions', { tagKey: 'env', reason });
    const { assetName = '', accountNickname = '' } = finding ?? {};
    const read = async (state: string) =>
      (await ask<{ items: SuppressionView[] }>('GET', `/suppressions?state=${state}`)).body.items;
    expect((await read('active')).map(({ about }) => about)).toEqual(
      expect.arrayContaining([
        { ruleId: 'fake-owner', assetName, accountNickname },
        { ruleId: null, assetName, accountNickname },
        { ruleId: null, assetName: null, accountNickname: null },
      ]),
    );
    await ask('DELETE', `/suppressions/${third.id}`);
    expect(await read('active')).toHaveLength(2);
    expect(await read('ended')).toMatchObject([{ id: third.id, findings: 0, endedByName: third.authorName }]);
  });
});

describe('changes of many findings', () => {
  it('assigns, comments, suppresses and unsuppresses, and says of each other one why not', async () => {
    const ids = [await idOf('fake-owner a'), await idOf('fake-owner b'), 'fd_of-nobody'];
    const change = async (given: Record<string, unknown>) =>
      (await ask<FindingChanged>('POST', '/findings/changes', { ids, change: given }, 'operator')).body;
    const why = expect.stringContaining('no finding');
    expect(await change({ kind: 'assign', userId: operatorId })).toEqual({
      changed: expect.arrayContaining(ids.slice(0, 2)),
      unchanged: [{ id: 'fd_of-nobody', why }],
    });
    expect(await list(`assigneeId=${operatorId}`)).toEqual(['fake-owner a', 'fake-owner b']);
    expect(await list('assigneeId=none')).toEqual(['fake-named b']);
    await change({ kind: 'comment', text: 'I look at it.' });
    await change({ kind: 'suppress', as: 'false_positive', reason: 'It is owned.', expiresAt: null });
    expect(await list()).toEqual(['fake-named b']);
    expect((await change({ kind: 'unsuppress' })).changed).toHaveLength(2);
    expect(await list()).toEqual(all);
    const { body } = await ask<FindingView>('GET', `/findings/${ids[0]}`);
    expect(body.events.map(({ kind, text }) => [kind, text]).reverse()).toEqual([
      ['opened', null],
      ['assigned', expect.stringContaining('operator')],
      ['commented', 'I look at it.'],
      ['suppressed', 'It is owned.'],
      ['unsuppressed', null],
    ]);
    expect(body.assignee?.userId).toBe(operatorId);
    const audited = await database.select().from(auditLog).where(eq(auditLog.teamId, teamId));
    expect(audited.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['finding.assign', 'finding.comment', 'finding.suppress', 'finding.unsuppress']),
    );
  });

  it('tells that a suppression of more than the finding must be ended itself', async () => {
    await ask('POST', '/suppressions', { ruleId: 'fake-owner', reason: 'All of them.' });
    const ids = [await idOf('fake-owner a')];
    const { body } = await ask<FindingChanged>('POST', '/findings/changes', { ids, change: { kind: 'unsuppress' } });
    expect(body.unchanged[0]?.why).toContain('meant for more than this finding');
  });

  it('assigns to nobody who is not in the team, and changes nothing of another team', async () => {
    const ids = [await idOf('fake-owner a')];
    const stranger = await addTeam(database, `strangers${count}`);
    const change = { kind: 'assign', userId: stranger.admin.userId };
    expect((await ask<{ code: string }>('POST', '/findings/changes', { ids, change })).body.code).toBe(
      'assignee_unknown',
    );
    cookies.admin = await signInAs(t.app, stranger.admin.email);
    const comment = { kind: 'comment', text: 'Hello.' };
    expect((await ask<FindingChanged>('POST', '/findings/changes', { ids, change: comment })).body.changed).toEqual([]);
  });
});

describe('rules of a team', () => {
  it('are switched off and on, and judge with the severity and parameters that the team set', async () => {
    const set = await ask<RuleView>('PUT', '/rules/fake-owner/settings', {
      severity: 'critical',
      parameters: { owner: 'nobody' },
    });
    expect(set.body).toMatchObject({ severity: 'critical', ownSeverity: 'high', isChanged: true });
    expect(requested).toEqual([cloudAccountId]);
    await judge();
    expect(await list()).toEqual(['fake-named b', 'fake-owner c']);
    const { body } = await ask<FindingCounts>('GET', '/findings/counts');
    expect(body.bySeverity.filter((one) => one.count > 0)).toEqual([
      { severity: 'critical', count: 1 },
      { severity: 'low', count: 1 },
    ]);
    await ask('PUT', '/rules/fake-named/settings', { isEnabled: false });
    await judge();
    expect(await list()).toEqual(['fake-owner c']);
    const byAsset = await ask<FindingCounts>('GET', '/findings/counts?by=asset');
    expect(byAsset.body.byAsset).toMatchObject([{ assetName: 'c', count: 1 }]);
    await ask('PUT', '/rules/fake-named/settings', {});
    await ask('PUT', '/rules/fake-owner/settings', {});
    await judge();
    expect(await list()).toEqual(all);
  });

  it('refuse parameters that they do not have or that are of another kind, and people who may not', async () => {
    for (const parameters of [{ owner: 5 }, { colour: 'red' }]) {
      const { body } = await ask<{ code: string }>('PUT', '/rules/fake-owner/settings', { parameters });
      expect(body.code).toBe('parameter_invalid');
    }
    expect((await ask('PUT', '/rules/fake-owner/settings', {}, 'operator')).status).toBe(403);
  });

  it('are switched off and on by the hundred, and keep their severity', async () => {
    await ask('PUT', '/rules/fake-owner/settings', { severity: 'critical' });
    requested = [];
    const ids = ['fake-owner', 'fake-named', 'fake-none'];
    const off = await ask<RulesChanged>('POST', '/rules/changes', { ids, isEnabled: false });
    expect(off.body).toEqual({
      changed: ['fake-owner', 'fake-named'],
      unchanged: [{ id: 'fake-none', why: expect.stringContaining('no rule') }],
    });
    expect(requested).toEqual([cloudAccountId]);
    await judge();
    expect(await list()).toEqual([]);
    await ask('POST', '/rules/changes', { ids: ['fake-owner'], isEnabled: true });
    const { body } = await ask<RuleView>('GET', '/rules/fake-owner');
    expect(body).toMatchObject({ isEnabled: true, severity: 'critical' });
    expect((await ask('POST', '/rules/changes', { ids, isEnabled: true }, 'operator')).status).toBe(403);
  });

  it('are had as files, whoever wrote them', async () => {
    const file = async (id: string) => {
      const response = await send(t.app, 'GET', `/api/v1/rules/${id}/file`, { cookie: cookies.viewer });
      return [response.status, response.headers.get('content-disposition'), await response.text()];
    };
    const name = (id: string) => `attachment; filename="${id}.yaml"`;
    expect(await file('fake-named')).toEqual([200, name('fake-named'), sources.get('fake-named')]);
    const source = own('now != now # never');
    await ask('POST', '/rules', { source });
    expect(await file('custom-thing-name')).toEqual([200, name('custom-thing-name'), source]);
    expect((await file('fake-none'))[0]).toBe(404);
  });

  it('are nobody else’s when the team wrote them', async () => {
    await ask('POST', '/rules', { source: own('now != now') });
    const stranger = await addTeam(database, `others${count}`);
    cookies.admin = await signInAs(t.app, stranger.admin.email);
    const id = 'custom-thing-name';
    for (const [method, path] of [
      ['GET', `/rules/${id}`],
      ['GET', `/rules/${id}/file`],
      ['PUT', `/rules/${id}/settings`],
      ['DELETE', `/rules/${id}`],
    ] as const) {
      expect([path, (await ask(method, path, method === 'PUT' ? {} : undefined)).status]).toEqual([path, 404]);
    }
    expect((await ask('GET', `/rules/${id}/versions`)).body).toEqual({ items: [] });
    const { body } = await ask<RulesChanged>('POST', '/rules/changes', { ids: [id], isEnabled: false });
    expect(body).toMatchObject({ changed: [], unchanged: [{ id }] });
  });

  it('are written with what the API tells of their language and form', async () => {
    const { body } = await ask<RuleLanguage>('GET', '/rules/language', undefined, 'viewer');
    expect(body.variables.map(({ name }) => name)).toEqual(['asset', 'now', 'parameters']);
    expect(body.functions.map(({ signature }) => signature)).toContain('isWorld(dyn): bool');
    expect(body.assetTypes.map(({ type }) => type)).toContain('AWS::Fake::Thing');
    const schema = await send(t.app, 'GET', '/api/v1/rule-schema', {});
    expect(await schema.json()).toMatchObject({ required: expect.arrayContaining(['condition']) });
  });

  const own = (condition: string) =>
    `id: custom-thing-name\ntitle: Things have short names\ntype: AWS::Fake::Thing\nseverity: medium\nwhy: We like them.\nmend: { console: Rename it. }\ncondition: ${condition}\n`;

  it('are tried, kept, changed, judged by and removed when the team wrote them', async () => {
    const tried = await ask<RuleTrial>('POST', '/rules/try', { source: own(`asset.Name in ['a', 'b']`) }, 'operator');
    expect(tried.body).toMatchObject({ passed: 2, failed: 1, unknown: 0, isComplete: true });
    expect(tried.body.assets[0]).toMatchObject({
      assetName: 'c',
      verdict: 'fail',
      evidence: [{ path: 'Name', value: '"c"' }],
    });
    expect((await ask('POST', '/rules', { source: own(`asset.Name == 'a'`) })).status).toBe(201);
    await judge();
    expect(await list('ruleId=custom-thing-name')).toEqual(['custom-thing-name b', 'custom-thing-name c']);
    const stale = await ask<{ code: string }>('POST', '/rules', { source: own('"true"'), version: 0 });
    expect(stale.body.code).toBe('rule_changed');
    const saved = await ask<RuleView>('POST', '/rules', { source: own(`asset.Name != 'c'`), version: 1 });
    expect(saved.body).toMatchObject({ isCustom: true, custom: { version: 2 } });
    await judge();
    expect(await list('ruleId=custom-thing-name')).toEqual(['custom-thing-name c']);
    expect((await ask('DELETE', '/rules/custom-thing-name')).status).toBe(204);
    await judge();
    expect(await list()).toEqual(all);
    const versions = await ask<{ items: { version: number }[] }>('GET', '/rules/custom-thing-name/versions');
    expect(versions.body.items.map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  it.each([
    ['a condition that is no CEL', own('asset.Name ==')],
    ['a regular expression', own(`asset.Name.matches('(a+)+$')`)],
    ['an ID of the library', own('true').replace('custom-thing-name', 'thing-name')],
    ['an asset type that nobody collects', own('true').replace('AWS::Fake::Thing', 'AWS::Fake::Nothing')],
    ['a field that rules do not have', `${own('true')}owner: me\n`],
    ['YAML that grows', `a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b]\n`],
  ])('may not have %s', async (_, source) => {
    const { status, body } = await ask<{ code: string; detail: string }>('POST', '/rules', { source });
    expect([status, body.code]).toEqual([422, 'rule_invalid']);
    expect(body.detail.length).toBeGreaterThan(10);
  });

  it('are refused with the line of each fault', async () => {
    const faultsOf = async (source: string) => {
      const { body } = await ask<Problem>('POST', '/rules/try', { source });
      return body.fields?.map(({ field, line }) => [field, line]);
    };
    expect(await faultsOf(own('asset.Name =='))).toEqual([['condition', 7]]);
    expect(await faultsOf(`${own('"true"').replace('medium', 'huge').replace('Rename it.', '')}owner: me\n`)).toEqual([
      ['severity', 4],
      ['mend.console', 6],
      ['owner', 8],
    ]);
    expect(await faultsOf(own('"true"').replace('AWS::Fake::Thing', 'AWS::Fake::Nothing'))).toEqual([['type', 3]]);
    expect(await faultsOf('id: a-b\ntitle: [')).toEqual([['', 2]]);
  });
});

describe('what is worked out from findings', () => {
  it('keeps how many are open each day', async () => {
    await noteFindingDay(database, cloudAccountId, new Date());
    await ask('POST', '/suppressions', { ruleId: 'fake-named', reason: 'For now.' });
    await noteFindingDay(database, cloudAccountId, new Date());
    const { body } = await ask<FindingTrend>('GET', '/findings/trend?days=3');
    expect(body.days.at(-1)).toMatchObject({ high: 2, low: 0, suppressed: 1 });
    expect(body.days[0]).toMatchObject({ high: 0 });
    expect(body.days).toHaveLength(3);
  });

  it('counts what was opened, reopened and resolved since a moment and still is, and lists it', async () => {
    const since = async (at: string) =>
      (await ask<FindingChangesSince>('GET', `/findings/changes-since?at=${at}`)).body;
    const before = new Date(Date.now() - 3_600_000).toISOString();
    expect(await since(before)).toEqual({ opened: 3, reopened: 0, resolved: 0 });
    const at = new Date().toISOString();
    expect(await since(at)).toEqual({ opened: 0, reopened: 0, resolved: 0 });
    await ask('PUT', '/rules/fake-owner/settings', { isEnabled: false });
    await judge();
    expect(await since(at)).toEqual({ opened: 0, reopened: 0, resolved: 2 });
    expect(await list(`status=resolved&resolvedSince=${at}`)).toEqual(['fake-owner a', 'fake-owner b']);
    expect(await list(`status=resolved&resolvedSince=${inAnHour()}`)).toEqual([]);
    await ask('PUT', '/rules/fake-owner/settings', { isEnabled: true });
    await judge();
    expect(await since(at)).toEqual({ opened: 0, reopened: 2, resolved: 0 });
    expect(await list(`openedSince=${at}`)).toEqual(['fake-owner a', 'fake-owner b']);
    const { body } = await ask<FindingCounts>('GET', `/findings/counts?by=asset&openedSince=${at}`);
    expect([body.total, body.byAsset.length]).toEqual([2, 2]);
    await ask('POST', '/suppressions', { ruleId: 'fake-owner', reason: 'For now.' });
    expect(await since(at)).toEqual({ opened: 0, reopened: 0, resolved: 0 });
    expect((await ask('GET', '/findings/changes-since?at=yesterday')).status).toBe(400);
  });

  it('tells of an asset which rules it fails and passes, and of no asset of another team', async () => {
    const { body: findings } = await ask<FindingPage>('GET', '/findings?ruleId=fake-owner');
    const assetId = findings.items.find(({ assetName }) => assetName === 'a')?.assetId;
    const { body } = await ask<AssetJudgementView>('GET', `/assets/${assetId}/judgement`, undefined, 'viewer');
    expect(body).toMatchObject({
      failed: [{ ruleId: 'fake-owner', title: 'fake-owner is so', severity: 'high' }],
      passed: [{ ruleId: 'fake-named', severity: 'low' }],
      unknown: [],
      broken: [],
    });
    expect(body.judgedAt).not.toBeNull();
    cookies.admin = await signInAs(t.app, (await addTeam(database, `strangers${count}`)).admin.email);
    expect((await ask('GET', `/assets/${assetId}/judgement`)).status).toBe(404);
  });

  it('tells how the team stands to a framework, and filters findings by control', async () => {
    await ask('POST', '/suppressions', { ruleId: 'fake-named', reason: 'For now.' });
    const states = async (query = '') =>
      (await ask<FrameworkView>('GET', `/compliance/house?${query}`)).body.controls.map(({ state }) => state);
    expect(await states()).toEqual(['failed', 'accepted', 'manual']);
    expect(await states(`cloudAccountId=${cloudAccountId}`)).toEqual(['failed', 'accepted', 'manual']);
    expect(await list('framework=house&control=1')).toEqual(['fake-owner a', 'fake-owner b']);
    expect(await list('framework=house&control=9')).toEqual([]);
    await noteComplianceDay(database, { library, frameworks }, cloudAccountId, new Date());
    const { body } = await ask<FrameworkView>('GET', '/compliance/house');
    expect(body.days.map(({ score }) => score)).toEqual([0]);
    // Of an account that nobody looked at nothing is known, so that what does not fail is not passed.
    await insertTestAccount(database, { teamId });
    expect(await states()).toEqual(['failed', 'unknown', 'manual']);
  });

  it('records what people answer for a control, until it expires', async () => {
    const answer = (body: Record<string, unknown>) => ask('PUT', '/compliance/house/3/answer', body, 'operator');
    const state = async () => (await ask<FrameworkView>('GET', '/compliance/house')).body.controls[2];
    expect((await answer({ answer: 'met', evidence: 'I tried the door.', expiresAt: inAnHour() })).status).toBe(204);
    expect(await state()).toMatchObject({
      state: 'passed',
      answers: [{ evidence: 'I tried the door.', isOver: false }],
    });
    await answer({ answer: 'not_met', evidence: 'It was open.', cloudAccountId });
    expect((await state())?.state).toBe('failed');
    await ask('DELETE', `/compliance/house/3/answer?cloudAccountId=${cloudAccountId}`);
    await answer({ answer: 'met', evidence: 'Long ago.', expiresAt: '2020-01-01T00:00:00Z' });
    expect((await state())?.state).toBe('manual');
    expect((await ask('PUT', '/compliance/house/9/answer', { answer: 'met', evidence: 'None.' })).status).toBe(404);
  });
});
