import { and, eq } from 'drizzle-orm';
import type { HubIdentity } from '../aws/hub.ts';
import { consoleHostOf, homeRegionOf } from '../aws/partition.ts';
import { auditPolicies } from '../aws/policy.ts';
import type { Database } from '../database/database.ts';
import { newId } from '../identifier.ts';
import type { RoleSetupView } from './api.ts';
import type { AccountsContext } from './context.ts';
import { newExternalId, roleName, type Trust, trustPolicyOf } from './role.ts';
import { type RoleSetup, roleSetups } from './schema.ts';

/** Which account the role will be in is not known yet: the scripts find it out, and whoever copies a policy puts it in. */
const accountPlaceholder = 'ACCOUNT_ID';

interface NamedPolicy {
  name: string;
  document: object;
}

/** Makes the external ID that a role made by hand must ask for. */
export async function createRoleSetup(
  database: Database,
  actor: { teamId: string; userId: string },
  actions: string[],
): Promise<RoleSetup> {
  const [row] = await database
    .insert(roleSetups)
    .values({ id: newId('rs'), teamId: actor.teamId, externalId: newExternalId(), actions, createdBy: actor.userId })
    .returning();
  if (row === undefined) throw new Error('PostgreSQL inserted a role set-up and returned none.');
  return row;
}

export async function findRoleSetup(database: Database, teamId: string, id: string): Promise<RoleSetup | undefined> {
  const [row] = await database
    .select()
    .from(roleSetups)
    .where(and(eq(roleSetups.id, id), eq(roleSetups.teamId, teamId)));
  return row;
}

/** Everything a person needs to make the role, in four forms that make the same thing. */
export function describeRoleSetup(
  setup: RoleSetup,
  hub: HubIdentity,
  { templateUrl, management }: Pick<AccountsContext, 'templateUrl' | 'management'>,
): RoleSetupView {
  const trust = { partition: hub.partition, hubAccountId: hub.accountId, externalId: setup.externalId };
  const place = { partition: hub.partition, accountId: accountPlaceholder };
  const policies = [...auditPolicies(), ...management.policiesOf(setup.actions, place)];
  return {
    id: setup.id,
    hubAccountId: hub.accountId,
    partition: hub.partition,
    externalId: setup.externalId,
    actions: setup.actions,
    roleName,
    policyName: policies[0]?.name ?? '',
    trustPolicy: pretty(trustPolicyOf(trust)),
    permissionPolicies: policies.map(({ name, document }) => ({ name, document: pretty(document) })),
    cliScript: cliScript(trust, policies),
    cloudFormationTemplate: pretty(cloudFormationTemplate(trust, policies)),
    cloudFormationQuickCreateUrl:
      templateUrl === undefined || setup.actions.length > 0 ? null : quickCreateUrl(trust, templateUrl),
    terraformModule: terraformModule(trust, policies),
  };
}

function pretty(document: unknown): string {
  return JSON.stringify(document, null, 2);
}

/** For a POSIX shell with the AWS CLI; in JSON from AWS there are no single quotes that could end the words early. */
function cliScript(trust: Trust, policies: readonly NamedPolicy[]): string {
  return [
    '#!/bin/sh',
    'set -eu',
    `account=$(aws sts get-caller-identity --query Account --output text)`,
    ...policies.map(
      ({ name, document }) =>
        `aws iam create-policy --policy-name ${name} \\\n  --policy-document '${inShell(document)}'`,
    ),
    `aws iam create-role --role-name ${roleName} --max-session-duration 3600 \\\n  --assume-role-policy-document '${JSON.stringify(trustPolicyOf(trust))}'`,
    ...policies.map(
      ({ name }) =>
        `aws iam attach-role-policy --role-name ${roleName} \\\n  --policy-arn "arn:${trust.partition}:iam::$account:policy/${name}"`,
    ),
    `echo "Role ARN: arn:${trust.partition}:iam::$account:role/${roleName}"`,
    '',
  ].join('\n');
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
function cloudFormationTemplate(trust: Trust, policies: readonly NamedPolicy[]) {
  const resources = policies.map(({ name, document }) => [
    name,
    { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: name, PolicyDocument: inTemplate(document) } },
  ]);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The role through which CloudCoreo reads this account.',
    Parameters: {
      HubAccountId: {
        Type: 'String',
        Default: trust.hubAccountId,
        AllowedPattern: '\\d{12}',
        Description: 'The AWS account that CloudCoreo runs in.',
      },
      ExternalId: {
        Type: 'String',
        Default: trust.externalId,
        MinLength: 2,
        Description: 'The external ID of this connection, as CloudCoreo shows it.',
      },
    },
    Resources: {
      ...Object.fromEntries(resources),
      [roleName]: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: roleName,
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution
                Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${HubAccountId}:root' } },
                Action: 'sts:AssumeRole',
                Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
              },
            ],
          },
          ManagedPolicyArns: policies.map(({ name }) => ({ Ref: name })),
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': [roleName, 'Arn'] } } },
  };
}

/**
 * CloudFormation fetches a quick-create template from S3 only, so the link exists where the template was published.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 */
function quickCreateUrl(trust: Trust, templateUrl: string): string {
  const region = homeRegionOf(trust.partition);
  const query = new URLSearchParams({
    templateURL: templateUrl,
    stackName: 'CloudCoreo',
    param_HubAccountId: trust.hubAccountId,
    param_ExternalId: trust.externalId,
  });
  return `https://${consoleHostOf(trust.partition)}/cloudformation/home?region=${region}#/stacks/create/review?${query}`;
}

function terraformModule(trust: Trust, policies: readonly NamedPolicy[]): string {
  const label = (name: string) => name.replace(/([a-z])([A-Z0-9])/g, '$1_$2').toLowerCase();
  return [
    `variable "hub_account_id" {\n  type    = string\n  default = "${trust.hubAccountId}"\n}`,
    `variable "external_id" {\n  type    = string\n  default = "${trust.externalId}"\n}`,
    'data "aws_partition" "current" {}',
    'data "aws_caller_identity" "current" {}',
    `resource "aws_iam_role" "cloudcoreo" {
  name                 = "${roleName}"
  max_session_duration = 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:\${data.aws_partition.current.partition}:iam::\${var.hub_account_id}:root" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
    }]
  })
}`,
    ...policies.map(
      ({ name, document }) => `resource "aws_iam_policy" "${label(name)}" {
  name   = "${name}"
  policy = <<-JSON
${pretty(document).replaceAll(accountPlaceholder, inTerraform).replace(/^/gm, '    ')}
  JSON
}

resource "aws_iam_role_policy_attachment" "${label(name)}" {
  role       = aws_iam_role.cloudcoreo.name
  policy_arn = aws_iam_policy.${label(name)}.arn
}`,
    ),
    'output "role_arn" {\n  value = aws_iam_role.cloudcoreo.arn\n}',
    '',
  ].join('\n\n');
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own substitution
const inTerraform = '${data.aws_caller_identity.current.account_id}';

/** Within single quotes, which end for the shell's variable. */
function inShell(document: object): string {
  return JSON.stringify(document).replaceAll(accountPlaceholder, `'"$account"'`);
}

function inTemplate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTemplate);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inTemplate(one)]));
  }
  if (typeof value !== 'string' || !value.includes(accountPlaceholder)) return value;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution
  return { 'Fn::Sub': value.replaceAll(accountPlaceholder, '${AWS::AccountId}') };
}
