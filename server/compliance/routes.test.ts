import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloudAccounts } from '../accounts/schema.ts';
import { auditLog } from '../audit/schema.ts';
import { addTeam, openTestApp, send, signInAs, type TestApp } from '../http/test-app.ts';
import type { Framework } from '../rules/frameworks.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import type { FrameworkView } from './api.ts';
import { complianceRoutes } from './routes.ts';

// What people answer for a control that no rule judges, through the API.

const frameworks: Framework[] = [
  {
    ...{ id: 'house', title: 'House rules', version: '1', reference: 'https://example.com/' },
    controls: [{ id: '1', title: 'The door is locked', rules: [] }],
  },
];

let t: TestApp;
beforeAll(async () => {
  const library = { rules: [], broken: [] };
  t = await openTestApp({}, ({ database }) => [complianceRoutes({ database, library, frameworks })]);
});
afterAll(() => t.close());

let count = 0;
let teamId: string;
let accounts: [string, string];
let cookies: Record<'operator' | 'viewer', string>;
beforeEach(async () => {
  const team = await addTeam(t.database, `house${++count}`);
  teamId = team.teamId;
  const connect = async () => (await insertTestAccount(t.database, { teamId })).cloudAccountId;
  accounts = [await connect(), await connect()];
  cookies = {
    operator: await signInAs(t.app, team.operator.email),
    viewer: await signInAs(t.app, team.viewer.email),
  };
});

async function ask(method: string, path: string, body?: unknown, who: keyof typeof cookies = 'operator') {
  return send(t.app, method, `/api/v1/compliance/house${path}`, { cookie: cookies[who], body });
}
const answer = async (changes: Record<string, unknown> = {}) =>
  (await ask('PUT', '/1/answer', { answer: 'met', evidence: 'I tried the door.', ...changes })).status;
const takeBack = async (cloudAccountId: string) =>
  (await ask('DELETE', `/1/answer?cloudAccountId=${cloudAccountId}`)).status;
async function control(cloudAccountId = '') {
  const response = await ask('GET', cloudAccountId === '' ? '' : `?cloudAccountId=${cloudAccountId}`);
  const [first] = ((await response.json()) as FrameworkView).controls;
  if (first === undefined) throw new Error('The framework has no control.');
  return first;
}

describe('an answer', () => {
  it('for one account says nothing of the others', async () => {
    await answer({ cloudAccountId: accounts[0] });
    expect((await control(accounts[0])).state).toBe('passed');
    expect((await control(accounts[1])).state).toBe('manual');
    expect((await control()).state).toBe('manual');
    await answer({ cloudAccountId: accounts[1] });
    expect((await control()).state).toBe('passed');
  });

  it('for all holds where there is none for the account itself', async () => {
    await answer();
    await answer({ cloudAccountId: accounts[1], answer: 'not_met' });
    expect((await control(accounts[0])).state).toBe('passed');
    expect((await control(accounts[1])).state).toBe('failed');
    expect((await control()).state).toBe('failed');
    expect(await takeBack(accounts[1])).toBe(204);
    expect((await control()).state).toBe('passed');
  });

  it('for an account that is no longer connected does not count', async () => {
    await answer();
    await answer({ cloudAccountId: accounts[1], answer: 'not_met' });
    await t.database.delete(cloudAccounts).where(eq(cloudAccounts.id, accounts[1]));
    expect(await control()).toMatchObject({ state: 'passed', answers: [{ cloudAccountId: '' }] });
  });

  it('says who gave it, is replaced by the next, and both are in the audit log', async () => {
    await answer();
    await answer({ answer: 'not_applicable', evidence: 'There is no door.' });
    const { state, answers } = await control();
    expect(state).toBe('not_applicable');
    expect(answers).toMatchObject([
      { evidence: 'There is no door.', authorName: expect.stringContaining(`operator of house${count}`) },
    ]);
    expect(await takeBack('')).toBe(204);
    expect(await takeBack('')).toBe(204);
    expect((await control()).state).toBe('manual');
    const logged = await t.database
      .select({ action: auditLog.action, target: auditLog.target })
      .from(auditLog)
      .where(eq(auditLog.teamId, teamId));
    expect(
      logged
        .filter(({ target }) => target === 'house 1')
        .map(({ action }) => action)
        .sort(),
    ).toEqual([...['control.answer', 'control.answer', 'control.take_back']]);
  });

  it('is not given by viewers, for other teams’ accounts, or without evidence', async () => {
    const { cloudAccountId: foreign } = await insertTestAccount(t.database);
    const asViewer = await ask('PUT', '/1/answer', { answer: 'met', evidence: 'I tried the door.' }, 'viewer');
    expect(asViewer.status).toBe(403);
    expect((await ask('DELETE', '/1/answer', undefined, 'viewer')).status).toBe(403);
    expect(await answer({ cloudAccountId: foreign })).toBe(404);
    expect(await answer({ evidence: '  ' })).toBe(400);
    expect((await control()).answers).toEqual([]);
  });
});

it('an account that the team does not have is no account that passes', async () => {
  const { cloudAccountId: foreign } = await insertTestAccount(t.database);
  expect((await ask('GET', `?cloudAccountId=${foreign}`)).status).toBe(404);
  expect((await ask('GET', '?cloudAccountId=ca_%00')).status).toBe(404);
  expect((await ask('GET', '?cloudAccountId=')).status).toBe(200);
});
