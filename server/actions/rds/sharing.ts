import { z } from 'zod';

/** With whom a snapshot is shared: IDs of accounts, and `all` for everybody. */
export interface Sharing extends Record<string, unknown> {
  SharedWith: string[];
}

export const privacyParameters = z.object({
  otherAccounts: z.boolean().default(false).describe('Take it back from the accounts that it is shared with, too.'),
  trustedAccounts: z
    .array(z.string().regex(/^\d{12}$/))
    .default([])
    .describe('IDs of accounts that keep it even so.'),
});

/** Who can restore a snapshot, from its attributes. */
export function sharingOf(
  attributes: readonly { AttributeName?: string | undefined; AttributeValues?: string[] | undefined }[] | undefined,
): Sharing {
  const restore = attributes?.find(({ AttributeName }) => AttributeName === 'restore');
  return { SharedWith: [...(restore?.AttributeValues ?? [])].sort() };
}

/** With whom it may stay shared. */
export function sharingWanted(
  { SharedWith }: Sharing,
  { otherAccounts, trustedAccounts }: z.infer<typeof privacyParameters>,
): { to: Sharing } {
  const mayKeep = (account: string) => account !== 'all' && (!otherAccounts || trustedAccounts.includes(account));
  return { to: { SharedWith: SharedWith.filter(mayKeep) } };
}

/** What ends for whom. */
export function sharingEnds({ from, to }: { from: Sharing | null; to: Sharing | null }, name: string): string[] {
  const lost = difference(from, to);
  const accounts = lost.filter((account) => account !== 'all');
  return [
    ...(lost.includes('all') ? [`Accounts that are not yours can find, copy and restore ${name} no more.`] : []),
    ...(accounts.length > 0 ? [`No more can these accounts copy or restore ${name}: ${accounts.join(', ')}.`] : []),
    'Copies and databases that others made of it stay theirs: take what was in it for known to them.',
  ];
}

/** What is to be asked of AWS to get from one to the other; undefined when there is nothing to do. */
export function sharingChange({
  from,
  to,
}: {
  from: Sharing | null;
  to: Sharing | null;
}): { AttributeName: string; ValuesToAdd?: string[]; ValuesToRemove?: string[] } | undefined {
  const added = difference(to, from);
  const removed = difference(from, to);
  if (added.length + removed.length === 0) return undefined;
  return {
    AttributeName: 'restore',
    ...(added.length > 0 && { ValuesToAdd: added }),
    ...(removed.length > 0 && { ValuesToRemove: removed }),
  };
}

function difference(one: Sharing | null, other: Sharing | null): string[] {
  return one?.SharedWith.filter((account) => !other?.SharedWith.includes(account)) ?? [];
}
