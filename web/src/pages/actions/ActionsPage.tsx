import './actions.css';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { ActionSummaryView } from '../../../../server/actions/api.ts';
import { may } from '../../access/may.ts';
import { useMe } from '../../access/session.tsx';
import { actionCountsQuery, actionsQuery } from '../../api/actions.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useCursorPages } from '../../show/use-cursor-pages.tsx';
import { useSelection } from '../../show/use-selection.ts';
import { ActionFilterFields } from './ActionFilterFields.tsx';
import { ActionTable } from './ActionTable.tsx';
import {
  filterOf,
  narrowingOf,
  paceOf,
  type Stage,
  stageCount,
  stageIds,
  stageOf,
  stages,
  statusFilterOf,
  withoutFilter,
  withParameter,
} from './actions.model.ts';
import { BatchProgress } from './BatchProgress.tsx';
import { BrakeBanner, StopEverything } from './Brake.tsx';
import { BulkChanges, type NotChanged } from './BulkChanges.tsx';
import { NotChangedAlert } from './NotChangedAlert.tsx';
import { useFollowCounts } from './use-follow-counts.ts';

const pageSize = 50;

export default function ActionsPage() {
  useFrame('Actions');
  const me = useMe();
  const [parameters, setParameters] = useSearchParams();
  const paging = useCursorPages();
  const filter = filterOf(parameters);
  const stage = stageOf(parameters);
  const counts = useQuery({
    ...actionCountsQuery(filter),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => paceOf(state.data),
  });
  const actions = useQuery({
    ...actionsQuery({ ...filter, status: statusFilterOf(stage), limit: pageSize, cursor: paging.cursor }),
    placeholderData: keepPreviousData,
    refetchInterval: paceOf(counts.data),
  });
  useFollowCounts(counts.data);
  const selection = useSelection<ActionSummaryView>(JSON.stringify([filter, stage]));
  // As they are now: one that was planned when it was selected may be done.
  const shown = new Map(actions.data?.items.map((action) => [action.id, action]));
  const selectedNow = selection.selected.map((action) => shown.get(action.id) ?? action);
  const [notChanged, setNotChanged] = useState<NotChanged>();
  const clear = () => setParameters(withoutFilter(parameters));
  const narrowing = narrowingOf(filter);
  const selected = selectedNow.length;
  const total = counts.data && stageCount(counts.data, stage).toLocaleString('en');

  const table = (
    <div aria-busy={actions.isPlaceholderData || actions.isPending}>
      <ActionTable
        variant="borderless"
        items={actions.data?.items ?? []}
        isLoading={actions.isPending}
        header={
          <Header
            variant="h2"
            counter={total && (selected > 0 ? `(${selected.toLocaleString('en')}/${total})` : `(${total})`)}
            actions={
              <SpaceBetween size="m" direction="horizontal" alignItems="center">
                {paging.pagination(actions.data?.nextCursor, () => actions.isPlaceholderData)}
                <BulkChanges
                  selected={selectedNow}
                  onDone={(left) => {
                    selection.onSelect([]);
                    setNotChanged(left);
                  }}
                />
              </SpaceBetween>
            }
          >
            {stages[stage].label}
          </Header>
        }
        filter={<ActionFilterFields parameters={parameters} onChange={setParameters} />}
        selection={may(me.role, 'change-assets') ? selection : undefined}
        empty={
          actions.isError ? null : (
            <Nothing
              stage={stage}
              isFiltered={Object.keys(filter).length > 0}
              isFirst={counts.data?.total === 0}
              onClear={clear}
            />
          )
        }
      />
    </div>
  );

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="What CloudCoreo changes in your cloud accounts: planned first, applied when you say so, and undone where there is a way back."
          actions={<StopEverything />}
        >
          Actions
        </Header>
      }
    >
      <SpaceBetween size="l">
        <BrakeBanner />
        {filter.batchId && (
          <BatchProgress
            batchId={filter.batchId}
            onLeave={() => setParameters(withParameter(parameters, 'batchId', undefined))}
          />
        )}
        {narrowing && (
          <Alert type="info" action={<Button onClick={clear}>See all actions</Button>}>
            {narrowing}
          </Alert>
        )}
        {counts.isError && (
          <ProblemAlert
            title="The actions could not be counted"
            problem={troubleOf(counts.error)}
            onRetry={() => void counts.refetch()}
          />
        )}
        {actions.isError && (
          <ProblemAlert
            title="The actions could not be read"
            problem={troubleOf(actions.error)}
            onRetry={() => (paging.cursor === undefined ? void actions.refetch() : paging.restart())}
          />
        )}
        {notChanged && <NotChangedAlert notChanged={notChanged} onDismiss={() => setNotChanged(undefined)} />}
        <Tabs
          variant="container"
          ariaLabel="How far the actions are"
          activeTabId={stage}
          onChange={({ detail }) => setParameters(withParameter(parameters, 'stage', detail.activeTabId))}
          tabs={stageIds.map((id) => ({
            id,
            label: counts.data
              ? `${stages[id].label} (${stageCount(counts.data, id).toLocaleString('en')})`
              : stages[id].label,
            content: id === stage && table,
          }))}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}

interface NothingProps {
  stage: Stage;
  isFiltered: boolean;
  /** There are no actions at all. */
  isFirst: boolean;
  onClear: () => void;
}

function Nothing({ stage, isFiltered, isFirst, onClear }: NothingProps) {
  const navigate = useNavigate();
  if (isFiltered) {
    return (
      <EmptyList title="No action matches" action={<Button onClick={onClear}>Clear filters</Button>}>
        No action is as far as this, and as the filter wants it.
      </EmptyList>
    );
  }
  const toFindings = <Button onClick={() => void navigate('/findings')}>Go to the findings</Button>;
  if (isFirst) {
    return (
      <EmptyList title="No actions yet" action={toFindings}>
        Open a finding and plan an action that mends it. A plan changes nothing.
      </EmptyList>
    );
  }
  if (stage === 'decide') {
    return (
      <EmptyList title="Nothing to decide" action={toFindings}>
        Plan an action on a finding or an asset, and it waits here until you apply it.
      </EmptyList>
    );
  }
  return <EmptyList title={nothingIn[stage]} />;
}

const nothingIn: Record<Exclude<Stage, 'decide'>, string> = {
  waiting: 'Nothing waits for approval',
  running: 'Nothing is under way',
  done: 'Nothing is done yet',
  failed: 'Nothing failed',
  undone: 'Nothing was undone or cancelled',
  all: 'No actions',
};
