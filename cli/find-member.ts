import type { Me, MemberView } from '../server/access/api.ts';
import type { Client } from './client.ts';
import { splitValues } from './filter.ts';
import { printableLine } from './printable.ts';
import { ProblemError } from './problem.ts';

/** The ID of a member: `me`, `nobody` (null), or an e-mail address. Throws ProblemError when nobody has that. */
export async function findMember(client: Client, reference: string): Promise<string | null> {
  if (reference === 'nobody') return null;
  if (reference === 'me') return (await client.call<Me>('GET', '/api/v1/me')).user.id;
  const { items } = await client.call<{ items: MemberView[] }>('GET', '/api/v1/members');
  const member = items.find(({ email, userId }) => email === reference.toLowerCase() || userId === reference);
  if (member !== undefined) return member.userId;
  throw new ProblemError({
    code: 'not_found',
    detail: `Nobody in your team has the e-mail address “${printableLine(reference)}”.`,
    mend: `There are ${items.map(({ email }) => email).join(', ')}; or write “me” or “nobody”.`,
  });
}

/** The filter of the API for assignees, separated by commas. */
export async function assigneeIds(client: Client, references: string): Promise<string> {
  const ids = await Promise.all(splitValues(references).map((reference) => findMember(client, reference)));
  return ids.map((id) => id ?? 'none').join(',');
}
