import type { ScanView, ScheduleChange, ScheduleView } from '../../../../../server/scans/api.ts';
import { plural } from '../../../show/plural.ts';

/** The schedule as the form holds it. */
export interface ScheduleDraft {
  mode: 'interval' | 'cron';
  hours: string;
  cron: string;
  timeZone: string;
  /** Empty: all. */
  regions: string[];
  services: string[];
  isPaused: boolean;
}

/** @param ownTimeZone offered to those who change from an interval to cron */
export function draftOf(schedule: ScheduleView, ownTimeZone: string): ScheduleDraft {
  const { intervalMinutes, cron, timeZone, regions, services, isPaused } = schedule;
  return {
    mode: cron === null ? 'interval' : 'cron',
    hours: String((intervalMinutes ?? 360) / 60),
    cron: cron ?? '0 3 * * *',
    timeZone: cron === null ? ownTimeZone : timeZone,
    regions: regions ?? [],
    services: services ?? [],
    isPaused,
  };
}

/** What is wrong with the draft that the server cannot be asked about. */
export function hoursError({ mode, hours }: ScheduleDraft): string | undefined {
  if (mode === 'cron') return undefined;
  const isNumber = hours.trim() !== '' && Number.isFinite(Number(hours));
  return isNumber ? undefined : 'Give the hours as a number, for example 6 or 0.5.';
}

export function changeOf(draft: ScheduleDraft): ScheduleChange {
  const isCron = draft.mode === 'cron';
  return {
    intervalMinutes: isCron ? null : Math.round(Number(draft.hours) * 60),
    cron: isCron ? draft.cron.trim() : null,
    timeZone: isCron ? draft.timeZone : 'UTC',
    ...limitsOf(draft),
    isPaused: draft.isPaused,
  };
}

/** What a choice of regions and services limits a scan to: none chosen is all. */
export function limitsOf({ regions, services }: Pick<ScheduleDraft, 'regions' | 'services'>) {
  return {
    regions: regions.length === 0 ? null : regions,
    services: services.length === 0 ? null : services,
  };
}

/** The same schedule, paused or going on. */
export function pausedAs(schedule: ScheduleView, isPaused: boolean): ScheduleChange {
  const { nextAt: _, ...change } = schedule;
  return { ...change, isPaused };
}

/** When, in words: "Every 6 hours". */
export function scheduleWords({ intervalMinutes, cron, timeZone }: ScheduleView): string {
  if (cron !== null) return `${cron} (cron, ${timeZone})`;
  const minutes = intervalMinutes ?? 0;
  if (minutes % 60 !== 0) return `Every ${plural(minutes, 'minute')}`;
  return minutes === 60 ? 'Every hour' : `Every ${plural(minutes / 60, 'hour')}`;
}

/** The names of a choice, or what an empty one means. */
export function listWords(names: readonly string[] | null, all: string): string {
  return names === null ? all : names.join(', ');
}

/** The regions a scan read, without what is global. */
export function regionsOf({ details }: Pick<ScanView, 'details'>): string[] {
  return [...new Set(details.map(({ region }) => region))].filter((region) => region !== 'global').sort();
}
