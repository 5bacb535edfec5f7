import { type ChangedAsset, findChanged, findUnseen, prepareAssets } from '../assets/store.ts';
import { collect, type Gap } from '../aws/collect.ts';
import { openLedger } from '../aws/ledger.ts';
import type { ServiceDeclaration } from '../aws/service.ts';
import type { Database } from '../database/database.ts';
import type { Failure } from '../failure.ts';
import { claimPart, finishPart, type HeldPart, PartLostError, writeBatch } from './parts.ts';
import type { PartJob } from './queues.ts';
import type { ScanSessions } from './sessions.ts';

export interface PartContext {
  database: Database;
  services: readonly ServiceDeclaration[];
  sessions: ScanSessions;
  /** Assets written at a time. */
  batchSize?: number;
}

/** How often a part whose assets have not changed writes how far it is. */
const progressMilliseconds = 2_000;

/**
 * Collects one service in one region. It may run twice and may die at any line: everything it writes is written while
 * it holds the part, and a later try goes on from what is there.
 */
export async function collectPart(context: PartContext, job: PartJob, signal: AbortSignal): Promise<void> {
  const part = await claimPart(context.database, job);
  if (part === undefined) return;
  try {
    await collectHeld(context, part, signal);
  } catch (error) {
    // Whoever holds it now finishes it.
    if (!(error instanceof PartLostError)) throw error;
  }
}

async function collectHeld(context: PartContext, part: HeldPart, signal: AbortSignal): Promise<void> {
  const { database } = context;
  const ledger = openLedger(part.earlierLedger);
  const seen = new Set<string>();
  const progress = () => ({ assets: seen.size, ledger: ledger.lines() });
  const fail = (gap: Gap) =>
    finishPart(database, part, { ...progress(), state: 'failed', gaps: [gap], unseen: [], listedTypes: [] });

  const service = context.services.find(({ id }) => id === part.service);
  if (service === undefined) return fail(serviceUnknown(part));
  const session = await context.sessions.open(part);
  if (!session.ok) return fail(connectionLost(part, session.failure));

  let writtenAt = Date.now();
  const write = async (changed: ChangedAsset[]) => {
    if (changed.length === 0 && Date.now() - writtenAt < progressMilliseconds) return;
    await writeBatch(database, part, changed, progress());
    writtenAt = Date.now();
  };
  const typesSeen = new Set<string>();
  const outcome = await collect(
    { service, session: session.value, region: part.region, ledger, signal, batchSize: context.batchSize },
    async (collected) => {
      const prepared = prepareAssets(part.cloudAccountId, collected);
      for (const { id, type } of prepared) {
        seen.add(id);
        typesSeen.add(type);
      }
      await write(await findChanged(database, part.cloudAccountId, prepared));
    },
  );
  const unseen = await findUnseen(database, part, outcome.completeTypes, seen);
  const readNothing = outcome.completeTypes.length === 0 && seen.size === 0;
  await finishPart(database, part, {
    ...progress(),
    state: outcome.gaps.length === 0 ? 'succeeded' : readNothing ? 'failed' : 'partial',
    gaps: outcome.gaps,
    unseen,
    // A type without assets has nobody to be told when it was listed.
    listedTypes: outcome.completeTypes.filter((type) => typesSeen.has(type)),
  });
}

function serviceUnknown({ service, region }: PartJob): Gap {
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

function connectionLost({ service, region }: PartJob, { aws, code, detail }: Failure): Gap {
  return {
    service,
    region,
    operation: aws?.operation ?? 'sts:AssumeRole',
    code: aws?.code ?? code,
    message: detail,
    permission: null,
    assets: 0,
  };
}
