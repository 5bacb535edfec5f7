import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { managePolicyName } from '../actions/manage-policy.ts';
import { type AwsPlace, clientOptionsAt } from '../aws/clients.ts';
import { explainAwsError } from '../aws/errors.ts';
import { parseArn } from '../aws/partition.ts';
import { failed, type Result, success } from '../failure.ts';
import { explainSetupFailure, trustDiffers } from './failures.ts';
import type { StepOutcome } from './progress.ts';
import {
  decodePolicyDocument,
  describeTrust,
  isExpectedTrust,
  policyArnOf,
  roleName,
  type SetupAction,
  type Trust,
  trustPolicyOf,
} from './role.ts';
import type { SetupKey } from './setup-key.ts';

export interface SetupUser {
  accountId: string;
  partition: Trust['partition'];
  name: string;
  id: string;
}

/** How long a policy that was just created may stay invisible to the next call. */
const visibilityAttempts = 6;

/**
 * The calls that are made with the setup key: the six actions of the setup policy, each to get or to create, so that
 * an attempt carries on where an earlier one stopped. The key is held by the client alone and is gone after `forget`.
 * IAM accepts no delete from this key, so nothing is ever rolled back.
 */
export function openSetup(place: AwsPlace, key: SetupKey, sleep: (milliseconds: number) => Promise<void>) {
  const iam = new IAMClient(clientOptionsAt(place, { ...key }));
  let userName: string | undefined;

  const attempt = async <Answer>(action: SetupAction, call: () => Promise<Answer>): Promise<Attempt<Answer>> => {
    try {
      return { state: 'answered', answer: await call() };
    } catch (error) {
      const awsError = explainAwsError(error, action);
      if (awsError.answer.code === 'NoSuchEntity' || awsError.answer.code === 'NoSuchEntityException') {
        return { state: 'missing', failure: explainSetupFailure(awsError, action, userName) };
      }
      if (/^EntityAlreadyExists/.test(awsError.answer.code)) return { state: 'exists' };
      return { state: 'refused', failure: explainSetupFailure(awsError, action, userName) };
    }
  };

  return {
    /** Step 1. Whose key is it? */
    async getUser(): Promise<Result<StepOutcome<SetupUser>>> {
      const answered = await attempt('iam:GetUser', () => iam.send(new GetUserCommand({})));
      if (answered.state !== 'answered') return failed(failureOf(answered));
      const user = answered.answer.User;
      const arn = parseArn(user?.Arn ?? '');
      if (arn === undefined) throw new Error('GetUser answered without a user ARN.');
      if (arn.resource === 'root') {
        return failed({
          code: 'setup_key_root',
          detail: `This is an access key of the root user of account ${arn.accountId}. CloudCoreo does not use root keys.`,
          mend: 'Delete the root user’s access keys in the AWS console, then create a temporary IAM user with the six actions.',
        });
      }
      userName = user?.UserName ?? arn.resource.split('/').at(-1) ?? '';
      return success({
        detail: `Account ${arn.accountId}, user ${userName}`,
        value: { accountId: arn.accountId, partition: arn.partition, name: userName, id: user?.UserId ?? '' },
      });
    },

    /** Step 2. */
    async ensurePolicy(
      user: SetupUser,
      policy: { name: string; document: object },
    ): Promise<Result<'created' | 'found'>> {
      const PolicyArn = policyArnOf(user.partition, user.accountId, policy.name);
      const found = await attempt('iam:GetPolicy', () => iam.send(new GetPolicyCommand({ PolicyArn })));
      if (found.state === 'answered') return success('found');
      if (found.state !== 'missing') return failed(failureOf(found));
      const created = await attempt('iam:CreatePolicy', () =>
        iam.send(
          new CreatePolicyCommand({
            PolicyName: policy.name,
            PolicyDocument: JSON.stringify(policy.document),
            Description: policy.name.startsWith(managePolicyName)
              ? 'Lets CloudCoreo make the changes that were ticked, and no others.'
              : 'Lets CloudCoreo read how this account is configured. No contents, no secrets, no changes.',
          }),
        ),
      );
      if (created.state === 'answered') return success('created');
      return created.state === 'exists' ? success('found') : failed(failureOf(created));
    },

    /** Step 3. A role that is there must trust exactly this connection. */
    async ensureRole(trust: Trust): Promise<Result<'created' | 'found'>> {
      const expected = trustPolicyOf(trust);
      const found = await attempt('iam:GetRole', () => iam.send(new GetRoleCommand({ RoleName: roleName })));
      if (found.state === 'answered') return judgeTrust(found.answer.Role?.AssumeRolePolicyDocument, trust);
      if (found.state !== 'missing') return failed(failureOf(found));
      const created = await attempt('iam:CreateRole', () =>
        iam.send(
          new CreateRoleCommand({
            RoleName: roleName,
            AssumeRolePolicyDocument: JSON.stringify(expected),
            Description: 'CloudCoreo reads this account through this role.',
            MaxSessionDuration: 3600,
          }),
        ),
      );
      if (created.state === 'answered') return success('created');
      if (created.state !== 'exists') return failed(failureOf(created));
      const other = await attempt('iam:GetRole', () => iam.send(new GetRoleCommand({ RoleName: roleName })));
      if (other.state === 'answered') return judgeTrust(other.answer.Role?.AssumeRolePolicyDocument, trust);
      return failed(failureOf(other));
    },

    /** Step 4. Attaching what is attached changes nothing. */
    async attachPolicy(user: SetupUser, policyName: string): Promise<Result<void>> {
      const PolicyArn = policyArnOf(user.partition, user.accountId, policyName);
      for (let count = 1; ; count += 1) {
        const attached = await attempt('iam:AttachRolePolicy', () =>
          iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn })),
        );
        if (attached.state === 'answered') return success(undefined);
        // IAM is eventually consistent: what the last steps made may not be seen by this one yet.
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
        if (attached.state !== 'missing' || count === visibilityAttempts) return failed(failureOf(attached));
        await sleep(250 * 2 ** count);
      }
    },

    /** Step 5. */
    forget() {
      iam.destroy();
      key = { accessKeyId: '', secretAccessKey: '' };
    },
  };
}

type Attempt<Answer> =
  | { state: 'answered'; answer: Answer }
  | { state: 'missing' | 'refused'; failure: ReturnType<typeof explainSetupFailure> }
  | { state: 'exists' };

function failureOf(attempt: Exclude<Attempt<unknown>, { state: 'answered' }>) {
  if (attempt.state !== 'exists') return attempt.failure;
  throw new Error('IAM says that something exists, to a call that creates nothing.');
}

function judgeTrust(encoded: string | undefined, trust: Trust): Result<'found'> {
  const document = decodePolicyDocument(encoded);
  if (isExpectedTrust(document, trust)) return success('found');
  return failed(trustDiffers(describeTrust(document), trustPolicyOf(trust)));
}
