import type { ActionChange, ActionsChanged, ActionView } from '../server/actions/api.ts';
import type { Client } from './client.ts';
import { command, type Options } from './command.ts';
import { printableLine } from './printable.ts';
import { type ExitCode, exitCodes, usageProblem } from './problem.ts';
import { idsOfBatch, readActions } from './read-actions.ts';
import { signedInClient } from './settings.ts';
import { plural, writeJson } from './show.ts';
import { writePlan } from './show-action.ts';
import { watchActions } from './watch-actions.ts';
import type { World } from './world.ts';

// What people decide of actions, one or many at once.

/** The most that the API changes at once. */
const mostAtOnce = 500;

const batch = { type: 'string', value: '<id>', description: 'All of a batch that it is for' } as const;
const wait = { type: 'boolean', description: 'Wait for the end, and show the progress until then' } as const;
const severalNote = 'What could not be done is told, each with why; the command ends with 1 then.';
const waitNote =
  'With --wait it ends with 1, too, when it does not come to its end now: it failed, or it waits for a second person, for\n' +
  'the change window of its account, or for the brake. Ctrl-C ends the waiting alone.';

export const actionChangeCommands = [
  command({
    words: ['actions', 'apply'],
    summary: 'Apply what is planned',
    arguments: ['[id]...'],
    options: {
      batch,
      yes: { type: 'boolean', description: 'Do not ask' },
      name: {
        type: 'string',
        multiple: true,
        value: '<asset’s name>',
        description: 'With --yes, of what has no way back: that you mean this asset; repeatable',
      },
      wait,
    },
    notes: ['In a terminal it shows the plans and asks, unless --yes is given.', severalNote, waitNote],
    examples: ['cloudcoreo actions apply act_… --wait', 'cloudcoreo actions apply --batch bat_… --yes --wait'],
    async run({ values, arguments: given }, world) {
      const chosen = readChosen(given, values.batch);
      if (!values.yes && !world.canAsk) {
        throw usageProblem('Nobody is there to confirm that it may be applied.', 'Add --yes to apply it unasked.');
      }
      const client = await signedInClient(world);
      const ids = 'ids' in chosen ? chosen.ids : await idsOfBatch(client, chosen.batchId, 'planned');
      const actions = await readActions(client, ids);
      const names = values.yes ? namesGiven(actions, values.name ?? []) : await confirm(world, actions);
      // Those that were shown, and none that came to the batch meanwhile.
      const result: ActionsChanged = { changed: [], unchanged: [] };
      const withWayBack = actions.filter((action) => !names.has(action.id)).map(({ id }) => id);
      for (let start = 0; start < withWayBack.length; start += mostAtOnce) {
        const some = withWayBack.slice(start, start + mostAtOnce);
        add(result, await change(client, { ids: some, change: { kind: 'apply' } }));
      }
      for (const [id, assetName] of names) {
        add(result, await change(client, { ids: [id], change: { kind: 'apply', assetName } }));
      }
      return end(client, world, result, { ...values, done: 'to be applied', wanted: 'done' });
    },
  }),

  changeCommand({
    ...{ word: 'approve', summary: 'Approve what somebody else wants applied', done: 'approved' },
    change: () => ({ kind: 'approve' }),
  }),

  changeCommand({
    ...{ word: 'reject', summary: 'Reject what somebody else wants applied', done: 'rejected' },
    options: { reason: { type: 'string', value: '<text>', description: 'Why' } },
    change: ({ reason }) => ({ kind: 'reject', ...(typeof reason === 'string' && { reason }) }),
  }),

  changeCommand({
    ...{ word: 'cancel', summary: 'Call off what has not begun', done: 'cancelled' },
    change: () => ({ kind: 'cancel' }),
  }),

  command({
    words: ['actions', 'undo'],
    summary: 'Bring assets back to what they were before an action',
    arguments: ['[id]...'],
    options: { batch, wait },
    notes: [severalNote, waitNote],
    examples: ['cloudcoreo actions undo act_… --wait'],
    async run({ values, arguments: given }, world) {
      const chosen = readChosen(given, values.batch);
      const client = await signedInClient(world);
      const result = await change(client, { ...chosen, change: { kind: 'undo' } });
      return end(client, world, result, { ...values, done: 'to be undone', wanted: 'undone' });
    },
  }),

  changeCommand({
    ...{ word: 'replan', summary: 'Plan anew, from what the asset is now', done: 'being planned anew' },
    change: () => ({ kind: 'plan' }),
  }),
];

/** A command that changes actions and waits for nothing. */
function changeCommand(declared: {
  word: string;
  summary: string;
  /** “3 actions are …” */
  done: string;
  options?: Options;
  change(values: Readonly<Record<string, unknown>>): ActionChange['change'];
}) {
  return command({
    words: ['actions', declared.word],
    summary: declared.summary,
    arguments: ['[id]...'],
    options: { batch, ...declared.options } as Options,
    notes: [severalNote],
    examples: [`cloudcoreo actions ${declared.word} act_…`, `cloudcoreo actions ${declared.word} --batch bat_…`],
    async run({ values, arguments: given }, world) {
      const chosen = readChosen(given, values.batch as string | undefined);
      const client = await signedInClient(world);
      const result = await change(client, { ...chosen, change: declared.change(values) });
      return end(client, world, result, { json: values.json, done: declared.done });
    },
  });
}

function readChosen(given: readonly string[], batchId: string | undefined): { ids: string[] } | { batchId: string } {
  if (given.length > 0 === (batchId !== undefined)) {
    throw usageProblem('Which actions are meant?', 'Give their IDs, or --batch with the ID of a batch.');
  }
  return batchId === undefined ? { ids: [...new Set(given)] } : { batchId };
}

function change(client: Client, body: ActionChange): Promise<ActionsChanged> {
  return client.call<ActionsChanged>('POST', '/api/v1/actions/changes', { body });
}

function add(all: ActionsChanged, { changed, unchanged }: ActionsChanged): void {
  all.changed.push(...changed);
  all.unchanged.push(...unchanged);
}

function hasNoWayBack({ status, canBeUndone }: ActionView): boolean {
  return status === 'planned' && !canBeUndone;
}

/** The name of the asset of each action that has no way back, as far as it was given. */
function namesGiven(actions: readonly ActionView[], given: readonly string[]): Map<string, string> {
  const forGood = actions.filter(hasNoWayBack);
  const missing = forGood.find(({ assetName }) => !given.includes(assetName));
  if (missing !== undefined) {
    throw usageProblem(
      `“${missing.title}” has no way back (${missing.whyNoUndo ?? ''}), so --yes is not enough.`,
      `Show that you mean this asset: --name ${JSON.stringify(printableLine(missing.assetName))}`,
    );
  }
  return new Map(forGood.map(({ id, assetName }) => [id, assetName]));
}

/** Shows the plans and asks. Throws a usage ProblemError when they are not to be applied. */
async function confirm(world: World, actions: readonly ActionView[]): Promise<Map<string, string>> {
  const { messages, ask } = world;
  const planned = actions.filter(({ status }) => status === 'planned');
  const names = new Map<string, string>();
  for (const action of planned) {
    await messages.write(`\n${messages.paint('bold', printableLine(`${action.title}: ${action.assetName}`))}\n`);
    await messages.write(`${printableLine(`${action.assetArn}, ${action.accountNickname}`)}\n`);
    await writePlan(messages, action);
  }
  for (const { id, assetName } of planned.filter(hasNoWayBack)) {
    const typed = await ask(`\nThere is no way back. Type ${printableLine(assetName)} to confirm: `);
    if (typed !== assetName) throw notConfirmed('That is not the asset’s name; nothing was applied.');
    names.set(id, assetName);
  }
  if (planned.length > names.size) {
    const typed = await ask(`\nApply ${plural(planned.length, 'action')}? Type “yes”: `);
    if (typed.toLowerCase() !== 'yes') throw notConfirmed('Nothing was applied.');
  }
  return names;
}

function notConfirmed(detail: string) {
  return usageProblem(detail, 'Start the command again when you are sure.');
}

interface Ending {
  json?: boolean | undefined;
  wait?: boolean | undefined;
  done: string;
  /** How an action ends that went as asked. */
  wanted?: ActionView['status'];
}

/** Tells what came of it, and waits where that was asked for. */
async function end(client: Client, world: World, result: ActionsChanged, how: Ending): Promise<ExitCode> {
  const { changed, unchanged } = result;
  const isAsAsked = unchanged.length === 0 && changed.length > 0;
  if (!how.json) await writeChanged(world, result, how.done);
  if (!how.wait || changed.length === 0) {
    if (how.json) await writeJson(world, result);
    return isAsAsked ? exitCodes.ok : exitCodes.failed;
  }
  const actions = await watchActions(client, world.messages, changed);
  if (actions === undefined) {
    await world.messages.write('Not waited for any longer: the server goes on.\n');
    return exitCodes.interrupted;
  }
  if (how.json) await writeJson(world, { ...result, actions });
  return isAsAsked && actions.every(({ status }) => status === how.wanted) ? exitCodes.ok : exitCodes.failed;
}

async function writeChanged({ output, messages }: World, result: ActionsChanged, done: string): Promise<void> {
  const { changed, unchanged } = result;
  if (changed.length > 0) {
    await output.write(`${plural(changed.length, 'action')} ${changed.length === 1 ? 'is' : 'are'} ${done}.\n`);
  }
  for (const { id, why } of unchanged) await messages.write(`${printableLine(`${id}: ${why}`)}\n`);
  if (changed.length + unchanged.length === 0) await messages.write('There is none of the batch that this is for.\n');
}
