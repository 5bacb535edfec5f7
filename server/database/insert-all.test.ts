import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingEvents, judgements } from '../findings/schema.ts';
import type { OpenDatabase } from './database.ts';
import { insertAll } from './insert-all.ts';
import { testDatabaseKinds } from './test-database.ts';

describe.each(testDatabaseKinds())('inserting many rows on $name', (kind) => {
  let opened: OpenDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(async () => {
    await opened?.close();
    kind.stop();
  });

  const judgement = (assetId: string) => ({
    ...{ cloudAccountId: 'ca_1', assetId, teamId: 'team_1', judgedAt: new Date('2026-05-04T03:02:01.234Z') },
    ...{
      passed: ['a', '"quoted", \\ and {braced}'],
      failed: [],
      unsettled: [{ ruleId: 'x', missing: [], broken: 'ü' }],
    },
  });

  it('keeps every value as it was: texts, lists, JSON, times and nulls', async () => {
    const { database } = opened;
    const rows = [judgement('1'), judgement('2')];
    await insertAll(database, judgements, rows);
    expect(await database.select().from(judgements).orderBy(judgements.assetId)).toEqual(rows);
    const event = { cloudAccountId: 'ca_1', id: 'e', findingId: 'f', at: new Date(0), kind: 'commented' as const };
    await insertAll(database, findingEvents, [{ ...event, resolvedBy: null, actorName: 'Ann', text: "it's" }]);
    const [written] = await database.select().from(findingEvents);
    expect(written).toMatchObject({ ...event, resolvedBy: null, actorName: 'Ann', text: "it's" });
  });

  it('writes over what is there when it is told how, and refuses otherwise', async () => {
    const { database } = opened;
    const changed = { ...judgement('3'), passed: ['b'] };
    await insertAll(database, judgements, [judgement('3')]);
    await expect(insertAll(database, judgements, [changed])).rejects.toThrow();
    await insertAll(
      database,
      judgements,
      [changed],
      sql`(cloud_account_id, asset_id) do update set passed = excluded.passed`,
    );
    expect((await database.select().from(judgements).where(eq(judgements.assetId, '3')))[0]?.passed).toEqual(['b']);
    await insertAll(database, judgements, []);
  });
});
