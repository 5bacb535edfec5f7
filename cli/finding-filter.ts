import type { FindingCounts } from '../server/findings/api.ts';
import type { Client, Query } from './client.ts';
import type { Options } from './command.ts';
import { describeFilters, type Filters, readFilters } from './filter.ts';
import { accountIds } from './find-account.ts';
import { assigneeIds } from './find-member.ts';
import { type ExitCode, exitCodes, usageProblem } from './problem.ts';

// What commands about many findings have in common: which findings, and whether one of them is too severe.

const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const;
type Severity = (typeof severities)[number];

/** What `--filter` can name, and what the help says of it. */
const filterKeys = {
  severity: severities.join(', '),
  rule: 'a rule’s ID',
  account: 'nickname, AWS account ID or ID',
  type: 'AWS::S3::Bucket',
  service: 's3',
  region: 'eu-west-1',
  framework: 'cis-3.0: what its rules found',
  control: '1.5: of that framework',
  assignee: 'me, nobody or an e-mail address',
  name: 'part of the asset’s name',
  status: 'open (default), suppressed, resolved or all',
} as const;
const filterRules = {
  single: ['name', 'status', 'framework', 'control'],
  choices: { status: ['open', 'suppressed', 'resolved', 'all'], severity: severities },
} as const;

export const findingFilterOptions = {
  filter: { type: 'string', multiple: true, value: '<key>=<value>', description: 'Only what matches; repeatable' },
  'fail-on': {
    type: 'string',
    value: '<severity>',
    description: `End with ${exitCodes.findings} when an open finding that matches is as severe as this`,
  },
} as const satisfies Options;

export const findingFilterNotes = [
  describeFilters(filterKeys),
  'Several values of one key, separated by commas or given again, are alternatives; different keys must all match.',
];

export function readFindingFilters(words: readonly string[] = []): Filters<typeof filterKeys> {
  return readFilters(words, filterKeys, filterRules);
}

/** The API's filter: accounts go by their IDs there. */
export async function findingQueryOf(client: Client, filters: Filters<typeof filterKeys>): Promise<Query> {
  const { account, rule, type, assignee, ...others } = filters;
  return {
    ...others,
    ...(rule === undefined ? {} : { ruleId: rule }),
    ...(type === undefined ? {} : { assetType: type }),
    ...(assignee === undefined ? {} : { assigneeId: await assigneeIds(client, assignee) }),
    ...(account === undefined ? {} : { cloudAccountId: await accountIds(client, account) }),
  };
}

export function readFailOn(text: string | undefined): Severity | undefined {
  if (text === undefined) return undefined;
  const severity = severities.find((known) => known === text);
  if (severity !== undefined) return severity;
  throw usageProblem(`“${text}” is no severity.`, `There are ${severities.join(', ')}.`);
}

/** How a command ends: whether there is an open finding at least as severe. */
export async function failsOn(client: Client, query: Query, severity: Severity | undefined): Promise<ExitCode> {
  if (severity === undefined) return exitCodes.ok;
  const { bySeverity } = await client.call<FindingCounts>('GET', '/api/v1/findings/counts', {
    query: { ...query, status: 'open' },
  });
  const severe = severities.slice(0, severities.indexOf(severity) + 1);
  return bySeverity.some((one) => severe.includes(one.severity) && one.count > 0) ? exitCodes.findings : exitCodes.ok;
}
