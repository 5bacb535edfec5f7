import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { AssetSummaryView } from '../../../../server/assets/api.ts';
import { may } from '../../access/may.ts';
import { useMe } from '../../access/session.tsx';
import { assetsQuery } from '../../api/assets.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useCursorPages } from '../../show/use-cursor-pages.tsx';
import { useFollowLinks } from '../../show/use-follow-links.ts';
import { useLatest } from '../../show/use-latest.ts';
import { useSelection } from '../../show/use-selection.ts';
import { AssetFilterField } from './AssetFilterField.tsx';
import { AssetTable, type AssetTableActions } from './AssetTable.tsx';
import type { AssetPreferences } from './asset-preferences.model.ts';
import { storedPreferences } from './asset-table.tsx';
import { filterOf, matchesText, sortOf, sortText, tokensOf, totalText, withoutFilter } from './assets.model.ts';
import { CountsSection } from './CountsSection.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { useSettlingCounts } from './use-settling-counts.ts';

const noItems: AssetSummaryView[] = [];

export default function AssetsPage() {
  useFrame('Assets');
  const me = useMe();
  const [parameters, setParameters] = useSearchParams();
  const [preferences, setPreferences] = useState(storedPreferences.read);
  const paging = useCursorPages();
  const filter = filterOf(parameters);
  const sort = sortOf(parameters);
  const tokens = useMemo(() => tokensOf(parameters), [parameters]);
  const table = useFollowLinks<HTMLDivElement>();

  const assets = useQuery({
    ...assetsQuery({ ...filter, sort: sortText(sort), limit: preferences.pageSize, cursor: paging.cursor }),
    placeholderData: keepPreviousData,
  });
  const counts = useSettlingCounts(filter);
  const items = assets.data?.items ?? noItems;
  const isFiltered = tokens.length > 0;

  const selection = useSelection<AssetSummaryView>(JSON.stringify(filter));

  const clearFilter = () => setParameters(withoutFilter(parameters));
  const setSort = (value: string) => {
    const next = new URLSearchParams(parameters);
    next.set('sort', value);
    setParameters(next);
  };
  const choose = (chosen: AssetPreferences) => {
    storedPreferences.write(chosen);
    setPreferences(chosen);
    if (chosen.pageSize !== preferences.pageSize) paging.restart();
  };
  const actions = useLatest<AssetTableActions>({
    ...{ sort: setSort, choose, select: selection.onSelect, isWaiting: assets.isPlaceholderData },
  });
  const clear = useLatest(clearFilter);
  const empty = useMemo(
    () => (
      <Nothing
        reason={assets.isError ? 'trouble' : isFiltered ? 'filter' : 'none yet'}
        onClear={() => clear.current()}
      />
    ),
    [assets.isError, isFiltered, clear],
  );
  const retry = () => (paging.cursor === undefined ? void assets.refetch() : paging.restart());

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Everything that the scans saw in your cloud accounts."
          actions={<ExportMenu filter={filter} isEmpty={counts.data?.total === 0} />}
        >
          Assets
        </Header>
      }
    >
      <SpaceBetween size="l">
        <AssetFilterField parameters={parameters} tokens={tokens} shown={items} onChange={setParameters} />
        <CountsSection
          counts={counts.data}
          problem={counts.isError ? troubleOf(counts.error) : undefined}
          onRetry={() => void counts.refetch()}
          parameters={parameters}
        />
        {assets.isError && (
          <ProblemAlert title="The assets could not be read" problem={troubleOf(assets.error)} onRetry={retry} />
        )}
        <div
          ref={table}
          className={assets.isPlaceholderData ? 'is-waiting' : undefined}
          aria-busy={assets.isPlaceholderData || assets.isPending}
        >
          <div role="status" className="for-screen-readers">
            {isFiltered && counts.data && !counts.isPlaceholderData && matchesText(counts.data)}
          </div>
          <AssetTable
            items={items}
            isLoading={assets.isPending}
            title={isFiltered ? 'Matching assets' : 'All assets'}
            counter={
              counts.data &&
              (selection.selected.length > 0
                ? `(${selection.selected.length.toLocaleString('en')}/${totalText(counts.data)})`
                : `(${totalText(counts.data)})`)
            }
            nextCursor={assets.data?.nextCursor}
            sortField={sort.field}
            isDescending={sort.isDescending}
            preferences={preferences}
            selected={may(me.role, 'change-assets') ? selection.selected : undefined}
            empty={empty}
            actions={actions}
          />
        </div>
      </SpaceBetween>
    </ContentLayout>
  );
}

function Nothing({ reason, onClear }: { reason: 'trouble' | 'filter' | 'none yet'; onClear: () => void }) {
  const navigate = useNavigate();
  if (reason === 'trouble') return <Box color="text-body-secondary">Nothing to show: see above.</Box>;
  if (reason === 'filter') {
    return (
      <EmptyList title="No asset matches" action={<Button onClick={onClear}>Clear the filter</Button>}>
        Change what you are looking for, or show all assets.
      </EmptyList>
    );
  }
  return (
    <EmptyList
      title="No assets yet"
      action={<Button onClick={() => void navigate('/settings/cloud-accounts')}>Go to the cloud accounts</Button>}
    >
      Assets appear here while a connected account is scanned for the first time.
    </EmptyList>
  );
}
