import type {
  ActionKindView,
  ActionOffers,
  ActionRequest,
  ActionsRequested,
  ActionView,
} from '../server/actions/api.ts';
import type { FindingSummaryView } from '../server/findings/api.ts';
import { readParameters } from './action-parameters.ts';
import { findKind } from './actions.ts';
import type { Client } from './client.ts';
import { command } from './command.ts';
import { splitValues } from './filter.ts';
import { accountIds } from './find-account.ts';
import { printableLine } from './printable.ts';
import { exitCodes, ProblemError, usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';
import { plural, writeJson } from './show.ts';
import { writePlan } from './show-action.ts';
import { watchActions } from './watch-actions.ts';
import type { World } from './world.ts';

/** The most that the API takes at once. */
const mostAtOnce = 500;
/** More plans than that nobody reads in a terminal. */
const mostShown = 20;

type Parameters = ActionRequest['parameters'];

export const actionPlanCommand = command({
  words: ['actions', 'plan'],
  summary: 'Plan a change of assets; nothing is changed yet',
  arguments: ['<kind>'],
  options: {
    finding: { type: 'string', multiple: true, value: '<id>', description: 'A finding that it is to mend; repeatable' },
    asset: { type: 'string', multiple: true, value: '<id>', description: 'An asset that it is for; repeatable' },
    rule: { type: 'string', value: '<id>', description: 'All open findings of this rule' },
    account: { type: 'string', value: '<account,…>', description: 'With --rule: only in these accounts' },
    parameter: { type: 'string', multiple: true, value: '<name>=<value>', description: 'What it takes; repeatable' },
    'no-wait': { type: 'boolean', description: 'Do not wait for the plans' },
  },
  notes: [
    '“actions kinds” shows the kinds, with --columns id,parameters what each takes. What a finding’s rule says of the\n' +
      'parameters holds where --parameter says nothing else.',
    'Ends with 1 when something cannot be planned.',
  ],
  examples: [
    'cloudcoreo actions plan s3-bucket-block-public-access --finding fd_…',
    'cloudcoreo actions plan s3-bucket-block-public-access --rule s3-bucket-public-access-blocked --account staging',
  ],
  async run({ values, arguments: [id = ''] }, world) {
    const { rule, account } = values;
    const findings = (values.finding ?? []).flatMap(splitValues);
    const assets = (values.asset ?? []).flatMap(splitValues);
    if ([findings.length > 0, assets.length > 0, rule !== undefined].filter(Boolean).length !== 1) {
      throw usageProblem('What is it to be planned for?', 'Give either --finding, --asset or --rule.');
    }
    if (account !== undefined && rule === undefined) {
      throw usageProblem('--account goes with --rule.', 'Findings and assets are of an account already.');
    }
    const client = await signedInClient(world);
    const kind = await findKind(client, id);
    const given = readParameters(values.parameter ?? [], kind);
    const requests =
      rule !== undefined
        ? await requestsForRule(client, kind, given, rule, account)
        : assets.length > 0
          ? chunked([...new Set(assets)]).map((assetIds) => ({ kind: id, parameters: given, assetIds }))
          : await requestsForFindings(client, kind, given, [...new Set(findings)]);
    const requested = await request(client, requests);
    if (requested.ids.length > 0 && !values['no-wait']) return show(client, world, requested, values.json);
    if (values.json) await writeJson(world, requested);
    else await writeRequested(world, requested);
    return requested.refused.length === 0 ? exitCodes.ok : exitCodes.failed;
  },
});

interface Requested extends Omit<ActionsRequested, 'batchId'> {
  /** Several when there are more than the API takes at once, or when their parameters differ. */
  batchIds: string[];
  /** Those that are in no batch. */
  singleIds: string[];
}

async function request(client: Client, requests: readonly ActionRequest[]): Promise<Requested> {
  const all: Requested = { ids: [], batchIds: [], singleIds: [], refused: [] };
  for (const body of requests) {
    const { ids, batchId, refused } = await client.call<ActionsRequested>('POST', '/api/v1/actions', { body });
    all.ids.push(...ids);
    all.refused.push(...refused);
    if (batchId === null) all.singleIds.push(...ids);
    else if (ids.length > 0) all.batchIds.push(batchId);
  }
  return all;
}

async function requestsForRule(
  client: Client,
  kind: ActionKindView,
  given: Parameters,
  ruleId: string,
  account: string | undefined,
): Promise<ActionRequest[]> {
  const found: string[] = [];
  const cloudAccountId = account === undefined ? undefined : await accountIds(client, account);
  const query = { ruleId, status: 'open', cloudAccountId, limit: 1000 };
  for await (const page of client.pages<FindingSummaryView>('/api/v1/findings', query)) {
    found.push(...page.map((finding) => finding.id));
  }
  const [first] = found;
  if (first === undefined) {
    // So that a misspelt name is no good news.
    await client.call('GET', `/api/v1/rules/${encodeURIComponent(ruleId)}`);
    return [];
  }
  const parameters = { ...(await suitingParameters(client, kind, first)), ...given };
  return chunked(found).map((findingIds) => ({ kind: kind.id, parameters, findingIds }));
}

async function requestsForFindings(
  client: Client,
  kind: ActionKindView,
  given: Parameters,
  ids: readonly string[],
): Promise<ActionRequest[]> {
  const suiting: { id: string; parameters: Parameters }[] = [];
  for (const id of ids) {
    suiting.push({ id, parameters: { ...(await suitingParameters(client, kind, id)), ...given } });
  }
  const alike = Map.groupBy(suiting, ({ parameters }) => JSON.stringify(parameters));
  return [...alike.values()].flatMap((some) =>
    chunked(some.map(({ id }) => id)).map((findingIds) => ({
      ...{ kind: kind.id, parameters: some[0]?.parameters ?? {}, findingIds },
    })),
  );
}

/** The parameters that the rule of a finding has for an action. */
async function suitingParameters(client: Client, { id }: ActionKindView, findingId: string): Promise<Parameters> {
  try {
    const path = `/api/v1/findings/${encodeURIComponent(findingId)}/actions`;
    const { items } = await client.call<ActionOffers>('GET', path);
    return items.find(({ kind }) => kind === id)?.parameters ?? {};
  } catch (error) {
    // Of which there is no such finding the answer to the request says so, with the others.
    if (error instanceof ProblemError && error.trouble.code === 'not_found') return {};
    throw error;
  }
}

function chunked(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / mostAtOnce) }, (_, index) =>
    ids.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
  );
}

async function show(client: Client, world: World, requested: Requested, isJson: boolean | undefined) {
  const { ids, refused } = requested;
  const actions = await watchActions(client, world.messages, ids);
  if (actions === undefined) {
    await world.messages.write('Not waited for any longer: the server goes on planning.\n');
    return exitCodes.interrupted;
  }
  if (isJson) await writeJson(world, { ...requested, actions });
  else {
    const planned = actions.filter(({ status }) => status === 'planned');
    for (const action of planned.slice(0, mostShown)) {
      await world.output.write(
        `\n${world.output.paint('bold', printableLine(`${action.title}: ${action.assetName}`))}\n`,
      );
      await world.output.write(`${printableLine(`${action.assetArn}, ${action.accountNickname}`)}\n`);
      await writePlan(world.output, action);
    }
    await writeNext(world, requested, planned);
  }
  const isAllPlanned = actions.every(({ status }) => status === 'planned' || status === 'unneeded');
  return isAllPlanned && refused.length === 0 ? exitCodes.ok : exitCodes.failed;
}

async function writeNext(world: World, requested: Requested, planned: readonly ActionView[]): Promise<void> {
  const { messages } = world;
  await writeRefused(world, requested);
  if (planned.length === 0) {
    await messages.write('Nothing is to be changed.\n');
    return;
  }
  if (planned.length > mostShown) {
    await messages.write(
      `\n${mostShown} of ${plural(planned.length, 'plan')}. “actions show” shows each, --json has all.\n`,
    );
  }
  const lines = applyLines({
    singleIds: planned.filter(({ batchId }) => batchId === null).map(({ id }) => id),
    batchIds: [...new Set(planned.flatMap(({ batchId }) => batchId ?? []))],
  });
  await messages.write(`\nNothing is changed yet. To apply:\n${lines.join('\n')}\n`);
}

async function writeRequested(world: World, requested: Requested): Promise<void> {
  const { ids } = requested;
  await writeRefused(world, requested);
  if (ids.length === 0) {
    await world.messages.write('There is nothing to plan.\n');
    return;
  }
  await world.output.write(`${ids.join('\n')}\n`);
  await world.messages.write(`${plural(ids.length, 'action')} being planned. To apply, later:\n`);
  await world.messages.write(`${applyLines(requested).join('\n')}\n`);
}

async function writeRefused({ messages }: World, { refused }: Requested): Promise<void> {
  for (const { id, why } of refused) await messages.write(`${printableLine(`${id}: ${why}`)}\n`);
}

function applyLines({ singleIds, batchIds }: Pick<Requested, 'singleIds' | 'batchIds'>): string[] {
  return [
    ...(singleIds.length === 0 ? [] : [`cloudcoreo actions apply ${singleIds.join(' ')} --wait`]),
    ...batchIds.map((id) => `cloudcoreo actions apply --batch ${id} --wait`),
  ];
}
