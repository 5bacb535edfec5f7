import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import type { ActionKindView, ManagementView } from '../../../../../../server/actions/api.ts';
import { CopyableCode } from '../../../../show/CopyableCode.tsx';
import { saveText } from '../../../../show/save-text.ts';
import { policyLines, standingOf, standings } from './management.model.ts';
import { PolicyChange } from './PolicyChange.tsx';

interface RolePolicyProps {
  management: ManagementView;
  kinds: readonly ActionKindView[];
}

/** What is to be done in AWS so that the role is allowed just what is ticked. */
export function RolePolicy({ management, kinds }: RolePolicyProps) {
  const isDone = standings[standingOf(management)].type === 'success';
  const lines = policyLines(management, kinds);
  const ways = (
    <Tabs
      ariaLabel="Ways to change the role’s policy"
      tabs={[
        { id: 'cli', label: 'CLI script', content: <CliScript management={management} /> },
        { id: 'cloudformation', label: 'CloudFormation', content: <CloudFormation management={management} /> },
        { id: 'terraform', label: 'Terraform', content: <Terraform management={management} /> },
        { id: 'by-hand', label: 'By hand', content: <ByHand management={management} /> },
      ]}
    />
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            isDone
              ? 'Nothing is left to do: the role is allowed what is ticked.'
              : 'An administrator of the AWS account brings the role’s policy to what is ticked, in one of these ways. CloudCoreo cannot: its role may never change itself.'
          }
        >
          {isDone ? 'The role’s policy' : 'What to do in AWS'}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <PolicyChange lines={lines} />
        <Box variant="p">
          {isDone
            ? 'To lower the access level again, untick actions and save: from then on CloudCoreo carries none of them out. Then run the script that this page shows, which takes the permission from the role, too.'
            : 'The setup key is not needed for this. If its user is gone, it stays gone: sign in to AWS as you always do. CloudCoreo looks by itself, too, about every minute, and “Check now” looks at once.'}
        </Box>
        {isDone ? (
          <ExpandableSection headerText="The policy and the script" variant="footer">
            {ways}
          </ExpandableSection>
        ) : (
          ways
        )}
      </SpaceBetween>
    </Container>
  );
}

function CliScript({ management: { cliScript } }: { management: ManagementView }) {
  return (
    <SpaceBetween size="s">
      <Box variant="p">
        Run it in AWS CloudShell of the account, or anywhere with the AWS CLI and rights to change IAM policies. It
        brings the role there whatever it has now, and may run twice.
      </Box>
      <CopyableCode label="CLI script" code={cliScript} isTall hasCopyText />
    </SpaceBetween>
  );
}

function CloudFormation({ management: { cloudFormationTemplate } }: { management: ManagementView }) {
  if (cloudFormationTemplate === '') {
    return (
      <Box variant="p">
        Delete the stack that made the policy. CloudFormation takes the policy off the role with it.
      </Box>
    );
  }
  return (
    <SpaceBetween size="s">
      <Box variant="p">
        Save the template. The first time, create a stack from it in the account; later, update that stack with the
        newer template (“Replace existing template”).
      </Box>
      <Button
        iconName="download"
        onClick={() => saveText('cloudcoreo-manage.json', cloudFormationTemplate)}
        ariaLabel="Save the CloudFormation template"
      >
        Save template
      </Button>
      <CopyableCode label="CloudFormation template" code={cloudFormationTemplate} isTall hasCopyText />
    </SpaceBetween>
  );
}

function Terraform({ management: { terraform } }: { management: ManagementView }) {
  if (terraform === '') {
    return (
      <Box variant="p">Remove the policy and its attachment from the configuration of the account, then apply it.</Box>
    );
  }
  return (
    <SpaceBetween size="s">
      <Box variant="p">Put it into the configuration of the account in place of what stood there, then apply it.</Box>
      <CopyableCode label="Terraform configuration" code={terraform} isTall hasCopyText />
    </SpaceBetween>
  );
}

function ByHand({ management: { policies } }: { management: ManagementView }) {
  if (policies.length === 0) {
    return (
      <Box variant="p">
        In the IAM console, detach the policies whose names begin with <code>CloudCoreoAssumedRoleManagePolicy</code>{' '}
        from the role <code>CloudCoreoAssumedRole</code>, then delete them.
      </Box>
    );
  }
  return (
    <SpaceBetween size="m">
      <Box variant="p">
        In the IAM console, create or edit each policy so that it is exactly this, and attach it to the role{' '}
        <code>CloudCoreoAssumedRole</code>.
      </Box>
      {policies.map(({ name, document }) => (
        <SpaceBetween size="xxs" key={name}>
          <Box variant="h3">Policy {name}</Box>
          <CopyableCode label={`policy ${name}`} code={document} isTall hasCopyText />
        </SpaceBetween>
      ))}
    </SpaceBetween>
  );
}
