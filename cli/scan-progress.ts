import type { ScanSummaryView, ScanView } from '../server/scans/api.ts';
import { type ExitCode, exitCodes } from './problem.ts';
import { plural } from './show.ts';

export type Progress = Pick<
  ScanSummaryView,
  'state' | 'startedAt' | 'queuedAt' | 'finishedAt' | 'parts' | 'assets' | 'calls' | 'gaps'
>;

/** What a progress line says of one scan or of several together. */
export interface Sum {
  scans: number;
  ended: number;
  running: number;
  parts: { total: number; finished: number };
  assets: number;
  calls: number;
  gaps: number;
  seconds: number;
}

export function sumUp(scans: readonly Progress[], now: number): Sum {
  const add = (value: (scan: Progress) => number) => scans.reduce((sum, scan) => sum + value(scan), 0);
  const begun = Math.min(now, ...scans.map(({ queuedAt }) => Date.parse(queuedAt)));
  return {
    scans: scans.length,
    ended: scans.filter((scan) => !isUnderWay(scan)).length,
    running: scans.filter(({ state }) => state === 'running').length,
    parts: { total: add(({ parts }) => parts.total), finished: add(({ parts }) => parts.finished) },
    assets: add(({ assets }) => assets),
    calls: add(({ calls }) => calls),
    gaps: add(({ gaps }) => gaps),
    seconds: Math.floor((now - begun) / 1000),
  };
}

/** A bar as wide as there is room for, and the numbers. */
export function progressLine(sum: Sum, columns: number): string {
  const { scans, ended, running, parts, assets, calls, gaps, seconds } = sum;
  const isWaiting = running === 0 && ended < scans;
  const numbers = [
    ...(scans > 1 ? [`${ended}/${plural(scans, 'account')}`] : []),
    isWaiting && parts.total === 0 ? 'waiting for a worker' : `${parts.finished}/${plural(parts.total, 'part')}`,
    plural(assets, 'asset'),
    plural(calls, 'call'),
    ...(gaps > 0 ? [plural(gaps, 'gap')] : []),
    `${seconds} s`,
  ].join('  ');
  const share = parts.total === 0 ? 0 : parts.finished / parts.total;
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const room = Math.min(30, columns - numbers.length - percent.length - 5);
  if (room < 5) return `${percent}  ${numbers}`;
  const done = Math.floor(share * room);
  return `[${'#'.repeat(done)}${'-'.repeat(room - done)}]${percent}  ${numbers}`;
}

export function isUnderWay({ state }: Pick<ScanSummaryView, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/** What one ended scan came to, on one line. */
export function outcomeLine(nickname: string, scan: ScanSummaryView): string {
  const { state, assets, added, changed, deleted, calls, gaps } = scan;
  const took =
    scan.startedAt === null || scan.finishedAt === null
      ? ''
      : ` in ${secondsBetween(scan.startedAt, scan.finishedAt)} s`;
  const numbers = [
    plural(assets, 'asset'),
    `${added.toLocaleString('en')} new`,
    `${changed.toLocaleString('en')} changed`,
    `${deleted.toLocaleString('en')} deleted`,
    plural(calls, 'call'),
    plural(gaps, 'gap'),
  ];
  return `${nickname}: ${state}${took}: ${numbers.join(', ')}`;
}

function secondsBetween(start: string, end: string): string {
  return ((Date.parse(end) - Date.parse(start)) / 1000).toFixed(1);
}

/** The worst of what the scans came to: failed before partial before complete. */
export function exitCodeOf(scans: readonly Pick<ScanSummaryView, 'state'>[]): ExitCode {
  if (scans.some(({ state }) => state === 'failed' || state === 'cancelled')) return exitCodes.failed;
  return scans.some(({ state }) => state === 'partial') ? exitCodes.partial : exitCodes.ok;
}

export interface GapGroup {
  service: string;
  operation: string;
  code: string;
  regions: string[];
  permission: string | null;
  message: string;
  assets: number;
}

/** The gaps of one cause together: a permission that is missing is so in every region. */
export function groupGaps(gaps: ScanView['gapList']): GapGroup[] {
  const groups = new Map<string, GapGroup>();
  for (const { service, operation, code, region, permission, message, assets } of gaps) {
    const key = JSON.stringify([service, operation, code, permission]);
    const group = groups.get(key) ?? { service, operation, code, permission, message, regions: [], assets: 0 };
    if (!group.regions.includes(region)) group.regions.push(region);
    group.assets += assets;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What to do about a gap. */
export function mendOf({ permission, code }: Pick<GapGroup, 'permission' | 'code'>, nickname: string): string {
  if (permission !== null) {
    return `AWS denied ${permission}. “cloudcoreo accounts verify ${nickname}” tells whether the role’s policy lacks it; if not, a control policy (SCP), a boundary or a resource’s own policy denies it.`;
  }
  if (/thrott|toomanyrequests|requestlimit|slowdown/i.test(code))
    return 'AWS was throttling. The next scan tries again.';
  return 'The next scan tries again.';
}
