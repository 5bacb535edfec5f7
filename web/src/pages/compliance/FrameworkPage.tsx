import './compliance.css';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { FrameworkView } from '../../../../server/compliance/api.ts';
import { cloudAccountsQuery } from '../../api/accounts.ts';
import { frameworkQuery } from '../../api/compliance.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { plural } from '../../show/plural.ts';
import { safeHttpsUrl } from '../assets/document.model.ts';
import { useParameters } from '../settings/cloud-accounts/use-parameters.ts';
import { AccountSelect } from './AccountSelect.tsx';
import { ControlList } from './ControlList.tsx';
import { frameworkName } from './compliance.model.ts';
import { FrameworkReport } from './FrameworkReport.tsx';
import { FrameworkSummary } from './FrameworkSummary.tsx';
import { useIsPrinting } from './use-printing.ts';

const crumbs = [{ text: 'Compliance', href: '/compliance' }];

export default function FrameworkPage() {
  const { frameworkId = '' } = useParams();
  const { get, set } = useParameters();
  const cloudAccountId = get('cloudAccountId');
  const accounts = useQuery(cloudAccountsQuery({ limit: 1000 }));
  const framework = useQuery({
    ...frameworkQuery(frameworkId, cloudAccountId),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const isPrinting = useIsPrinting();
  const name = framework.data ? frameworkName(framework.data) : 'Framework';
  useFrame(name, crumbs);

  const known = accounts.data?.items ?? [];
  // What is shown while another account is read is not that account’s: it is not for paper.
  const isCurrent = framework.data !== undefined && !framework.isPlaceholderData;
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={framework.data && <About framework={framework.data} />}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <AccountSelect accounts={known} chosen={cloudAccountId} onChoose={(id) => set('cloudAccountId', id)} />
              <Button iconName="file" disabled={!isCurrent} onClick={() => window.print()}>
                Print
              </Button>
            </SpaceBetween>
          }
        >
          {name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {framework.isError && (
          <ProblemAlert
            title="The framework could not be read"
            problem={troubleOf(framework.error)}
            onRetry={() => void framework.refetch()}
          />
        )}
        {framework.isPending && <PageLoading />}
        {framework.data && (
          <div aria-busy={!isCurrent} className={isCurrent ? '' : 'is-waiting'}>
            <SpaceBetween size="l">
              <FrameworkSummary framework={framework.data} />
              <ControlList framework={framework.data} accounts={known} cloudAccountId={cloudAccountId} />
            </SpaceBetween>
          </div>
        )}
      </SpaceBetween>
      {isPrinting && isCurrent && (
        <FrameworkReport framework={framework.data} accounts={known} cloudAccountId={cloudAccountId} />
      )}
    </ContentLayout>
  );
}

function About({ framework: { controls, reference } }: { framework: FrameworkView }) {
  const href = safeHttpsUrl(reference);
  return (
    <>
      {plural(controls.length, 'control')}
      {href && (
        <>
          {' of '}
          <Link external href={href} externalIconAriaLabel="Opens in a new tab">
            {new URL(href).hostname.replace(/^www\./, '')}
          </Link>
        </>
      )}
    </>
  );
}
