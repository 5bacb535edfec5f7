import { z } from 'zod';
import type { Target } from '../action.ts';
import { declareAction } from '../declare-action.ts';
import { denies } from './denials.ts';
import { iam, theGroup, theRole, theUser } from './sdk.ts';

interface Attachment extends Record<string, unknown> {
  PolicyArn: string;
  IsAttached: boolean;
  /** Whether the policy also forbids something, which would be allowed without it. */
  Denies: boolean;
}

const parameters = z.object({
  policyArn: z
    .string()
    .regex(/^arn:aws(-cn|-us-gov)?:iam::(aws|\d{12}):policy\/\S+$/)
    .default('arn:aws:iam::aws:policy/AdministratorAccess')
    .describe('The managed policy to detach. One of AWS’s is meant in the account’s own partition.'),
});

const everyPolicy = ['arn:{partition}:iam::aws:policy/*', 'arn:{partition}:iam::{account}:policy/*'];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html */
export const detachPolicyOfIdentity = declareAction(iam, {
  id: 'iam-identity-detach-policy',
  title: 'Detach the managed policy',
  what: 'Detaches a managed policy from the user, group or role. The policy itself stays.',
  types: ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Role'],
  parameters,
  calls: {
    GetPolicy: { permission: 'iam:GetPolicy', on: everyPolicy, absent: ['NoSuchEntity'] },
    GetPolicyVersion: { permission: 'iam:GetPolicyVersion', on: everyPolicy },
    ListAttachedUserPolicies: { permission: 'iam:ListAttachedUserPolicies', on: theUser },
    ListAttachedGroupPolicies: { permission: 'iam:ListAttachedGroupPolicies', on: theGroup },
    ListAttachedRolePolicies: { permission: 'iam:ListAttachedRolePolicies', on: theRole },
    // Detached already: AWS says NoSuchEntity.
    DetachUserPolicy: { permission: 'iam:DetachUserPolicy', on: theUser, absent: ['NoSuchEntity'] },
    DetachGroupPolicy: { permission: 'iam:DetachGroupPolicy', on: theGroup, absent: ['NoSuchEntity'] },
    DetachRolePolicy: { permission: 'iam:DetachRolePolicy', on: theRole, absent: ['NoSuchEntity'] },
  },
  gone: ['NoSuchEntity'],
  async read(aws, target, { policyArn }): Promise<Attachment> {
    const PolicyArn = inPartition(policyArn, target);
    const { name } = target;
    // An identity has 20 managed policies at most.
    const { AttachedPolicies = [] } =
      target.type === 'AWS::IAM::User'
        ? await aws.call('ListAttachedUserPolicies', { UserName: name, MaxItems: 1000 })
        : target.type === 'AWS::IAM::Group'
          ? await aws.call('ListAttachedGroupPolicies', { GroupName: name, MaxItems: 1000 })
          : await aws.call('ListAttachedRolePolicies', { RoleName: name, MaxItems: 1000 });
    const IsAttached = AttachedPolicies.some((policy) => policy.PolicyArn === PolicyArn);
    const found = await aws.find('GetPolicy', { PolicyArn });
    if (found === undefined) return { PolicyArn, IsAttached, Denies: false };
    const VersionId = found.Policy?.DefaultVersionId;
    const { PolicyVersion } = await aws.call('GetPolicyVersion', { PolicyArn, VersionId });
    return { PolicyArn, IsAttached, Denies: denies(PolicyVersion?.Document) };
  },
  want(attachment, _, target) {
    const policy = nameOf(attachment.PolicyArn);
    if (attachment.IsAttached && attachment.Denies) {
      return { refused: `${policy} also denies something: without it, ${target.name} might be allowed more.` };
    }
    if (/:role\/aws-(service-role|reserved)\//.test(target.arn)) {
      return { refused: `${target.name} is made and kept by AWS, which changes it itself.` };
    }
    return { to: { ...attachment, IsAttached: false } };
  },
  mayBreak({ from }, { type, name }) {
    const policy = nameOf(from?.PolicyArn ?? '');
    const who = { 'AWS::IAM::Group': `Every user in ${name}`, 'AWS::IAM::Role': `Whatever runs as ${name}` };
    return [
      `${who[type as keyof typeof who] ?? name} is refused at once what only ${policy} allows.`,
      ...(policy === 'AdministratorAccess' ? ['Make sure that somebody else can administer the account.'] : []),
    ];
  },
  async write(aws, { type, name }, { to }) {
    if (to === null || to.IsAttached) return;
    const { PolicyArn } = to;
    if (type === 'AWS::IAM::User') await aws.find('DetachUserPolicy', { UserName: name, PolicyArn });
    else if (type === 'AWS::IAM::Group') await aws.find('DetachGroupPolicy', { GroupName: name, PolicyArn });
    else await aws.find('DetachRolePolicy', { RoleName: name, PolicyArn });
  },
  // Whoever may attach policies may give himself everything, and no session can be narrowed to the one that was detached.
  whyNoUndo:
    'CloudCoreo does not ask for the permission to attach policies, with which one could get every other. It can be attached again in IAM.',
});

/** The same policy of AWS has another ARN in China and GovCloud. */
function inPartition(policyArn: string, { partition }: Target): string {
  return policyArn.replace(/^arn:[^:]+:iam::aws:/, `arn:${partition}:iam::aws:`);
}

function nameOf(policyArn: string): string {
  return policyArn.split('/').at(-1) ?? policyArn;
}
