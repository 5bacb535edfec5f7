import { type AwsError, isDenied } from '../aws/errors.ts';
import type { AwsAnswer, Failure } from '../failure.ts';
import { roleName, type SetupAction, setupPolicy } from './role.ts';

const policyText = JSON.stringify(setupPolicy);

/** Why AWS refused a call made with the setup key, and what the person can do about it. */
export function explainSetupFailure({ kind, answer }: AwsError, action: SetupAction, userName?: string): Failure {
  const user = userName === undefined ? 'the temporary user' : `the temporary user ${userName}`;
  switch (kind) {
    case 'key_unknown':
      return {
        code: 'setup_key_unknown',
        detail:
          'AWS does not accept this Access Key ID: it does not exist, was deleted or is deactivated, or it belongs to another AWS partition (China, GovCloud).',
        mend: 'Check in the IAM console that the key is active, copy its ID again, or create another key.',
        aws: answer,
      };
    case 'secret_wrong':
      return {
        code: 'setup_key_secret_wrong',
        detail: 'The Secret Access Key does not belong to this Access Key ID.',
        mend: 'Copy the Secret Access Key again. AWS shows it only once; if it is lost, create another key.',
        aws: answer,
      };
    case 'denied':
      return {
        code: 'setup_permission_missing',
        detail: `AWS refused ${action}: ${user} has no permission for it.`,
        mend: `Attach the policy with the six actions to ${user}, then try again. What was made so far is kept and used.`,
        commands: `aws iam put-user-policy --user-name ${shellWord(userName ?? 'MyCloudCoreoUser')} --policy-name MyCloudCoreoPolicy --policy-document '${policyText}'`,
        aws: answer,
      };
    case 'denied_by_scp':
      return {
        code: 'setup_denied_by_scp',
        detail: `AWS refused ${action}: a service or resource control policy of the account's organization forbids it.`,
        mend: `Ask the organization's administrator to allow ${action} in this account while it is connected, or create the role by hand with “Use a role”.`,
        aws: answer,
      };
    case 'denied_by_boundary':
      return {
        code: 'setup_denied_by_boundary',
        detail: `AWS refused ${action}: the permissions boundary of ${user} does not include it.`,
        mend: `Create a temporary user without a permissions boundary, or with one that includes the six actions.`,
        aws: answer,
      };
    default:
      return explainWorldFailure({ kind, answer }, action);
  }
}

/** Failures that are nobody's permission: the network, the clock, throttling, and what only AWS can explain. */
export function explainWorldFailure({ kind, answer }: AwsError, operation: string): Failure {
  switch (kind) {
    case 'clock_off':
      return {
        code: 'clock_off',
        detail: `AWS refused ${operation} because the clock of the machine that CloudCoreo runs on is wrong.`,
        mend: 'Set that clock right (for example with NTP), then try again.',
        aws: answer,
      };
    case 'throttled':
      return {
        code: 'aws_throttled',
        detail: `AWS throttled ${operation}: the account makes more requests than AWS allows, and several retries did not help.`,
        mend: 'Wait a minute and try again. What was made so far is kept and used.',
        aws: answer,
      };
    case 'unreachable':
      return {
        code: 'aws_unreachable',
        detail: `AWS could not be reached for ${operation}, or did not answer properly (${answer.code}).`,
        mend: 'Check the network of the machine that CloudCoreo runs on and AWS’s health page, then try again. What was made so far is kept and used.',
        aws: answer,
      };
    default:
      return {
        code: isDenied(kind) ? 'aws_denied' : 'aws_refused',
        detail: `AWS refused ${operation}: ${answer.message || answer.code}`,
        mend: 'Mend what AWS names, then try again. What was made so far is kept and used.',
        aws: answer,
      };
  }
}

/** The hub could not assume the role. AWS does not tell a missing role from one that trusts somebody else. */
export function explainAssumeFailure(
  { kind, answer }: AwsError,
  context: { roleArn: string; hubArn: string; waitedSeconds: number },
): Failure {
  if (isHubPermissionMissing({ kind, answer })) {
    return {
      code: 'hub_permission_missing',
      detail: `CloudCoreo's own identity ${context.hubArn} may not call sts:AssumeRole on ${context.roleArn}.`,
      mend: 'Allow it in the hub account with the policy here, then try again.',
      commands: hubPolicyText(context.roleArn),
      aws: answer,
    };
  }
  if (kind === 'denied_by_scp' || kind === 'denied_by_boundary') {
    return {
      code: 'assume_denied_by_scp',
      detail: `AWS refused sts:AssumeRole on ${context.roleArn}: a control policy of an organization or a permissions boundary forbids it.`,
      mend: `Ask the administrator of the organization to allow ${context.hubArn} to assume ${roleName}.`,
      aws: answer,
    };
  }
  if (isDenied(kind)) {
    const waited = context.waitedSeconds >= 1 ? ` after ${Math.round(context.waitedSeconds)} s` : '';
    return {
      code: 'role_unreachable',
      detail: `AWS still refuses sts:AssumeRole on ${context.roleArn}${waited}: the role does not exist, trusts somebody else or another external ID, or ${context.hubArn} may not call sts:AssumeRole.`,
      mend: 'Compare the role’s trust policy with the one CloudCoreo expects, and check the policy of the hub identity. A role that was made a minute ago may only need another try.',
      aws: answer,
    };
  }
  return explainWorldFailure({ kind, answer }, 'sts:AssumeRole');
}

/**
 * AWS adds "because no identity-based policy allows" when the caller's own policies are what is missing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function isHubPermissionMissing({ kind, answer }: AwsError): boolean {
  return kind === 'denied' && /identity-based polic/i.test(answer.message);
}

/** What the hub identity needs, and no more. */
function hubPolicyText(roleArn: string): string {
  const anyAccount = roleArn.replace(/::\d{12}:/, '::*:');
  return JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: anyAccount }] },
    null,
    2,
  );
}

/** The role is there, but it trusts something other than this connection. */
export function trustDiffers(found: string, expectedTrust: unknown, aws?: AwsAnswer): Failure {
  return {
    code: 'role_trust_differs',
    detail: `The account already has a role ${roleName}, and ${found}. It was expected to trust this CloudCoreo with this connection's external ID.`,
    mend: 'If nothing else uses that role, give it the trust policy below (or delete the role), then try again. If another CloudCoreo or another team uses it, disconnect the account there first.',
    commands: updateTrustCommand(expectedTrust),
    ...(aws === undefined ? {} : { aws }),
  };
}

export function updateTrustCommand(trustPolicy: unknown): string {
  return `aws iam update-assume-role-policy --role-name ${roleName} --policy-document '${JSON.stringify(trustPolicy)}'`;
}

/** Quotes a word for a POSIX shell when it holds anything but plain characters. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
