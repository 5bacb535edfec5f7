import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import type { ScanRequestBody } from '../../../../../server/scans/api.ts';
import { accountsKey, cloudAccountQuery } from '../../../api/accounts.ts';
import { troubleOf } from '../../../api/problem.ts';
import { startScan } from '../../../api/scans.ts';
import { useFrame, usePageFrame } from '../../../app/page-frame.tsx';
import { PageLoading } from '../../../show/PageLoading.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { ProblemPage } from '../../../show/ProblemPage.tsx';
import { useAction } from '../../../show/use-action.ts';
import { AccountActions } from './AccountActions.tsx';
import { isMoving } from './account.model.ts';
import { Connection } from './Connection.tsx';
import { cloudAccountsCrumbs } from './crumbs.ts';
import { DriftAlert } from './DriftAlert.tsx';
import { PendingRotation } from './PendingRotation.tsx';
import { RemoveSetupUser } from './RemoveSetupUser.tsx';
import { Scans } from './Scans.tsx';
import { scanHref } from './scan.model.ts';
import { UnfinishedConnection } from './UnfinishedConnection.tsx';
import { useVerify } from './use-verify.ts';

export default function CloudAccountPage() {
  const { accountId = '' } = useParams();
  const account = useQuery({
    ...cloudAccountQuery(accountId),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? 1500 : false),
  });
  useFrame(account.data?.nickname ?? 'Cloud account', cloudAccountsCrumbs);

  if (account.isPending) return <PageLoading />;
  if (account.isError && !account.data) {
    return (
      <ProblemPage
        heading="Cloud account"
        title="The cloud account could not be read"
        problem={troubleOf(account.error)}
        onRetry={() => void account.refetch()}
      />
    );
  }
  return <Account account={account.data} />;
}

function Account({ account }: { account: CloudAccountView }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { addFlash } = usePageFrame();
  const verification = useVerify(account.id);
  const scan = async (limits?: ScanRequestBody) => {
    const started = await startScan(account.id, limits);
    void queries.invalidateQueries({ queryKey: accountsKey });
    await navigate(scanHref(started));
  };
  const scanning = useAction(() => scan());
  const isConnected = account.state === 'connected';

  const verify = async () => {
    const verified = await verification.run();
    if (verified?.state !== 'connected') return;
    const isSound = verified.drift.length === 0;
    addFlash({
      id: `verified-${account.id}`,
      type: isSound ? 'success' : 'warning',
      header: isSound ? `${verified.nickname} is verified` : `${verified.nickname} has drifted`,
      content: isSound
        ? 'The role can be assumed with the external ID, refuses a wrong and a missing one, and has the policy it should.'
        : 'What differs from what CloudCoreo made, and how to mend it, is on this page.',
    });
  };

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={account.awsAccountId ? `AWS account ${account.awsAccountId}` : undefined}
          actions={
            <AccountActions
              account={account}
              verification={{ ...verification, run: () => void verify() }}
              scanning={{ ...scanning, run: () => void scanning.run() }}
              scanSome={scan}
            />
          }
        >
          <bdi className="aws-text">{account.nickname}</bdi>
        </Header>
      }
    >
      <SpaceBetween size="l">
        {verification.problem && <ProblemAlert title="Not verified" problem={verification.problem} />}
        {scanning.problem && <ProblemAlert title="The scan was not started" problem={scanning.problem} />}
        {!isConnected && (
          <UnfinishedConnection account={account} verification={{ ...verification, run: () => void verify() }} />
        )}
        {account.drift.map((drift) => (
          <DriftAlert key={drift.code} drift={drift} />
        ))}
        {account.pendingExternalId !== null && <PendingRotation account={account} />}
        {isConnected && account.setupUser.state === 'present' && (
          <Alert type="info" header="The setup user is still there">
            <RemoveSetupUser userName={account.setupUser.name ?? undefined} />
          </Alert>
        )}
        <Connection account={account} />
        {(isConnected || account.lastScan) && <Scans account={account} />}
      </SpaceBetween>
    </ContentLayout>
  );
}
