import { sql } from 'drizzle-orm';
import { rateLimits } from '../access/schema.ts';
import type { Database } from '../database/database.ts';
import { refuse } from './problem.ts';

type Turn = { ok: true } | { ok: false; retryAfterSeconds: number };

export interface RateLimiter {
  /** Counts one try; `ok` for the first `max` in each window of `windowSeconds`. All processes count together. */
  take(key: string, max: number, windowSeconds: number): Promise<Turn>;
}

/**
 * Counts a try of something in a minute, for a route.
 * @throws {ProblemError} `rate_limited` when there were more than `max`; `whose` says who tried, "from your address".
 */
export async function requireTurn(limiter: RateLimiter, key: string, max: number, whose: string): Promise<void> {
  const turn = await limiter.take(key, max, 60);
  if (turn.ok) return;
  throw refuse(
    {
      code: 'rate_limited',
      detail: `More than ${max} attempts in a minute came ${whose}.`,
      mend: `Try again in ${turn.retryAfterSeconds} s.`,
    },
    { 'Retry-After': String(turn.retryAfterSeconds) },
  );
}

/** A fixed-window limiter over the database: one statement a try, and the database's clock for all processes. */
export function createRateLimiter(database: Database): RateLimiter {
  return {
    async take(key, max, windowSeconds) {
      const isOver = sql`${rateLimits.windowEndsAt} <= now()`;
      const windowEnd = sql`now() + make_interval(secs => ${windowSeconds})`;
      const [row] = await database
        .insert(rateLimits)
        .values({ key, count: 1, windowEndsAt: windowEnd as never })
        .onConflictDoUpdate({
          target: rateLimits.key,
          set: {
            count: sql`case when ${isOver} then 1 else ${rateLimits.count} + 1 end`,
            windowEndsAt: sql`case when ${isOver} then ${windowEnd} else ${rateLimits.windowEndsAt} end`,
          },
        })
        .returning({
          count: rateLimits.count,
          secondsLeft: sql<number>`ceil(extract(epoch from ${rateLimits.windowEndsAt} - now()))::int`,
        });
      if (row === undefined) throw new Error('the rate limit upsert returned no row');
      if (row.count === 1) await forgetPastWindows(database);
      return row.count <= max ? { ok: true } : { ok: false, retryAfterSeconds: Math.max(1, row.secondsLeft) };
    },
  };
}

/** Rows that another process is counting in are skipped, so that two clean-ups can never wait for each other. */
async function forgetPastWindows(database: Database): Promise<void> {
  await database.execute(sql`
    delete from ${rateLimits} where ${rateLimits.key} in (
      select ${rateLimits.key} from ${rateLimits} where ${rateLimits.windowEndsAt} < now()
      limit 100 for update skip locked
    )`);
}
