import type { FindingCounts, FindingSummaryView, FindingView } from '../server/findings/api.ts';
import type { RuleSummaryView } from '../server/findings/rule-api.ts';
import type { Client, Query } from './client.ts';
import { command } from './command.ts';
import {
  failsOn,
  findingFilterNotes,
  findingFilterOptions,
  findingQueryOf,
  readFailOn,
  readFindingFilters,
} from './finding-filter.ts';
import { chooseColumns, limited, listOptions, onePage, readFormat, readLimit, writeList } from './list.ts';
import { printableLine, printableText } from './printable.ts';
import { exitCodes } from './problem.ts';
import { signedInClient } from './settings.ts';
import { plural, writeJson } from './show.ts';
import type { Column } from './table.ts';
import type { World } from './world.ts';

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
  { name: 'assignee', value: ({ assignee }) => assignee?.name ?? '' },
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

/** A table is for reading; who wants all says so. */
const tableLimit = 100;

export const findingCommands = [
  command({
    words: ['findings', 'list'],
    summary: 'What fails the rules, most severe first',
    arguments: [],
    options: {
      ...findingFilterOptions,
      ...listOptions,
    },
    notes: [
      ...findingFilterNotes,
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
      const failOn = readFailOn(values['fail-on']);
      const filters = readFindingFilters(values.filter);
      const client = await signedInClient(world);
      const query = await findingQueryOf(client, filters);
      const pages = client.pages<FindingSummaryView>('/api/v1/findings', {
        ...query,
        limit: Math.min(limit ?? 1000, 1000),
      });
      const count = await writeList(world.output, format, shown, limited(pages, limit));
      if (format === 'table') await writeRest(world, client, query, count, limit);
      return failsOn(client, query, failOn);
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
    output.write(`${output.paint('bold', label.padEnd(10))} ${printableLine(text)}\n`);
  await line('Finding', finding.title);
  await line('Severity', finding.severity);
  await line('Status', `${finding.status}, since ${finding.resolvedAt ?? finding.openedAt}`);
  if (finding.suppression !== null) {
    const { kind, reason, authorName, expiresAt } = finding.suppression;
    const until = expiresAt === null ? 'for ever' : `until ${expiresAt}`;
    await line('Suppressed', `${until} by ${authorName} (${kind.replace('_', ' ')}): ${reason}`);
  }
  if (finding.assignee !== null) await line('Assignee', finding.assignee.name);
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
  await text('History', finding.events.map(eventLine).join('\n'));
}

function eventLine({ at, kind, resolvedBy, actorName, text }: FindingView['events'][number]): string {
  const how = kind === 'resolved' && resolvedBy !== null ? `: ${resolvedBy.replace('_', ' ')}` : '';
  const whom = kind === 'assigned' && text === null ? ' to nobody' : '';
  const said = text === null ? '' : `${kind === 'assigned' ? ' to' : ':'} ${text}`;
  return printableLine(`${at}  ${kind}${how}${whom}${said}${actorName === null ? '' : ` (${actorName})`}`);
}
