import { Cron } from 'croner';
import type { ChangeWindow } from './schema.ts';

/**
 * When changes may be made next: now within the window, else when it begins.
 * @param window `null`: always
 */
export function nextInWindow(window: ChangeWindow | null, now: Date): Date {
  if (window === null) return now;
  const { days, from, timeZone } = window;
  const [hour, minute] = timesOf(from);
  const begins = new Cron(`${minute} ${hour} * * ${days.join(',')}`, {
    timezone: timeZone,
    mode: '5-part',
    paused: true,
  });
  const [last] = begins.previousRuns(1, new Date(now.getTime() + 1));
  if (last !== undefined && now.getTime() < last.getTime() + minutesOf(window) * 60_000) return now;
  const next = begins.nextRun(now);
  // Every day of the week comes again.
  if (next === null) throw new Error(`The window ${JSON.stringify(window)} never begins.`);
  return next;
}

/** How long the window is open. */
function minutesOf({ from, to }: ChangeWindow): number {
  const minutes = (time: string) => {
    const [hour, minute] = timesOf(time);
    return hour * 60 + minute;
  };
  const length = minutes(to) - minutes(from);
  return length > 0 ? length : length + 24 * 60;
}

function timesOf(time: string): [number, number] {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return [hour, minute];
}
