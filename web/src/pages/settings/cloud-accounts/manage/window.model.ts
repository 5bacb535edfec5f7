import type { ManagementView } from '../../../../../../server/actions/api.ts';

type ChangeWindow = NonNullable<ManagementView['window']>;

/** Monday first, each with the number that the API has for it. */
export const weekDays = [
  { day: 1, name: 'Monday', short: 'Mon' },
  { day: 2, name: 'Tuesday', short: 'Tue' },
  { day: 3, name: 'Wednesday', short: 'Wed' },
  { day: 4, name: 'Thursday', short: 'Thu' },
  { day: 5, name: 'Friday', short: 'Fri' },
  { day: 6, name: 'Saturday', short: 'Sat' },
  { day: 0, name: 'Sunday', short: 'Sun' },
] as const;

/** The window as the form holds it. */
export interface WindowDraft extends ChangeWindow {
  isAlways: boolean;
}

/** @param ownTimeZone offered to those who set a window first */
export function draftOf(window: ManagementView['window'], ownTimeZone: string): WindowDraft {
  if (window !== null) return { ...window, isAlways: false };
  return { isAlways: true, days: [1, 2, 3, 4], from: '22:00', to: '04:00', timeZone: ownTimeZone };
}

export function windowOf({ isAlways, ...window }: WindowDraft): ManagementView['window'] {
  return isAlways ? null : { ...window, days: [...window.days].sort() };
}

/** What is wrong with a draft, by field. */
export function draftErrors({ isAlways, days, from, to }: WindowDraft): Record<string, string> {
  if (isAlways) return {};
  const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
  return {
    ...(days.length === 0 && { days: 'Choose at least one day.' }),
    ...(!isTime(from) && { from: 'Give a time, for example 22:00.' }),
    ...(!isTime(to) && { to: 'Give a time, for example 04:00.' }),
  };
}

/** Days that follow each other as “Mon–Thu”. */
function dayWords(days: readonly number[]): string {
  if (days.length === 7) return 'Every day';
  const runs: (typeof weekDays)[number][][] = [];
  for (const [place, day] of weekDays.entries()) {
    if (!days.includes(day.day)) continue;
    const before = weekDays[place - 1];
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === before) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) => (run.length > 2 ? `${run[0]?.short}–${run.at(-1)?.short}` : run.map(({ short }) => short)))
    .join(', ');
}

/** When changes are made, in words: “Mon–Thu 22:00 to 04:00 of the next day, Europe/Berlin”. */
export function windowWords(window: ManagementView['window']): string {
  if (window === null) return 'Always';
  const { days, from, to, timeZone } = window;
  return `${dayWords(days)} ${from} to ${to}${to <= from ? ' of the next day' : ''}, ${timeZone}`;
}
