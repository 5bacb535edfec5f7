import type { ActionKindView, ActionSummaryView, ActionView } from '../server/actions/api.ts';
import { actionStatuses } from '../server/actions/statuses.ts';
import { parameterLines } from './action-parameters.ts';
import type { Client } from './client.ts';
import { command } from './command.ts';
import { splitValues } from './filter.ts';
import { accountIds } from './find-account.ts';
import { chooseColumns, limited, listOptions, onePage, readFormat, readLimit, writeList } from './list.ts';
import { printableLine } from './printable.ts';
import { exitCodes, ProblemError, usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';
import { writeJson } from './show.ts';
import { writeAction } from './show-action.ts';
import type { Column } from './table.ts';

const kindColumns: Column<ActionKindView>[] = [
  { name: 'id', value: ({ id }) => id, isWhole: true },
  { name: 'title', value: ({ title }) => title },
  { name: 'service', value: ({ service }) => service },
  { name: 'types', value: ({ types }) => types.join(', ') },
  { name: 'undo', value: ({ canBeUndone }) => (canBeUndone ? 'yes' : 'no') },
  { name: 'why-no-undo', value: ({ whyNoUndo }) => whyNoUndo ?? '' },
  { name: 'tried-first', value: ({ isTriedFirst }) => (isTriedFirst ? 'yes' : 'no') },
  { name: 'parameters', value: (kind) => parameterLines(kind).join('; ') },
  { name: 'permissions', value: ({ permissions }) => permissions.join(', ') },
  { name: 'rules', value: ({ ruleIds }) => ruleIds.join(', ') },
  { name: 'what', value: ({ what }) => what },
];

const columns: Column<ActionSummaryView>[] = [
  { name: 'asked', value: ({ requestedAt }) => requestedAt },
  { name: 'status', value: ({ status }) => status },
  { name: 'title', value: ({ title }) => title },
  { name: 'asset', value: ({ assetName }) => assetName },
  { name: 'type', value: ({ assetType }) => assetType },
  { name: 'region', value: ({ region }) => region },
  { name: 'account', value: ({ accountNickname }) => accountNickname },
  { name: 'account-id', value: ({ awsAccountId }) => awsAccountId, isWhole: true },
  { name: 'severity', value: ({ severity }) => severity ?? '' },
  { name: 'rule', value: ({ ruleId }) => ruleId ?? '', isWhole: true },
  { name: 'finding', value: ({ findingId }) => findingId ?? '', isWhole: true },
  { name: 'kind', value: ({ kind }) => kind, isWhole: true },
  { name: 'asked-by', value: ({ requestedBy }) => requestedBy.name },
  { name: 'approved-by', value: ({ approvedBy }) => approvedBy?.name ?? '' },
  { name: 'due', value: ({ dueAt }) => dueAt ?? '' },
  { name: 'started', value: ({ startedAt }) => startedAt ?? '' },
  { name: 'finished', value: ({ finishedAt }) => finishedAt ?? '' },
  { name: 'failure', value: ({ failure }) => failure?.code ?? '' },
  { name: 'batch', value: ({ batchId }) => batchId ?? '', isWhole: true },
  { name: 'policy', value: ({ policyId }) => policyId ?? '', isWhole: true },
  { name: 'id', value: ({ id }) => id, isWhole: true },
];

export const actionCommands = [
  command({
    words: ['actions', 'kinds'],
    summary: 'The changes that CloudCoreo can make to assets',
    arguments: [],
    options: {
      service: { type: 'string', value: '<name,…>', description: 'Only of these services: s3' },
      ...listOptions,
    },
    notes: [`Columns: ${kindColumns.map(({ name }) => name).join(', ')}.`],
    examples: ['cloudcoreo actions kinds --service s3', 'cloudcoreo actions kinds --columns id,parameters'],
    async run({ values }, world) {
      const format = readFormat(values);
      const inTable = ['id', 'title', 'undo', 'types'];
      const all = kindColumns.map(({ name }) => name);
      const shown = chooseColumns(kindColumns, values.columns, format === 'table' ? inTable : all);
      const limit = readLimit(values.limit, undefined);
      const services = values.service === undefined ? undefined : splitValues(values.service);
      const kinds = await readKinds(await signedInClient(world));
      const wanted = kinds.filter(({ service }) => services === undefined || services.includes(service));
      const count = await writeList(world.output, format, shown, limited(onePage(wanted), limit));
      if (count === 0 && format === 'table') await world.messages.write('No action matches.\n');
      return exitCodes.ok;
    },
  }),

  command({
    words: ['actions', 'list'],
    summary: 'What was asked to be changed, newest first',
    arguments: [],
    options: {
      status: { type: 'string', value: '<status,…>', description: 'Only as far as one of these' },
      kind: { type: 'string', value: '<id,…>', description: 'Only of these kinds' },
      account: { type: 'string', value: '<account,…>', description: 'Only in these accounts' },
      batch: { type: 'string', value: '<id>', description: 'Only those that were asked for together' },
      ...listOptions,
    },
    notes: [
      `Statuses: ${actionStatuses.join(', ')}.`,
      `Columns: ${columns.map(({ name }) => name).join(', ')}. A table has 100 lines where --limit is not given.`,
    ],
    examples: [
      'cloudcoreo actions list --status planned,waiting',
      'cloudcoreo actions list --account production --output csv > actions.csv',
    ],
    async run({ values }, world) {
      const format = readFormat(values);
      const inTable = ['asked', 'status', 'title', 'asset', 'account', 'id'];
      const all = columns.map(({ name }) => name);
      const shown = chooseColumns(columns, values.columns, format === 'table' ? inTable : all);
      const limit = readLimit(values.limit, format === 'table' ? 100 : undefined);
      const unknown = splitValues(values.status ?? '').find(
        (word) => !actionStatuses.some((status) => status === word),
      );
      if (unknown !== undefined) {
        throw usageProblem(`“${unknown}” is no status.`, `There are ${actionStatuses.join(', ')}.`);
      }
      const client = await signedInClient(world);
      const { status, kind, account, batch } = values;
      const pages = client.pages<ActionSummaryView>('/api/v1/actions', {
        ...{ status, kind, batchId: batch, limit: Math.min(limit ?? 1000, 1000) },
        cloudAccountId: account === undefined ? undefined : await accountIds(client, account),
      });
      const count = await writeList(world.output, format, shown, limited(pages, limit));
      if (count === 0 && format === 'table') await world.messages.write('No action matches.\n');
      return exitCodes.ok;
    },
  }),

  command({
    words: ['actions', 'show'],
    summary: 'An action: its plan, what may break, what happened to it',
    arguments: ['<id>'],
    options: {},
    notes: [],
    examples: ['cloudcoreo actions show act_…'],
    async run({ values, arguments: [id = ''] }, world) {
      const client = await signedInClient(world);
      const action = await client.call<ActionView>('GET', `/api/v1/actions/${encodeURIComponent(id)}`);
      if (values.json) await writeJson(world, action);
      else await writeAction(world.output, action);
      return exitCodes.ok;
    },
  }),
];

async function readKinds(client: Client): Promise<ActionKindView[]> {
  return (await client.call<{ items: ActionKindView[] }>('GET', '/api/v1/action-kinds')).items;
}

/** The kind of action with this ID. Throws ProblemError when there is none. */
export async function findKind(client: Client, id: string): Promise<ActionKindView> {
  const kind = (await readKinds(client)).find((one) => one.id === id);
  if (kind !== undefined) return kind;
  throw new ProblemError({
    code: 'action_unknown',
    detail: `There is no action ${printableLine(id)}.`,
    mend: 'See which there are: cloudcoreo actions kinds',
  });
}
