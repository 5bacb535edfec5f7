import { limitOf } from './limits.ts';

/** What became of a call, as far as its pace is concerned. */
export type PaceOutcome = 'ok' | 'throttled';

/** Keeps the calls to one service in one region of an account within what AWS allows. */
export interface Pace {
  /**
   * Waits until a call may be made; what it gives must be told how the call went.
   * @throws the signal's reason when it aborts while waiting
   */
  enter(operation: string, signal: AbortSignal): Promise<(outcome: PaceOutcome) => void>;
}

/** The pace of a service in a region of an account. */
export type Pacer = (accountId: string, service: string, region: string) => Pace;

export interface PaceOptions {
  /** The part of AWS's published limits that CloudCoreo uses, from 0 to 1: the rest is left to the account's owner. */
  share: number;
  /** Calls of one operation under way at a time, at most. */
  concurrency: number;
  now?: () => number;
}

/** Paces by account, service, region and operation, for all scans of this process. */
export function createPacer(options: PaceOptions): Pacer {
  const paces = new Map<string, { pace: Pace; usedAt: number }>();
  const now = options.now ?? Date.now;
  return (accountId, service, region) => {
    const key = `${accountId} ${service} ${region}`;
    const known = paces.get(key);
    const usedAt = now();
    if (known !== undefined) {
      known.usedAt = usedAt;
      return known.pace;
    }
    for (const [other, one] of paces) if (usedAt - one.usedAt > keptMilliseconds) paces.delete(other);
    const pace = createPace(service, options);
    paces.set(key, { pace, usedAt });
    return pace;
  };
}

const keptMilliseconds = 60 * 60 * 1000;

/** Throttled calls that come within this time are one reason to slow down, not several. */
const oneReasonMilliseconds = 1000;

function createPace(service: string, { share, concurrency, now = Date.now }: PaceOptions): Pace {
  const buckets = new Map<string, ReturnType<typeof createBucket>>();
  return {
    enter(operation, signal) {
      const known = limitOf(service, operation);
      const name = known?.bucket ?? operation;
      let bucket = buckets.get(name);
      if (bucket === undefined) {
        const rate = known === undefined ? undefined : known.limit.perSecond * share;
        const burst = Math.max(1, (known?.limit.burst ?? 1) * share);
        bucket = createBucket({ rate, burst, concurrency, now });
        buckets.set(name, bucket);
      }
      return bucket.enter(signal);
    },
  };
}

interface BucketOptions {
  /** Calls a second that are never exceeded; `undefined`: not known. */
  rate: number | undefined;
  burst: number;
  concurrency: number;
  now: () => number;
}

/**
 * A token bucket and a number of calls at a time, both halved when AWS throttles and raised step by step while it does
 * not: additive increase, multiplicative decrease, as TCP does it.
 */
function createBucket({ rate: mostRate, burst, concurrency, now }: BucketOptions) {
  let rate = mostRate ?? Number.POSITIVE_INFINITY;
  // However often AWS throttles, calls go on; a small share of a small limit may be less still.
  const leastRate = Math.min(0.5, rate);
  let tokens = burst;
  let filledAt = now();
  let atOnce = concurrency;
  let running = 0;
  let slowedAt = Number.NEGATIVE_INFINITY;
  let raisedAt = now();
  const finishedAt: number[] = [];
  const waiting: { start: () => void }[] = [];
  let timer: NodeJS.Timeout | undefined;

  const fill = () => {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * rate);
    filledAt = at;
  };
  const startNext = () => {
    while (waiting.length > 0 && running < Math.floor(atOnce)) {
      if (Number.isFinite(rate)) {
        fill();
        if (tokens < 1) {
          if (timer === undefined) timer = setTimeout(goOn, Math.ceil(((1 - tokens) / rate) * 1000));
          return;
        }
        tokens -= 1;
      }
      running += 1;
      waiting.shift()?.start();
    }
  };
  const goOn = () => {
    timer = undefined;
    startNext();
  };
  const slowDown = (at: number) => {
    if (at - slowedAt < oneReasonMilliseconds) return;
    slowedAt = at;
    if (!Number.isFinite(rate)) filledAt = at;
    const measured = finishedAt.filter((one) => at - one < 1000).length;
    rate = Math.max(leastRate, (Number.isFinite(rate) ? rate : Math.max(2, measured)) / 2);
    tokens = Math.min(tokens, 1);
    atOnce = Math.max(1, atOnce / 2);
  };
  const speedUp = (at: number) => {
    if (at - slowedAt < oneReasonMilliseconds || at - raisedAt < oneReasonMilliseconds) return;
    raisedAt = at;
    atOnce = Math.min(concurrency, atOnce + 1);
    if (Number.isFinite(rate)) rate = Math.min(mostRate ?? Number.POSITIVE_INFINITY, rate + Math.max(0.5, rate / 10));
  };
  const finish = (outcome: PaceOutcome) => {
    const at = now();
    running -= 1;
    finishedAt.push(at);
    if (finishedAt.length > 200) finishedAt.shift();
    if (outcome === 'throttled') slowDown(at);
    else speedUp(at);
    startNext();
  };

  return {
    enter(signal: AbortSignal): Promise<typeof finish> {
      return new Promise((resolve, reject) => {
        const entry = {
          start: () => {
            signal.removeEventListener('abort', leave);
            resolve(finish);
          },
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal.reason);
        };
        if (signal.aborted) return reject(signal.reason);
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(entry);
        startNext();
      });
    },
  };
}
