import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useGate } from '../../../access/session.tsx';
import { hubQuery } from '../../../api/accounts.ts';
import { troubleOf } from '../../../api/problem.ts';
import { useFrame } from '../../../app/page-frame.tsx';
import { PageLoading } from '../../../show/PageLoading.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { AccessKeyHelp, RoleHelp } from './ConnectHelp.tsx';
import { cloudAccountsCrumbs } from './crumbs.ts';
import { UseAccessKey } from './UseAccessKey.tsx';
import { UseRole } from './UseRole.tsx';

export default function ConnectPage() {
  const [parameters, setParameters] = useSearchParams();
  const method = parameters.get('method') === 'role' ? 'role' : 'access-key';
  const firstNickname = parameters.get('nickname') ?? '';
  const hub = useQuery(hubQuery);
  const refusal = useGate()('connect').disabledReason;

  const setupPolicy = hub.data?.setupPolicy;
  const help = useMemo(
    () => (method === 'role' ? <RoleHelp /> : <AccessKeyHelp setupPolicy={setupPolicy} />),
    [method, setupPolicy],
  );
  useFrame('Connect a Cloud Account', cloudAccountsCrumbs, refusal ? undefined : help);

  const choose = (value: string) =>
    setParameters(
      (present) => {
        present.set('method', value);
        return present;
      },
      { replace: true, preventScrollReset: true },
    );

  if (refusal) {
    return (
      <ContentLayout header={<Header variant="h1">Connect a Cloud Account</Header>}>
        <Alert type="info" header="Connecting accounts is for operators">
          {refusal} Ask an admin of your team.
        </Alert>
      </ContentLayout>
    );
  }
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="CloudCoreo reads the account through a role that only it can assume.">
          Connect a Cloud Account
        </Header>
      }
    >
      <SpaceBetween size="l">
        {hub.data?.failure && <ProblemAlert title="CloudCoreo has no AWS identity" problem={hub.data.failure} />}
        <Tiles
          ariaLabel="Way to connect"
          value={method}
          onChange={({ detail }) => choose(detail.value)}
          columns={2}
          items={[
            {
              value: 'access-key',
              label: 'Use access key',
              description: 'A temporary IAM user with six permissions. Fastest.',
            },
            {
              value: 'role',
              label: 'Use a role',
              description: 'You create the role: CLI, CloudFormation, Terraform or by hand.',
            },
          ]}
        />
        {hub.isError ? (
          <ProblemAlert problem={troubleOf(hub.error)} onRetry={() => void hub.refetch()} />
        ) : hub.isPending ? (
          <PageLoading />
        ) : method === 'role' ? (
          <UseRole firstNickname={firstNickname} />
        ) : (
          <UseAccessKey hub={hub.data} firstNickname={firstNickname} />
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}
