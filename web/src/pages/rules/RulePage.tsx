import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import type { RuleView } from '../../../../server/findings/rule-api.ts';
import { ruleQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { CopyableCode } from '../../show/CopyableCode.tsx';
import { Mend } from '../../show/Mend.tsx';
import { MissingParts } from '../../show/MissingParts.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemPage } from '../../show/ProblemPage.tsx';
import { plural } from '../../show/plural.ts';
import { References } from '../../show/References.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';

const crumbs = [{ text: 'Rules', href: '/rules' }];

export default function RulePage() {
  const { ruleId = '' } = useParams();
  const rule = useQuery(ruleQuery(ruleId));
  useFrame(rule.data?.title ?? 'Rule', crumbs);

  if (rule.isPending) return <PageLoading />;
  if (rule.isError && !rule.data) {
    return (
      <ProblemPage
        heading="Rule"
        title="The rule could not be read"
        problem={troubleOf(rule.error)}
        onRetry={() => void rule.refetch()}
      />
    );
  }
  return <Rule rule={rule.data} />;
}

function Rule({ rule }: { rule: RuleView }) {
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={rule.id}>
          {rule.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {rule.unknown > 0 && (
          <Alert type="warning" header={`It cannot tell of ${plural(rule.unknown, 'asset')}`}>
            <MissingParts missing={rule.unknownBecause} />
          </Alert>
        )}
        {rule.broken > 0 && (
          <Alert type="error" header={`It does not work on ${plural(rule.broken, 'asset')}`}>
            <ul className="plain-list">
              {rule.brokenBecause.map(({ message, assets }) => (
                <li key={message}>
                  {message} ({plural(assets, 'asset')})
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <Container header={<Header variant="h2">Your assets</Header>}>
          <ColumnLayout columns={4} variant="text-grid" minColumnWidth={110}>
            <Figure label="Fail">
              {rule.failed === 0 ? (
                '0'
              ) : (
                <RouteLink fontSize="display-l" to={`/findings?ruleId=${encodeURIComponent(rule.id)}`}>
                  {rule.failed.toLocaleString('en')}
                </RouteLink>
              )}
            </Figure>
            <Figure label="Unknown">{rule.unknown.toLocaleString('en')}</Figure>
            <Figure label="Pass">{rule.passed.toLocaleString('en')}</Figure>
            <Figure label="Broken">{rule.broken.toLocaleString('en')}</Figure>
          </ColumnLayout>
        </Container>
        <Container header={<Header variant="h2">Why it matters</Header>}>
          <Box variant="p">{rule.why}</Box>
        </Container>
        <Container header={<Header variant="h2">What it judges</Header>}>
          <SpaceBetween size="m">
            <KeyValuePairs columns={3} minColumnWidth={140} items={termsOf(rule)} />
            {rule.applies !== null && <CopyableCode label="where it applies" code={rule.applies} />}
            <CopyableCode label="condition" code={rule.condition.trimEnd()} />
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">How to mend what fails</Header>}>
          <SpaceBetween size="m">
            <Mend mend={rule.mend} />
            <References urls={rule.references} />
          </SpaceBetween>
        </Container>
      </SpaceBetween>
    </ContentLayout>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <Box fontSize="display-l">{children}</Box>
    </div>
  );
}

function termsOf({ severity, assetType, joins, parameters, controls }: RuleView): KeyValuePairsProps.Item[] {
  const joined = Object.entries(joins).map(([name, type]) => `${name}: ${type}`);
  const listed = Object.entries(controls).map(([framework, ids]) => `${framework} ${ids.join(', ')}`);
  return [
    { label: 'Severity', value: <Severity severity={severity} /> },
    {
      label: 'Asset type',
      value: <RouteLink to={`/assets?type=${encodeURIComponent(assetType)}`}>{assetType}</RouteLink>,
    },
    { label: 'Looks also at', value: joined.length === 0 ? '—' : joined.join(', ') },
    { label: 'Controls', value: listed.length === 0 ? '—' : listed.join('; ') },
    ...Object.entries(parameters).map(([name, { description, value }]) => ({
      label: `Parameter ${name}`,
      value: (
        <>
          {description} <code>{JSON.stringify(value)}</code>
        </>
      ),
    })),
  ];
}
