import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import { CopyableText } from '../../../show/CopyableText.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { accountStatus, setupUserStatus } from './account.model.ts';
import { accessLevels, manageHref } from './manage/management.model.ts';

const methods: Record<CloudAccountView['method'], string> = {
  'access-key': 'Access key, used once',
  role: 'Role made by you',
};

const partitions: Record<CloudAccountView['partition'], string> = {
  aws: 'AWS',
  'aws-cn': 'AWS China',
  'aws-us-gov': 'AWS GovCloud (US)',
};

/** How CloudCoreo reaches the account. */
export function Connection({ account }: { account: CloudAccountView }) {
  const status = accountStatus(account);
  const setupUser = setupUserStatus(account.setupUser);
  return (
    <Container header={<Header variant="h2">Connection</Header>}>
      <KeyValuePairs
        columns={3}
        minColumnWidth={170}
        items={[
          { label: 'State', value: <StatusIndicator type={status.type}>{status.text}</StatusIndicator> },
          {
            label: 'Access level',
            value: (
              <>
                {accessLevels[account.accessLevel].word} ·{' '}
                <RouteLink to={manageHref(account.id)}>What it may change</RouteLink>
              </>
            ),
          },
          { label: 'Last verified', value: <Moment at={account.lastVerifiedAt} /> },
          { label: 'AWS account ID', value: <CopyableText label="AWS account ID" text={account.awsAccountId} /> },
          { label: 'Partition', value: partitions[account.partition] },
          { label: 'Connected', value: <Moment at={account.connectedAt} /> },
          { label: 'Role ARN', value: <CopyableText label="role ARN" text={account.roleArn} /> },
          { label: 'External ID', value: <CopyableText label="external ID" text={account.externalId} /> },
          { label: 'Way in', value: methods[account.method] },
          {
            label: 'Setup user',
            value: <StatusIndicator type={setupUser.type}>{setupUser.text}</StatusIndicator>,
          },
          { label: 'Setup user last looked for', value: <Moment at={account.setupUser.checkedAt} /> },
        ]}
      />
    </Container>
  );
}
