import { managedPolicyCharacters } from '../aws/policy.ts';
import type { ActionDeclaration } from './action.ts';
import { type AccountOfRole, type Grant, grantsOf, grouped, type ManageStatement } from './permissions.ts';

export const managePolicyName = 'CloudCoreoAssumedRoleManagePolicy';

interface ManageDocument {
  Version: '2012-10-17';
  Statement: ManageStatement[];
}

export interface ManagePolicy {
  name: string;
  document: ManageDocument;
}

/** Whatever else the policy allows, the role can never change itself or its policies. */
export function neverItself({ partition, accountId }: AccountOfRole): ManageStatement {
  const verbs = ['Add', 'Attach', 'Create', 'Delete', 'Detach', 'Put', 'Remove', 'Set', 'Tag', 'Untag', 'Update'];
  const arn = (what: string) => `arn:${partition}:iam::${accountId}:${what}/CloudCoreoAssumedRole*`;
  return {
    Sid: 'NeverItself',
    Effect: 'Deny',
    Action: verbs.map((verb) => `iam:${verb}*`),
    Resource: [arn('role'), arn('policy')],
  };
}

/**
 * The managed policies that the role needs for the actions that were ticked: none when none is. What does not fit into one
 * goes on in a second one, `CloudCoreoAssumedRoleManagePolicy2`.
 */
export function managePolicies(actions: readonly ActionDeclaration[], account: AccountOfRole): ManagePolicy[] {
  if (actions.length === 0) return [];
  const statements = grouped(actions.flatMap((action) => grantsOf(action, account)).map(toStatement)).sort((a, b) =>
    (a.Action[0] ?? '') < (b.Action[0] ?? '') ? -1 : 1,
  );
  const policies: ManagePolicy[] = [];
  let current: ManageStatement[] = [];
  const documentOf = (own: ManageStatement[]): ManageDocument => ({
    Version: '2012-10-17',
    Statement: [neverItself(account), ...own],
  });
  const close = () => {
    const name = policies.length === 0 ? managePolicyName : `${managePolicyName}${policies.length + 1}`;
    policies.push({ name, document: documentOf(current) });
    current = [];
  };
  for (const statement of joinResources(statements)) {
    if (JSON.stringify(documentOf([...current, statement])).length > managedPolicyCharacters) close();
    current.push(statement);
  }
  close();
  return policies;
}

function toStatement({ permission, resource, condition }: Grant): ManageStatement {
  return {
    Effect: 'Allow',
    Action: [permission],
    Resource: resource,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}

/** The same actions on several resources are one statement. */
function joinResources(statements: readonly ManageStatement[]): ManageStatement[] {
  const byRest = Map.groupBy(statements, ({ Resource: _, ...rest }) => JSON.stringify(rest));
  return [...byRest.values()].map((alike) => {
    const resources = [...new Set(alike.flatMap(({ Resource }) => Resource))].sort();
    return {
      ...(alike[0] as ManageStatement),
      Resource: resources.length === 1 ? (resources[0] as string) : resources,
    };
  });
}
