import { and, eq, inArray } from 'drizzle-orm';
import { assets } from '../assets/schema.ts';
import { globalRegion } from '../aws/collect.ts';
import type { ActionsContext } from './context.ts';
import { actions } from './schema.ts';

/**
 * Scans what actions changed in an account: only its services and regions. Nothing is scanned while other actions of the
 * account are under way, nor while another scan is, which may have passed by what was changed; the next minute tries again.
 */
export async function scanChanged(
  { database, startScan, kinds }: Pick<ActionsContext, 'database' | 'startScan' | 'kinds'>,
  cloudAccountId: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    const changed = await tx
      .select({ id: actions.id, kind: actions.kind, service: assets.service, region: assets.region })
      .from(actions)
      .innerJoin(assets, and(eq(assets.cloudAccountId, actions.cloudAccountId), eq(assets.id, actions.assetId)))
      .where(and(eq(actions.cloudAccountId, cloudAccountId), eq(actions.awaitsScan, true)));
    if (changed.length === 0) return;
    const [busy] = await tx
      .select({ id: actions.id })
      .from(actions)
      .where(and(eq(actions.cloudAccountId, cloudAccountId), inArray(actions.status, ['applying', 'undoing'])))
      .limit(1);
    if (busy !== undefined) return;
    const regions = [...new Set(changed.map(({ region }) => region))].filter((region) => region !== globalRegion);
    // What an action changes about a region's settings another service than that of the settings may have.
    const services = [
      ...new Set(changed.flatMap(({ kind, service }) => [service, kinds.get(kind)?.service ?? service])),
    ];
    const request = { cloudAccountId, trigger: 'action' as const, requestedBy: null };
    const { isNew } = await startScan(tx, { ...request, services, regions: regions.length === 0 ? null : regions });
    if (!isNew) return;
    const ids = changed.map(({ id }) => id);
    await tx
      .update(actions)
      .set({ awaitsScan: false })
      .where(and(eq(actions.cloudAccountId, cloudAccountId), inArray(actions.id, ids)));
  });
}
