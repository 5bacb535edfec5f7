import type { Job } from 'pg-boss';
import type { Logger } from 'pino';
import { reasonOf } from './errors.ts';

/**
 * Works on one job at a time. What a job that failed leaves with the queue carries nothing of the error but its reason: an
 * error of the database driver has the statement's values.
 * @param what of the log: “judging a cloud account”
 * @param isTold errors that carry nothing and are known already: they are neither logged nor changed
 */
export function oneJob<Data extends object>(
  log: Pick<Logger, 'error'>,
  what: string,
  work: (job: Job<Data>) => Promise<unknown>,
  isTold: (error: unknown) => boolean = () => false,
) {
  return async ([job]: Job<Data>[]): Promise<void> => {
    if (job === undefined) return;
    try {
      await work(job);
    } catch (error) {
      if (isTold(error)) throw error;
      const reason = reasonOf(error);
      log.error({ job: job.data, reason }, `${what} failed and will be tried again`);
      throw new Error(reason);
    }
  };
}
