import { createHash } from 'node:crypto';
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { CollectedAsset } from '../aws/collect.ts';
import type { Database } from '../database/database.ts';
import { newId } from '../identifier.ts';
import { differencesOf, mostFields } from './difference.ts';
import { type Fingerprint, fingerprintOf, withoutFields } from './fingerprint.ts';
import { countDeleted, countWritten } from './kept-counts.ts';
import { mentionsOf } from './mentions.ts';
import { assetCounts, assetSources, assets, assetVersions } from './schema.ts';
import { searchTextOf } from './search-text.ts';

/** What a part of a scan brings assets from: a service of a cloud account. */
interface AssetSource {
  cloudAccountId: string;
  teamId: string;
  service: string;
  scanId: string;
}

/** A collected asset on its way to the database. */
interface PreparedAsset extends CollectedAsset, Fingerprint {
  id: string;
}

export interface ChangedAsset extends PreparedAsset {
  /** `moved`: nothing changed but what moves by itself. `returned`: it was known as deleted. */
  kind: 'new' | 'returned' | 'changed' | 'moved';
  /** The fields that changed, the document as it was, and the parts of it that could not be read then. */
  fields: string[];
  before: Record<string, unknown> | null;
  unknownBefore: string[];
}

/** A service in a region, `ec2/eu-west-1`. */
export function sourceOf(service: string, region: string): string {
  return `${service}/${region}`;
}

/** The same asset always has the same ID: 120 bits of a hash over its account and ARN. */
export function assetIdOf(cloudAccountId: string, arn: string): string {
  return `as_${createHash('sha256').update(`${cloudAccountId}\n${arn}`).digest('base64url').slice(0, 20)}`;
}

/** Gives assets their ID and hashes, and their texts a length that indexes take. AWS may list one asset twice. */
export function prepareAssets(cloudAccountId: string, collected: readonly CollectedAsset[]): PreparedAsset[] {
  const prepared = new Map<string, PreparedAsset>();
  for (const asset of collected) {
    const id = assetIdOf(cloudAccountId, asset.arn);
    prepared.set(id, {
      ...asset,
      ...fingerprintOf(asset),
      id,
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
  const isOneOf = (ids: string[]) => and(eq(assets.cloudAccountId, cloudAccountId), inArray(assets.id, ids));
  const rows = await database
    .select({ id: assets.id, hash: assets.hash, contentHash: assets.contentHash, deletedAt: assets.deletedAt })
    .from(assets)
    .where(isOneOf(prepared.map(({ id }) => id)));
  const known = new Map(rows.map((row) => [row.id, row]));
  const differing = prepared.filter(({ id, contentHash }) => {
    const row = known.get(id);
    return row === undefined || row.deletedAt !== null || row.contentHash !== contentHash;
  });
  const toCompare = differing.filter(({ id, hash }) => known.has(id) && known.get(id)?.hash !== hash);
  const befores =
    toCompare.length === 0
      ? []
      : await database
          .select({ id: assets.id, document: assets.document, unknownParts: assets.unknownParts })
          .from(assets)
          .where(isOneOf(toCompare.map(({ id }) => id)));
  const beforeById = new Map(befores.map((before) => [before.id, before]));
  return differing.map((asset) => {
    const row = known.get(asset.id);
    const kind =
      row === undefined ? 'new' : row.deletedAt !== null ? 'returned' : row.hash === asset.hash ? 'moved' : 'changed';
    const was = beforeById.get(asset.id);
    return {
      ...asset,
      kind,
      fields: was === undefined ? [] : changedFields(was, asset),
      before: was?.document ?? null,
      unknownBefore: Object.keys(was?.unknownParts ?? {}),
    };
  });
}

/** Also the parts that were unknown and are not, or the other way round: such a part is in neither document. */
function changedFields(was: Pick<PreparedAsset, 'document' | 'unknownParts'>, asset: PreparedAsset): string[] {
  const { document, volatile, unknownParts } = asset;
  const changes = differencesOf(withoutFields(was.document, volatile), withoutFields(document, volatile), mostFields);
  const cameOrWent = Object.keys({ ...was.unknownParts, ...unknownParts }).filter(
    (part) => part in was.unknownParts !== part in unknownParts,
  );
  return [...new Set([...changes.map(({ path }) => path), ...cameOrWent])].slice(0, mostFields);
}

/**
 * Writes new and changed assets, what they were before, and how many there are. An asset that was deleted and is seen
 * again is present again.
 * @param region the region of the scan's part, which is `global` for a global service wherever the asset is
 */
export async function writeAssets(
  tx: Database,
  source: AssetSource,
  region: string,
  changed: readonly ChangedAsset[],
  at: Date,
): Promise<void> {
  if (changed.length === 0) return;
  const { cloudAccountId, teamId, scanId } = source;
  const time = at.toISOString();
  const rows = changed.map((asset) => {
    const { names, resourceId } = mentionsOf(asset);
    return {
      ...{ arn: asset.arn, id: asset.id, type: asset.type, service: asset.service, region: asset.region },
      ...{ name: asset.name, tags: asset.tags, document: asset.document, unknown_parts: asset.unknownParts },
      ...{ hash: asset.hash, content_hash: asset.contentHash, search_text: searchTextOf(asset) },
      ...{ source: sourceOf(source.service, region), names, resource_id: resourceId },
    };
  });
  // Before the assets are written: it looks at what they are until now.
  await countWritten(tx, source, changed);
  await tx.execute(sql`
    insert into ${assets} (cloud_account_id, team_id, first_scan_id, first_seen_at, changed_at, last_seen_at, source,
      arn, id, type, service, region, name, tags, document, unknown_parts, hash, content_hash, search_text, names,
      resource_id)
    select ${cloudAccountId}, ${teamId}, ${scanId}, ${time}::timestamptz, ${time}::timestamptz, ${time}::timestamptz,
      seen.source, seen.arn, seen.id, seen.type, seen.service, seen.region, seen.name, seen.tags, seen.document,
      seen.unknown_parts, seen.hash, seen.content_hash, seen.search_text,
      array(select jsonb_array_elements_text(seen.names)), seen.resource_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as seen(arn text, id text, type text, service text,
      region text, name text, tags jsonb, document jsonb, unknown_parts jsonb, hash text, content_hash text,
      search_text text, source text, names jsonb, resource_id text)
    on conflict (cloud_account_id, arn) do update set
      team_id = excluded.team_id, source = excluded.source, type = excluded.type, service = excluded.service,
      region = excluded.region, name = excluded.name, tags = excluded.tags, document = excluded.document,
      unknown_parts = excluded.unknown_parts, content_hash = excluded.content_hash, names = excluded.names,
      search_text = excluded.search_text, resource_id = excluded.resource_id, hash = excluded.hash,
      changed_at = case when ${assets.hash} = excluded.hash and ${assets.deletedAt} is null
        then ${assets.changedAt} else excluded.changed_at end,
      last_seen_at = excluded.last_seen_at, deleted_at = null`);
  await addVersions(
    tx,
    source,
    changed.flatMap(({ id, kind, fields, before, unknownBefore }) =>
      kind === 'changed' || kind === 'returned' ? [{ assetId: id, kind, fields, before, unknownBefore }] : [],
    ),
    at,
  );
}

type Version = Pick<typeof assetVersions.$inferInsert, 'assetId' | 'kind' | 'fields' | 'before' | 'unknownBefore'>;

async function addVersions(
  tx: Database,
  { cloudAccountId, scanId }: AssetSource,
  versions: readonly Version[],
  at: Date,
): Promise<void> {
  for (let start = 0; start < versions.length; start += 1000) {
    await tx
      .insert(assetVersions)
      .values(
        versions.slice(start, start + 1000).map((one) => ({ ...one, cloudAccountId, scanId, id: newId('av'), at })),
      );
  }
}

const idsAtATime = 5000;

/** The sources of a service that have present assets. */
export async function findSources(
  database: Database,
  { cloudAccountId, service }: Pick<AssetSource, 'cloudAccountId' | 'service'>,
): Promise<Set<string>> {
  const rows = await database
    .selectDistinct({ source: assets.source })
    .from(assets)
    .where(
      and(
        eq(assets.cloudAccountId, cloudAccountId),
        sql`${assets.source} >= ${`${service}/`} and ${assets.source} < ${`${service}0`}`,
        isNull(assets.deletedAt),
      ),
    );
  return new Set(rows.map(({ source }) => source));
}

/** The present assets of a service in a region, of types that were listed to their end, that were not among those seen. */
export async function findUnseen(
  database: Database,
  { cloudAccountId, source }: { cloudAccountId: string; source: string },
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
export async function markDeleted(tx: Database, source: AssetSource, ids: readonly string[], at: Date): Promise<void> {
  const { cloudAccountId, service } = source;
  for (let start = 0; start < ids.length; start += idsAtATime) {
    const gone = await tx
      .update(assets)
      .set({
        deletedAt: at,
        changedAt: at,
        lastSeenAt: sql`greatest(${assets.lastSeenAt}, (
          select (listed.listed_at ->> (${assets.source} || ' ' || ${assets.type}))::timestamptz
          from ${assetSources} listed
          where listed.cloud_account_id = ${cloudAccountId} and listed.service = ${service}))`,
      })
      .where(
        and(
          eq(assets.cloudAccountId, cloudAccountId),
          inArray(assets.id, ids.slice(start, start + idsAtATime)),
          isNull(assets.deletedAt),
        ),
      )
      .returning({ id: assets.id, service: assets.service, region: assets.region, type: assets.type });
    const versions = gone.map(({ id }) => ({ assetId: id, kind: 'deleted' as const }));
    await addVersions(tx, source, versions, at);
    await countDeleted(tx, source, gone);
  }
}

/** Notes that types were listed to their end: all their present assets were seen. */
export async function noteListed(
  tx: Database,
  { cloudAccountId, service }: AssetSource,
  listed: readonly { region: string; type: string }[],
  at: Date,
): Promise<void> {
  if (listed.length === 0) return;
  const listedAt = Object.fromEntries(
    listed.map(({ region, type }) => [`${sourceOf(service, region)} ${type}`, at.toISOString()]),
  );
  await tx
    .insert(assetSources)
    .values({ cloudAccountId, service, listedAt })
    .onConflictDoUpdate({
      target: [assetSources.cloudAccountId, assetSources.service],
      set: { listedAt: sql`${assetSources.listedAt} || excluded.listed_at` },
    });
}

/** Forgets everything that was collected from a cloud account. */
export async function removeAssets(tx: Database, cloudAccountId: string): Promise<void> {
  for (const table of [assets, assetSources, assetCounts, assetVersions]) {
    await tx.delete(table).where(eq(table.cloudAccountId, cloudAccountId));
  }
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
