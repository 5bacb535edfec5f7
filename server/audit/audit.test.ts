import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addTeam, openTestApp, send, signInAs, type TestApp } from '../http/test-app.ts';
import type { AuditEntryView } from './api.ts';
import { auditLog } from './schema.ts';
import { writeAudit } from './store.ts';

let t: TestApp;
let team: Awaited<ReturnType<typeof addTeam>>;
let cookie: string;
beforeAll(async () => {
  t = await openTestApp();
  team = await addTeam(t.database, 'acme');
  cookie = await signInAs(t.app, team.admin.email);
  for (let index = 0; index < 25; index++) {
    const actor = { userId: 'usr_1', name: 'Ann' };
    await writeAudit(t.database, {
      teamId: team.teamId,
      actor,
      action: 'thing.change',
      target: `t${index}`,
      details: { index },
    });
  }
});
afterAll(() => t.close());

const read = async (query: string) => await send(t.app, 'GET', `/api/v1/audit-log${query}`, { cookie });

describe('the audit log', () => {
  test('is read newest first, page by page, with every entry once', async () => {
    const seen: AuditEntryView[] = [];
    let cursor = '';
    do {
      const page = (await (await read(`?limit=10${cursor}`)).json()) as {
        items: AuditEntryView[];
        nextCursor?: string;
      };
      seen.push(...page.items);
      cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    const targets = seen.map(({ target }) => target).filter((target) => /^t\d+$/.test(target));
    expect(new Set(targets).size).toBe(25);
    expect(seen).toHaveLength(26);
    const times = seen.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
  });

  test.each(['nonsense', 'e30', Buffer.from('{"at":"yesterday","id":"x"}').toString('base64url'), '%00', "'"])(
    'refuses the cursor %s',
    async (cursor) => {
      const response = await read(`?cursor=${cursor}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'input_invalid' });
    },
  );

  test('cannot be altered, shortened or emptied by the program', async () => {
    const before = await t.database.select().from(auditLog);
    const attempts = [
      t.database.update(auditLog).set({ actorName: 'somebody else' }),
      t.database.delete(auditLog),
      t.database.execute(sql`truncate audit_log`),
    ];
    for (const attempt of attempts) {
      const error = await attempt.then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(String(error?.cause)).toContain('the audit log is append-only');
    }
    expect(await t.database.select().from(auditLog)).toEqual(before);
  });

  test('outlives the people in it', async () => {
    await signInAs(t.app, team.viewer.email);
    const owner = await signInAs(t.app, team.owner.email);
    await send(t.app, 'DELETE', `/api/v1/members/${team.viewer.memberId}`, { cookie: owner });
    const { items } = (await (await read('?limit=3')).json()) as { items: AuditEntryView[] };
    expect(items.map(({ action, actorName }) => [action, actorName.split(' ')[0]])).toEqual([
      ['member.remove', 'owner'],
      ['session.sign_in', 'owner'],
      ['session.sign_in', 'viewer'],
    ]);
  });
});
