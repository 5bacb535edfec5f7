import type { CloudAccountView, DriftView } from '../server/accounts/api.ts';
import { command } from './command.ts';
import { findAccount } from './find-account.ts';
import { chooseColumns, limited, listOptions, readFormat, readLimit, writeList } from './list.ts';
import { printableLine } from './printable.ts';
import { exitCodes, usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';
import { nameOf, plural, writeCommands, writeJson, writeTrouble } from './show.ts';
import type { Column } from './table.ts';
import type { World } from './world.ts';

interface Disconnected {
  id: string;
  commands: string;
}

const columns: Column<CloudAccountView>[] = [
  { name: 'nickname', value: ({ nickname }) => nickname },
  { name: 'account', value: ({ awsAccountId }) => awsAccountId, isWhole: true },
  { name: 'state', value: connectionState },
  { name: 'assets', value: ({ assetCount }) => String(assetCount), align: 'right' },
  { name: 'scan', value: ({ lastScan }) => lastScan?.state ?? 'never' },
  { name: 'scanned', value: ({ lastScan }) => lastScan?.finishedAt ?? '' },
  { name: 'verified', value: ({ lastVerifiedAt }) => lastVerifiedAt ?? '' },
  { name: 'role', value: ({ roleArn }) => roleArn },
  { name: 'id', value: ({ id }) => id, isWhole: true },
];

export const accountCommands = [
  command({
    words: ['accounts', 'list'],
    summary: 'The cloud accounts of your team',
    arguments: [],
    options: {
      ...listOptions,
      search: { type: 'string', value: '<text>', description: 'Part of the nickname or of the AWS account ID' },
    },
    notes: [`Columns: ${columns.map(({ name }) => name).join(', ')}.`],
    examples: ['cloudcoreo accounts list', 'cloudcoreo accounts list --output csv > accounts.csv'],
    async run({ values }, world) {
      const format = readFormat(values);
      const shown = chooseColumns(columns, values.columns, [
        'nickname',
        'account',
        'state',
        'assets',
        'scan',
        'scanned',
      ]);
      const limit = readLimit(values.limit, undefined);
      const client = await signedInClient(world);
      const pages = client.pages<CloudAccountView>('/api/v1/cloud-accounts', { search: values.search, limit: 1000 });
      const count = await writeList(world.output, format, shown, limited(pages, limit));
      if (count === 0) {
        await world.messages.write(
          values.search === undefined
            ? 'No account is connected yet. Connect one: cloudcoreo accounts add\n'
            : 'No account matches.\n',
        );
      }
      return exitCodes.ok;
    },
  }),

  command({
    words: ['accounts', 'verify'],
    summary: 'Look at the connection now: is everything in AWS as CloudCoreo made it?',
    arguments: ['<account>'],
    options: {},
    notes: [
      '<account> is a nickname, an AWS account ID or an ID. An account that was not connected to the end is carried on,\n' +
        'as far as that goes without a key. Ends with 1 when something is not as it should be.',
    ],
    examples: ['cloudcoreo accounts verify production'],
    async run({ values, arguments: [reference = ''] }, world) {
      const client = await signedInClient(world);
      const { id } = await findAccount(client, reference);
      const account = await client.call<CloudAccountView>('POST', `/api/v1/cloud-accounts/${id}/verify`);
      if (values.json) await writeJson(world, account);
      else await writeVerified(world, account);
      return account.drift.length === 0 && account.failure === null ? exitCodes.ok : exitCodes.failed;
    },
  }),

  command({
    words: ['accounts', 'remove'],
    summary: 'Disconnect an account: forget it and all that was collected from it',
    arguments: ['<account>'],
    options: { yes: { type: 'boolean', description: 'Do not ask for the nickname' } },
    notes: [
      '<account> is a nickname, an AWS account ID or an ID. In AWS nothing is changed; the commands that remove the role\n' +
        'and its policy there are shown.',
    ],
    examples: ['cloudcoreo accounts remove production', 'cloudcoreo accounts remove 111122223333 --yes'],
    async run({ values, arguments: [reference = ''] }, world) {
      const client = await signedInClient(world);
      const account = await findAccount(client, reference);
      if (!values.yes) await confirmRemoval(world, account);
      const { id, commands } = await client.call<Disconnected>('DELETE', `/api/v1/cloud-accounts/${account.id}`);
      if (values.json) {
        await writeJson(world, { id, nickname: account.nickname, awsAccountId: account.awsAccountId, commands });
        return exitCodes.ok;
      }
      await world.output.write(
        `${nameOf(account)} is disconnected, and what was collected from it is deleted.\n` +
          `These commands, run as an administrator of ${account.awsAccountId}, remove the role and the policy in AWS:\n`,
      );
      await writeCommands(world.output, commands);
      return exitCodes.ok;
    },
  }),
];

async function confirmRemoval({ canAsk, ask, messages }: World, account: CloudAccountView): Promise<void> {
  if (!canAsk) {
    throw usageProblem(
      'Nobody is there to confirm that the account may be removed.',
      'Add --yes to remove it unasked.',
    );
  }
  await messages.write(
    `${nameOf(account)} and ${plural(account.assetCount, 'asset')} with their history will be forgotten.\n`,
  );
  const typed = await ask('Type the nickname to confirm: ');
  if (typed.toLowerCase() !== account.nickname.toLowerCase()) {
    throw usageProblem('That is not the nickname; nothing was removed.', 'Start the command again when you are sure.');
  }
}

async function writeVerified({ output, messages }: World, account: CloudAccountView): Promise<void> {
  const { drift, failure, setupUser } = account;
  if (failure !== null) await writeTrouble(messages, failure, 'Not verified');
  for (const each of drift) await writeTrouble(messages, each, driftHeading(each));
  if (failure === null && drift.length === 0) {
    await output.write(`${nameOf(account)} is connected, and everything is as CloudCoreo made it.\n`);
  }
  if (setupUser.state === 'present') {
    await output.write(
      printableLine(
        `The temporary user ${setupUser.name ?? ''} is still there. It is not needed any longer: delete it.`,
      ),
    );
    await output.write('\n');
  }
}

function driftHeading({ code }: DriftView): string {
  return code === 'lock_open' ? 'Not safe' : 'Changed';
}

function connectionState({ state, drift }: CloudAccountView): string {
  return state === 'connected' && drift.length > 0 ? 'drift' : state;
}
