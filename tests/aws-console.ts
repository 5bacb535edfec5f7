import {
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import type { Aws, SetupKey } from '../sandbox/aws.ts';
import { auditPolicies } from '../server/aws/policy.ts';

/** What a person would do and look up in the AWS console, as an administrator of the account. */
export function openConsole(aws: Aws) {
  let used = 0;
  const iamOf = (accountId: string) =>
    new IAMClient({ endpoint: aws.endpoint, region: aws.region, credentials: aws.administratorCredentials(accountId) });

  return {
    iamOf,

    /** An AWS account that no other test uses. */
    freshAccount(): string {
      const customer = aws.accounts.customers[used];
      used += 1;
      if (customer === undefined) throw new Error('The sandbox needs more customer accounts.');
      return customer.accountId;
    },

    /** The names of CloudCoreo's roles and policies in an account. */
    async madeObjects(accountId: string) {
      const iam = iamOf(accountId);
      const { Roles = [] } = await iam.send(new ListRolesCommand({}));
      const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
      return {
        roles: Roles.map(({ RoleName }) => RoleName).filter((name) => name?.startsWith('CloudCoreo')),
        policies: Policies.map(({ PolicyName }) => PolicyName)
          .filter((name) => name?.startsWith('CloudCoreo'))
          .sort(),
      };
    },

    /** Deletes CloudCoreo's role, which first loses its policies. */
    async deleteRole(accountId: string) {
      const iam = iamOf(accountId);
      const RoleName = 'CloudCoreoAssumedRole';
      const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      for (const { PolicyArn } of AttachedPolicies)
        await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      await iam.send(new DeleteRoleCommand({ RoleName }));
    },
  };
}

export type Console = ReturnType<typeof openConsole>;

/** What the API takes to connect with a key. */
export function requestWith(key: Pick<SetupKey, 'accessKeyId' | 'secretAccessKey'>, nickname: string) {
  return { method: 'access-key', nickname, accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey };
}

/** What is there in an account after connecting, and nothing more. */
export const roleWithPolicies = {
  roles: ['CloudCoreoAssumedRole'],
  policies: auditPolicies().map(({ name }) => name),
};
