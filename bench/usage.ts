import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { round } from './measure.ts';

/** What processes and all their descendants used of the machine while they were watched. Linux only. */
export type Usage = {
  cpuSeconds: number;
  /** The highest sum of resident memory, sampled four times a second, or a single process's own high-water mark when that is higher. */
  peakMiB: number;
};

const sampleMilliseconds = 250;
/** Linux tells processor time in hundredths of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const ticksPerSecond = 100;

type Times = { parent: number; ticks: number };
type Sample = Times & { residentKiB: number; highWaterKiB: number };

/** Begins to watch; `stop` says what was used since. */
export function watchUsage(roots: number[]): { stop(): Usage } {
  // Sets the high-water mark back to now: https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html
  for (const id of readTrees(roots).keys()) writeFileSync(`/proc/${id}/clear_refs`, '5');
  const ticksBefore = new Map([...readTrees(roots)].map(([id, { ticks }]) => [id, ticks]));
  const ticksLast = new Map<number, number>();
  let peakKiB = 0;
  const sample = () => {
    const tree = readTrees(roots);
    let residentKiB = 0;
    for (const [id, process] of tree) {
      residentKiB += process.residentKiB;
      ticksLast.set(id, process.ticks);
      peakKiB = Math.max(peakKiB, process.highWaterKiB);
    }
    peakKiB = Math.max(peakKiB, residentKiB);
  };
  sample();
  const timer = setInterval(sample, sampleMilliseconds);
  return {
    stop() {
      clearInterval(timer);
      sample();
      const ticks = [...ticksLast].reduce((sum, [id, last]) => sum + last - (ticksBefore.get(id) ?? 0), 0);
      return { cpuSeconds: round(ticks / ticksPerSecond), peakMiB: round(peakKiB / 1024, 0) };
    },
  };
}

/** The parent of a process. */
export function parentOf(processId: number): number | undefined {
  return readTimes(processId)?.parent;
}

function readTrees(roots: number[]): Map<number, Sample> {
  const all = new Map<number, Times>();
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    const process = Number.isInteger(id) ? readTimes(id) : undefined;
    if (process !== undefined) all.set(id, process);
  }
  const isWithin = (id: number): boolean => {
    const process = all.get(id);
    return process !== undefined && (roots.includes(id) || isWithin(process.parent));
  };
  const within = new Map<number, Sample>();
  for (const [id, times] of all) if (isWithin(id)) within.set(id, { ...times, ...readMemory(id) });
  return within;
}

function readTimes(id: number): Times | undefined {
  const stat = readIfThere(`/proc/${id}/stat`);
  if (stat === undefined) return undefined;
  // The name in parentheses may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

function readMemory(id: number): { residentKiB: number; highWaterKiB: number } {
  const status = readIfThere(`/proc/${id}/status`) ?? '';
  const kilobytesOf = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
  return { residentKiB: kilobytesOf('VmRSS'), highWaterKiB: kilobytesOf('VmHWM') };
}

/** Undefined when the process has ended meanwhile. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}
