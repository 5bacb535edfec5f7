import { eq, ilike, inArray, isNotNull, isNull, like, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { AssetFilter } from './api.ts';
import { assets } from './schema.ts';

/**
 * Every filter must match; of a filter's values, one. A value that begins with `!` must not match. The team is always
 * one of the conditions.
 */
export function conditionsOf(teamId: string, filter: AssetFilter): (SQL | undefined)[] {
  return [
    eq(assets.teamId, teamId),
    ...oneOf(assets.cloudAccountId, filter.cloudAccountId),
    ...oneOf(assets.type, filter.type),
    ...oneOf(assets.service, filter.service),
    ...oneOf(assets.region, filter.region),
    filter.name ? ilike(assets.name, containing(filter.name)) : undefined,
    ...tagConditions(filter.tag),
    filter.text ? textCondition(filter.text) : undefined,
    filter.state === 'present' ? isNull(assets.deletedAt) : undefined,
    filter.state === 'deleted' ? isNotNull(assets.deletedAt) : undefined,
  ];
}

/** The conditions of a filter that names values of a column. */
export function oneOf(column: PgColumn, text: string | undefined): (SQL | undefined)[] {
  const { wanted, unwanted } = splitValues(text);
  return [
    wanted.length === 0 ? undefined : inArray(column, wanted),
    unwanted.length === 0 ? undefined : notInArray(column, unwanted),
  ];
}

function tagConditions(text: string | undefined): (SQL | undefined)[] {
  const { wanted, unwanted } = splitValues(text);
  return [or(...wanted.map(hasTag)), ...unwanted.map((tag) => sql`not (${hasTag(tag)})`)];
}

/** AWS's limit: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
const longestTagKey = 128;

/** A tag's key may have `=` in it as well as its value, so each `=` may be the one between the two. */
function hasTag(text: string): SQL {
  // The operator `?` cannot be used with every driver, and `jsonb_exists` not with the index.
  const tests = [sql`${assets.tags} operator(pg_catalog.?) ${text}`];
  for (let end = text.indexOf('='); end !== -1 && end <= longestTagKey; end = text.indexOf('=', end + 1)) {
    const tag = { [text.slice(0, end)]: text.slice(end + 1) };
    tests.push(sql`${assets.tags} @> ${JSON.stringify(tag)}::jsonb`);
  }
  return sql`(${sql.join(tests, sql` or `)})`;
}

/** The index is made of groups of three characters: a shorter text is looked for in names alone. */
function textCondition(text: string): SQL {
  const wanted = containing(text.toLowerCase());
  return [...text].length < 3 ? ilike(assets.name, wanted) : like(assets.searchText, wanted);
}

/**
 * The values of a filter, separated by commas. A comma, backslash or leading `!` that belongs to a value has a backslash
 * before it.
 */
export function splitValues(text = ''): { wanted: string[]; unwanted: string[] } {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  for (const written of text.match(/(?:\\.|[^,\\])+/gs) ?? []) {
    const isUnwanted = written.trimStart().startsWith('!');
    const bare = isUnwanted ? written.trimStart().slice(1) : written;
    const value = storable(bare.replace(/\\(.)/gs, '$1')).trim();
    if (value !== '') (isUnwanted ? unwanted : wanted).push(value);
  }
  return { wanted, unwanted };
}

/** A text as a pattern of `like` that is met by what contains it. */
export function containing(text: string): string {
  return `%${storable(text).replace(/[\\%_]/g, '\\$&')}%`;
}

/** PostgreSQL's texts hold no U+0000, so nothing stored can match it. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd');
}
