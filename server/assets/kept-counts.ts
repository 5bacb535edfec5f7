import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { assetCounts, assets } from './schema.ts';

/** What assets are counted by, within a cloud account. */
type CountedBy = Pick<typeof assets.$inferSelect, 'service' | 'region' | 'type'>;

interface Counted {
  cloudAccountId: string;
  teamId: string;
}

/**
 * Counts assets that are about to be written as present. Those that are counted already change nothing, unless they are
 * now counted elsewhere: a bucket's ARN does not say its region, so one that is deleted and made anew in another region
 * is the same asset.
 */
export async function countWritten(
  tx: Database,
  of: Counted,
  written: readonly (CountedBy & { id: string })[],
): Promise<void> {
  const counted = await tx
    .select({ id: assets.id, service: assets.service, region: assets.region, type: assets.type })
    .from(assets)
    .where(
      and(
        eq(assets.cloudAccountId, of.cloudAccountId),
        inArray(
          assets.id,
          written.map(({ id }) => id),
        ),
        sql`${assets.deletedAt} is null`,
      ),
    );
  await addToCounts(tx, of, { more: written, fewer: counted });
}

/** Counts assets no longer that are marked as deleted. */
export async function countDeleted(tx: Database, of: Counted, deleted: readonly CountedBy[]): Promise<void> {
  await addToCounts(tx, of, { more: [], fewer: deleted });
}

async function addToCounts(
  tx: Database,
  { cloudAccountId, teamId }: Counted,
  { more, fewer }: { more: readonly CountedBy[]; fewer: readonly CountedBy[] },
): Promise<void> {
  const counts = new Map<string, typeof assetCounts.$inferInsert>();
  const add = ({ service, region, type }: CountedBy, step: number) => {
    const key = `${service} ${region} ${type}`;
    const present = (counts.get(key)?.present ?? 0) + step;
    counts.set(key, { cloudAccountId, teamId, service, region, type, present });
  };
  for (const asset of more) add(asset, 1);
  for (const asset of fewer) add(asset, -1);
  // Always in one order, so that two batches that meet wait for each other instead of for ever.
  const changed = [...counts.entries()]
    .filter(([, { present }]) => present !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, count]) => count);
  if (changed.length === 0) return;
  await tx
    .insert(assetCounts)
    .values(changed)
    .onConflictDoUpdate({
      target: [assetCounts.cloudAccountId, assetCounts.service, assetCounts.region, assetCounts.type],
      set: { present: sql`${assetCounts.present} + excluded.present`, teamId: sql`excluded.team_id` },
    });
}
