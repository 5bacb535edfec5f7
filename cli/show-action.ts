import type { ActionSummaryView, ActionView } from '../server/actions/api.ts';
import { printableLine, printableText } from './printable.ts';
import { writeTrouble } from './show.ts';
import type { Screen } from './world.ts';

type Change = NonNullable<ActionView['plan']>['changes'][number];

/** An action with all that is known of it. */
export async function writeAction(screen: Screen, action: ActionView): Promise<void> {
  const line = (label: string, text: string) =>
    screen.write(`${screen.paint('bold', label.padEnd(10))} ${printableLine(text)}\n`);
  await line('Action', action.title);
  await line('', action.what);
  await line('Status', statusText(action));
  await line('Asset', `${action.assetName} (${action.assetType}, ${action.region})`);
  await line('ARN', action.assetArn);
  await line('Account', `${action.accountNickname} (${action.awsAccountId})`);
  if (action.findingId !== null) {
    await line('Finding', `${action.findingId} (${action.ruleId ?? ''}, ${action.severity ?? ''})`);
  }
  await line('Asked by', `${action.requestedBy.name}, ${action.requestedAt}`);
  if (action.approvedBy !== null) await line('Approved', `by ${action.approvedBy.name}`);
  if (action.batchId !== null) await line('Batch', action.batchId);
  if (action.policyId !== null) await line('Policy', action.policyId);
  const parameters = Object.entries(action.parameters);
  if (parameters.length > 0) {
    await line('With', parameters.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', '));
  }
  await line('Needs', action.permissions.join(', '));
  await writePlan(screen, action);
  if (action.failure !== null) {
    await screen.write('\n');
    await writeTrouble(screen, action.failure, 'Failed');
  }
  const { events, awsRequests } = action;
  const history = events.map(({ at, what, who }) => `${at}  ${what}${who === null ? '' : ` (${who})`}`);
  await writeList(screen, 'History', history);
  const requests = awsRequests.map(
    ({ at, operation, outcome, requestId }) => `${at}  ${operation}: ${outcome}  ${requestId ?? 'no request ID'}`,
  );
  await writeList(screen, 'AWS requests', requests);
}

/** What an action would change, what may break, whether there is a way back, and what is in the way now. */
export async function writePlan(screen: Screen, action: ActionView): Promise<void> {
  const { plan, canBeUndone, whyNoUndo, obstacle, needsApproval, status } = action;
  if (plan !== null) {
    await screen.write(`\n${screen.paint('bold', 'What changes')}\n`);
    for (const change of plan.changes) {
      for (const line of changeLines(change, action.assetName)) {
        await screen.write(`  ${screen.paint(styleOf(line), printableLine(line))}\n`);
      }
    }
    if (plan.wasTried) await screen.write('  AWS was asked, and would do it.\n');
    await writeList(screen, 'What may break', plan.mayBreak);
    const way = canBeUndone ? 'It can be undone.' : `There is no way back: ${whyNoUndo ?? ''}`;
    const isToDecide = status === 'planned';
    await writeList(screen, 'Afterwards', [
      way,
      ...(isToDecide && needsApproval ? ['A second person must approve it before it is applied.'] : []),
    ]);
  }
  if (obstacle === null) return;
  await screen.write('\n');
  await writeTrouble(screen, obstacle, 'In the way');
}

/** A field before and after, a value a line or more. */
function changeLines({ path, before, after }: Change, assetName: string): string[] {
  // An asset that will be no more is no field that is not set.
  if (after === null && path === assetName) return [`${path} is no more. It was:`, ...valueLines('-', before)];
  return [path, ...valueLines('-', before), ...valueLines('+', after)];
}

function valueLines(sign: string, value: unknown): string[] {
  const text = value === null ? 'not set' : JSON.stringify(value, null, 2);
  return text.split('\n').map((line) => `${sign} ${line}`);
}

function styleOf(line: string): 'red' | 'green' | 'reset' {
  return line.startsWith('- ') ? 'red' : line.startsWith('+ ') ? 'green' : 'reset';
}

async function writeList(screen: Screen, heading: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await screen.write(`\n${screen.paint('bold', heading)}\n`);
  for (const line of lines) await screen.write(`  ${printableText(line).replaceAll('\n', '\n  ')}\n`);
}

/** How far an action is, on one line. */
export function actionOutcome(
  action: Pick<ActionSummaryView, 'assetName' | 'accountNickname' | 'region' | 'status' | 'dueAt' | 'failure'>,
): string {
  const { assetName, accountNickname, region, failure } = action;
  const why = failure === null ? '' : ` ${failure.detail}`;
  return printableLine(`${assetName} (${accountNickname}, ${region}): ${statusText(action)}.${why}`);
}

const meanings: Partial<Record<ActionSummaryView['status'], string>> = {
  planned: 'to be decided',
  waiting: 'a second person must approve it',
  unneeded: 'it is so already',
  refused: 'no plan can be made',
};

/** The status, with what it means where that does not go without saying. */
function statusText({ status, dueAt }: Pick<ActionSummaryView, 'status' | 'dueAt'>): string {
  const meaning = status === 'queued' && dueAt !== null ? `its change window begins at ${dueAt}` : meanings[status];
  return meaning === undefined ? status : `${status}, ${meaning}`;
}
