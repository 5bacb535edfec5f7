import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionChange, ActionCounts } from '../../../../server/actions/api.ts';
import { useGate } from '../../access/session.tsx';
import { actionCountsQuery, actionsQuery } from '../../api/actions.ts';
import { usePageFrame } from '../../app/page-frame.tsx';
import { Answer } from '../../show/Answer.tsx';
import { AwsText } from '../../show/AwsText.tsx';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { actionPath } from './action.model.ts';
import { paceOf, progressOf } from './actions.model.ts';
import { useChangeActions } from './use-change-actions.ts';

interface BatchProgressProps {
  batchId: string;
  onLeave: () => void;
}

/** How far the actions are that were asked for together, with what can be done to all of them. */
export function BatchProgress({ batchId, onLeave }: BatchProgressProps) {
  const counts = useQuery({
    ...actionCountsQuery({ batchId }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => paceOf(state.data),
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={counts.data && `${plural(counts.data.total, 'action')} that were asked for together.`}
          actions={<BatchButtons batchId={batchId} counts={counts.data} onLeave={onLeave} />}
        >
          Progress
        </Header>
      }
    >
      <Answer of={counts} trouble="The actions could not be counted">
        {(data) => <Bar batchId={batchId} counts={data} />}
      </Answer>
    </Container>
  );
}

function Bar({ batchId, counts }: { batchId: string; counts: ActionCounts }) {
  const { parts, left } = progressOf(counts);
  return (
    <SpaceBetween size="s">
      <div className="batch-bar" aria-hidden="true">
        {parts
          .filter(({ count }) => count > 0)
          .map(({ id, count }) => (
            <span key={id} className={`batch-${id}`} style={{ flexGrow: count }} />
          ))}
      </div>
      <ul className="batch-legend" aria-label="Progress of the actions">
        {parts
          .filter(({ id, count }) => count > 0 || id === 'done' || id === 'left')
          .map(({ id, label, count }) => (
            <li key={id}>
              <span className={`batch-key batch-${id}`} aria-hidden="true" />
              <strong>{count.toLocaleString('en')}</strong> {label}
              {id === 'left' && left !== '' && `: ${left}`}
            </li>
          ))}
      </ul>
      <Failures batchId={batchId} count={parts.find(({ id }) => id === 'failed')?.count ?? 0} />
    </SpaceBetween>
  );
}

const mostFailures = 100;

function Failures({ batchId, count }: { batchId: string; count: number }) {
  const failed = useQuery({
    ...actionsQuery({ batchId, status: 'failed,refused', limit: mostFailures }),
    enabled: count > 0,
    placeholderData: keepPreviousData,
  });
  if (count === 0) return null;
  return (
    <Answer of={failed} trouble="Those that failed could not be read">
      {({ items }) => (
        <ul className="plain-list" aria-label="Those that failed">
          {items.map(({ id, title, assetName, failure }) => (
            <li key={id}>
              <RouteLink to={actionPath(id)} ariaLabel={`${title} on ${assetName}`}>
                <AwsText>{assetName}</AwsText>
              </RouteLink>
              : <bdi className="aws-text">{failure?.detail ?? 'It did not say why.'}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
}

function BatchButtons({ batchId, counts, onLeave }: BatchProgressProps & { counts: ActionCounts | undefined }) {
  const gate = useGate()('change-assets');
  const { addFlash } = usePageFrame();
  const changeActions = useChangeActions();
  const [asking, setAsking] = useState<'apply' | 'cancel'>();
  const { planned, notBegun } = progressOf(counts ?? { total: 0, byStatus: [] });
  const change = async (what: ActionChange['change']) => {
    const { unchanged } = await changeActions({ batchId, change: what });
    const [first] = unchanged;
    if (first === undefined) return;
    addFlash({
      ...{ id: 'batch-unchanged', type: 'warning' },
      header: `${plural(unchanged.length, 'action is', 'actions are')} as before`,
      content: [...new Set(unchanged.map(({ why }) => why))].join(' '),
    });
  };
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={onLeave}>See all actions</Button>
        {notBegun > 0 && (
          <Button onClick={() => setAsking('cancel')} {...gate}>
            Stop…
          </Button>
        )}
        {planned > 0 && (
          <Button variant="primary" onClick={() => setAsking('apply')} {...gate}>
            {`Apply ${plural(planned, 'plan')}…`}
          </Button>
        )}
      </SpaceBetween>
      {asking === 'cancel' && (
        <ConfirmDialog
          title={`Stop ${plural(notBegun, 'action')}?`}
          confirmText="Stop"
          dismissText="Go on"
          perform={() => change({ kind: 'cancel' })}
          onClose={() => setAsking(undefined)}
        >
          What has not begun is cancelled. What is being applied goes on to its end.
        </ConfirmDialog>
      )}
      {asking === 'apply' && (
        <ConfirmDialog
          title={`Apply ${plural(planned, 'plan')}?`}
          confirmText="Apply"
          dismissText="Back"
          perform={() => change({ kind: 'apply' })}
          onClose={() => setAsking(undefined)}
        >
          Each changes its asset as its own plan says, at once or when the account’s change window begins. What a second
          person must approve waits for that.
        </ConfirmDialog>
      )}
    </>
  );
}
