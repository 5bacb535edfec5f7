import type { ControlState, ControlView, FrameworkSummaryView, FrameworkView } from '../server/compliance/api.ts';
import type { Client, Query } from './client.ts';
import { command, type Options } from './command.ts';
import { describeFilters, readFilters, splitValues } from './filter.ts';
import { findAccount } from './find-account.ts';
import { chooseColumns, limited, listOptions, onePage, readFormat, readLimit, writeList } from './list.ts';
import { type ExitCode, exitCodes, usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';
import { writeJson } from './show.ts';
import type { Column } from './table.ts';

/** What has to be done something about comes first. */
const states: ControlState[] = ['failed', 'unknown', 'manual', 'accepted', 'passed', 'not_applicable'];

const frameworkColumns: Column<FrameworkSummaryView>[] = [
  { name: 'framework', value: ({ id }) => id, isWhole: true },
  { name: 'title', value: ({ title }) => title },
  { name: 'version', value: ({ version }) => version },
  { name: 'score', value: ({ score }) => (score === null ? '' : `${score}%`), align: 'right' },
  ...states.map(
    (state): Column<FrameworkSummaryView> => ({
      name: state.replace('_', '-'),
      value: ({ counts }) => String(counts[state]),
      align: 'right',
    }),
  ),
  { name: 'controls', value: ({ controls }) => String(controls), align: 'right' },
];

const controlColumns: Column<ControlView>[] = [
  { name: 'control', value: ({ id }) => id, isWhole: true },
  { name: 'state', value: ({ state }) => state },
  { name: 'title', value: ({ title }) => title },
  { name: 'fail', value: sumOf('failed'), align: 'right' },
  { name: 'suppressed', value: sumOf('suppressed'), align: 'right' },
  { name: 'unknown', value: sumOf('unknown'), align: 'right' },
  { name: 'pass', value: sumOf('passed'), align: 'right' },
  { name: 'rules', value: ({ rules }) => rules.map(({ id }) => id).join(' ') },
  { name: 'answers', value: ({ answers }) => answers.map(answerWords).join('\n') },
];

/** Assets, summed over the rules that are switched on. */
function sumOf(name: 'passed' | 'failed' | 'suppressed' | 'unknown') {
  return ({ rules }: ControlView) => String(rules.reduce((sum, rule) => sum + (rule.isEnabled ? rule[name] : 0), 0));
}

function answerWords({ answer, cloudAccountId, evidence, authorName, answeredAt, expiresAt, isOver }: Answer): string {
  const until = expiresAt === null ? '' : `, ${isOver ? 'expired' : 'until'} ${expiresAt}`;
  const where = cloudAccountId === '' ? 'all accounts' : cloudAccountId;
  return `${answer} for ${where}: ${evidence} (${authorName}, ${answeredAt}${until})`;
}

type Answer = ControlView['answers'][number];

const accountOption = {
  account: { type: 'string', value: '<account>', description: 'Of one cloud account only (default: all)' },
} as const satisfies Options;

const filterKeys = { state: states.join(', ') } as const;

export const complianceCommands = [
  command({
    words: ['compliance', 'list'],
    summary: 'The compliance frameworks, and how the cloud accounts stand to each',
    arguments: [],
    options: { ...accountOption, ...listOptions },
    notes: [
      'The score: of the controls that pass, fail or are unknown, those that pass.',
      `Columns: ${frameworkColumns.map(({ name }) => name).join(', ')}.`,
    ],
    examples: ['cloudcoreo compliance list --account production', 'cloudcoreo compliance list --json | jq'],
    async run({ values }, world) {
      const format = readFormat(values);
      const inTable = ['framework', 'title', 'version', 'score', 'failed', 'unknown', 'manual', 'passed', 'controls'];
      const all = frameworkColumns.map(({ name }) => name);
      const shown = chooseColumns(frameworkColumns, values.columns, format === 'table' ? inTable : all);
      const limit = readLimit(values.limit, undefined);
      const client = await signedInClient(world);
      const { items } = await client.call<{ items: FrameworkSummaryView[] }>('GET', '/api/v1/compliance', {
        query: await queryOf(client, values.account),
      });
      await writeList(world.output, format, shown, limited(onePage(items), limit));
      return exitCodes.ok;
    },
  }),

  command({
    words: ['compliance', 'show'],
    summary: 'A framework, control by control',
    arguments: ['<framework>'],
    options: {
      ...accountOption,
      filter: { type: 'string', multiple: true, value: 'state=<state>', description: 'Only controls in these states' },
      'fail-on': {
        type: 'string',
        value: 'failed|unknown',
        description: `End with ${exitCodes.findings} when a control fails; “unknown”: or is unknown`,
      },
      ...listOptions,
    },
    notes: [
      describeFilters(filterKeys),
      '“compliance list” shows the frameworks. --fail-on looks at all controls, also at those that are not shown.',
      `Columns: ${controlColumns.map(({ name }) => name).join(', ')}.`,
    ],
    examples: [
      'cloudcoreo compliance show cis-7.0 --filter state=failed,unknown',
      'cloudcoreo compliance show soc-2 --account production --output csv > soc-2.csv',
      'cloudcoreo compliance show cis-7.0 --account production --fail-on unknown   # in CI',
    ],
    async run({ values, arguments: [id = ''] }, world) {
      const format = readFormat(values);
      const inTable = ['control', 'state', 'fail', 'unknown', 'title'];
      const all = controlColumns.map(({ name }) => name);
      const shown = chooseColumns(controlColumns, values.columns, format === 'table' ? inTable : all);
      const limit = readLimit(values.limit, undefined);
      const failOn = readFailOn(values['fail-on']);
      const { state } = readFilters(values.filter ?? [], filterKeys, { choices: { state: states } });
      const client = await signedInClient(world);
      const framework = await client.call<FrameworkView>('GET', `/api/v1/compliance/${encodeURIComponent(id)}`, {
        query: await queryOf(client, values.account),
      });
      const controls = limit === undefined ? wanted(framework, state) : wanted(framework, state).slice(0, limit);
      if (format === 'json') await writeJson(world, { ...framework, controls });
      else await writeList(world.output, format, shown, onePage(controls));
      if (format === 'table') await world.messages.write(`${scoreWords(framework)}\n`);
      return failsOn(framework, failOn);
    },
  }),
];

async function queryOf(client: Client, account: string | undefined): Promise<Query> {
  return account === undefined ? {} : { cloudAccountId: (await findAccount(client, account)).id };
}

/** The controls in one of the states; `!` before a state leaves it out. */
function wanted({ controls }: FrameworkView, filter: string | undefined): ControlView[] {
  if (filter === undefined) return controls;
  const values = splitValues(filter);
  const included = values.filter((value) => !value.startsWith('!'));
  return controls.filter(
    ({ state }) => !values.includes(`!${state}`) && (included.length === 0 || included.includes(state)),
  );
}

function scoreWords({ score, counts }: FrameworkView): string {
  const said = states.map((state) => `${counts[state]} ${state.replace('_', ' ')}`).join(', ');
  return `Score ${score === null ? 'none' : `${score}%`}: ${said}.`;
}

const failures = { failed: ['failed'], unknown: ['failed', 'unknown'] } as const;
type FailOn = keyof typeof failures;

function readFailOn(text: string | undefined): FailOn | undefined {
  if (text === undefined) return undefined;
  if (Object.hasOwn(failures, text)) return text as FailOn;
  throw usageProblem(`--fail-on does not know “${text}”.`, `It takes ${Object.keys(failures).join(' or ')}.`);
}

function failsOn({ counts }: FrameworkView, failOn: FailOn | undefined): ExitCode {
  const isFailure = failOn !== undefined && failures[failOn].some((state) => counts[state] > 0);
  return isFailure ? exitCodes.findings : exitCodes.ok;
}
