import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '../../database/database.ts';
import { testDatabaseKind } from '../../database/test-database.ts';
import { insertTestAccount } from '../../scans/test-account.ts';
import { exportFormats } from './api.ts';
import { formats } from './formats.ts';
import { openSource } from './source.ts';
import { insertTestFinding, testContext, testRule, textOf } from './test-findings.ts';

const kind = testDatabaseKind();
const rule = testRule('bucket-private');
let opened: OpenDatabase;
let teamId: string;

beforeAll(async () => {
  opened = await kind.open();
  const owner = await insertTestAccount(opened.database);
  teamId = owner.teamId;
  const first = await insertTestFinding(opened.database, owner, rule, 'first');
  await opened.database.execute(sql`
    insert into findings (cloud_account_id, id, team_id, rule_id, asset_id, status, severity, rank, asset_type, asset_name,
      service, region, evidence, first_seen_at, opened_at, times_opened)
    select cloud_account_id, id || number, team_id, rule_id, asset_id, status, severity, rank, asset_type, asset_name,
      service, region, evidence, first_seen_at, opened_at, times_opened
    from findings, generate_series(1, 1799) number where id = ${first}`);
});
afterAll(async () => {
  await opened?.close();
  kind.stop();
});

/** The same database, that counts how often it is asked. */
function counting(database: Database) {
  const asked = { times: 0 };
  const watched = new Proxy(database, {
    get(target, key) {
      if (key === 'select' || key === 'execute') asked.times += 1;
      const value = Reflect.get(target, key, target) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { asked, watched };
}

function open(database: Database) {
  return openSource(database, teamId, { status: 'open' }, testContext([rule]));
}

describe.each(exportFormats)('many findings as %s', (format) => {
  it('are there once each', async () => {
    const text = await textOf(formats[format].write(open(opened.database)));
    expect(new Set(text.match(/fd_[\w-]{20}\d*/g)).size).toBe(1800);
  });

  it('come as they are read: nothing is read before it is asked for, nor after the reader is gone', async () => {
    const { asked, watched } = counting(opened.database);
    const lines = formats[format].write(open(watched));
    expect(asked.times).toBe(0);
    for (let isFound = false; !isFound; ) {
      const { value, done } = await lines.next();
      expect(done).toBe(false);
      isFound = /fd_/.test(String(value));
    }
    const afterFirst = asked.times;
    await lines.return(undefined);
    expect((await lines.next()).done).toBe(true);
    expect(asked.times).toBe(afterFirst);

    const whole = counting(opened.database);
    await textOf(formats[format].write(open(whole.watched)));
    // Four pages, each a reading of the findings and one of what belongs to them.
    expect(whole.asked.times).toBe(afterFirst + 3 * 2);
  });
});
