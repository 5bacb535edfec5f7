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

function oneOf(column: PgColumn, text: string | undefined): (SQL | undefined)[] {
  const { wanted, unwanted } = splitByMeaning(text);
  return [
    wanted.length === 0 ? undefined : inArray(column, wanted),
    unwanted.length === 0 ? undefined : notInArray(column, unwanted),
  ];
}

function tagConditions(text: string | undefined): (SQL | undefined)[] {
  const { wanted, unwanted } = splitByMeaning(text);
  return [or(...wanted.map(hasTag)), ...unwanted.map((tag) => sql`not (${hasTag(tag)})`)];
}

function hasTag(text: string): SQL {
  const [key = '', ...value] = text.split('=');
  // The operator `?` cannot be used with every driver, and `jsonb_exists` not with the index.
  if (value.length === 0) return sql`${assets.tags} operator(pg_catalog.?) ${key}`;
  return sql`${assets.tags} @> ${JSON.stringify({ [key]: value.join('=') })}::jsonb`;
}

/** The index is made of groups of three characters: a shorter text is looked for in names alone. */
function textCondition(text: string): SQL {
  const wanted = containing(text.toLowerCase());
  return [...text].length < 3 ? ilike(assets.name, wanted) : like(assets.searchText, wanted);
}

function splitByMeaning(text: string | undefined): { wanted: string[]; unwanted: string[] } {
  const values = splitValues(text);
  const isUnwanted = (value: string) => value.startsWith('!');
  return {
    wanted: values.filter((value) => !isUnwanted(value)),
    unwanted: values.filter(isUnwanted).map((value) => value.slice(1)),
  };
}

/** Values separated by commas; a comma that belongs to a value is written `\\,`. */
export function splitValues(text: string | undefined): string[] {
  if (!text) return [];
  const values = text.match(/(?:\\.|[^,\\])+/g) ?? [];
  return values.map((value) => storable(value.replace(/\\(.)/g, '$1')).trim()).filter((value) => value !== '');
}

function containing(text: string): string {
  return `%${storable(text).replace(/[\\%_]/g, '\\$&')}%`;
}

/** PostgreSQL's texts hold no U+0000, so nothing stored can match it. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd');
}
