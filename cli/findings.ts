import type { FindingCounts, FindingSummaryView, FindingView } from '../server/findings/api.ts';
import type { RuleSummaryView } from '../server/findings/rule-api.ts';
import type { Client, Query } from './client.ts';
import { command } from './command.ts';
import { describeFilters, type Filters, readFilters } from './filter.ts';
import { accountIds } from './find-account.ts';
import { chooseColumns, limited, listOptions, readFormat, readLimit, writeList } from './list.ts';
import { printableLine, printableText } from './printable.ts';
import { exitCodes, usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';
import { plural, writeJson } from './show.ts';
import type { Column } from './table.ts';
import type { World } from './world.ts';

const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const;

const columns: Column<FindingSummaryView>[] = [
  { name: 'severity', value: ({ severity }) => severity },
  { name: 'title', value: ({ title }) => title },
  { name: 'asset', value: ({ assetName }) => assetName },
  { name: 'type', value: ({ assetType }) => assetType },
  { name: 'service', value: ({ service }) => service },
  { name: 'region', value: ({ region }) => region },
  { name: 'account', value: ({ accountNickname }) => accountNickname },
  { name: 'account-id', value: ({ awsAccountId }) => awsAccountId, isWhole: true },
  { name: 'rule', value: ({ ruleId }) => ruleId, isWhole: true },
  { name: 'status', value: ({ status }) => status },
  { name: 'open-since', value: ({ openedAt }) => openedAt },
  { name: 'first-seen', value: ({ firstSeenAt }) => firstSeenAt },
  { name: 'resolved', value: ({ resolvedAt }) => resolvedAt ?? '' },
  { name: 'resolved-by', value: ({ resolvedBy }) => resolvedBy ?? '' },
  { name: 'id', value: ({ id }) => id, isWhole: true },
];

const ruleColumns: Column<RuleSummaryView>[] = [
  { name: 'severity', value: ({ severity }) => severity },
  { name: 'id', value: ({ id }) => id, isWhole: true },
  { name: 'title', value: ({ title }) => title },
  { name: 'type', value: ({ assetType }) => assetType },
  { name: 'fail', value: ({ failed }) => String(failed), align: 'right' },
  { name: 'unknown', value: ({ unknown }) => String(unknown), align: 'right' },
  { name: 'pass', value: ({ passed }) => String(passed), align: 'right' },
  { name: 'broken', value: ({ broken }) => String(broken), align: 'right' },
];

/** What `--filter` can name, and what the help says of it. */
const filterKeys = {
  severity: severities.join(', '),
  rule: 'a rule’s ID',
  account: 'nickname, AWS account ID or ID',
  type: 'AWS::S3::Bucket',
  service: 's3',
  region: 'eu-west-1',
  name: 'part of the asset’s name',
  status: 'open (default), resolved or all',
} as const;
const filterRules = {
  single: ['name', 'status'],
  choices: { status: ['open', 'resolved', 'all'], severity: severities },
} as const;

/** A table is for reading; who wants all says so. */
const tableLimit = 100;

export const findingCommands = [
  command({
    words: ['findings', 'list'],
    summary: 'What fails the rules, most severe first',
    arguments: [],
    options: {
      filter: { type: 'string', multiple: true, value: '<key>=<value>', description: 'Only what matches; repeatable' },
      'fail-on': {
        type: 'string',
        value: '<severity>',
        description: `End with ${exitCodes.findings} when an open finding that matches is as severe as this`,
      },
      ...listOptions,
    },
    notes: [
      describeFilters(filterKeys),
      'Several values of one key, separated by commas or given again, are alternatives; different keys must all match.',
      `Columns: ${columns.map(({ name }) => name).join(', ')}.`,
      `A table shows ${tableLimit} findings where --limit is not given; JSON and CSV have all that match.`,
    ],
    examples: [
      'cloudcoreo findings list --filter severity=critical,high --filter account=production',
      'cloudcoreo findings list --filter rule=s3-bucket-public-access-blocked --output csv > findings.csv',
      'cloudcoreo findings list --filter account=production --fail-on high   # in CI',
    ],
    async run({ values }, world) {
      const format = readFormat(values);
      const shown = chooseColumns(
        columns,
        values.columns,
        format === 'table'
          ? ['severity', 'title', 'asset', 'region', 'account', 'id']
          : columns.map(({ name }) => name),
      );
      const limit = readLimit(values.limit, format === 'table' ? tableLimit : undefined);
      const failOn = readSeverity(values['fail-on']);
      const filters = readFilters(values.filter ?? [], filterKeys, filterRules);
      const client = await signedInClient(world);
      const query = await queryOf(client, filters);
      const pages = client.pages<FindingSummaryView>('/api/v1/findings', {
        ...query,
        limit: Math.min(limit ?? 1000, 1000),
      });
      const count = await writeList(world.output, format, shown, limited(pages, limit));
      if (format === 'table') await writeRest(world, client, query, count, limit);
      if (failOn === undefined) return exitCodes.ok;
      const { bySeverity } = await client.call<FindingCounts>('GET', '/api/v1/findings/counts', {
        query: { ...query, status: 'open' },
      });
      const severe = severities.slice(0, severities.indexOf(failOn) + 1);
      const isSevere = bySeverity.some(({ severity, count: found }) => severe.includes(severity) && found > 0);
      return isSevere ? exitCodes.findings : exitCodes.ok;
    },
  }),

  command({
    words: ['findings', 'show'],
    summary: 'A finding: what is wrong, why it matters, how to mend it',
    arguments: ['<id>'],
    options: {},
    notes: [],
    examples: ['cloudcoreo findings show fd_…'],
    async run({ values, arguments: [id = ''] }, world) {
      const client = await signedInClient(world);
      const finding = await client.call<FindingView>('GET', `/api/v1/findings/${encodeURIComponent(id)}`);
      if (values.json) await writeJson(world, finding);
      else await writeFinding(world, finding);
      return exitCodes.ok;
    },
  }),

  command({
    words: ['rules', 'list'],
    summary: 'The rules, with what each says of the team’s assets',
    arguments: [],
    options: listOptions,
    notes: [
      'unknown: assets of which a rule cannot tell, because something that it hangs on could not be read.',
      `Columns: ${ruleColumns.map(({ name }) => name).join(', ')}.`,
    ],
    examples: ['cloudcoreo rules list --output csv > rules.csv'],
    async run({ values }, world) {
      const format = readFormat(values);
      const shown = chooseColumns(
        ruleColumns,
        values.columns,
        ruleColumns.map(({ name }) => name),
      );
      const limit = readLimit(values.limit, undefined);
      const client = await signedInClient(world);
      const { items } = await client.call<{ items: RuleSummaryView[] }>('GET', '/api/v1/rules');
      await writeList(world.output, format, shown, limited(onePage(items), limit));
      return exitCodes.ok;
    },
  }),
];

async function* onePage<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}

function readSeverity(text: string | undefined): (typeof severities)[number] | undefined {
  if (text === undefined) return undefined;
  const severity = severities.find((known) => known === text);
  if (severity !== undefined) return severity;
  throw usageProblem(`“${text}” is no severity.`, `There are ${severities.join(', ')}.`);
}

/** The API's filter: accounts go by their IDs there. */
async function queryOf(client: Client, filters: Filters<typeof filterKeys>): Promise<Query> {
  const { account, rule, type, ...others } = filters;
  return {
    ...others,
    ...(rule === undefined ? {} : { ruleId: rule }),
    ...(type === undefined ? {} : { assetType: type }),
    ...(account === undefined ? {} : { cloudAccountId: await accountIds(client, account) }),
  };
}

/** How many there are beyond those that the table shows. */
async function writeRest(
  { messages }: World,
  client: Client,
  query: Query,
  count: number,
  limit: number | undefined,
): Promise<void> {
  if (count === 0) await messages.write('No finding matches.\n');
  if (count === 0 || count !== limit) return;
  const { total } = await client.call<FindingCounts>('GET', '/api/v1/findings/counts', { query });
  if (total > count) {
    await messages.write(`${count} of ${plural(total, 'finding')}. --limit shows more, --output csv or json all.\n`);
  }
}

async function writeFinding({ output }: World, finding: FindingView): Promise<void> {
  const line = (label: string, text: string) =>
    output.write(`${output.paint('bold', label.padEnd(9))} ${printableLine(text)}\n`);
  await line('Finding', finding.title);
  await line('Severity', finding.severity);
  await line('Status', `${finding.status}, since ${finding.resolvedAt ?? finding.openedAt}`);
  await line('Asset', `${finding.assetName} (${finding.assetType}, ${finding.region})`);
  if (finding.arn !== null) await line('ARN', finding.arn);
  await line('Account', `${finding.accountNickname} (${finding.awsAccountId})`);
  await line('Rule', finding.ruleId);
  for (const { part, operation, code, permission } of finding.cannotTell) {
    await line(
      'Unknown',
      `${part}: ${operation} answered ${code}${permission === null ? '' : `; missing ${permission}`}`,
    );
  }
  const text = (heading: string, words: string) =>
    output.write(`\n${output.paint('bold', heading)}\n${printableText(words.trimEnd())}\n`);
  const values = finding.evidence.map(({ path, value }) => `${path}: ${value ?? 'not there'}`);
  if (values.length > 0) await text('What is wrong', values.join('\n'));
  await text('Why it matters', finding.why);
  await text('How to mend it', finding.mend.console);
  if (finding.mend.cli !== undefined) await text('With the AWS CLI', finding.mend.cli);
  if (finding.references.length > 0) await text('More', finding.references.join('\n'));
}
