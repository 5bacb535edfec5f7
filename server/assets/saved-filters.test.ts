import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/database.ts';
import { testDatabaseKind } from '../database/test-database.ts';
import { deleteSavedFilter, listSavedFilters, saveFilter } from './saved-filters.ts';

const kind = testDatabaseKind();
let opened: OpenDatabase;
beforeAll(async () => {
  opened = await kind.open();
});
afterAll(async () => {
  await opened?.close();
  kind.stop();
});

const me = { teamId: 'team_a', userId: 'me' };
const colleague = { teamId: 'team_a', userId: 'colleague' };
const meElsewhere = { teamId: 'team_b', userId: 'me' };
const strangers = { teamId: 'team_b', userId: 'stranger' };

const save = (owner: typeof me, name: string, isShared = false) =>
  saveFilter(opened.database, owner, { name, query: 'type=AWS::S3::Bucket', isShared });
const namesFor = async (owner: typeof me) =>
  (await listSavedFilters(opened.database, owner)).map(({ name, isOwn }) => `${name}${isOwn ? '' : ' of another'}`);

describe('saved filters', () => {
  it('are their maker’s alone until shared, and then the team’s', async () => {
    await save(me, 'private');
    await save(me, 'shared', true);
    await save(colleague, 'theirs');
    await save(meElsewhere, 'elsewhere', true);
    expect(await namesFor(me)).toEqual(['private', 'shared']);
    expect(await namesFor(colleague)).toEqual(['shared of another', 'theirs']);
    expect(await namesFor(meElsewhere)).toEqual(['elsewhere']);
    expect(await namesFor(strangers)).toEqual(['elsewhere of another']);
  });

  it('keep the filter as it was given', async () => {
    const query = `text=%25_'"\\&tag=a%3Db`;
    const saved = await saveFilter(
      opened.database,
      { teamId: 'team_c', userId: 'me' },
      { name: 'n', query, isShared: false },
    );
    expect(saved).toMatchObject({ ok: true, value: { name: 'n', query, isShared: false, isOwn: true } });
    expect(await listSavedFilters(opened.database, { teamId: 'team_c', userId: 'me' })).toMatchObject([{ query }]);
  });

  it('have a name that nobody else’s takes away', async () => {
    await save(me, 'name');
    expect(await save(me, 'name')).toMatchObject({ ok: false, failure: { code: 'filter_name_taken' } });
    expect(await save(colleague, 'name')).toMatchObject({ ok: true });
    expect(await save(meElsewhere, 'name')).toMatchObject({ ok: true });
  });

  it('are deleted by their maker alone, in the team that they are of', async () => {
    const saved = await save(me, 'to delete', true);
    const id = saved.ok ? saved.value.id : '';
    for (const owner of [colleague, meElsewhere, strangers]) {
      expect(await deleteSavedFilter(opened.database, owner, id)).toBe(false);
    }
    expect(await namesFor(me)).toContain('to delete');
    expect(await deleteSavedFilter(opened.database, me, id)).toBe(true);
    expect(await namesFor(me)).not.toContain('to delete');
    expect(await deleteSavedFilter(opened.database, me, id)).toBe(false);
  });
});
