import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestOwner } from '../../assets/test-asset.ts';
import { addTeam, openTestApp, send, signInAs, type TestApp } from '../../http/test-app.ts';
import { readLibrary } from '../../rules/library.ts';
import { insertTestAccount } from '../../scans/test-account.ts';
import { findingRoutes } from '../routes.ts';
import { suppressions } from '../schema.ts';
import { type ExportedFinding, exportedFindingSchema, exportFormats } from './api.ts';
import { openPublishedSchema } from './published-schema.ts';
import { findingExportRoutes } from './routes.ts';
import { cannotTell, insertTestFinding, testFrameworks, testRule, testSuppression } from './test-findings.ts';

const isPrivate = testRule('bucket-private', {
  controls: { fsbp: ['S3.8'] },
  mend: { console: 'Close it.', cli: 'aws' },
});
const isNamed = testRule('bucket-named', { severity: 'low' });
const library = readLibrary();

let t: TestApp;
let viewer: string;
let owner: TestOwner;
let everyRule: { viewer: string; owner: TestOwner };
const ids: Record<'open' | 'hostile' | 'suppressed' | 'resolved' | 'stranger', string> = {} as never;

beforeAll(async () => {
  const rules = { rules: [isPrivate, isNamed, ...library.rules], broken: [] };
  const world = { library: rules, frameworks: testFrameworks };
  t = await openTestApp({}, ({ database }) => [
    findingExportRoutes({ database, ...world, publicUrl: 'https://cloudcoreo.example.com', version: '1.2.3' }),
    findingRoutes({ database, ...world }),
  ]);
  const { database } = t;
  const team = await addTeam(database, 'acme');
  viewer = await signInAs(t.app, team.viewer.email);
  owner = await insertTestAccount(database, {
    ...{ teamId: team.teamId, nickname: 'Production', awsAccountId: '111122223333' },
  });
  const { createdAt, expiresAt, ...suppression } = testSuppression();
  await database.insert(suppressions).values({
    ...{ ...suppression, teamId: team.teamId, authorId: team.owner.userId, ruleId: isPrivate.id },
    ...{ createdAt: new Date(createdAt), expiresAt: expiresAt === null ? null : new Date(expiresAt) },
  });
  ids.open = await insertTestFinding(
    ...([database, owner, isPrivate, 'open'] as const),
    { evidence: [{ path: 'Policy', value: null }], assigneeId: team.operator.userId },
    { tags: { env: 'prod' } },
  );
  ids.hostile = await insertTestFinding(database, owner, isNamed, '=cmd|<script>alert(1)</script>');
  const suppressed = { status: 'suppressed', suppressionId: suppression.id } as const;
  ids.suppressed = await insertTestFinding(database, owner, isPrivate, 'suppressed', suppressed);
  const resolved = { status: 'resolved', resolvedBy: 'passes', resolvedAt: new Date() } as const;
  ids.resolved = await insertTestFinding(database, owner, testRule('removed-since'), 'resolved', resolved);
  const stranger = await insertTestAccount(database, { awsAccountId: '444455556666' });
  ids.stranger = await insertTestFinding(database, stranger, isPrivate, 'stranger');

  const other = await addTeam(database, 'every-rule');
  everyRule = {
    viewer: await signInAs(t.app, other.viewer.email),
    owner: await insertTestAccount(database, { teamId: other.teamId, awsAccountId: '777788889999' }),
  };
  for (const rule of library.rules) await insertTestFinding(database, everyRule.owner, rule, rule.id);
});
afterAll(() => t.close());

const get = (query: string, cookie = viewer) => send(t.app, 'GET', `/api/v1/findings/export?${query}`, { cookie });
const textOf = async (query: string, cookie?: string) => {
  const response = await get(query, cookie);
  expect(response.status).toBe(200);
  return response.text();
};
const jsonOf = async (query: string, cookie?: string) => JSON.parse(await textOf(query, cookie));

describe('an export of findings', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8', 'findings.csv'],
    ['json', 'application/json', 'findings.json'],
    ['html', 'text/html; charset=utf-8', 'findings.html'],
    ['sarif', 'application/sarif+json', 'findings.sarif'],
    ['ocsf', 'application/json', 'findings.ocsf.json'],
    ['asff', 'application/json', 'findings.asff.json'],
  ])('is as %s a file of its type with a name', async (format, contentType, fileName) => {
    const { headers } = await get(`format=${format}`);
    expect(headers.get('content-type')).toBe(contentType);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`);
  });

  it.each(exportFormats)('has as %s what the filter matches, of the team alone', async (format) => {
    const found = async (query: string) => {
      const text = await textOf(`format=${format}&${query}`);
      return Object.entries(ids).flatMap(([name, id]) => (text.includes(id) ? name : []));
    };
    expect(await found('')).toEqual(['open', 'hostile']);
    expect(await found('status=all')).toEqual(['open', 'hostile', 'suppressed', 'resolved']);
    expect(await found('status=suppressed')).toEqual(['suppressed']);
    expect(await found('severity=!low')).toEqual(['open']);
    expect(await found('ruleId=bucket-named&name=CMD')).toEqual(['hostile']);
    expect(await found('framework=house&control=1.1')).toEqual(['open']);
    expect(await found('framework=house&control=1.2')).toEqual([]);
    expect(await found('region=mars')).toEqual([]);
  });

  it.each([
    ['', 'format'],
    ['format=xlsx', 'format'],
    ['format=csv&status=maybe', 'status'],
    [`format=csv&name=${'x'.repeat(301)}`, 'name'],
  ])('asked for with “%s” is refused and the field named', async (query, field) => {
    const response = await get(query);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toContain(`${field}:`);
  });

  it('is for members', async () => {
    expect((await get('format=csv', '')).status).toBe(401);
  });
});

describe('the JSON of findings', () => {
  it('has what is wrong, why, how to mend it, and who suppressed it', async () => {
    const all = (await jsonOf('format=json&status=all')) as ExportedFinding[];
    for (const finding of all) expect(exportedFindingSchema.strict().parse(finding)).toEqual(finding);
    const find = (id: string) => all.find((finding) => finding.id === id);
    expect(find(ids.open)).toMatchObject({
      ...{ title: 'bucket-private is so', status: 'open', awsAccountId: '111122223333', partition: 'aws' },
      ...{ arn: 'arn:aws:s3:::open', tags: { env: 'prod' }, evidence: [{ path: 'Policy', value: null }] },
      ...{ why: 'Because.', mend: { console: 'Close it.', cli: 'aws' }, suppression: null },
      controls: { fsbp: ['S3.8'], house: ['1.1'] },
      assignee: { name: 'operator of acme' },
      url: `https://cloudcoreo.example.com/findings/${ids.open}`,
    });
    expect(find(ids.suppressed)?.suppression).toEqual(testSuppression());
    expect(find(ids.resolved)).toMatchObject({ title: 'removed-since', why: 'This rule is no more.', controls: {} });
  });

  it('says of what the rule cannot tell any more', async () => {
    await t.database.execute(sql`
      insert into judgements (cloud_account_id, asset_id, team_id, passed, failed, unsettled, judged_at)
      select cloud_account_id, asset_id, team_id, '{}', '{}',
        ${JSON.stringify([{ ruleId: isPrivate.id, missing: cannotTell }])}::jsonb, now()
      from findings where id = ${ids.open}`);
    const [finding] = (await jsonOf('format=json&severity=high')) as ExportedFinding[];
    expect(finding?.cannotTell).toEqual(cannotTell);
  });

  it('is an empty array when nothing matches', async () => {
    expect(await jsonOf('format=json&region=mars')).toEqual([]);
  });
});

describe('the CSV of findings', () => {
  it('has no field that a spreadsheet takes for a formula', async () => {
    const lines = (await textOf('format=csv&status=all')).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^id,status,severity,title,ruleId,/);
    expect(lines).toHaveLength(5);
    expect(lines.find((line) => line.startsWith(ids.hostile))).toContain(",'=cmd|<script>alert(1)</script>,");
    expect(lines.find((line) => line.startsWith(ids.suppressed))).toContain(
      ',risk_accepted,A public web site.,2027-01-01',
    );
  });
});

describe('of every rule of the library', () => {
  const isEvery = (found: number) => expect(found).toBe(library.rules.length);

  it('SARIF is valid by the published schema', async () => {
    const errorsOf = openPublishedSchema('sarif-2.1.0.json');
    const log = await jsonOf('format=sarif', everyRule.viewer);
    expect(errorsOf(log)).toEqual([]);
    const [{ tool, results }] = log.runs;
    isEvery(results.length);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    const [rule] = tool.driver.rules;
    expect(rule.properties['security-severity']).toMatch(/^\d\.\d$/);
    expect(rule.help.markdown).toContain('**How to mend it**');
  });

  it('OCSF is valid by the published schema', async () => {
    const errorsOf = openPublishedSchema('ocsf-1.5.0-compliance-finding.json');
    const all = await jsonOf('format=ocsf', everyRule.viewer);
    isEvery(all.length);
    for (const finding of all) expect(errorsOf(finding)).toEqual([]);
  });

  it('ASFF is a request of BatchImportFindings', async () => {
    const { Findings } = await jsonOf('format=asff', everyRule.viewer);
    isEvery(Findings.length);
    expect(Findings[0]).toMatchObject({ SchemaVersion: '2018-10-08', AwsAccountId: '777788889999' });
  });
});

describe('a log of SARIF', () => {
  it('has a rule that the team removed by its ID alone', async () => {
    const log = await jsonOf('format=sarif&status=resolved');
    expect(openPublishedSchema('sarif-2.1.0.json')(log)).toEqual([]);
    expect(log.runs[0].tool.driver.rules).toEqual([
      { id: 'removed-since', name: 'removed-since', shortDescription: { text: 'removed-since' } },
    ]);
  });

  it('is valid without results', async () => {
    expect(openPublishedSchema('sarif-2.1.0.json')(await jsonOf('format=sarif&region=mars'))).toEqual([]);
  });
});
