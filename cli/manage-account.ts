import type { ManagementChange, ManagementView } from '../server/actions/api.ts';
import { readWindow, windowText } from './change-window.ts';
import { command } from './command.ts';
import { splitValues } from './filter.ts';
import { findAccount } from './find-account.ts';
import { printableLine, printableText } from './printable.ts';
import { exitCodes, usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';
import { nameOf, writeJson } from './show.ts';
import type { World } from './world.ts';

const prints = ['policy', 'cli', 'cloudformation', 'terraform'] as const;
type Print = (typeof prints)[number];

export const manageAccountCommand = command({
  words: ['accounts', 'manage'],
  summary: 'Show and say what CloudCoreo may change in an account, and when',
  arguments: ['<account>'],
  options: {
    tick: { type: 'string', multiple: true, value: '<kind,…>', description: 'Allow these actions, too' },
    untick: { type: 'string', multiple: true, value: '<kind,…>', description: 'Allow these no more' },
    only: { type: 'string', multiple: true, value: '<kind,…>', description: 'Allow these and no others; “none”: none' },
    print: {
      type: 'string',
      value: prints.join('|'),
      description: 'Only what the role’s policies must be, or what brings it there',
    },
    protect: { type: 'boolean', description: 'Change nothing in it, whatever is ticked' },
    unprotect: { type: 'boolean', description: 'End that' },
    window: { type: 'string', value: '<days times zone>', description: 'Apply only then: "mon-fri 22:00-04:00 UTC"' },
    'no-window': { type: 'boolean', description: 'Apply at any time' },
    check: { type: 'boolean', description: 'Look in AWS now; end with 1 when the role is not allowed what is ticked' },
  },
  notes: [
    '“actions kinds” shows what there is to tick. CloudCoreo cannot change its own role: what is ticked is in force when\n' +
      'an administrator of the account has run what --print cli, cloudformation or terraform shows. It notices by itself.',
    'What is not named stays as it is.',
  ],
  examples: [
    'cloudcoreo accounts manage production',
    'cloudcoreo accounts manage production --tick s3-bucket-block-public-access --print cli > update-role.sh',
    'cloudcoreo accounts manage production --window "mon-thu 22:00-04:00 Europe/Berlin" --check',
  ],
  async run({ values, arguments: [reference = ''] }, world) {
    const print = readPrint(values.print);
    if (values.protect && values.unprotect) throw eitherOr('--protect', '--unprotect');
    if (values.window !== undefined && values['no-window']) throw eitherOr('--window', '--no-window');
    if (values.only && (values.tick || values.untick)) throw eitherOr('--only', '--tick and --untick');
    const window = values.window === undefined ? undefined : readWindow(values.window);
    const client = await signedInClient(world);
    const account = await findAccount(client, reference);
    const path = `/api/v1/cloud-accounts/${account.id}/management`;
    let view = await client.call<ManagementView>('GET', path);
    const ticked = tickedAfter(view.ticked, values);
    const body: ManagementChange = {
      ...(ticked !== undefined && { ticked }),
      ...((values.protect || values.unprotect) && { isProtected: values.protect === true }),
      ...(window !== undefined && { window }),
      ...(values['no-window'] && { window: null }),
    };
    if (Object.keys(body).length > 0) view = await client.call<ManagementView>('PATCH', path, { body });
    if (values.check) view = await client.call<ManagementView>('POST', `${path}/check`);
    if (values.json) await writeJson(world, view);
    else if (print !== undefined) await writePrint(world, view, print);
    else await writeManagement(world, nameOf(account), account.id, view);
    return values.check && !view.isInForce ? exitCodes.failed : exitCodes.ok;
  },
});

function readPrint(text: string | undefined): Print | undefined {
  const print = prints.find((known) => known === text);
  if (text === undefined || print !== undefined) return print;
  throw usageProblem('--print does not know this.', `There are ${prints.join(', ')}.`);
}

function eitherOr(one: string, other: string) {
  return usageProblem(`${one} and ${other} exclude each other.`, 'Give one of them.');
}

interface Ticks {
  tick?: string[];
  untick?: string[];
  only?: string[];
}

/** What is ticked afterwards; undefined: nothing was said of it. */
function tickedAfter(ticked: readonly string[], { tick, untick, only }: Ticks): string[] | undefined {
  const read = (words: readonly string[] = []) => words.flatMap(splitValues);
  if (only !== undefined) return read(only).filter((id) => id !== 'none');
  if (tick === undefined && untick === undefined) return undefined;
  const gone = read(untick);
  return [...new Set([...ticked, ...read(tick)])].filter((id) => !gone.includes(id));
}

async function writePrint({ output, messages }: World, view: ManagementView, print: Print): Promise<void> {
  const { policies, cliScript, cloudFormationTemplate, terraform } = view;
  if (print === 'policy') {
    for (const { name, document } of policies) {
      await messages.write(`${name}:\n`);
      await output.write(`${printableText(document)}\n`);
    }
  } else {
    const text = { cli: cliScript, cloudformation: cloudFormationTemplate, terraform }[print];
    if (text !== '') await output.write(`${printableText(text.trimEnd())}\n`);
  }
  if (policies.length === 0 && print !== 'cli') {
    await messages.write(
      'Nothing is ticked, so the role is to have no policy for it. --print cli removes those it has.\n',
    );
  }
}

async function writeManagement(
  { output, messages }: World,
  account: string,
  id: string,
  view: ManagementView,
): Promise<void> {
  const { accessLevel, ticked, permitted, wider, seenAt, isInForce, isProtected, window } = view;
  const line = (label: string, text: string) =>
    output.write(`${output.paint('bold', label.padEnd(10))} ${printableLine(text)}\n`);
  await line('Account', account);
  await line('Access', accessLevel === 'audit' ? 'audit: nothing is changed' : 'manage: what is ticked can be changed');
  for (const kind of ticked) await line('Ticked', `${kind}${permitted.includes(kind) ? '' : ', not in force yet'}`);
  for (const what of wider) await line('Surplus', `the role is allowed ${what}, and need not be`);
  await line('Protected', isProtected ? 'yes: nothing is changed, whatever is ticked' : 'no');
  await line('Window', window === null ? 'at any time' : windowText(window));
  await line('Seen', seenAt ?? 'not since it was ticked');
  // What was seen before something was ticked says nothing of what is ticked now.
  const isAsTicked = seenAt === null ? ticked.length + permitted.length === 0 : isInForce;
  if (isAsTicked) return;
  await messages.write(
    `\nThe role is not seen to be allowed exactly what is ticked. As an administrator of the account, run what this prints:\n` +
      `cloudcoreo accounts manage ${id} --print cli\n`,
  );
}
