import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { actionKinds } from '../actions/catalog.ts';
import { createManagementOfRole } from '../actions/management.ts';
import { auditPolicies } from '../aws/policy.ts';
import { trustPolicyOf } from './role.ts';
import { describeRoleSetup } from './role-setup.ts';

const setup = {
  ...{ id: 'rs_1', teamId: 't', externalId: 'cloudcoreo-0123', createdBy: 'u', createdAt: new Date() },
  actions: [] as string[],
};
const management = createManagementOfRole(actionKinds);
const hub = { accountId: '999988887777', arn: 'arn:aws:iam::999988887777:user/hub', partition: 'aws' as const };
const trust = { partition: 'aws', hubAccountId: hub.accountId, externalId: setup.externalId } as const;

describe('a role set-up', () => {
  const described = describeRoleSetup(setup, hub, { templateUrl: undefined, management });

  it('shows the trust and permission policies as JSON', () => {
    expect(JSON.parse(described.trustPolicy)).toEqual(trustPolicyOf(trust));
    expect(
      described.permissionPolicies.map(({ name, document }) => ({ name, document: JSON.parse(document) })),
    ).toEqual(auditPolicies());
  });

  it('has a script that the shell accepts and that passes the documents as they are', () => {
    // The AWS CLI is replaced by a function that prints its words: what matters is what the shell makes of them.
    const script = `aws() { if [ "$1" = sts ]; then echo 111122223333; else printf '%s\\n' "$@" >&2; fi; }\n${described.cliScript}`;
    const words = execFileSync('sh', ['-c', `{ ${script}\n} 2>&1`], { encoding: 'utf8' }).split('\n');
    expect(words).toContain(JSON.stringify(trustPolicyOf(trust)));
    for (const { name, document } of auditPolicies()) {
      expect(words).toContain(JSON.stringify(document));
      expect(words).toContain(`arn:aws:iam::111122223333:policy/${name}`);
    }
    expect(words).toContain('Role ARN: arn:aws:iam::111122223333:role/CloudCoreoAssumedRole');
  });

  it('has a CloudFormation template that makes the same role', () => {
    const template = JSON.parse(described.cloudFormationTemplate);
    expect(template.Parameters.ExternalId.Default).toBe(setup.externalId);
    const role = template.Resources.CloudCoreoAssumedRole.Properties;
    expect(role.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
      StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } },
    });
    expect(role.ManagedPolicyArns).toEqual(auditPolicies().map(({ name }) => ({ Ref: name })));
  });

  it('has a quick-create link only where the template was published', () => {
    expect(described.cloudFormationQuickCreateUrl).toBeNull();
    const link =
      describeRoleSetup(setup, hub, { templateUrl: 'https://s3.amazonaws.com/b/t.json', management })
        .cloudFormationQuickCreateUrl ?? '';
    expect(link).toContain(
      'https://console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/create/review?',
    );
    expect(new URLSearchParams(link.split('review?')[1]).get('param_ExternalId')).toBe(setup.externalId);
  });

  it('has a Terraform module with the same names and the external ID', () => {
    expect(described.terraformModule).toContain('name                 = "CloudCoreoAssumedRole"');
    expect(described.terraformModule).toContain(`default = "${setup.externalId}"`);
    expect(described.terraformModule).toContain(
      'Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }',
    );
  });

  it.each([
    ['aws-cn', 'cn-north-1', 'console.amazonaws.cn'],
    ['aws-us-gov', 'us-gov-west-1', 'console.amazonaws-us-gov.com'],
  ] as const)('carries the partition %s in every ARN and link', (partition, region, host) => {
    const other = describeRoleSetup(
      setup,
      { ...hub, partition },
      { templateUrl: 'https://s3.example/t.json', management },
    );
    const arns = [other.trustPolicy, other.cliScript].join('\n').match(/arn:[a-z-]+:/g) ?? [];
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}:`]));
    expect(other.cloudFormationQuickCreateUrl).toContain(`https://${host}/cloudformation/home?region=${region}`);
  });

  it('puts the account into the policies of ticked actions, in every form', () => {
    const actions = ['iam-user-deactivate-access-keys'];
    const ticked = describeRoleSetup({ ...setup, actions }, hub, {
      templateUrl: 'https://s3.example/t.json',
      management,
    });
    const script = `aws() { if [ "$1" = sts ]; then echo 111122223333; else printf '%s\\n' "$@" >&2; fi; }\n${ticked.cliScript}`;
    const words = execFileSync('sh', ['-c', `{ ${script}\n} 2>&1`], { encoding: 'utf8' }).split('\n');
    const [policy] = management.policiesOf(actions, { partition: 'aws', accountId: '111122223333' });
    expect(words).toContain(JSON.stringify(policy?.document));
    const template = JSON.parse(ticked.cloudFormationTemplate);
    const { PolicyDocument } = template.Resources[policy?.name ?? ''].Properties;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution
    expect(JSON.stringify(PolicyDocument)).toContain('{"Fn::Sub":"arn:aws:iam::${AWS::AccountId}:user/*"}');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own substitution
    expect(ticked.terraformModule).toContain('arn:aws:iam::${data.aws_caller_identity.current.account_id}:user/*');
    expect(ticked.cliScript + ticked.terraformModule + ticked.cloudFormationTemplate).not.toContain('ACCOUNT_ID');
    // The published template is of the role that only reads.
    expect(ticked.cloudFormationQuickCreateUrl).toBeNull();
  });
});
