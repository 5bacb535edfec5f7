import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { newId } from '../identifier.ts';
import { exportAuditLog, sealAuditLog, verifyAuditLog } from './chain.ts';
import { auditSeals } from './schema.ts';
import { writeAudit } from './store.ts';

describe.each(testDatabaseKinds())('the chain of the audit log on $name', (kind) => {
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

  const actor = { userId: 'usr_1', name: 'Ann' };
  async function teamWith(entries: number) {
    const teamId = newId('team');
    for (let index = 0; index < entries; index += 1) {
      const details = { z: index, a: { list: [1, { b: null }], text: 'ü' } };
      await writeAudit(database, { teamId, actor, action: 'thing.change', target: `t${index}`, details });
    }
    return teamId;
  }
  /** What somebody would do who owns the database and wants to hide something. */
  async function tamper(statement: ReturnType<typeof sql>) {
    for (const table of ['audit_log', 'audit_seals'])
      await database.execute(sql.raw(`alter table ${table} disable trigger user`));
    await database.execute(statement);
    for (const table of ['audit_log', 'audit_seals'])
      await database.execute(sql.raw(`alter table ${table} enable trigger user`));
  }
  async function lines(teamId: string) {
    const all: { number: number | null; hash: string | null; target: string }[] = [];
    for await (const line of exportAuditLog(database, teamId)) all.push(JSON.parse(line));
    return all;
  }

  test('takes in every entry once, also when two make it at the same time, and goes on where it ended', async () => {
    const teamId = await teamWith(5);
    expect(await verifyAuditLog(database, teamId)).toMatchObject({ isWhole: true, sealed: 0, unsealed: 5, head: null });
    await Promise.all([sealAuditLog(database), sealAuditLog(database)]);
    const first = await verifyAuditLog(database, teamId);
    expect(first).toMatchObject({ isWhole: true, sealed: 5, unsealed: 0, fault: null });
    await writeAudit(database, { teamId, actor, action: 'thing.change', target: 't5' });
    expect((await lines(teamId)).map(({ number, target }) => [number, target])).toEqual([
      ...[0, 1, 2, 3, 4].map((index) => [index + 1, `t${index}`]),
      [null, 't5'],
    ]);
    await sealAuditLog(database);
    const then = await verifyAuditLog(database, teamId);
    expect(then).toMatchObject({ isWhole: true, sealed: 6 });
    expect(then.head).not.toBe(first.head);
    expect((await lines(teamId))[4]?.hash).toBe(first.head);
  });

  test.each([
    [
      'an entry that was altered',
      'altered',
      3,
      (id: string) => sql`update audit_log set target = 'other' where id = ${id}`,
    ],
    ['who did it altered', 'altered', 3, (id: string) => sql`update audit_log set actor_name = 'Eve' where id = ${id}`],
    ['details altered', 'altered', 3, (id: string) => sql`update audit_log set details = '{"z":9}' where id = ${id}`],
    ['an entry that was removed', 'removed', 3, (id: string) => sql`delete from audit_log where id = ${id}`],
    ['a link that was removed', 'link_removed', 3, (id: string) => sql`delete from audit_seals where entry_id = ${id}`],
    [
      'a hash that was altered',
      'altered',
      3,
      (id: string) => sql`update audit_seals set hash = 'x' where entry_id = ${id}`,
    ],
  ])('shows %s', async (_, what, number, statement) => {
    const teamId = await teamWith(5);
    await sealAuditLog(database);
    const [, , third] = (await database.select().from(auditSeals).orderBy(auditSeals.number)).filter(
      (seal) => seal.teamId === teamId,
    );
    await tamper(statement(third?.entryId ?? ''));
    expect(await verifyAuditLog(database, teamId)).toMatchObject({
      isWhole: false,
      sealed: 2,
      fault: { number, what },
    });
  });

  test('cannot be altered by the program', async () => {
    const teamId = await teamWith(1);
    await sealAuditLog(database);
    for (const attempt of [database.update(auditSeals).set({ hash: 'x' }), database.delete(auditSeals)]) {
      const error = await attempt.then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(String(error?.cause)).toContain('append-only');
    }
    expect((await verifyAuditLog(database, teamId)).isWhole).toBe(true);
  });
});
