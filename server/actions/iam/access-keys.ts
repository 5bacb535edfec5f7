import type { Target } from '../action.ts';

/** IAM judges a key by its user, who may be on any path. */
export const userWithKey = {
  role: 'arn:{partition}:iam::{account}:user/*',
  session: 'arn:{partition}:iam::{account}:user/*{document.UserName}',
};

interface Metadata {
  AccessKeyId?: string | undefined;
  Status?: string | undefined;
  CreateDate?: Date | undefined;
}

/** What an action needs to know of a key: its status, and since when there is one. */
export interface AccessKey extends Record<string, unknown> {
  Status: string;
  CreateDate: string;
}

export function toAccessKey({ Status, CreateDate }: Metadata): AccessKey {
  return { Status: Status ?? '', CreateDate: CreateDate?.toISOString() ?? '' };
}

/** The key that is the target, among its user's; `null` when it is not there. */
export function findKey(keys: readonly Metadata[] | undefined, { name }: Target): AccessKey | null {
  const key = keys?.find(({ AccessKeyId }) => AccessKeyId === name);
  return key === undefined ? null : toAccessKey(key);
}

/** The user whose key the target is. */
export function userOfKey({ document }: Target): string {
  return String(document.UserName ?? '');
}

/** Days from a time, in ISO 8601, until now. */
export function daysSince(time: string): number {
  return (Date.now() - Date.parse(time)) / 86_400_000;
}
