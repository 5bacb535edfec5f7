import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Gap } from '../aws/collect.ts';
import { reasonOf } from '../database/errors.ts';
import {
  claimParts,
  findEnded,
  forgetWorkers,
  type HeldPart,
  hasOpenParts,
  releasePart,
  releaseParts,
  sayAlive,
} from './claims.ts';
import { collectPart, type PartContext } from './collect-part.ts';
import { givePartUp } from './parts.ts';

export interface WorkerContext extends PartContext {
  log: Pick<Logger, 'error' | 'warn'>;
  /** Services that this process collects at a time, each in all its regions. */
  partsAtATime?: number;
  /** Whether no other process can be working: what is held by others is free at once. */
  isAlone?: boolean;
}

export interface ScanWorker {
  /** Looks for work now instead of at the next tick. */
  wake(): void;
  /** Stops what runs and gives it back. */
  stop(): Promise<void>;
}

/** This often the worker looks for parts that wait or were lost, and for scans that were cancelled. */
const tickMilliseconds = 1_000;
const aliveMilliseconds = 3_000;
const mostTries = 5;

class StoppedError extends Error {
  override name = 'StoppedError';
}

/**
 * Works on the parts of scans. Parts are rows that a worker claims; it says every few seconds that it lives, and what a
 * worker held that has said nothing is claimed by another. Why not a job of the queue for each: docs/decisions/006.
 */
export async function startScanWorker(context: WorkerContext): Promise<ScanWorker> {
  const { database, log, partsAtATime = 24 } = context;
  const workerId = `worker_${randomUUID()}`;
  const held = new Map<string, { part: HeldPart; stop: AbortController; done: Promise<void> }>();
  let isStopping = false;
  let saidAliveAt = 0;
  let ticking: Promise<void> | undefined;
  let isWoken = false;

  await forgetWorkers(database, { all: context.isAlone ?? false });

  const tick = async () => {
    if (held.size > 0) await stopEnded();
    const free = partsAtATime - held.size;
    if (free > 0 && !isStopping) {
      if (held.size === 0 && !(await hasOpenParts(database))) return;
      await beAlive();
      const parts = await claimParts(database, workerId, { most: free, held: [...held.keys()] });
      for (const part of parts) begin(part);
    } else {
      await beAlive();
    }
  };
  const beAlive = async () => {
    if (Date.now() - saidAliveAt < aliveMilliseconds) return;
    await sayAlive(database, workerId);
    saidAliveAt = Date.now();
  };
  const stopEnded = async () => {
    const ended = await findEnded(database, [...new Set([...held.values()].map(({ part }) => part.scanId))]);
    for (const { part, stop } of held.values()) if (ended.has(part.scanId)) stop.abort(new StoppedError('cancelled'));
  };
  const begin = (part: HeldPart) => {
    const stop = new AbortController();
    const done = work(part, stop.signal).finally(() => {
      held.delete(part.claim);
      wake();
    });
    held.set(part.claim, { part, stop, done });
  };
  const work = async (part: HeldPart, signal: AbortSignal) => {
    try {
      if (part.tries > mostTries) await givePartUp(database, part, gapsOf(part), context.onScanEnd);
      else await collectPart(context, part, signal);
    } catch (error) {
      if (error instanceof StoppedError || signal.reason instanceof StoppedError) return;
      log.error(
        { service: part.service, scanId: part.scanId, reason: reasonOf(error) },
        'a part of a scan failed and will be tried again',
      );
      await releasePart(database, part).catch((failure: unknown) =>
        log.warn({ reason: reasonOf(failure) }, 'a part of a scan could not be given back'),
      );
    }
  };
  const wake = () => {
    isWoken = true;
    if (ticking !== undefined || isStopping) return;
    ticking = (async () => {
      while (isWoken && !isStopping) {
        isWoken = false;
        await tick().catch((error: unknown) =>
          log.warn({ reason: reasonOf(error) }, 'the scan worker could not look for work'),
        );
      }
    })().finally(() => {
      ticking = undefined;
      if (isWoken) wake();
    });
  };
  const timer = setInterval(wake, tickMilliseconds);
  wake();

  return {
    wake,
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await ticking;
      for (const { stop } of held.values()) stop.abort(new StoppedError('the worker stops'));
      await Promise.all([...held.values()].map(({ done }) => done));
      await releaseParts(database, workerId);
    },
  };
}

/** What is unknown of a part that every try was lost of. */
function gapsOf({ service, regions }: HeldPart): Gap[] {
  return regions.map((region) => ({
    service,
    region,
    operation: service,
    code: 'WorkerLost',
    message: 'Every try to read this ended before it was finished. The log of the workers says why.',
    permission: null,
    assets: 0,
  }));
}
