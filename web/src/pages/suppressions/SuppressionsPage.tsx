import '../findings/findings.css';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { SuppressionView } from '../../../../server/findings/api.ts';
import { useGate } from '../../access/session.tsx';
import { rulesQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { endSuppression, suppressionsQuery } from '../../api/suppressions.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { plural } from '../../show/plural.ts';
import { useRefreshFindings } from '../findings/use-change-findings.ts';
import { useParameters } from '../settings/cloud-accounts/use-parameters.ts';
import { useRowTable } from '../settings/cloud-accounts/use-row-table.tsx';
import { NewSuppressionDialog } from './NewSuppressionDialog.tsx';
import { plainWords, scopeWords } from './suppression.model.ts';
import { suppressionColumns } from './suppression-columns.tsx';

const crumbs = [{ text: 'Findings', href: '/findings' }];
const states = [
  { id: 'active', text: 'Hold now' },
  { id: 'ended', text: 'Ended' },
];

export default function SuppressionsPage() {
  useFrame('Suppressions', crumbs);
  const gate = useGate()('handle-findings');
  const parameters = useParameters();
  const state = parameters.get('state') === 'ended' ? 'ended' : 'active';
  const suppressions = useQuery(suppressionsQuery(state));
  const rules = useQuery(rulesQuery);
  const titles = useMemo(() => new Map(rules.data?.items.map(({ id, title }) => [id, title])), [rules.data]);
  const refresh = useRefreshFindings();
  const [ending, setEnding] = useState<SuppressionView>();
  const [isAdding, setAdding] = useState(false);
  const rows = useMemo(
    () =>
      (suppressions.data ?? []).map((suppression) => ({
        ...suppression,
        words: plainWords(scopeWords(suppression, titles)),
        // Those that never end come last.
        end: suppression.endedAt ?? suppression.expiresAt ?? '9999',
      })),
    [suppressions.data, titles],
  );
  const addNew = (
    <Button variant="primary" onClick={() => setAdding(true)} {...gate}>
      New suppression
    </Button>
  );
  const columns = suppressionColumns({ state, titles, end: { gate, onClick: setEnding } });
  const table = useRowTable({
    id: 'suppression',
    what: 'suppression',
    rows,
    columns,
    textOf: ({ words, reason, authorName, kind }) => [words, reason, authorName, kind].join(' '),
    defaultSorting: '-createdAt',
    empty:
      state === 'active' ? (
        <EmptyList title="Nothing is suppressed" action={addNew}>
          A suppression says that something fails its rule and that this is all right for now, and why.
        </EmptyList>
      ) : (
        <EmptyList title="No suppression has ended yet" />
      ),
  });

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="What your team does not want to be told of for now, and why."
          actions={addNew}
        >
          Suppressions
        </Header>
      }
    >
      <SpaceBetween size="l">
        {suppressions.isError ? (
          <ProblemAlert
            title="The suppressions could not be read"
            problem={troubleOf(suppressions.error)}
            onRetry={() => void suppressions.refetch()}
          />
        ) : (
          <Table
            {...table}
            variant="container"
            cellVerticalAlign="top"
            trackBy="id"
            loading={suppressions.isPending || rules.isPending}
            loadingText="Reading the suppressions"
            ariaLabels={{ tableLabel: 'Suppressions' }}
            header={
              <Header
                variant="h2"
                counter={suppressions.data && `(${rows.length.toLocaleString('en')})`}
                actions={
                  <SegmentedControl
                    label="Which suppressions"
                    selectedId={state}
                    options={states}
                    onChange={({ detail }) => parameters.set('state', detail.selectedId === 'ended' ? 'ended' : '')}
                  />
                }
              >
                {state === 'active' ? 'Suppressions that hold' : 'Suppressions that ended'}
              </Header>
            }
          />
        )}
      </SpaceBetween>
      {ending && (
        <ConfirmDialog
          title="End this suppression?"
          confirmText="End suppression"
          perform={async () => {
            await endSuppression(ending.id);
            await refresh();
          }}
          onClose={() => setEnding(undefined)}
        >
          {plainWords(scopeWords(ending, titles))}: {plural(ending.findings, 'finding is', 'findings are')} open again
          at once, unless another suppression is meant for {ending.findings === 1 ? 'it' : 'them'}, too.
        </ConfirmDialog>
      )}
      {isAdding && <NewSuppressionDialog onClose={() => setAdding(false)} />}
    </ContentLayout>
  );
}
