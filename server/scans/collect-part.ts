import { type ChangedAsset, findChanged, findSources, findUnseen, prepareAssets, sourceOf } from '../assets/store.ts';
import type { AccountSession } from '../aws/clients.ts';
import { type CollectOutcome, type CollectResources, collect, type Gap, noHostCode } from '../aws/collect.ts';
import { openLedger } from '../aws/ledger.ts';
import type { ServiceDeclaration } from '../aws/service.ts';
import type { Database } from '../database/database.ts';
import type { Failure } from '../failure.ts';
import type { HeldPart } from './claims.ts';
import { finishPart, type OnScanEnd, PartLostError, saveProgress, writeBatch } from './parts.ts';
import type { ScanRegion } from './schema.ts';
import type { ScanSessions } from './sessions.ts';

export interface PartContext {
  database: Database;
  services: readonly ServiceDeclaration[];
  sessions: ScanSessions;
  resources: CollectResources;
  /** Assets written at a time. */
  batchSize?: number;
  onScanEnd?: OnScanEnd;
}

/** How often a part writes how far it is. */
const progressMilliseconds = 2_000;

/**
 * Collects one service in all its regions. It may run twice and may die at any line: everything it writes is written
 * while it holds the part, and a later try goes on from what is there.
 */
export async function collectPart(context: PartContext, part: HeldPart, signal: AbortSignal): Promise<void> {
  try {
    await collectHeld(context, part, signal);
  } catch (error) {
    // Whoever holds it now finishes it.
    if (!(error instanceof PartLostError)) throw error;
  }
}

async function collectHeld(context: PartContext, part: HeldPart, signal: AbortSignal): Promise<void> {
  const { database } = context;
  const service = context.services.find(({ id }) => id === part.service);
  const session = await context.sessions.open(part);
  if (service === undefined || !session.ok) {
    const at = new Date().toISOString();
    const failed = (region: string) =>
      service === undefined
        ? serviceUnknown(part, region)
        : connectionLost(part, region, session.ok ? undefined : session.failure);
    const regions = part.regions.map(
      (region) => [region, { ...newRegion(), state: 'failed' as const, startedAt: at, finishedAt: at }] as const,
    );
    const nothing = { gaps: part.regions.map(failed), unseen: [], listed: [] };
    const outcome = { regions: Object.fromEntries(regions), ledger: part.earlierLedger, ...nothing };
    await finishPart(database, part, outcome, context.onScanEnd);
    return;
  }

  const known = await findSources(database, part);
  const regions = Object.fromEntries(part.regions.map((region) => [region, newRegion()]));
  const ledgers = part.regions.map(() => openLedger());
  const earlier = openLedger(part.earlierLedger);
  const progress = () => ({
    regions,
    ledger: [...earlier.lines(), ...ledgers.flatMap((ledger) => ledger.lines())],
  });
  // The first failure ends the other regions too: the part is tried again as a whole.
  const stop = new AbortController();
  const saving = setInterval(() => {
    saveProgress(database, part, progress()).catch((error: unknown) => stop.abort(error));
  }, progressMilliseconds);
  try {
    const outcomes = await Promise.all(
      part.regions.map((region, index) =>
        collectRegion(context, {
          part,
          service,
          session: session.value,
          region,
          progress: regions[region] ?? newRegion(),
          ledger: ledgers[index] ?? openLedger(),
          hadAssets: known.has(sourceOf(part.service, region)),
          signal: AbortSignal.any([signal, stop.signal]),
        }).catch((error: unknown) => {
          stop.abort(error);
          throw error;
        }),
      ),
    );
    // AWS has every service somewhere. Where not one region has a host of it, names are not found for another reason.
    if (outcomes.every(({ isNotOffered }) => isNotOffered)) {
      for (const region of Object.values(regions)) region.state = 'failed';
    } else {
      for (const outcome of outcomes) if (outcome.isNotOffered) outcome.gaps = [];
    }
    const outcome = {
      ...progress(),
      gaps: outcomes.flatMap(({ gaps }) => gaps),
      unseen: outcomes.flatMap(({ unseen }) => unseen),
      listed: outcomes.flatMap(({ listed }) => listed),
    };
    await finishPart(database, part, outcome, context.onScanEnd);
  } catch (error) {
    throw stop.signal.reason ?? error;
  } finally {
    clearInterval(saving);
  }
}

interface RegionJob {
  part: HeldPart;
  service: ServiceDeclaration;
  session: AccountSession;
  region: string;
  /** Kept up to date while the region is collected. */
  progress: ScanRegion;
  ledger: ReturnType<typeof openLedger>;
  /** Whether assets of this service are known to be in this region. */
  hadAssets: boolean;
  signal: AbortSignal;
}

interface RegionOutcome {
  gaps: Gap[];
  /** AWS has no host of the service's name in this region, and nothing is known to be there. */
  isNotOffered: boolean;
  unseen: string[];
  listed: { region: string; type: string }[];
}

async function collectRegion(context: PartContext, job: RegionJob): Promise<RegionOutcome> {
  const { database, resources, batchSize } = context;
  const { part, region, progress, ledger, hadAssets } = job;
  const seen = new Set<string>();
  const typesSeen = new Set<string>();
  progress.state = 'running';
  progress.startedAt = new Date().toISOString();
  const outcome = await collect({ ...job, resources, batchSize }, async (collected) => {
    const prepared = prepareAssets(part.cloudAccountId, collected);
    for (const { id, type } of prepared) {
      seen.add(id);
      typesSeen.add(type);
    }
    progress.assets = seen.size;
    progress.calls = callsIn(ledger);
    const changed: ChangedAsset[] = await findChanged(database, part.cloudAccountId, prepared);
    if (changed.length > 0) await writeBatch(database, part, region, changed);
  });
  const source = sourceOf(part.service, region);
  const unseen = hadAssets
    ? await findUnseen(database, { cloudAccountId: part.cloudAccountId, source }, outcome.completeTypes, seen)
    : [];
  const isNotOffered = !hadAssets && seen.size === 0 && hasNoEndpoint(outcome);
  progress.state = isNotOffered ? 'not_offered' : stateOf(outcome, seen.size);
  progress.calls = callsIn(ledger);
  progress.finishedAt = new Date().toISOString();
  return {
    gaps: outcome.gaps,
    isNotOffered,
    unseen,
    // A type without assets has nobody to be told when it was listed.
    listed: outcome.completeTypes.filter((type) => typesSeen.has(type)).map((type) => ({ region, type })),
  };
}

function stateOf({ gaps, completeTypes }: CollectOutcome, assets: number): ScanRegion['state'] {
  if (gaps.length === 0) return 'succeeded';
  return completeTypes.length === 0 && assets === 0 ? 'failed' : 'partial';
}

/** Where assets were seen before, that the name of a host is not found is a failure like others. */
function hasNoEndpoint({ gaps, completeTypes }: CollectOutcome): boolean {
  return completeTypes.length === 0 && gaps.length > 0 && gaps.every(({ code }) => code === noHostCode);
}

function newRegion(): ScanRegion {
  return { state: 'waiting', assets: 0, calls: 0, startedAt: null, finishedAt: null };
}

function callsIn(ledger: ReturnType<typeof openLedger>): number {
  return ledger.lines().reduce((sum, { calls }) => sum + calls, 0);
}

function serviceUnknown({ service }: HeldPart, region: string): Gap {
  return {
    service,
    region,
    operation: service,
    code: 'ServiceUnknown',
    message: 'This worker is of a version that does not collect from this service.',
    permission: null,
    assets: 0,
  };
}

function connectionLost({ service }: HeldPart, region: string, failure: Failure | undefined): Gap {
  return {
    service,
    region,
    operation: failure?.aws?.operation ?? 'sts:AssumeRole',
    code: failure?.aws?.code ?? failure?.code ?? 'ConnectionLost',
    message: failure?.detail ?? '',
    permission: null,
    assets: 0,
  };
}
