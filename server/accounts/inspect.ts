import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { managePolicyName } from '../actions/manage-policy.ts';
import type { AccountSession } from '../aws/clients.ts';
import { explainAwsError, isDenied } from '../aws/errors.ts';
import type { HubIdentity } from '../aws/hub.ts';
import { homeRegionOf } from '../aws/partition.ts';
import { auditPolicies, comparePolicies, type ManagedPolicy } from '../aws/policy.ts';
import type { Failure } from '../failure.ts';
import type { DriftView } from './api.ts';
import { explainWorldFailure, updateTrustCommand } from './failures.ts';
import { decodePolicyDocument, describeTrust, isExpectedTrust, policyArnOf, roleName, trustPolicyOf } from './role.ts';

/** Something in AWS that is not as CloudCoreo made it or would make it now. */
export type Drift = DriftView;

export interface Inspection {
  drift: Drift[];
  /** The role could not be looked at for a reason that says nothing about it, such as the network. */
  failure?: Failure;
}

interface Inspected {
  awsAccountId: string;
  partition: HubIdentity['partition'];
  externalId: string;
}

/**
 * Looks at the role as the role: its trust, and the policies it has, against those that CloudCoreo would make now.
 * The role's own policy allows these reads.
 */
export async function inspectRole(
  session: AccountSession,
  hub: HubIdentity,
  connection: Inspected,
): Promise<Inspection> {
  const iam = new IAMClient(session.clientOptions(homeRegionOf(connection.partition)));
  const RoleName = roleName;
  try {
    const [role, attached, inline] = await Promise.all([
      iam.send(new GetRoleCommand({ RoleName })),
      iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
      iam.send(new ListRolePoliciesCommand({ RoleName })),
    ]);
    const drift = judgeTrust(decodePolicyDocument(role.Role?.AssumeRolePolicyDocument), hub, connection);
    const attachedArns = (attached.AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn ?? '');
    const expected = auditPolicies().map((policy) => ({
      ...policy,
      arn: policyArnOf(connection.partition, connection.awsAccountId, policy.name),
    }));
    for (const policy of expected) {
      drift.push(...(attachedArns.includes(policy.arn) ? await judgePolicy(iam, policy) : [policyMissing(policy)]));
    }
    // Whether these are as ticked, the actions look after.
    const manageArn = policyArnOf(connection.partition, connection.awsAccountId, managePolicyName);
    const others = [
      ...attachedArns.filter((arn) => !arn.startsWith(manageArn) && expected.every((policy) => policy.arn !== arn)),
      ...(inline.PolicyNames ?? []),
    ];
    if (others.length > 0) drift.push(otherPolicies(others));
    return { drift };
  } catch (error) {
    const awsError = explainAwsError(error, 'iam:GetRole');
    if (isDenied(awsError.kind)) return { drift: [policyUnreadable(awsError.answer.message, connection)] };
    return { drift: [], failure: explainWorldFailure(awsError, 'iam:GetRole') };
  } finally {
    iam.destroy();
  }
}

function judgeTrust(document: unknown, hub: HubIdentity, connection: Inspected): Drift[] {
  const trust = {
    partition: connection.partition,
    hubAccountId: hub.accountId,
    externalId: connection.externalId,
  };
  if (isExpectedTrust(document, trust)) return [];
  return [
    {
      code: 'trust_changed',
      detail: `The trust policy of ${roleName} is not the one that CloudCoreo made: ${describeTrust(document)}.`,
      mend: 'Put the expected trust policy back, unless somebody changed it on purpose.',
      commands: updateTrustCommand(trustPolicyOf(trust)),
    },
  ];
}

async function judgePolicy(iam: IAMClient, policy: ManagedPolicy & { arn: string }): Promise<Drift[]> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: policy.arn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn: policy.arn, VersionId: Policy?.DefaultVersionId ?? 'v1' }),
  );
  const difference = comparePolicies(decodePolicyDocument(PolicyVersion?.Document), policy.document);
  const commands = newVersionCommand(policy);
  const drift: Drift[] = [];
  if (difference.extra.length > 0) {
    drift.push({
      code: 'policy_wider',
      detail: `The policy ${policy.name} allows more than CloudCoreo needs: ${listed(difference.extra)}.`,
      mend: 'Give it the generated content as a new default version. If it has five versions already, delete an old one first.',
      commands,
    });
  }
  if (difference.missing.length > 0) {
    drift.push({
      code: 'policy_behind',
      detail: `The policy ${policy.name} does not allow ${listed(difference.missing)}: what these read stays unknown.`,
      mend: 'Give it the generated content as a new default version. If it has five versions already, delete an old one first.',
      commands,
    });
  }
  return drift;
}

function policyMissing(policy: ManagedPolicy & { arn: string }): Drift {
  return {
    code: 'policy_missing',
    detail: `The policy ${policy.name} is not attached to ${roleName}.`,
    mend: 'Attach it; create it first if it does not exist.',
    commands: [
      `aws iam create-policy --policy-name ${policy.name} --policy-document '${JSON.stringify(policy.document)}'`,
      `aws iam attach-role-policy --role-name ${roleName} --policy-arn ${policy.arn}`,
    ].join('\n'),
  };
}

function policyUnreadable(message: string, connection: Inspected): Drift {
  const commands = auditPolicies().flatMap((policy) => {
    const arn = policyArnOf(connection.partition, connection.awsAccountId, policy.name);
    return [
      newVersionCommand({ ...policy, arn }),
      `aws iam attach-role-policy --role-name ${roleName} --policy-arn ${arn}`,
    ];
  });
  return {
    code: 'policy_unreadable',
    detail: `${roleName} may not even read its own permissions, so its policy is missing or has other content. AWS says: ${message}`,
    mend: 'Give the policy the generated content as a new default version and attach it to the role.',
    commands: commands.join('\n'),
  };
}

function otherPolicies(names: string[]): Drift {
  return {
    code: 'other_policies',
    detail: `${roleName} has other policies besides CloudCoreo's: ${listed(names)}. CloudCoreo narrows its sessions and does not use them.`,
    mend: 'Detach or delete them from the role, unless they deny something on purpose.',
  };
}

function newVersionCommand(policy: ManagedPolicy & { arn: string }): string {
  return `aws iam create-policy-version --policy-arn ${policy.arn} --set-as-default --policy-document '${JSON.stringify(policy.document)}'`;
}

function listed(names: string[]): string {
  const shown = names.slice(0, 8).join(', ');
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown;
}

/**
 * Whether the temporary user is still there, asked as the role. A user made later under the same name has another ID
 * and does not count.
 */
export async function findSetupUser(
  session: AccountSession,
  user: { name: string; id: string },
): Promise<'present' | 'removed' | 'unknown'> {
  const iam = new IAMClient(session.clientOptions(homeRegionOf(session.partition)));
  try {
    const { User } = await iam.send(new GetUserCommand({ UserName: user.name }));
    return User?.UserId === user.id ? 'present' : 'removed';
  } catch (error) {
    return /^NoSuchEntity/.test(explainAwsError(error, 'iam:GetUser').answer.code) ? 'removed' : 'unknown';
  } finally {
    iam.destroy();
  }
}
