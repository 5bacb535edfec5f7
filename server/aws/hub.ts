import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity, Provider } from '@aws-sdk/types';
import { failed, type Result, success } from '../failure.ts';
import { type AwsPlace, type ClientOptions, clientOptionsAt } from './clients.ts';
import { type AwsError, explainAwsError } from './errors.ts';
import { type Partition, parseArn } from './partition.ts';

/** The AWS identity that CloudCoreo runs as: the principal that roles trust. */
export interface HubIdentity {
  accountId: string;
  arn: string;
  partition: Partition;
}

export interface AssumeRoleRequest {
  roleArn: string;
  /** Left out only to prove that the role refuses a caller without one. */
  externalId?: string;
  sessionName: string;
  /** Managed policies of the role's account that narrow the session further. */
  policyArns?: string[];
  /** A session policy as JSON, which narrows the session further. */
  policy?: string;
}

export type AssumeRoleAnswer =
  | { ok: true; credentials: AwsCredentialIdentity & { expiration: Date } }
  | { ok: false; error: AwsError };

export interface Hub {
  place: AwsPlace;
  /** Who the hub is. Asked once and remembered; a failure is asked again. */
  identity(): Promise<Result<HubIdentity>>;
  assumeRole(request: AssumeRoleRequest): Promise<AssumeRoleAnswer>;
  /** Options for a client in a region that acts as the hub identity itself. */
  clientOptions(region: string): ClientOptions;
}

/** The longest session that AWS gives when the hub identity is itself a role (role chaining), in seconds. */
const sessionSeconds = 3600;

/** The hub at a place, with credentials from the SDK's default chain unless others are given. */
export function createHub(
  place: AwsPlace,
  credentials: Provider<AwsCredentialIdentity> = fromNodeProviderChain(),
): Hub {
  const client = new STSClient(clientOptionsAt(place, credentials));
  let known: HubIdentity | undefined;

  return {
    place,
    async identity() {
      if (known !== undefined) return success(known);
      try {
        const answer = await client.send(new GetCallerIdentityCommand({}));
        const arn = parseArn(answer.Arn ?? '');
        if (arn === undefined || answer.Arn === undefined) throw new Error('AWS answered without an ARN.');
        known = { accountId: arn.accountId, arn: answer.Arn, partition: arn.partition };
        return success(known);
      } catch (error) {
        return failed(explainHubFailure(explainAwsError(error, 'sts:GetCallerIdentity')));
      }
    },
    async assumeRole({ roleArn, externalId, sessionName, policyArns, policy }) {
      try {
        const { Credentials } = await client.send(
          new AssumeRoleCommand({
            RoleArn: roleArn,
            RoleSessionName: sessionName,
            DurationSeconds: sessionSeconds,
            ...(externalId === undefined ? {} : { ExternalId: externalId }),
            ...(policyArns === undefined ? {} : { PolicyArns: policyArns.map((arn) => ({ arn })) }),
            ...(policy === undefined ? {} : { Policy: policy }),
          }),
        );
        if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken) {
          throw new Error('AWS answered AssumeRole without credentials.');
        }
        return {
          ok: true,
          credentials: {
            accessKeyId: Credentials.AccessKeyId,
            secretAccessKey: Credentials.SecretAccessKey,
            sessionToken: Credentials.SessionToken,
            expiration: Credentials.Expiration ?? new Date(Date.now() + sessionSeconds * 1000),
          },
        };
      } catch (error) {
        return { ok: false, error: explainAwsError(error, 'sts:AssumeRole') };
      }
    },
    clientOptions: (region) => clientOptionsAt({ ...place, region }, credentials),
  };
}

function explainHubFailure({ kind, answer }: AwsError) {
  if (kind === 'unreachable') {
    return {
      code: 'aws_unreachable',
      detail: `CloudCoreo could not reach AWS to ask who it is (${answer.code}).`,
      mend: 'Check the network, the proxy and AWS_ENDPOINT_URL of the machine that CloudCoreo runs on, then try again.',
      aws: answer,
    };
  }
  if (kind === 'clock_off') {
    return {
      code: 'clock_off',
      detail: 'AWS refused the request because the clock of the machine that CloudCoreo runs on is wrong.',
      mend: 'Set that clock right (for example with NTP), then try again.',
      aws: answer,
    };
  }
  return {
    code: 'hub_identity_missing',
    detail:
      kind === 'credentials_missing'
        ? 'CloudCoreo has no AWS identity of its own: the AWS SDK found no credentials on its machine.'
        : `AWS does not accept the identity that CloudCoreo runs as (${answer.code}).`,
    mend:
      'Give CloudCoreo an identity that may call sts:AssumeRole: an instance profile, a task role, or AWS_PROFILE or ' +
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in its environment. The user guide shows its policy.',
    aws: answer,
  };
}
