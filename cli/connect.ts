import type {
  CloudAccountView,
  ConnectEventView,
  ConnectRequest,
  HubView,
  RoleSetupView,
} from '../server/accounts/api.ts';
import type { ConnectStep, ConnectStepId } from '../server/accounts/steps.ts';
import type { Client } from './client.ts';
import { command } from './command.ts';
import { printableLine } from './printable.ts';
import { exitCodes, ProblemError, usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';
import { removeSetupUserCommands } from './setup-user.ts';
import { nameOf, writeCommands, writeJson } from './show.ts';
import { openStatusLine, type StatusLine } from './status-line.ts';
import type { Screen, World } from './world.ts';

interface AddOptions {
  nickname?: string;
  'access-key-id'?: string;
  'role-arn'?: string;
  'role-setup'?: string;
  tick?: string[];
}

const tickOption = {
  type: 'string',
  multiple: true,
  value: '<kind,…>',
  description: 'Actions that CloudCoreo is to be allowed from the beginning; default: it only reads',
} as const;

function readTicks(tick: string[] = []): string[] {
  return tick
    .flatMap((one) => one.split(','))
    .map((one) => one.trim())
    .filter(Boolean);
}

const stepTitles: Record<ConnectStepId, string> = {
  'get-user': 'iam:GetUser',
  'create-policy': 'iam:CreatePolicy',
  'create-role': 'iam:CreateRole',
  'attach-policy': 'iam:AttachRolePolicy',
  'forget-key': 'Key forgotten',
  'assume-role': 'sts:AssumeRole',
  'prove-lock': 'Prove the lock',
  'read-policy': 'Read the policy back',
};

const titleWidth = Math.max(...Object.values(stepTitles).map((title) => title.length));

const recipes = {
  cli: ({ cliScript }: RoleSetupView) => cliScript,
  cloudformation: ({ cloudFormationTemplate }: RoleSetupView) => cloudFormationTemplate,
  terraform: ({ terraformModule }: RoleSetupView) => terraformModule,
};

export const connectCommands = [
  command({
    words: ['accounts', 'add'],
    summary: 'Connect an AWS account',
    arguments: [],
    options: {
      nickname: { type: 'string', value: '<name>', description: 'What to call it, for example production' },
      'access-key-id': { type: 'string', value: '<AKIA…>', description: 'Of the temporary user' },
      'role-arn': {
        type: 'string',
        value: '<arn>',
        description: 'A role you made instead, with “accounts role-setup”',
      },
      'role-setup': { type: 'string', value: '<id>', description: 'The ID that “accounts role-setup” gave' },
      tick: tickOption,
    },
    notes: [
      'With the key of a temporary IAM user: the secret access key is asked for without being shown, or taken from\n' +
        'standard input; never from an argument. It is used once and kept nowhere. “accounts setup-policy” prints the\n' +
        'policy that the user needs. The steps are shown as they happen, then the commands that remove the user.',
    ],
    examples: [
      'cloudcoreo accounts add',
      'cloudcoreo accounts add --nickname production --access-key-id AKIAIOSFODNN7EXAMPLE < secret-file',
      'cloudcoreo accounts add --nickname production --role-arn arn:aws:iam::111122223333:role/CloudCoreoAssumedRole --role-setup rs_…',
    ],
    async run({ values }, world) {
      const client = await signedInClient(world);
      const request = await readRequest(values, world);
      const account = await connect(client, request, world.messages);
      if (values.json) await writeJson(world, account);
      else await writeConnected(world, account);
      return exitCodes.ok;
    },
  }),

  command({
    words: ['accounts', 'setup-policy'],
    summary: 'The policy for the temporary user of “accounts add”: six actions',
    arguments: [],
    options: {},
    examples: ['cloudcoreo accounts setup-policy > setup-policy.json'],
    async run(_line, world) {
      const { setupPolicy } = await (await signedInClient(world)).call<HubView>('GET', '/api/v1/hub');
      await writeJson(world, JSON.parse(setupPolicy));
      return exitCodes.ok;
    },
  }),

  command({
    words: ['accounts', 'role-setup'],
    summary: 'What makes the role without a key: a script, a CloudFormation template or a Terraform module',
    arguments: [],
    options: {
      format: { type: 'string', value: Object.keys(recipes).join('|'), description: 'Default: cli, a shell script' },
      tick: tickOption,
    },
    notes: ['Each call makes another external ID. Its own ID, for “accounts add --role-setup”, is shown beside it.'],
    examples: ['cloudcoreo accounts role-setup > make-role.sh', 'cloudcoreo accounts role-setup --format terraform'],
    async run({ values }, world) {
      const format = Object.entries(recipes).find(([name]) => name === (values.format ?? 'cli'));
      if (format === undefined) {
        throw usageProblem('There is no such format.', `There are ${Object.keys(recipes).join(', ')}.`);
      }
      const setup = await (await signedInClient(world)).call<RoleSetupView>('POST', '/api/v1/role-setups', {
        body: { actions: readTicks(values.tick) },
      });
      if (values.json) {
        await writeJson(world, setup);
        return exitCodes.ok;
      }
      await world.output.write(`${format[1](setup).trimEnd()}\n`);
      await world.messages.write(
        `\nWhen the role is there: cloudcoreo accounts add --role-setup ${setup.id} --role-arn <its ARN>\n`,
      );
      return exitCodes.ok;
    },
  }),
];

async function readRequest(values: AddOptions, world: World): Promise<ConnectRequest> {
  const { 'role-arn': roleArn, 'role-setup': roleSetupId, 'access-key-id': givenKeyId } = values;
  if (roleArn === undefined && roleSetupId === undefined) {
    const nickname = values.nickname ?? (await askOr(world, 'Nickname, for example production: ', '--nickname'));
    const accessKeyId = givenKeyId ?? (await askOr(world, 'Access key ID of the temporary user: ', '--access-key-id'));
    const secretAccessKey = world.canAsk
      ? await world.askHidden('Secret access key (not shown): ')
      : await world.readLine();
    if (secretAccessKey === '') {
      throw usageProblem('No secret access key was given.', 'Type it when asked, or give it on standard input.');
    }
    return { method: 'access-key', nickname, accessKeyId, secretAccessKey, actions: readTicks(values.tick) };
  }
  if (givenKeyId !== undefined) {
    throw usageProblem('A key and a role exclude each other.', 'Give --access-key-id, or --role-arn and --role-setup.');
  }
  if (values.tick !== undefined) {
    throw usageProblem('What is ticked a role has in it already.', 'Give --tick to “cloudcoreo accounts role-setup”.');
  }
  if (roleArn === undefined || roleSetupId === undefined) {
    throw usageProblem(
      '--role-arn and --role-setup belong together.',
      'Run “cloudcoreo accounts role-setup”: it gives the ID and what makes the role.',
    );
  }
  const nickname = values.nickname ?? (await askOr(world, 'Nickname, for example production: ', '--nickname'));
  return { method: 'role', nickname, roleArn, roleSetupId };
}

function askOr({ canAsk, ask }: World, question: string, option: string): Promise<string> {
  if (canAsk) return ask(question);
  throw usageProblem(`${option} is missing, and nobody is there to ask.`, `Give ${option}.`);
}

/** Connects and shows the steps as they happen. What was made in AWS stays when it fails; a second try uses it. */
async function connect(client: Client, request: ConnectRequest, messages: Screen): Promise<CloudAccountView> {
  const line = openStatusLine(messages);
  try {
    const events = client.events<ConnectEventView>('POST', '/api/v1/cloud-accounts', { body: request });
    for await (const event of events) {
      if (event.type === 'failed') throw new ProblemError(event.failure);
      if (event.type === 'step') await showStep(line, messages, event.step);
      else return await client.call('GET', `/api/v1/cloud-accounts/${event.cloudAccountId}`);
    }
  } finally {
    await line.end();
  }
  throw new ProblemError({
    code: 'connection_lost',
    detail: 'The connection to the server was lost while it was connecting the account.',
    mend: 'Look with “cloudcoreo accounts list”: it may be connected by now. If not, start the command again; what was made in AWS is kept and used.',
  });
}

async function showStep(line: StatusLine, screen: Screen, { id, state, detail }: ConnectStep): Promise<void> {
  const text = printableLine(`${stepTitles[id].padEnd(titleWidth)}  ${detail}`);
  if (state === 'running') await line.show(() => `… ${text}`);
  if (state === 'done') await line.say(`${screen.paint('green', '✓')} ${text}`);
  if (state === 'failed') await line.say(`${screen.paint('red', '✗')} ${text}`);
}

async function writeConnected({ output }: World, account: CloudAccountView): Promise<void> {
  await output.write(`${nameOf(account)} is connected. Its first scan has begun; to watch it:\n`);
  await writeCommands(output, `cloudcoreo scan ${account.id} --wait`);
  const { name, state } = account.setupUser;
  if (name === null || state === 'none' || state === 'removed') return;
  await output.write(
    `The temporary user is not needed any longer. These commands, run as an administrator of ${account.awsAccountId}, remove it:\n`,
  );
  await writeCommands(output, removeSetupUserCommands(name));
}
