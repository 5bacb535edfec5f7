import type { SuppressionView } from '../server/findings/api.ts';
import { command } from './command.ts';
import { chooseColumns, limited, listOptions, onePage, readFormat, readLimit, writeList } from './list.ts';
import { exitCodes } from './problem.ts';
import { signedInClient } from './settings.ts';
import { writeJson } from './show.ts';
import type { Column } from './table.ts';

const columns: Column<SuppressionView>[] = [
  { name: 'id', value: ({ id }) => id, isWhole: true },
  { name: 'what', value: scopeWords },
  { name: 'kind', value: ({ kind }) => kind.replace('_', ' ') },
  { name: 'reason', value: ({ reason }) => reason },
  { name: 'author', value: ({ authorName }) => authorName },
  { name: 'since', value: ({ createdAt }) => createdAt },
  { name: 'until', value: ({ expiresAt }) => expiresAt ?? 'for ever' },
  { name: 'ended', value: ({ endedAt }) => endedAt ?? '' },
  { name: 'ended-by', value: ({ endedAt, endedByName }) => (endedAt === null ? '' : (endedByName ?? 'time')) },
  { name: 'findings', value: ({ findings }) => String(findings), align: 'right' },
];

export const suppressionCommands = [
  command({
    words: ['suppressions', 'list'],
    summary: 'What the team does not want to be told of for now, and why',
    arguments: [],
    options: { ended: { type: 'boolean', description: 'Those that have ended' }, ...listOptions },
    notes: [`Columns: ${columns.map(({ name }) => name).join(', ')}.`],
    examples: ['cloudcoreo suppressions list', 'cloudcoreo suppressions list --ended --output csv > ended.csv'],
    async run({ values }, world) {
      const format = readFormat(values);
      const inTable = ['id', 'what', 'reason', values.ended ? 'ended' : 'until', 'findings'];
      const all = columns.map(({ name }) => name);
      const shown = chooseColumns(columns, values.columns, format === 'table' ? inTable : all);
      const limit = readLimit(values.limit, undefined);
      const client = await signedInClient(world);
      const { items } = await client.call<{ items: SuppressionView[] }>('GET', '/api/v1/suppressions', {
        query: { state: values.ended ? 'ended' : 'active' },
      });
      const count = await writeList(world.output, format, shown, limited(onePage(items), limit));
      if (count === 0 && format === 'table') await world.messages.write('There is no suppression.\n');
      return exitCodes.ok;
    },
  }),

  command({
    words: ['suppressions', 'end'],
    summary: 'End a suppression: its findings are open again at once',
    arguments: ['<id>'],
    options: {},
    notes: ['“suppressions list” shows the IDs.'],
    examples: ['cloudcoreo suppressions end sup_…'],
    async run({ values, arguments: [id = ''] }, world) {
      const client = await signedInClient(world);
      const suppression = await client.call<SuppressionView>(
        'DELETE',
        `/api/v1/suppressions/${encodeURIComponent(id)}`,
      );
      if (values.json) await writeJson(world, suppression);
      else await world.output.write('The suppression is ended. What only it was meant for is open again.\n');
      return exitCodes.ok;
    },
  }),
];

/** All that it names, in words. */
function scopeWords({ findingId, cloudAccountId, assetId, tagKey, tagValue, about }: SuppressionView): string {
  const asset =
    findingId === null && assetId === null ? [] : [`on ${about.assetName ?? assetId ?? 'an asset that is gone'}`];
  const account =
    findingId === null && cloudAccountId === null ? [] : [`in ${about.accountNickname ?? 'an account that is gone'}`];
  const tag = tagKey === null ? [] : [`tagged ${tagKey}${tagValue === null ? '' : `=${tagValue}`}`];
  return [about.ruleId ?? 'every rule', ...asset, ...account, ...tag].join(' ');
}
