import type { ActionPolicyInput, ActionPolicyView, ActionSettingsView } from '../server/actions/api.ts';
import { readParameters } from './action-parameters.ts';
import { findKind } from './actions.ts';
import { command } from './command.ts';
import { splitValues } from './filter.ts';
import { accountIds } from './find-account.ts';
import { chooseColumns, limited, listOptions, onePage, readFormat, readLimit, writeList } from './list.ts';
import { printableLine } from './printable.ts';
import { exitCodes, usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';
import { writeJson } from './show.ts';
import type { Column } from './table.ts';

const columns: Column<ActionPolicyView>[] = [
  { name: 'name', value: ({ name }) => name },
  { name: 'rule', value: ({ ruleId }) => ruleId, isWhole: true },
  { name: 'kind', value: ({ kind }) => kind, isWhole: true },
  { name: 'parameters', value: ({ parameters }) => JSON.stringify(parameters) },
  { name: 'mode', value: ({ mode }) => mode },
  { name: 'accounts', value: ({ cloudAccountIds }) => cloudAccountIds.join(', ') || 'all' },
  { name: 'enabled', value: ({ isEnabled }) => (isEnabled ? 'yes' : 'no') },
  { name: 'today', value: ({ usedToday }) => String(usedToday), align: 'right' },
  { name: 'limit', value: ({ limitPerDay }) => String(limitPerDay), align: 'right' },
  { name: 'made-by', value: ({ createdBy }) => createdBy },
  { name: 'made', value: ({ createdAt }) => createdAt },
  { name: 'id', value: ({ id }) => id, isWhole: true },
];

export const actionSettingCommands = [
  command({
    words: ['actions', 'stop'],
    summary: 'The brake: nothing is applied or undone any more, in any account',
    arguments: [],
    options: { reason: { type: 'string', value: '<text>', description: 'Why, for the others' } },
    notes: ['What is being changed stops before its next call to AWS. Only an admin can release the brake.'],
    examples: ['cloudcoreo actions stop --reason "The shop is down"'],
    async run({ values }, world) {
      const body = { isOn: true, reason: values.reason ?? '' };
      const settings = await (await signedInClient(world)).call<ActionSettingsView>('PUT', brakePath, { body });
      if (values.json) await writeJson(world, settings);
      else await world.output.write('All actions are stopped. To let them go on: cloudcoreo actions release\n');
      return exitCodes.ok;
    },
  }),

  command({
    words: ['actions', 'release'],
    summary: 'Release the brake: what is queued goes on',
    arguments: [],
    options: {},
    examples: ['cloudcoreo actions release'],
    async run({ values }, world) {
      const body = { isOn: false };
      const settings = await (await signedInClient(world)).call<ActionSettingsView>('PUT', brakePath, { body });
      if (values.json) await writeJson(world, settings);
      else await world.output.write('The brake is released. What is queued goes on.\n');
      return exitCodes.ok;
    },
  }),

  command({
    words: ['actions', 'policies', 'list'],
    summary: 'What is done by itself when a rule finds something',
    arguments: [],
    options: listOptions,
    notes: [`Columns: ${columns.map(({ name }) => name).join(', ')}.`],
    examples: ['cloudcoreo actions policies list'],
    async run({ values }, world) {
      const format = readFormat(values);
      const inTable = ['name', 'rule', 'kind', 'mode', 'enabled', 'today', 'limit', 'id'];
      const all = columns.map(({ name }) => name);
      const shown = chooseColumns(columns, values.columns, format === 'table' ? inTable : all);
      const limit = readLimit(values.limit, undefined);
      const client = await signedInClient(world);
      const { items } = await client.call<{ items: ActionPolicyView[] }>('GET', '/api/v1/action-policies');
      const count = await writeList(world.output, format, shown, limited(onePage(items), limit));
      if (count === 0 && format === 'table') await world.messages.write('Nothing is done by itself.\n');
      return exitCodes.ok;
    },
  }),

  command({
    words: ['actions', 'policies', 'create'],
    summary: 'Have an action planned, or applied, whenever a rule finds something',
    arguments: ['<name>'],
    options: {
      rule: { type: 'string', value: '<id>', description: 'The rule' },
      kind: { type: 'string', value: '<id>', description: 'The action, as “actions kinds” shows it' },
      mode: {
        type: 'string',
        value: 'plan|apply',
        description: 'plan: plan and ask (default). apply: apply by itself, within the change window',
      },
      account: { type: 'string', value: '<account,…>', description: 'Only in these accounts (default: in all)' },
      parameter: { type: 'string', multiple: true, value: '<name>=<value>', description: 'What it takes; repeatable' },
      'limit-per-day': { type: 'string', value: '<number>', description: 'At most so many in 24 hours (default: 10)' },
    },
    notes: ['What has no way back, and what a second person must approve, is never applied by itself.'],
    examples: [
      'cloudcoreo actions policies create "Buckets stay private" --rule s3-bucket-public-access-blocked \\\n' +
        '    --kind s3-bucket-block-public-access --mode apply --account staging',
    ],
    async run({ values, arguments: [name = ''] }, world) {
      const { rule, kind: kindId, mode = 'plan', account, parameter = [] } = values;
      if (rule === undefined || kindId === undefined) {
        throw usageProblem('A policy needs a rule and an action.', 'Give --rule and --kind.');
      }
      if (mode !== 'plan' && mode !== 'apply') throw usageProblem('This is no mode.', 'There are plan and apply.');
      const limitPerDay = values['limit-per-day'] === undefined ? 10 : Number(values['limit-per-day']);
      if (!Number.isInteger(limitPerDay)) throw usageProblem('--limit-per-day takes a number.', 'For example: 20');
      const client = await signedInClient(world);
      const parameters = readParameters(parameter, await findKind(client, kindId));
      const cloudAccountIds = account === undefined ? [] : splitValues(await accountIds(client, account));
      const body: ActionPolicyInput = {
        ...{ name, ruleId: rule, kind: kindId, parameters, cloudAccountIds, mode, limitPerDay, isEnabled: true },
      };
      const policy = await client.call<ActionPolicyView>('POST', '/api/v1/action-policies', { body });
      if (values.json) await writeJson(world, policy);
      else await world.output.write(`${printableLine(`The policy “${policy.name}” is made: ${policy.id}`)}\n`);
      return exitCodes.ok;
    },
  }),

  command({
    words: ['actions', 'policies', 'delete'],
    summary: 'Have something done by itself no more',
    arguments: ['<id>'],
    options: {},
    notes: ['What it asked for stays.'],
    examples: ['cloudcoreo actions policies delete apo_…'],
    async run({ values, arguments: [id = ''] }, world) {
      const client = await signedInClient(world);
      await client.call('DELETE', `/api/v1/action-policies/${encodeURIComponent(id)}`);
      if (values.json) await writeJson(world, { id });
      else await world.output.write('The policy is deleted. What it asked for stays.\n');
      return exitCodes.ok;
    },
  }),
];

const brakePath = '/api/v1/action-settings/brake';
