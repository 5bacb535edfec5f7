import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FindingView } from '../../../../server/findings/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { CopyableText } from '../../show/CopyableText.tsx';
import { Moment } from '../../show/Moment.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import { FindingStatus } from './FindingStatus.tsx';

/** How bad a finding is, where, since when, and whose it is. */
export function FindingSummary({ finding }: { finding: FindingView }) {
  return (
    <Container header={<Header variant="h2">Summary</Header>}>
      <KeyValuePairs columns={4} minColumnWidth={130} items={summaryOf(finding)} />
    </Container>
  );
}

function summaryOf(finding: FindingView): KeyValuePairsProps.Item[] {
  const { severity, status, assetId, assetName, assetType, region, accountNickname, cloudAccountId } = finding;
  return [
    { label: 'Severity', value: <Severity severity={severity} /> },
    { label: 'Status', value: <FindingStatus finding={finding} /> },
    status === 'resolved'
      ? { label: 'Resolved', value: <Moment at={finding.resolvedAt} /> }
      : { label: 'Open since', value: <Moment at={finding.openedAt} /> },
    {
      label: 'Assignee',
      value: finding.assignee === null ? 'Nobody' : <bdi className="aws-text">{finding.assignee.name}</bdi>,
    },
    {
      label: 'Asset',
      value: (
        <RouteLink to={`/assets/${encodeURIComponent(assetId)}`}>
          <AwsText>{assetName}</AwsText>
        </RouteLink>
      ),
    },
    { label: 'Type', value: assetType.replace(/^AWS::/, '') },
    {
      label: 'Account',
      value: (
        <RouteLink to={`/settings/cloud-accounts/${encodeURIComponent(cloudAccountId)}`}>
          <AwsText>{accountNickname}</AwsText>
        </RouteLink>
      ),
    },
    { label: 'Region', value: region },
  ];
}

/** What is asked of a finding later: its ARN, rule, controls and tags. */
export function FindingDetails({ finding }: { finding: FindingView }) {
  const { arn, ruleId, controls, tags, firstSeenAt, timesOpened } = finding;
  const frameworks = Object.entries(controls);
  const tagged = Object.entries(tags);
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={4}
          minColumnWidth={130}
          items={[
            { label: 'Rule', value: <RouteLink to={`/rules/${encodeURIComponent(ruleId)}`}>{ruleId}</RouteLink> },
            { label: 'AWS account ID', value: <CopyableText label="AWS account ID" text={finding.awsAccountId} /> },
            { label: 'First seen', value: <Moment at={firstSeenAt} /> },
            { label: 'Times opened', value: timesOpened.toLocaleString('en') },
          ]}
        />
        {arn !== null && <KeyValuePairs items={[{ label: 'ARN', value: <CopyableText label="ARN" text={arn} /> }]} />}
        {frameworks.length > 0 && (
          <ExpandableSection headerText="Compliance controls" defaultExpanded={frameworks.length <= 4}>
            <ul className="plain-list">
              {frameworks.map(([framework, ids]) => (
                <li key={framework}>
                  {framework}: {ids.join(', ')}
                </li>
              ))}
            </ul>
          </ExpandableSection>
        )}
        {tagged.length > 0 && (
          <ExpandableSection headerText={`Tags of the asset (${tagged.length})`} defaultExpanded={tagged.length <= 4}>
            <ul className="plain-list">
              {tagged.map(([key, value]) => (
                <li key={key}>
                  <AwsText>{`${key}=${value}`}</AwsText>
                </li>
              ))}
            </ul>
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  );
}
