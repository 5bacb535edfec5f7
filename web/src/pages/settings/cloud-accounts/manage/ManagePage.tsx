import './manage.css';
import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useParams } from 'react-router';
import type { CloudAccountView } from '../../../../../../server/accounts/api.ts';
import { cloudAccountQuery } from '../../../../api/accounts.ts';
import { actionKindsQuery } from '../../../../api/actions.ts';
import { managementQuery } from '../../../../api/management.ts';
import { troubleOf } from '../../../../api/problem.ts';
import { useFrame } from '../../../../app/page-frame.tsx';
import { PageLoading } from '../../../../show/PageLoading.tsx';
import { ProblemPage } from '../../../../show/ProblemPage.tsx';
import { cloudAccountsCrumbs } from '../crumbs.ts';
import { AccessLevel } from './AccessLevel.tsx';
import { ActionTicks } from './ActionTicks.tsx';
import { ManageHelp } from './ManageHelp.tsx';
import { standingOf, standings } from './management.model.ts';
import { RolePolicy } from './RolePolicy.tsx';
import { WhenAndWhere } from './WhenAndWhere.tsx';

const heading = 'What CloudCoreo may change';
const help = <ManageHelp />;

export default function ManagePage() {
  const { accountId = '' } = useParams();
  const account = useQuery(cloudAccountQuery(accountId));
  const nickname = account.data?.nickname ?? 'Cloud account';
  const crumbs = useMemo(
    () => [
      ...cloudAccountsCrumbs,
      { text: nickname, href: `/settings/cloud-accounts/${encodeURIComponent(accountId)}` },
    ],
    [accountId, nickname],
  );
  useFrame(heading, crumbs, help);

  if (account.isPending) return <PageLoading />;
  if (account.isError && !account.data) {
    return (
      <ProblemPage
        heading={heading}
        title="The cloud account could not be read"
        problem={troubleOf(account.error)}
        onRetry={() => void account.refetch()}
      />
    );
  }
  return <Management account={account.data} />;
}

function Management({ account }: { account: CloudAccountView }) {
  const kinds = useQuery(actionKindsQuery);
  const management = useQuery({
    ...managementQuery(account.id),
    refetchInterval: ({ state }) => (state.data && standings[standingOf(state.data)].type !== 'success' ? 5000 : false),
  });
  // What was saved has to be done in AWS as well, so that is where to look next.
  const policyPlace = useRef<HTMLDivElement>(null);
  const [saves, setSaves] = useState(0);
  useEffect(() => {
    if (saves > 0) policyPlace.current?.focus();
  }, [saves]);
  const failed = [kinds, management].find((query) => query.isError && !query.data);
  if (failed !== undefined) {
    return (
      <ProblemPage
        heading={heading}
        title="What CloudCoreo may change could not be read"
        problem={troubleOf(failed.error)}
        onRetry={() => void failed.refetch()}
      />
    );
  }
  if (!kinds.data || !management.data) return <PageLoading />;
  const standing = standingOf(management.data);
  const isDone = standings[standing].type === 'success';
  const policy = standing !== 'audit' && (
    <div ref={policyPlace} tabIndex={-1} className="role-policy">
      <RolePolicy management={management.data} kinds={kinds.data.items} />
    </div>
  );
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={
            <>
              In <bdi className="aws-text">{account.nickname}</bdi>, AWS account {account.awsAccountId}. You tick it
              here, and an administrator of the account allows it in AWS.
            </>
          }
        >
          {heading}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {account.state !== 'connected' && (
          <Alert type="warning" header="The account is not connected">
            Until it is, nothing can be changed in it, and CloudCoreo cannot see what its role is allowed.
          </Alert>
        )}
        <AccessLevel accountId={account.id} management={management.data} />
        {!isDone && policy}
        <ActionTicks
          accountId={account.id}
          saved={management.data.ticked}
          kinds={kinds.data.items}
          onSaved={() => setSaves(saves + 1)}
        />
        {isDone && policy}
        <WhenAndWhere accountId={account.id} management={management.data} />
      </SpaceBetween>
    </ContentLayout>
  );
}
