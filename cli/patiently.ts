import { setTimeout as delay } from 'node:timers/promises';
import { ProblemError } from './problem.ts';

/** A server that restarts is back by then. */
const patienceMilliseconds = 60_000;

/** Tries again for a while when the server is away: what is waited for does not end with it. */
export async function patiently<Value>(ask: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  const giveUpAt = Date.now() + patienceMilliseconds;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isAway =
        error instanceof ProblemError &&
        ['server_unreachable', 'unexpected_answer', 'internal_error', 'rate_limited'].includes(error.trouble.code);
      if (!isAway || Date.now() > giveUpAt) throw error;
      await delay(1000, undefined, { signal });
    }
  }
}
