import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { FindingView } from '../../../../server/findings/api.ts';
import { findingQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { AwsText } from '../../show/AwsText.tsx';
import { CopyableText } from '../../show/CopyableText.tsx';
import { Mend } from '../../show/Mend.tsx';
import { MissingParts } from '../../show/MissingParts.tsx';
import { Moment } from '../../show/Moment.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemPage } from '../../show/ProblemPage.tsx';
import { References } from '../../show/References.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import { FindingStatus } from './FindingStatus.tsx';

const crumbs = [{ text: 'Findings', href: '/findings' }];

export default function FindingPage() {
  const { findingId = '' } = useParams();
  const finding = useQuery(findingQuery(findingId));
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

function Finding({ finding }: { finding: FindingView }) {
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={<AwsText>{finding.assetName}</AwsText>}>
          {finding.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {finding.cannotTell.length > 0 && finding.status === 'open' && (
          <Alert type="warning" header="The rule cannot tell any more">
            The finding stands from an earlier scan. What it hangs on could not be read the last time:
            <MissingParts missing={finding.cannotTell} />
          </Alert>
        )}
        <Container header={<Header variant="h2">Summary</Header>}>
          <SpaceBetween size="l">
            <KeyValuePairs columns={4} minColumnWidth={130} items={summaryOf(finding)} />
            {finding.arn !== null && (
              <KeyValuePairs items={[{ label: 'ARN', value: <CopyableText label="ARN" text={finding.arn} /> }]} />
            )}
          </SpaceBetween>
        </Container>
        <Table
          variant="container"
          header={
            <Header variant="h2" description="The values that the rule looked at when the asset failed it.">
              What is wrong
            </Header>
          }
          items={finding.evidence}
          trackBy="path"
          wrapLines
          ariaLabels={{ tableLabel: 'What is wrong' }}
          columnDefinitions={[
            { id: 'path', header: 'Field', cell: ({ path }) => <Box variant="code">{path}</Box>, isRowHeader: true },
            {
              id: 'value',
              header: 'Value',
              cell: ({ value }) =>
                value === null ? (
                  <Box color="text-status-inactive">not there</Box>
                ) : (
                  <Box variant="code">
                    <AwsText>{value}</AwsText>
                  </Box>
                ),
            },
          ]}
          empty="The rule looked at no field of this asset: it is about what else there is, or is not."
        />
        <Container header={<Header variant="h2">Why it matters</Header>}>
          <Box variant="p">{finding.why}</Box>
        </Container>
        <Container header={<Header variant="h2">How to mend it</Header>}>
          <SpaceBetween size="m">
            <Mend mend={finding.mend} />
            <References urls={finding.references} />
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">History</Header>}>
          <ul className="plain-list">
            {finding.events.map(({ at, kind, resolvedBy }) => (
              <li key={`${at} ${kind}`}>
                <Moment at={at} />: {happened(kind, resolvedBy)}
              </li>
            ))}
          </ul>
        </Container>
      </SpaceBetween>
    </ContentLayout>
  );
}

const resolutions: Record<NonNullable<FindingView['resolvedBy']>, string> = {
  passes: 'resolved, the asset passes the rule',
  not_applicable: 'resolved, the rule no longer applies to the asset',
  asset_gone: 'resolved, the asset is gone',
  rule_off: 'resolved, the rule is no longer judged',
};

function happened(kind: string, resolvedBy: FindingView['resolvedBy']): string {
  return kind === 'resolved' && resolvedBy !== null ? resolutions[resolvedBy] : kind;
}

function summaryOf(finding: FindingView): KeyValuePairsProps.Item[] {
  const { severity, assetId, assetName, assetType, region, accountNickname, cloudAccountId, ruleId, controls } =
    finding;
  const listed = Object.entries(controls).map(([framework, ids]) => `${framework} ${ids.join(', ')}`);
  return [
    { label: 'Severity', value: <Severity severity={severity} /> },
    { label: 'Status', value: <FindingStatus finding={finding} /> },
    { label: 'Open since', value: <Moment at={finding.openedAt} /> },
    { label: 'First seen', value: <Moment at={finding.firstSeenAt} /> },
    {
      label: 'Asset',
      value: (
        <RouteLink to={`/assets/${encodeURIComponent(assetId)}`}>
          <AwsText>{assetName}</AwsText>
        </RouteLink>
      ),
    },
    { label: 'Type', value: assetType },
    { label: 'Region', value: region },
    {
      label: 'Account',
      value: (
        <RouteLink to={`/settings/cloud-accounts/${encodeURIComponent(cloudAccountId)}`}>
          <AwsText>{accountNickname}</AwsText>
        </RouteLink>
      ),
    },
    { label: 'Rule', value: <RouteLink to={`/rules/${encodeURIComponent(ruleId)}`}>{ruleId}</RouteLink> },
    { label: 'Controls', value: listed.length === 0 ? '—' : listed.join('; ') },
  ];
}
