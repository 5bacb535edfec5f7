import type { AssetCounts, AssetSummaryView, AssetView } from '../server/assets/api.ts';
import type { Client, Query } from './client.ts';
import { command } from './command.ts';
import { describeFilters, type Filters, readFilters } from './filter.ts';
import { accountIds } from './find-account.ts';
import { chooseColumns, limited, listOptions, readFormat, readLimit, writeList } from './list.ts';
import { printableJson, printableLine, printableText } from './printable.ts';
import { exitCodes, ProblemError, usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';
import { plural, writeJson } from './show.ts';
import type { Column } from './table.ts';
import type { World } from './world.ts';

const columns: Column<AssetSummaryView>[] = [
  { name: 'name', value: ({ name }) => name },
  { name: 'type', value: ({ type }) => type },
  { name: 'service', value: ({ service }) => service },
  { name: 'region', value: ({ region }) => region },
  { name: 'account', value: ({ accountNickname }) => accountNickname },
  { name: 'account-id', value: ({ awsAccountId }) => awsAccountId, isWhole: true },
  { name: 'arn', value: ({ arn }) => arn, isWhole: true },
  { name: 'tags', value: ({ tags }) => tagsOf(tags) },
  { name: 'unknown', value: ({ unknownParts }) => String(unknownParts), align: 'right' },
  { name: 'first-seen', value: ({ firstSeenAt }) => firstSeenAt },
  { name: 'changed', value: ({ changedAt }) => changedAt },
  { name: 'last-seen', value: ({ lastSeenAt }) => lastSeenAt },
  { name: 'deleted', value: ({ deletedAt }) => deletedAt ?? '' },
  { name: 'id', value: ({ id }) => id, isWhole: true },
];

/** What `--filter` can name, and what the help says of it. */
const filterKeys = {
  account: 'nickname, AWS account ID or ID',
  type: 'AWS::S3::Bucket',
  service: 's3',
  region: 'eu-west-1',
  tag: 'key, or key=value',
  name: 'part of the name',
  text: 'part of the ARN, the name or the document',
  state: 'present (default), deleted or all',
} as const;
const filterRules = { single: ['name', 'text', 'state'], choices: { state: ['present', 'deleted', 'all'] } } as const;

const tableColumns = ['name', 'type', 'region', 'account', 'id'];
/** A table is for reading; who wants all says so. */
const tableLimit = 100;
const sorts = ['name', '-name', 'type', '-type', 'region', '-region', 'changedAt', '-changedAt'];

export const assetCommands = [
  command({
    words: ['assets', 'list'],
    summary: 'Assets of all accounts',
    arguments: [],
    options: {
      filter: { type: 'string', multiple: true, value: '<key>=<value>', description: 'Only what matches; repeatable' },
      sort: { type: 'string', value: '<key>', description: `By ${sorts.join(', ')} (default: name)` },
      ...listOptions,
    },
    notes: [
      describeFilters(filterKeys),
      'Several values of one key, separated by commas or given again, are alternatives; different keys must all match.',
      `Columns: ${columns.map(({ name }) => name).join(', ')}.`,
      `A table shows ${tableLimit} assets where --limit is not given; JSON and CSV have all that match.`,
    ],
    examples: [
      'cloudcoreo assets list --filter type=AWS::S3::Bucket --filter region=eu-west-1,us-east-1',
      'cloudcoreo assets list --filter tag=env=prod --filter account=production --output csv > assets.csv',
      'cloudcoreo assets list --sort -changedAt --limit 20 --columns name,type,changed',
    ],
    async run({ values }, world) {
      const format = readFormat(values);
      const all = columns.map(({ name }) => name);
      const shown = chooseColumns(columns, values.columns, format === 'table' ? tableColumns : all);
      const limit = readLimit(values.limit, format === 'table' ? tableLimit : undefined);
      if (values.sort !== undefined && !sorts.includes(values.sort)) {
        throw usageProblem('Assets cannot be sorted by that.', `--sort takes ${sorts.join(', ')}.`);
      }
      const filters = readFilters(values.filter ?? [], filterKeys, filterRules);
      const client = await signedInClient(world);
      const query = await queryOf(client, filters);
      const isWhole = values.sort === undefined && values.limit === undefined && values.columns === undefined;
      if (format !== 'table' && isWhole && (await writeExport(world, client, format, query))) return exitCodes.ok;
      const pages = client.pages<AssetSummaryView>('/api/v1/assets', {
        ...query,
        sort: values.sort,
        limit: Math.min(limit ?? 1000, 1000),
      });
      const count = await writeList(world.output, format, shown, limited(pages, limit));
      if (format === 'table') await writeRest(world, client, query, count, limit);
      return exitCodes.ok;
    },
  }),

  command({
    words: ['assets', 'show'],
    summary: 'An asset with its whole document',
    arguments: ['<id|arn>'],
    options: {},
    notes: [
      'The document has AWS’s own field names. A part that could not be read is listed as unknown, with the reason.',
    ],
    examples: ['cloudcoreo assets show arn:aws:s3:::my-bucket'],
    async run({ values, arguments: [reference = ''] }, world) {
      const client = await signedInClient(world);
      const id = reference.startsWith('arn:') ? await findByArn(client, reference) : reference;
      const asset = await client.call<AssetView>('GET', `/api/v1/assets/${encodeURIComponent(id)}`);
      if (values.json) await writeJson(world, asset);
      else await writeAsset(world, asset);
      return exitCodes.ok;
    },
  }),
];

/** The API's filter: accounts go by their IDs there. */
async function queryOf(client: Client, { account, ...filters }: Filters<typeof filterKeys>): Promise<Query> {
  return account === undefined ? filters : { ...filters, cloudAccountId: await accountIds(client, account) };
}

/**
 * Writes the server's own export of all that matches, in one stream.
 * @returns false when the server has none: then the list is read page by page
 */
async function writeExport({ output }: World, client: Client, format: 'json' | 'csv', query: Query): Promise<boolean> {
  const shown = format === 'json' ? printableJson : output.isTerminal ? printableText : (text: string) => text;
  try {
    for await (const text of client.text('GET', '/api/v1/assets/export', { query: { ...query, format } })) {
      await output.write(shown(text));
    }
  } catch (error) {
    // A server without the export takes the address for that of an asset.
    if (error instanceof ProblemError && error.trouble.code === 'not_found') return false;
    throw error;
  }
  return true;
}

/** How many there are beyond those that the table shows. */
async function writeRest(
  { messages }: World,
  client: Client,
  query: Query,
  count: number,
  limit: number | undefined,
): Promise<void> {
  if (count === 0) {
    await messages.write('No asset matches.\n');
    return;
  }
  if (count !== limit) return;
  const { total, isComplete } = await client.call<AssetCounts>('GET', '/api/v1/assets/counts', { query });
  if (total > count) {
    await messages.write(
      `${count} of ${isComplete ? '' : 'more than '}${plural(total, 'asset')}. --limit shows more, --output csv or json all.\n`,
    );
  }
}

/** The ID of the asset with exactly this ARN, one that is there before one that is deleted. */
async function findByArn(client: Client, arn: string): Promise<string> {
  for (const state of ['present', 'deleted']) {
    const pages = client.pages<AssetSummaryView>('/api/v1/assets', { text: arn.slice(0, 300), state, limit: 1000 });
    for await (const page of pages) {
      const asset = page.find((candidate) => candidate.arn === arn);
      if (asset !== undefined) return asset.id;
    }
  }
  throw new ProblemError({
    code: 'not_found',
    detail: `No asset of your team has the ARN ${printableLine(arn)}.`,
    mend: 'See which there are: cloudcoreo assets list --columns name,arn',
  });
}

async function writeAsset({ output }: World, asset: AssetView): Promise<void> {
  const facts = {
    Name: asset.name,
    Type: asset.type,
    ARN: asset.arn,
    ID: asset.id,
    Account: `${asset.accountNickname} (${asset.awsAccountId})`,
    Region: asset.region,
    Tags: tagsOf(asset.tags),
    'First seen': asset.firstSeenAt,
    Changed: asset.changedAt,
    'Last seen': asset.lastSeenAt,
    Deleted: asset.deletedAt ?? '',
    Console: asset.consoleUrl ?? '',
  };
  for (const [title, text] of Object.entries(facts)) {
    if (text !== '') await output.write(`${output.paint('bold', title.padEnd(10))}  ${printableLine(text)}\n`);
  }
  for (const [part, { operation, code, message, permission }] of Object.entries(asset.unknownParts)) {
    const missing = permission === null ? '' : ` Missing permission: ${permission}.`;
    const text = `${part} is unknown: ${operation} answered ${code}: ${message}${missing}`;
    await output.write(`${output.paint('yellow', printableLine(text))}\n`);
  }
  await output.write(`\n${printableJson(JSON.stringify(asset.document, null, 2))}\n`);
}

function tagsOf(tags: AssetSummaryView['tags']): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}
