import { roleName } from '../accounts/role.ts';
import type { Failure } from '../failure.ts';
import type { ActionDeclaration, Target } from './action.ts';
import { managePolicyName } from './manage-policy.ts';
import { protectedTag } from './permissions.ts';
import type { Action, ApprovalRule } from './schema.ts';
import type { Subject } from './store.ts';

/** Why nothing may ever be changed about an asset; undefined when it may. */
export function whyUntouchable(
  { target, management }: Pick<Subject, 'target' | 'management'>,
  nickname: string,
): Failure | undefined {
  if (isOfCloudCoreo(target)) {
    return {
      code: 'action_on_itself',
      detail: `${target.name} belongs to CloudCoreo’s own role, which CloudCoreo never changes.`,
      mend: 'Change it in AWS yourself. Settings → Cloud Accounts has the commands.',
    };
  }
  if (management.isProtected) {
    return {
      code: 'account_protected',
      detail: `The account ${nickname} is protected: nothing is changed in it.`,
      mend: 'An admin can end that under Settings → Cloud Accounts → the account → Manage.',
    };
  }
  if (Object.hasOwn(target.tags, protectedTag)) {
    return {
      code: 'asset_protected',
      detail: `${target.name} has the tag ${protectedTag}, so nothing is changed about it.`,
      mend: `Whoever is responsible for it can remove the tag ${protectedTag} in AWS; scan it then.`,
    };
  }
  return undefined;
}

/** The role, and the policies that it has. */
function isOfCloudCoreo({ arn }: Target): boolean {
  const [, kind, name = ''] = /^arn:[^:]+:iam::\d+:(role|policy)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return kind === 'role' ? name === roleName : kind === 'policy' && name.startsWith(roleName);
}

/** Why the role may not carry out an action, as far as was last seen; undefined when it may. */
export function whyNotPermitted(
  action: Pick<ActionDeclaration, 'id' | 'title'>,
  { management, account }: Pick<Subject, 'management' | 'account'>,
): Failure | undefined {
  const isTicked = management.ticked.includes(action.id);
  if (isTicked && management.permitted.includes(action.id)) return undefined;
  return isTicked
    ? {
        code: 'action_not_in_force',
        detail: `“${action.title}” is ticked for ${account.nickname}, but the role’s policy ${managePolicyName} does not allow it yet.`,
        mend: 'Update the policy in AWS as Settings → Cloud Accounts → the account → Manage shows. CloudCoreo notices by itself.',
      }
    : {
        code: 'action_not_permitted',
        detail: `CloudCoreo may not “${action.title}” in ${account.nickname}: the action is not ticked.`,
        mend: 'An admin can tick it under Settings → Cloud Accounts → the account → Manage, which shows how to update the role’s policy.',
      };
}

/** Whether a second person must approve an action. */
export function needsApproval(
  rules: readonly ApprovalRule[],
  { kind, severity, cloudAccountId }: Pick<Action, 'kind' | 'severity' | 'cloudAccountId'>,
  tags: Readonly<Record<string, string>>,
): boolean {
  return rules.some(
    (rule) =>
      (!rule.kinds?.length || rule.kinds.includes(kind)) &&
      (!rule.severities?.length || (severity !== null && rule.severities.includes(severity))) &&
      (!rule.cloudAccountIds?.length || rule.cloudAccountIds.includes(cloudAccountId)) &&
      (!rule.tagKey || (Object.hasOwn(tags, rule.tagKey) && (!rule.tagValue || tags[rule.tagKey] === rule.tagValue))),
  );
}
