import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { assetsQuery } from '../../api/assets.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useCursorPages } from '../../show/use-cursor-pages.tsx';
import { AssetFilterField } from './AssetFilterField.tsx';
import { AssetPreferencesButton } from './AssetPreferencesButton.tsx';
import { type AssetPreferences, assetColumns, storedPreferences, withWidths } from './asset-table.tsx';
import {
  filterOf,
  matchesText,
  sortOf,
  sortText,
  tokensOf,
  totalText,
  withChoice,
  withoutFilter,
} from './assets.model.ts';
import { ChartsSection } from './ChartsSection.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { useSettlingCounts } from './use-settling-counts.ts';

export default function AssetsPage() {
  useFrame('Assets');
  const [parameters, setParameters] = useSearchParams();
  const [preferences, setPreferences] = useState(storedPreferences.read);
  const paging = useCursorPages();
  const filter = filterOf(parameters);
  const sort = sortOf(parameters);
  const tokens = useMemo(() => tokensOf(parameters), [parameters]);
  const columns = useMemo(() => assetColumns(preferences.widths), [preferences.widths]);

  const assets = useQuery({
    ...assetsQuery({ ...filter, sort: sortText(sort), limit: preferences.pageSize, cursor: paging.cursor }),
    placeholderData: keepPreviousData,
  });
  const counts = useSettlingCounts(filter);
  const items = assets.data?.items ?? [];
  const isFiltered = tokens.length > 0;

  const clearFilter = () => setParameters(withoutFilter(parameters));
  const setSort = (value: string) => {
    const next = new URLSearchParams(parameters);
    next.set('sort', value);
    setParameters(next);
  };
  const choose = (chosen: AssetPreferences) => {
    storedPreferences.write(chosen);
    setPreferences(chosen);
  };
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
        <AssetFilterField
          parameters={parameters}
          tokens={tokens}
          shown={items}
          matches={counts.data && !counts.isPlaceholderData ? matchesText(counts.data) : undefined}
          onChange={setParameters}
        />
        <ChartsSection
          counts={counts.data}
          problem={counts.isError ? troubleOf(counts.error) : undefined}
          onRetry={() => void counts.refetch()}
          onChoose={(key, operator, value) => setParameters(withChoice(parameters, key, operator, value))}
        />
        {assets.isError && (
          <ProblemAlert title="The assets could not be read" problem={troubleOf(assets.error)} onRetry={retry} />
        )}
        <div className={assets.isPlaceholderData ? 'is-waiting' : undefined} aria-busy={assets.isFetching}>
          <Table
            variant="container"
            stickyHeader
            items={items}
            trackBy="id"
            columnDefinitions={columns}
            resizableColumns
            onColumnWidthsChange={({ detail }) =>
              choose({ ...preferences, widths: withWidths(preferences, detail.widths) })
            }
            columnDisplay={preferences.columns}
            wrapLines={preferences.wrapLines}
            contentDensity={preferences.contentDensity}
            loading={assets.isPending}
            loadingText="Reading the assets"
            ariaLabels={{ tableLabel: 'Assets' }}
            sortingColumn={{ sortingField: sort.field }}
            sortingDescending={sort.isDescending}
            onSortingChange={({ detail }) => {
              const field = detail.sortingColumn.sortingField ?? 'name';
              setSort(detail.isDescending ? `-${field}` : field);
            }}
            header={
              <Header
                variant="h2"
                counter={counts.data && `(${totalText(counts.data)})`}
                actions={
                  <div className="table-tools">
                    {paging.pagination(assets.data?.nextCursor)}
                    <AssetPreferencesButton
                      preferences={preferences}
                      onChange={(chosen) => {
                        choose(chosen);
                        if (chosen.pageSize !== preferences.pageSize) paging.restart();
                      }}
                    />
                  </div>
                }
              >
                {isFiltered ? 'Matching assets' : 'All assets'}
              </Header>
            }
            empty={
              assets.isError ? (
                <Box color="text-body-secondary">Nothing to show: see above.</Box>
              ) : isFiltered ? (
                <EmptyList title="No asset matches" action={<Button onClick={clearFilter}>Clear the filter</Button>}>
                  Change what you are looking for, or show all assets.
                </EmptyList>
              ) : (
                <NothingYet />
              )
            }
          />
        </div>
      </SpaceBetween>
    </ContentLayout>
  );
}

function NothingYet() {
  const navigate = useNavigate();
  return (
    <EmptyList
      title="No assets yet"
      action={<Button onClick={() => void navigate('/settings/cloud-accounts')}>Go to the cloud accounts</Button>}
    >
      Assets appear here while a connected account is scanned for the first time.
    </EmptyList>
  );
}
