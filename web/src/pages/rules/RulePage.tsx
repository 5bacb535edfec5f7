import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { RuleView } from '../../../../server/findings/rule-api.ts';
import { ruleQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { AwsText } from '../../show/AwsText.tsx';
import { CopyableCode } from '../../show/CopyableCode.tsx';
import { Mend } from '../../show/Mend.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemPage } from '../../show/ProblemPage.tsx';
import { References } from '../../show/References.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import { customPrefix } from './editor/source.model.ts';
import { RuleActions } from './RuleActions.tsx';
import { RuleSays } from './RuleSays.tsx';
import { RuleSettings } from './RuleSettings.tsx';
import { RuleVersions } from './RuleVersions.tsx';

const crumbs = [{ text: 'Rules', href: '/rules' }];

export default function RulePage() {
  const { ruleId = '' } = useParams();
  // The accounts are judged in the background after a change; the numbers follow by themselves.
  const rule = useQuery({ ...ruleQuery(ruleId), refetchInterval: 30_000 });
  useFrame(rule.data?.title ?? 'Rule', crumbs);

  if (rule.isPending) return <PageLoading />;
  if (rule.isError && !rule.data) {
    const problem = troubleOf(rule.error);
    const page = (
      <ProblemPage
        heading="Rule"
        title="The rule could not be read"
        problem={problem}
        onRetry={() => void rule.refetch()}
      />
    );
    const wasOwn = problem.code === 'not_found' && ruleId.startsWith(customPrefix);
    if (!wasOwn) return page;
    return (
      <SpaceBetween size="l">
        {page}
        <RuleVersions id={ruleId} />
      </SpaceBetween>
    );
  }
  return <Rule key={rule.data.id} rule={rule.data} />;
}

function Rule({ rule }: { rule: RuleView }) {
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={rule.custom ? `${rule.id} · written by your team` : rule.id}
          actions={<RuleActions rule={rule} />}
        >
          <AwsText>{rule.title}</AwsText>
        </Header>
      }
    >
      <SpaceBetween size="l">
        <RuleSays rule={rule} />
        <Container header={<Header variant="h2">Why it matters</Header>}>
          <Box variant="p">{rule.why}</Box>
        </Container>
        <RuleSettings rule={rule} />
        <Container header={<Header variant="h2">What it judges</Header>}>
          <SpaceBetween size="m">
            <KeyValuePairs columns={3} minColumnWidth={140} items={termsOf(rule)} />
            {rule.applies !== null && (
              <div>
                <Box variant="awsui-key-label">Applies to assets where</Box>
                <CopyableCode label="where it applies" code={rule.applies.trimEnd()} />
              </div>
            )}
            <div>
              <Box variant="awsui-key-label">They pass where</Box>
              <CopyableCode label="condition" code={rule.condition.trimEnd()} />
            </div>
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">How to mend what fails</Header>}>
          <SpaceBetween size="m">
            <Mend mend={rule.mend} />
            <References urls={rule.references} />
          </SpaceBetween>
        </Container>
        {rule.isCustom && <RuleVersions id={rule.id} />}
      </SpaceBetween>
    </ContentLayout>
  );
}

function termsOf({ severity, assetType, joins, controls }: RuleView): KeyValuePairsProps.Item[] {
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
  ];
}
