import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import type { RoleSetupView } from '../../../../../server/accounts/api.ts';
import { CopyableCode } from '../../../show/CopyableCode.tsx';
import { CopyableText } from '../../../show/CopyableText.tsx';
import { saveText } from '../../../show/save-text.ts';

/** The same role and policy, four ways. */
export function RoleRecipes({ setup }: { setup: RoleSetupView }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`Every way makes the role ${setup.roleName} with the policy ${setup.policyName}.`}
        >
          Make the role
        </Header>
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={2}
          minColumnWidth={170}
          items={[
            {
              label: 'CloudCoreo’s AWS account ID',
              value: <CopyableText label="account ID" text={setup.hubAccountId} />,
            },
            { label: 'External ID', value: <CopyableText label="external ID" text={setup.externalId} /> },
          ]}
        />
        <Tabs
          ariaLabel="Ways to make the role"
          tabs={[
            { id: 'cli', label: 'CLI script', content: <CliScript setup={setup} /> },
            { id: 'cloudformation', label: 'CloudFormation', content: <CloudFormation setup={setup} /> },
            { id: 'terraform', label: 'Terraform', content: <Terraform setup={setup} /> },
            { id: 'by-hand', label: 'By hand', content: <ByHand setup={setup} /> },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}

function CliScript({ setup }: { setup: RoleSetupView }) {
  return (
    <SpaceBetween size="s">
      <Box variant="p">
        Run it in AWS CloudShell of the account to connect, or anywhere with the AWS CLI and rights to make roles. It
        prints the role’s ARN.
      </Box>
      <CopyableCode label="CLI script" code={setup.cliScript} isTall hasCopyText />
    </SpaceBetween>
  );
}

function CloudFormation({ setup }: { setup: RoleSetupView }) {
  const quickCreateUrl = setup.cloudFormationQuickCreateUrl;
  const isJson = setup.cloudFormationTemplate.trimStart().startsWith('{');
  return (
    <SpaceBetween size="s">
      <Box variant="p">
        {quickCreateUrl
          ? 'Launch the stack in the account to connect, or create a stack from the template. The role’s ARN is in the stack’s outputs.'
          : 'Save the template and create a stack from it (“Upload a template file”) in the account to connect. The role’s ARN is in the stack’s outputs.'}
      </Box>
      <SpaceBetween size="xs" direction="horizontal">
        {quickCreateUrl && (
          <Button href={quickCreateUrl} target="_blank" rel="noopener noreferrer" iconName="external" iconAlign="right">
            Launch stack
          </Button>
        )}
        <Button
          iconName="download"
          onClick={() => saveText(`cloudcoreo-role.${isJson ? 'json' : 'yaml'}`, setup.cloudFormationTemplate)}
        >
          Save template
        </Button>
      </SpaceBetween>
      {!quickCreateUrl && (
        <Box color="text-body-secondary" fontSize="body-s">
          There is no one-click link: CloudFormation opens templates from S3 only, and this server has none published
          there. Its administrator can set <code>CLOUDCOREO_TEMPLATE_URL</code>.
        </Box>
      )}
      <CopyableCode label="CloudFormation template" code={setup.cloudFormationTemplate} isTall hasCopyText />
    </SpaceBetween>
  );
}

function Terraform({ setup }: { setup: RoleSetupView }) {
  return (
    <SpaceBetween size="s">
      <Box variant="p">
        Add it to the configuration of the account to connect and apply it. The role’s ARN is an output.
      </Box>
      <CopyableCode label="Terraform module" code={setup.terraformModule} isTall hasCopyText />
    </SpaceBetween>
  );
}

function ByHand({ setup }: { setup: RoleSetupView }) {
  return (
    <SpaceBetween size="m">
      <Box variant="p">
        In the IAM console of the account to connect, create the policy first, then a role with a custom trust policy.
      </Box>
      {setup.permissionPolicies.map(({ name, document }) => (
        <SpaceBetween size="xxs" key={name}>
          <Box variant="h3">Permission policy {name}</Box>
          <CopyableCode label={`permission policy ${name}`} code={document} isTall hasCopyText />
        </SpaceBetween>
      ))}
      <SpaceBetween size="xxs">
        <Box variant="h3">Trust policy of the role {setup.roleName}</Box>
        <CopyableCode label="trust policy" code={setup.trustPolicy} hasCopyText />
      </SpaceBetween>
    </SpaceBetween>
  );
}
