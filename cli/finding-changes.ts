import type { FindingChange, FindingChanged } from '../server/findings/api.ts';
import { command } from './command.ts';
import { findMember } from './find-member.ts';
import { printableLine } from './printable.ts';
import { type ExitCode, exitCodes, usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';
import { plural, writeJson } from './show.ts';
import type { World } from './world.ts';

// What a team does with findings, many at once.

const kinds = {
  suppressed: 'suppressed',
  'risk-accepted': 'risk_accepted',
  'false-positive': 'false_positive',
} as const;

/** The most that the API changes at once. */
const mostAtOnce = 1000;

const severalNote = 'What could not be changed is told, each with why; the command ends with 1 then.';

export const findingChangeCommands = [
  command({
    words: ['findings', 'suppress'],
    summary: 'Be told of findings no more, until a date or for ever',
    arguments: ['<id>...'],
    options: {
      reason: { type: 'string', value: '<text>', description: 'Why, for those who come after you' },
      until: { type: 'string', value: '<date>', description: 'The last day, 2030-01-31, or a moment in UTC' },
      'for-ever': { type: 'boolean', description: 'Until somebody ends it' },
      kind: { type: 'string', value: Object.keys(kinds).join('|'), description: 'Which kind (default: suppressed)' },
    },
    notes: [severalNote],
    examples: [
      'cloudcoreo findings suppress fd_… --reason "A honeypot" --kind false-positive --for-ever',
      "cloudcoreo findings list --json --filter account=sandbox | jq -r '.[].id' |\n" +
        '    xargs cloudcoreo findings suppress --reason "Gone by June" --until 2030-05-31',
    ],
    run({ values, arguments: ids }, world) {
      const kind = values.kind ?? 'suppressed';
      if (!isKind(kind)) throw usageProblem('This is no kind.', `There are ${Object.keys(kinds).join(', ')}.`);
      if (values.reason === undefined) throw usageProblem('No reason was given.', 'Say why: --reason "…"');
      const expiresAt = readEnd(values.until, values['for-ever']);
      return changeAll(world, values.json, ids, 'suppressed', async () => ({
        ...{ kind: 'suppress', as: kinds[kind], reason: values.reason ?? '', expiresAt },
      }));
    },
  }),

  command({
    words: ['findings', 'unsuppress'],
    summary: 'End what suppresses findings, each by itself',
    arguments: ['<id>...'],
    options: {},
    notes: ['A suppression that is meant for more is ended with “suppressions end”.', severalNote],
    examples: ['cloudcoreo findings unsuppress fd_…'],
    run({ values, arguments: ids }, world) {
      return changeAll(world, values.json, ids, 'open again', async () => ({ kind: 'unsuppress' }));
    },
  }),

  command({
    words: ['findings', 'assign'],
    summary: 'Say who looks after findings',
    arguments: ['<id>...'],
    options: { to: { type: 'string', value: '<e-mail>|me|nobody', description: 'Who' } },
    notes: [severalNote],
    examples: ['cloudcoreo findings assign fd_… --to ada@example.com', 'cloudcoreo findings assign fd_… fd_… --to me'],
    run({ values, arguments: ids }, world) {
      const { to } = values;
      if (to === undefined) throw usageProblem('It was not said to whom.', 'For example: --to me');
      return changeAll(world, values.json, ids, 'assigned', async (client) => ({
        ...{ kind: 'assign', userId: await findMember(client, to) },
      }));
    },
  }),

  command({
    words: ['findings', 'comment'],
    summary: 'Say something about findings',
    arguments: ['<id>...'],
    options: { text: { type: 'string', value: '<text>', description: 'What' } },
    notes: [severalNote],
    examples: ['cloudcoreo findings comment fd_… --text "The owner mends it this week."'],
    run({ values, arguments: ids }, world) {
      const text = values.text?.trim() ?? '';
      if (text === '') throw usageProblem('There is no comment.', 'For example: --text "I look at it."');
      return changeAll(world, values.json, ids, 'commented on', async () => ({ kind: 'comment', text }));
    },
  }),
];

function isKind(text: string): text is keyof typeof kinds {
  return Object.hasOwn(kinds, text);
}

/** A day lasts until it ends where the command runs; a moment is as it is written. */
function readEnd(until: string | undefined, isForEver: boolean | undefined): string | null {
  if ((until === undefined) === (isForEver !== true)) {
    throw usageProblem('Say for how long.', 'Give either --until <date> or --for-ever.');
  }
  if (until === undefined) return null;
  const end = new Date(/^\d{4}-\d{2}-\d{2}$/.test(until) ? `${until}T23:59:59` : until);
  if (!Number.isNaN(end.getTime())) return end.toISOString();
  throw usageProblem('--until is no date.', 'For example: --until 2030-01-31');
}

async function changeAll(
  world: World,
  isJson: boolean | undefined,
  given: readonly string[],
  done: string,
  changeWith: (client: Awaited<ReturnType<typeof signedInClient>>) => Promise<FindingChange['change']>,
): Promise<ExitCode> {
  const client = await signedInClient(world);
  const change = await changeWith(client);
  const ids = [...new Set(given)];
  const result: FindingChanged = { changed: [], unchanged: [] };
  for (let start = 0; start < ids.length; start += mostAtOnce) {
    const body: FindingChange = { ids: ids.slice(start, start + mostAtOnce), change };
    const { changed, unchanged } = await client.call<FindingChanged>('POST', '/api/v1/findings/changes', { body });
    result.changed.push(...changed);
    result.unchanged.push(...unchanged);
  }
  if (isJson) await writeJson(world, result);
  else if (result.changed.length > 0) {
    const { length } = result.changed;
    await world.output.write(`${plural(length, 'finding')} ${length === 1 ? 'is' : 'are'} ${done}.\n`);
  }
  for (const { id, why } of isJson ? [] : result.unchanged) {
    await world.messages.write(`${printableLine(`${id}: ${why}`)}\n`);
  }
  return result.unchanged.length === 0 ? exitCodes.ok : exitCodes.failed;
}
