import type { ScheduleChange, ScheduleView } from '../server/scans/api.ts';
import { command } from './command.ts';
import { findAccount } from './find-account.ts';
import { printableLine } from './printable.ts';
import { exitCodes, usageProblem } from './problem.ts';
import { choiceOptions, readChoice } from './scan-choice.ts';
import { signedInClient } from './settings.ts';
import { nameOf, writeJson } from './show.ts';
import type { World } from './world.ts';

export const scheduleCommands = [
  command({
    words: ['schedule', 'show'],
    summary: 'When an account is scanned by itself',
    arguments: ['<account>'],
    options: {},
    examples: ['cloudcoreo schedule show production'],
    async run({ values, arguments: [reference = ''] }, world) {
      const client = await signedInClient(world);
      const account = await findAccount(client, reference);
      const schedule = await client.call<ScheduleView>('GET', schedulePath(account.id));
      if (values.json) await writeJson(world, schedule);
      else await writeSchedule(world, nameOf(account), schedule);
      return exitCodes.ok;
    },
  }),

  command({
    words: ['schedule', 'set'],
    summary: 'Choose when an account is scanned by itself',
    arguments: ['<account>'],
    options: {
      every: { type: 'string', value: '<duration>', description: 'The time between two scans: 30m, 6h, 2d' },
      cron: {
        type: 'string',
        value: '<expression>',
        description: 'Five fields: minute, hour, day of month, month, day of week',
      },
      'time-zone': {
        type: 'string',
        value: '<name>',
        description: 'For --cron, for example Europe/Berlin; UTC where it is not given',
      },
      ...choiceOptions,
      pause: { type: 'boolean', description: 'Scan no longer by itself' },
      resume: { type: 'boolean', description: 'Scan by itself again' },
    },
    notes: ['What is not given stays as it is.'],
    examples: [
      'cloudcoreo schedule set production --every 12h',
      "cloudcoreo schedule set production --cron '0 3 * * 1-5' --time-zone Europe/Berlin",
      'cloudcoreo schedule set production --pause',
    ],
    async run({ values, arguments: [reference = ''] }, world) {
      if (values.every !== undefined && values.cron !== undefined) {
        throw usageProblem('A schedule has --every or --cron, not both.', 'Give one of them.');
      }
      if (values.pause && values.resume)
        throw usageProblem('--pause and --resume exclude each other.', 'Give one of them.');
      const every = values.every === undefined ? undefined : readMinutes(values.every);
      const client = await signedInClient(world);
      const account = await findAccount(client, reference);
      const { nextAt: _, ...present } = await client.call<ScheduleView>('GET', schedulePath(account.id));
      const choice = readChoice(values);
      const body: ScheduleChange = {
        ...present,
        ...(every === undefined ? {} : { intervalMinutes: every, cron: null }),
        ...(values.cron === undefined ? {} : { cron: values.cron, intervalMinutes: null }),
        ...(values['time-zone'] === undefined ? {} : { timeZone: values['time-zone'] }),
        ...(values.regions === undefined ? {} : { regions: choice.regions }),
        ...(values.services === undefined ? {} : { services: choice.services }),
        ...(values.pause || values.resume ? { isPaused: values.pause === true } : {}),
      };
      const schedule = await client.call<ScheduleView>('PUT', schedulePath(account.id), { body });
      if (values.json) await writeJson(world, schedule);
      else await writeSchedule(world, nameOf(account), schedule);
      return exitCodes.ok;
    },
  }),
];

function schedulePath(cloudAccountId: string): string {
  return `/api/v1/cloud-accounts/${cloudAccountId}/schedule`;
}

const minutesOfDay = 24 * 60;

const minutesOf: Record<string, number> = { m: 1, h: 60, d: minutesOfDay };

function readMinutes(given: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(given) ?? [];
  const minutes = Number(count) * (minutesOf[unit] ?? Number.NaN);
  if (Number.isNaN(minutes)) throw usageProblem('--every is not a duration.', 'Write for example 30m, 6h or 2d.');
  return minutes;
}

async function writeSchedule({ output }: World, account: string, schedule: ScheduleView): Promise<void> {
  const { cron, timeZone, intervalMinutes, regions, services, isPaused, nextAt } = schedule;
  const times = cron === null ? `every ${durationText(intervalMinutes ?? 0)}` : `at “${cron}” (${timeZone})`;
  const limits = [regions, services].flatMap((names) => (names === null ? [] : names.join(', ')));
  const only = limits.length === 0 ? '' : `, only ${limits.join('; ')}`;
  const next = isPaused ? 'Paused.' : nextAt === null ? 'It never comes.' : `Next at ${nextAt}.`;
  await output.write(`${printableLine(`${account} is scanned ${times}${only}. ${next}`)}\n`);
}

function durationText(minutes: number): string {
  if (minutes % minutesOfDay === 0) return `${minutes / minutesOfDay} d`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
