import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';

/**
 * Inserts many rows by one statement with one parameter, which takes a third of the time that a parameter for each value
 * does. All rows have the same columns.
 * @param onConflict what follows `on conflict`
 */
export async function insertAll<Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: readonly Table['$inferInsert'][],
  onConflict?: SQL,
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = getTableColumns(table);
  const given = Object.keys(first).flatMap((key) => {
    const column = columns[key];
    return column === undefined ? [] : [{ key, name: column.name, type: column.getSQLType() }];
  });
  const names = sql.raw(given.map(({ name }) => `"${name}"`).join(', '));
  const types = sql.raw(given.map(({ name, type }) => `"${name}" ${type}`).join(', '));
  const named = rows.map((row) =>
    Object.fromEntries(given.map(({ key, name }) => [name, (row as Record<string, unknown>)[key]])),
  );
  await tx.execute(sql`
    insert into ${sql.identifier(getTableName(table))} (${names})
    select ${names} from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as given(${types})
    ${onConflict === undefined ? sql`` : sql`on conflict ${onConflict}`}`);
}
