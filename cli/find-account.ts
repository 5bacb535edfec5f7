import type { CloudAccountView } from '../server/accounts/api.ts';
import type { Client } from './client.ts';
import { splitValues } from './filter.ts';
import { printableLine } from './printable.ts';
import { ProblemError } from './problem.ts';

/** The cloud account with this nickname, AWS account ID or ID. Throws ProblemError when none or several have it. */
export async function findAccount(client: Client, reference: string): Promise<CloudAccountView> {
  const account = reference.startsWith('ca_') ? await accountById(client, reference) : undefined;
  return account ?? onlyMatch(reference, await matching(client, reference));
}

/** The IDs of the cloud accounts that a filter names, separated by commas. */
export async function accountIds(client: Client, references: string): Promise<string> {
  const accounts = await Promise.all(splitValues(references).map((reference) => findAccount(client, reference)));
  return accounts.map(({ id }) => id).join(',');
}

async function accountById(client: Client, id: string): Promise<CloudAccountView | undefined> {
  try {
    return await client.call<CloudAccountView>('GET', `/api/v1/cloud-accounts/${encodeURIComponent(id)}`);
  } catch (error) {
    // A nickname may begin like an ID.
    if (error instanceof ProblemError && error.trouble.code === 'not_found') return undefined;
    throw error;
  }
}

async function matching(client: Client, reference: string): Promise<CloudAccountView[]> {
  const found: CloudAccountView[] = [];
  const query = { search: reference.slice(0, 200), limit: 1000 };
  for await (const page of client.pages<CloudAccountView>('/api/v1/cloud-accounts', query)) {
    found.push(...page.filter((account) => isMeant(account, reference)));
  }
  return found;
}

function isMeant({ nickname, awsAccountId }: CloudAccountView, reference: string): boolean {
  return nickname.toLowerCase() === reference.toLowerCase() || awsAccountId === reference;
}

function onlyMatch(reference: string, found: readonly CloudAccountView[]): CloudAccountView {
  const [account, other] = found;
  const name = printableLine(reference);
  if (account === undefined) {
    throw new ProblemError({
      code: 'not_found',
      detail: `Your team has no cloud account with the nickname, AWS account ID or ID “${name}”.`,
      mend: 'See which there are: cloudcoreo accounts list',
    });
  }
  if (other !== undefined) {
    throw new ProblemError({
      code: 'account_ambiguous',
      detail: `“${name}” is more than one cloud account: ${found.map(({ id }) => id).join(', ')}.`,
      mend: 'Use the ID of the one you mean.',
    });
  }
  return account;
}
