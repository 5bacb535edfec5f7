import { Cron } from 'croner';
import type { Subscription } from './schema.ts';

/**
 * When the next digest of a subscription is due, on the hour in its time zone; null when its messages are immediate. An
 * hour that a change of the clocks leaves out is the one after it; one that comes twice counts once.
 */
export function nextDigestAt(
  { timing, hour, timeZone }: Pick<Subscription, 'timing' | 'hour' | 'timeZone'>,
  after: Date,
): Date | null {
  if (timing === 'immediate') return null;
  const pattern = timing === 'hourly' ? '0 * * * *' : `0 ${hour} * * *`;
  return new Cron(pattern, { timezone: timeZone, mode: '5-part', paused: true }).nextRun(after);
}
