import { policyArnOf, roleName } from '../accounts/role.ts';
import { type ManagePolicy, managePolicyName } from './manage-policy.ts';
import type { AccountOfRole } from './permissions.ts';

/** What brings the role to what it is to be allowed: a shell script, CloudFormation and Terraform. */
export function manageScripts(policies: readonly ManagePolicy[], place: AccountOfRole) {
  return {
    cliScript: cliScript(policies, place),
    cloudFormationTemplate: policies.length === 0 ? '' : JSON.stringify(cloudFormationTemplate(policies), null, 2),
    terraform: policies.map(terraformOf).join('\n'),
  };
}

function cliScript(policies: readonly ManagePolicy[], place: AccountOfRole): string {
  const arnOf = (name: string) => policyArnOf(place.partition, place.accountId, name);
  const update = policies.map(({ name, document }) => {
    const arn = arnOf(name);
    return [
      `policy='${JSON.stringify(document)}'`,
      `if aws iam get-policy --policy-arn ${arn} >/dev/null 2>&1; then`,
      deleteOldVersions(arn),
      `  aws iam create-policy-version --policy-arn ${arn} --set-as-default --policy-document "$policy"`,
      'else',
      `  aws iam create-policy --policy-name ${name} --policy-document "$policy"`,
      'fi',
      `aws iam attach-role-policy --role-name ${roleName} --policy-arn ${arn}`,
    ].join('\n');
  });
  const remove = removeManagePolicies(place, policies);
  return ['#!/bin/sh', 'set -eu', ...update, ...remove, ''].join('\n');
}

/** Shell commands that take the policies from the role and delete them, as far as they are there. */
export function removeManagePolicies(
  { partition, accountId }: AccountOfRole,
  kept: readonly Pick<ManagePolicy, 'name'>[] = [],
): string[] {
  const names = [managePolicyName, `${managePolicyName}2`, `${managePolicyName}3`];
  return names
    .filter((name) => !kept.some((one) => one.name === name))
    .map((name) => {
      const arn = policyArnOf(partition, accountId, name);
      return [
        `if aws iam get-policy --policy-arn ${arn} >/dev/null 2>&1; then`,
        `  aws iam detach-role-policy --role-name ${roleName} --policy-arn ${arn} 2>/dev/null || true`,
        deleteOldVersions(arn),
        `  aws iam delete-policy --policy-arn ${arn}`,
        'fi',
      ].join('\n');
    });
}

/** A managed policy has at most five versions, and goes only when the default one is left alone. */
function deleteOldVersions(arn: string): string {
  return [
    `  for version in $(aws iam list-policy-versions --policy-arn ${arn} --query 'Versions[?!IsDefaultVersion].VersionId' --output text); do`,
    `    aws iam delete-policy-version --policy-arn ${arn} --version-id "$version"`,
    '  done',
  ].join('\n');
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
function cloudFormationTemplate(policies: readonly ManagePolicy[]) {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'What CloudCoreo may change in this account, on request.',
    Resources: Object.fromEntries(
      policies.map(({ name, document }) => [
        name,
        {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { ManagedPolicyName: name, PolicyDocument: document, Roles: [roleName] },
        },
      ]),
    ),
  };
}

function terraformOf({ name, document }: ManagePolicy): string {
  const label = name.replace(/([a-z])([A-Z0-9])/g, '$1_$2').toLowerCase();
  return `resource "aws_iam_policy" "${label}" {
  name   = "${name}"
  policy = <<-JSON
${JSON.stringify(document, null, 2).replace(/^/gm, '    ')}
  JSON
}

resource "aws_iam_role_policy_attachment" "${label}" {
  role       = "${roleName}"
  policy_arn = aws_iam_policy.${label}.arn
}
`;
}
