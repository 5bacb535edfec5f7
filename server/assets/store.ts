import { createHash } from 'node:crypto';
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { CollectedAsset } from '../aws/collect.ts';
import { canonicalJson } from '../aws/document.ts';
import type { Database } from '../database/database.ts';
import { assetSources, assets } from './schema.ts';

/** What a part of a scan brings assets from: a service in a region of a cloud account. */
export interface AssetSource {
  cloudAccountId: string;
  teamId: string;
  source: string;
}

/** A collected asset on its way to the database. */
export interface PreparedAsset extends CollectedAsset {
  id: string;
  hash: string;
}

export interface ChangedAsset extends PreparedAsset {
  /** Not known before, or known as deleted. */
  isNew: boolean;
}

export function sourceOf(service: string, region: string): string {
  return `${service}/${region}`;
}

/** The same asset always has the same ID: 120 bits of a hash over its account and ARN. */
export function assetIdOf(cloudAccountId: string, arn: string): string {
  return `as_${digest(`${cloudAccountId}\n${arn}`).slice(0, 20)}`;
}

/** Gives assets their ID and hash, and their texts a length that indexes take. AWS may list one asset twice. */
export function prepareAssets(cloudAccountId: string, collected: readonly CollectedAsset[]): PreparedAsset[] {
  const prepared = new Map<string, PreparedAsset>();
  for (const asset of collected) {
    const id = assetIdOf(cloudAccountId, asset.arn);
    prepared.set(id, {
      ...asset,
      id,
      hash: hashOf(asset),
      arn: bounded(asset.arn, 2000, id),
      name: bounded(asset.name, 1000, ''),
    });
  }
  return [...prepared.values()];
}

/** Of the assets given, those that are new or differ from what is stored. */
export async function findChanged(
  database: Database,
  cloudAccountId: string,
  prepared: readonly PreparedAsset[],
): Promise<ChangedAsset[]> {
  if (prepared.length === 0) return [];
  const rows = await database
    .select({ id: assets.id, hash: assets.hash, deletedAt: assets.deletedAt })
    .from(assets)
    .where(
      and(
        eq(assets.cloudAccountId, cloudAccountId),
        inArray(
          assets.id,
          prepared.map(({ id }) => id),
        ),
      ),
    );
  const known = new Map(rows.map((row) => [row.id, row]));
  return prepared.flatMap((asset) => {
    const row = known.get(asset.id);
    const isNew = row === undefined || row.deletedAt !== null;
    return isNew || row.hash !== asset.hash ? [{ ...asset, isNew }] : [];
  });
}

/** Writes new and changed assets in one statement. An asset that was deleted and is seen again is present again. */
export async function writeAssets(
  tx: Database,
  { cloudAccountId, teamId, source }: AssetSource,
  changed: readonly ChangedAsset[],
  at: Date,
): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ arn, id, type, service, region, name, tags, document, unknownParts, hash }) => ({
    arn,
    id,
    type,
    service,
    region,
    name,
    tags,
    document,
    unknown_parts: unknownParts,
    hash,
  }));
  await tx.execute(sql`
    insert into ${assets} (cloud_account_id, team_id, source, first_seen_at, changed_at, last_seen_at,
      arn, id, type, service, region, name, tags, document, unknown_parts, hash)
    select ${cloudAccountId}, ${teamId}, ${source}, ${at.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz,
      ${at.toISOString()}::timestamptz, seen.arn, seen.id, seen.type, seen.service, seen.region, seen.name, seen.tags,
      seen.document, seen.unknown_parts, seen.hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as seen(arn text, id text, type text, service text,
      region text, name text, tags jsonb, document jsonb, unknown_parts jsonb, hash text)
    on conflict (cloud_account_id, arn) do update set
      team_id = excluded.team_id, source = excluded.source, type = excluded.type, service = excluded.service,
      region = excluded.region, name = excluded.name, tags = excluded.tags, document = excluded.document,
      unknown_parts = excluded.unknown_parts, hash = excluded.hash, changed_at = excluded.changed_at,
      last_seen_at = excluded.last_seen_at, deleted_at = null`);
}

const idsAtATime = 5000;

/** The present assets of a source, of types that were listed to their end, that were not among those seen. */
export async function findUnseen(
  database: Database,
  { cloudAccountId, source }: AssetSource,
  completeTypes: readonly string[],
  seen: ReadonlySet<string>,
): Promise<string[]> {
  const unseen: string[] = [];
  if (completeTypes.length === 0) return unseen;
  for (let after = ''; ; ) {
    const rows = await database
      .select({ id: assets.id })
      .from(assets)
      .where(
        and(
          eq(assets.cloudAccountId, cloudAccountId),
          eq(assets.source, source),
          gt(assets.id, after),
          inArray(assets.type, [...completeTypes]),
          isNull(assets.deletedAt),
        ),
      )
      .orderBy(asc(assets.id))
      .limit(idsAtATime);
    for (const { id } of rows) if (!seen.has(id)) unseen.push(id);
    const last = rows.at(-1);
    if (last === undefined || rows.length < idsAtATime) return unseen;
    after = last.id;
  }
}

/** Marks assets as deleted. They were last seen when their type was last listed to its end before. */
export async function markDeleted(
  tx: Database,
  { cloudAccountId, source }: AssetSource,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  for (let start = 0; start < ids.length; start += idsAtATime) {
    await tx
      .update(assets)
      .set({
        deletedAt: at,
        changedAt: at,
        lastSeenAt: sql`greatest(${assets.lastSeenAt}, (
          select (listed.listed_at ->> ${assets.type})::timestamptz from ${assetSources} listed
          where listed.cloud_account_id = ${cloudAccountId} and listed.source = ${source}))`,
      })
      .where(and(eq(assets.cloudAccountId, cloudAccountId), inArray(assets.id, ids.slice(start, start + idsAtATime))));
  }
}

/** Notes that types of a source were listed to their end: all their present assets were seen. */
export async function noteListed(
  tx: Database,
  { cloudAccountId, source }: AssetSource,
  types: readonly string[],
  at: Date,
): Promise<void> {
  if (types.length === 0) return;
  const listedAt = Object.fromEntries(types.map((type) => [type, at.toISOString()]));
  await tx
    .insert(assetSources)
    .values({ cloudAccountId, source, listedAt })
    .onConflictDoUpdate({
      target: [assetSources.cloudAccountId, assetSources.source],
      set: { listedAt: sql`${assetSources.listedAt} || excluded.listed_at` },
    });
}

/** Forgets everything that was collected from a cloud account. */
export async function removeAssets(tx: Database, cloudAccountId: string): Promise<void> {
  await tx.delete(assets).where(eq(assets.cloudAccountId, cloudAccountId));
  await tx.delete(assetSources).where(eq(assetSources.cloudAccountId, cloudAccountId));
}

/**
 * What makes an asset a changed one. AWS's wording of a refusal is left out: it differs from call to call.
 */
function hashOf({ type, region, name, tags, document, unknownParts }: CollectedAsset): string {
  const unknown = Object.entries(unknownParts).map(([part, { code, permission }]) => [part, code, permission]);
  return digest(canonicalJson({ type, region, name, tags, document, unknown: unknown.sort() })).slice(0, 22);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** PostgreSQL's indexes take at most 2,704 bytes a row. What AWS names is far shorter; what pretends to be AWS may not be. */
function bounded(text: string, mostBytes: number, suffix: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const kept = Buffer.from(text)
    .subarray(0, mostBytes - 40)
    .toString('utf8')
    .replace(/\ufffd+$/, '');
  return `${kept}… ${suffix}`.trimEnd();
}
