import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ActionView } from '../../../../server/actions/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { CopyableText } from '../../show/CopyableText.tsx';
import { Moment } from '../../show/Moment.tsx';

type AwsCall = ActionView['awsRequests'][number];

/** What happened to an action, newest first, and the calls that it made. */
export function ActionHistory({ action: { events, awsRequests } }: { action: ActionView }) {
  return (
    <Container header={<Header variant="h2">History</Header>}>
      <SpaceBetween size="l">
        <ol className="asset-history" aria-label="History of the action">
          {events
            .map((event, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added, and two may be of one moment
              <li key={index}>
                <div className="history-head">
                  <Box variant="strong">
                    <bdi className="aws-text">{event.what}</bdi>
                  </Box>
                  <span>
                    <bdi>{event.who ?? 'CloudCoreo'}</bdi>, <Moment at={event.at} />
                  </span>
                </div>
              </li>
            ))
            .reverse()}
        </ol>
        {awsRequests.length > 0 && (
          <ExpandableSection headerText={`Calls made to AWS (${awsRequests.length})`}>
            <Table
              variant="embedded"
              items={awsRequests}
              columnDefinitions={columns}
              wrapLines
              ariaLabels={{ tableLabel: 'Calls made to AWS' }}
            />
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  );
}

const columns: TableProps.ColumnDefinition<AwsCall>[] = [
  { id: 'operation', header: 'Call', cell: ({ operation }) => operation, isRowHeader: true, minWidth: 160 },
  {
    id: 'outcome',
    header: 'Answer',
    cell: ({ outcome }) =>
      outcome === 'ok' ? (
        <StatusIndicator type="success">Done</StatusIndicator>
      ) : (
        <StatusIndicator type="info">
          <AwsText>{outcome}</AwsText>
        </StatusIndicator>
      ),
    minWidth: 140,
  },
  {
    id: 'request',
    header: 'Request ID',
    cell: ({ requestId }) => <CopyableText label="request ID" text={requestId ?? ''} />,
    minWidth: 240,
  },
  { id: 'at', header: 'When', cell: ({ at }) => <Moment at={at} />, minWidth: 120 },
];
