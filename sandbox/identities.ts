import { readElement } from './answers.ts';
import type { Principal } from './policy.ts';
import type { AwsRequest } from './request.ts';

/** Whose an access key is. */
export type Identity = Principal & {
  accessKeyId: string;
  kind: 'user' | 'session' | 'root';
  /** A user's or a role's name without its path. */
  name: string;
  isActive: boolean;
  /** A session's end, in milliseconds since the epoch. */
  expiresAt?: number;
  /** The documents of the session policies, which narrow a session. Undefined: not narrowed. */
  sessionPolicies?: string[];
};

export type Identities = {
  find(accessKeyId: string | undefined): Identity | undefined;
  add(identity: Identity): void;
  /** Takes note of what a successful call did to access keys: created, switched off or on, deleted. */
  learn(caller: Identity, request: AwsRequest, answer: string): void;
};

/**
 * Remembers whose every access key is. Keys come to exist only through calls that pass through the proxy
 * (or are added by the sandbox itself), so nothing has to be asked.
 */
export function createIdentities(): Identities {
  const byKey = new Map<string, Identity>();

  function learn(caller: Identity, request: AwsRequest, answer: string): void {
    const keyInRequest = byKey.get(request.parameters.get('AccessKeyId') ?? '');
    if (request.action === 'CreateAccessKey') {
      const accessKeyId = readElement(answer, 'AccessKeyId');
      const name = readElement(answer, 'UserName');
      if (accessKeyId && name) byKey.set(accessKeyId, userIdentity(caller, accessKeyId, name));
    } else if (request.action === 'UpdateAccessKey' && keyInRequest?.accountId === caller.accountId) {
      keyInRequest.isActive = request.parameters.get('Status') === 'Active';
    } else if (request.action === 'DeleteAccessKey' && keyInRequest?.accountId === caller.accountId) {
      byKey.delete(keyInRequest.accessKeyId);
    }
  }

  return {
    find: (accessKeyId) => (accessKeyId === undefined ? undefined : byKey.get(accessKeyId)),
    add: (identity) => byKey.set(identity.accessKeyId, identity),
    learn,
  };
}

/** The identity of an IAM user (without a path) in the account of `account`. */
export function userIdentity(
  account: { accountId: string; partition: string },
  accessKeyId: string,
  name: string,
): Identity {
  const { accountId, partition } = account;
  const arn = `arn:${partition}:iam::${accountId}:user/${name}`;
  return { accessKeyId, accountId, partition, arn, kind: 'user', name, isActive: true };
}
