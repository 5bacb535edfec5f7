import './findings.css';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { FindingView } from '../../../../server/findings/api.ts';
import { findingQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { AwsText } from '../../show/AwsText.tsx';
import { dateWords } from '../../show/date-words.ts';
import { Mend } from '../../show/Mend.tsx';
import { MissingParts } from '../../show/MissingParts.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemPage } from '../../show/ProblemPage.tsx';
import { References } from '../../show/References.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { MendIt } from '../actions/MendIt.tsx';
import { Evidence } from './Evidence.tsx';
import { FindingActions } from './FindingActions.tsx';
import { FindingHistory } from './FindingHistory.tsx';
import { FindingDetails, FindingSummary } from './FindingSummary.tsx';
import { verdictOf } from './finding.model.ts';
import { SuppressionAlert } from './SuppressionAlert.tsx';

const crumbs = [{ text: 'Findings', href: '/findings' }];

export default function FindingPage() {
  const { findingId = '' } = useParams();
  const finding = useQuery({ ...findingQuery(findingId), refetchInterval: 30_000 });
  useFrame(finding.data?.title ?? 'Finding', crumbs);

  if (finding.isPending) return <PageLoading />;
  if (finding.isError && !finding.data) {
    return (
      <ProblemPage
        heading="Finding"
        title="The finding could not be read"
        problem={troubleOf(finding.error)}
        onRetry={() => void finding.refetch()}
      />
    );
  }
  return <Finding finding={finding.data} />;
}

/** From top to bottom what somebody who is woken at night asks: what, how bad, where, since when, what to do. */
function Finding({ finding }: { finding: FindingView }) {
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={<Verdict finding={finding} />} actions={<FindingActions finding={finding} />}>
          {finding.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {finding.suppression && <SuppressionAlert suppression={finding.suppression} />}
        {finding.cannotTell.length > 0 && finding.status !== 'resolved' && (
          <Alert type="warning" header="The rule cannot tell any more">
            The finding stands from an earlier scan. What it hangs on could not be read the last time:
            <MissingParts missing={finding.cannotTell} />
          </Alert>
        )}
        <FindingSummary finding={finding} />
        <MendIt finding={finding} />
        <Container header={<Header variant="h2">What to do</Header>}>
          <SpaceBetween size="m">
            <Mend mend={finding.mend} />
            <References urls={finding.references} />
          </SpaceBetween>
        </Container>
        <Evidence finding={finding} />
        <Container header={<Header variant="h2">Why it matters</Header>}>
          <Box variant="p">{finding.why}</Box>
        </Container>
        <FindingDetails finding={finding} />
        <FindingHistory finding={finding} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Verdict({ finding }: { finding: FindingView }) {
  const { words, since } = verdictOf(finding);
  return (
    <>
      <RouteLink to={`/assets/${encodeURIComponent(finding.assetId)}`}>
        <AwsText>{finding.assetName}</AwsText>
      </RouteLink>{' '}
      {words}
      {finding.status === 'resolved' && ` since ${dateWords(since)}`}
    </>
  );
}
