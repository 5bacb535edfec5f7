import type { ManagementView } from '../server/actions/api.ts';
import { usageProblem } from './problem.ts';

type ChangeWindow = NonNullable<ManagementView['window']>;

/** As JavaScript and the API number them. */
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** As people read a week. */
const mondayFirst = [1, 2, 3, 4, 5, 6, 0];

/** A change window as it is written: `mon-fri 22:00-04:00 Europe/Berlin`. Throws a usage ProblemError. */
export function readWindow(text: string): ChangeWindow {
  const [, dayText = '', from = '', to = '', timeZone = ''] =
    /^(\S+) +(\d\d:\d\d)-(\d\d:\d\d) +(\S+)$/.exec(text.trim()) ?? [];
  const days = dayText === 'daily' ? [...dayNames.keys()] : dayText.split(',').flatMap(readDays);
  if (timeZone === '' || days.length === 0 || days.includes(-1)) {
    throw usageProblem(
      '--window is no change window.',
      'Write days, times and time zone: --window "mon-fri 22:00-04:00 Europe/Berlin". “daily” is every day.',
    );
  }
  return { days: [...new Set(days)].sort(), from, to, timeZone };
}

/** The days of `mon` or of `fri-mon`; -1 for what is no day. */
function readDays(text: string): number[] {
  const [first = -1, last = first, ...more] = text
    .toLowerCase()
    .split('-')
    .map((name) => (dayNames as readonly string[]).indexOf(name));
  if (first === -1 || last === -1 || more.length > 0) return [-1];
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => (first + index) % 7);
}

/** A change window as `readWindow` reads it. */
export function windowText({ days, from, to, timeZone }: ChangeWindow): string {
  return `${daysText(days)} ${from}-${to} ${timeZone}`;
}

function daysText(days: readonly number[]): string {
  if (days.length === 7) return 'daily';
  const runs: number[][] = [];
  for (const [place, day] of mondayFirst.entries()) {
    if (!days.includes(day)) continue;
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === mondayFirst[place - 1]) run.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined) => dayNames[day ?? 0];
  return runs.flatMap((run) => (run.length > 2 ? `${name(run[0])}-${name(run.at(-1))}` : run.map(name))).join(',');
}
