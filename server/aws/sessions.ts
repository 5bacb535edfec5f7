import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { type AccountSession, clientOptionsAt } from './clients.ts';
import type { AwsError } from './errors.ts';
import type { Hub } from './hub.ts';
import type { Partition } from './partition.ts';

export interface RoleConnection {
  accountId: string;
  partition: Partition;
  roleArn: string;
  externalId: string;
  /** Narrow the session to these managed policies of the account. */
  policyArns?: string[];
  /** Narrow the session to this policy, as JSON. */
  policy?: string;
  /** How CloudTrail names the session; default: `CloudCoreo`. */
  sessionName?: string;
}

/** Sessions are renewed this long before they end, so that no call begins with one about to end. */
const renewalMilliseconds = 10 * 60 * 1000;

/** The role could not be assumed again while a session was in use. */
export class SessionRenewalError extends Error {
  override name = 'AssumeRoleRefused';
  readonly reason: AwsError;

  constructor(reason: AwsError) {
    super(`The role could not be assumed: ${reason.answer.message}`);
    this.reason = reason;
  }
}

/**
 * Access to a cloud account through its role. All clients share one set of temporary credentials, in memory only.
 * @param first credentials that were just obtained, so that they are not asked for twice
 */
export function openAccountSession(
  hub: Hub,
  connection: RoleConnection,
  first?: AwsCredentialIdentity & { expiration: Date },
): AccountSession {
  let current = first === undefined ? undefined : Promise.resolve(first);
  let endsAt = first?.expiration.getTime() ?? 0;

  const credentials = () => {
    if (current === undefined || endsAt - Date.now() < renewalMilliseconds) {
      endsAt = Number.POSITIVE_INFINITY;
      current = renew();
    }
    return current;
  };
  const renew = async () => {
    const answer = await hub.assumeRole({
      roleArn: connection.roleArn,
      externalId: connection.externalId,
      sessionName: connection.sessionName ?? 'CloudCoreo',
      ...(connection.policyArns && { policyArns: connection.policyArns }),
      ...(connection.policy && { policy: connection.policy }),
    });
    if (!answer.ok) {
      current = undefined;
      throw new SessionRenewalError(answer.error);
    }
    endsAt = answer.credentials.expiration.getTime();
    return answer.credentials;
  };

  return {
    accountId: connection.accountId,
    partition: connection.partition,
    clientOptions: (region) => clientOptionsAt({ region, endpoint: hub.place.endpoint }, credentials),
  };
}
