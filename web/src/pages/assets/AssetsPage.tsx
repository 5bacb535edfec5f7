import Button from '@cloudscape-design/components/button';
import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import Header from '@cloudscape-design/components/header';
import PropertyFilter from '@cloudscape-design/components/property-filter';
import Select from '@cloudscape-design/components/select';
import Table from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { assetCountsQuery, assetsQuery } from '../../api/assets.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemPage } from '../../show/ProblemPage.tsx';
import { plural } from '../../show/plural.ts';
import { useCursorPages } from '../../show/use-cursor-pages.tsx';
import { assetColumns, columnOptions, pageSizes, storedPreferences } from './asset-table.tsx';
import {
  filterOf,
  filterOptions,
  filterProperties,
  sortOf,
  sortText,
  stateLabels,
  tokensOf,
  withTokens,
} from './assets.model.ts';
import { useSettlingCounts } from './use-settling-counts.ts';

const stateOptions = Object.entries(stateLabels).map(([value, label]) => ({ value, label }));

export default function AssetsPage() {
  useFrame('Assets');
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [preferences, setPreferences] = useState(storedPreferences.read);
  const paging = useCursorPages();
  const filter = filterOf(parameters);
  const sort = sortOf(parameters);
  const { state } = filter;

  const assets = useQuery({
    ...assetsQuery({ ...filter, sort: sortText(sort), limit: preferences.pageSize, cursor: paging.cursor }),
    placeholderData: keepPreviousData,
  });
  const counts = useSettlingCounts(filter);
  const allCounts = useQuery({ ...assetCountsQuery({ state }), staleTime: 60_000 });

  const items = assets.data?.items ?? [];
  const tokens = useMemo(() => tokensOf(parameters), [parameters]);
  const options = filterOptions(allCounts.data, items);
  const isFiltered = tokens.length > 0 || state !== undefined;

  const setParameter = (name: string, value: string) =>
    setParameters((present) => {
      const next = new URLSearchParams(present);
      next.set(name, value);
      return next;
    });

  if (assets.isError) {
    const problem = troubleOf(assets.error);
    const retry = () => (paging.cursor === undefined ? void assets.refetch() : paging.restart());
    return <ProblemPage heading="Assets" title="The assets could not be read" problem={problem} onRetry={retry} />;
  }
  return (
    <Table
      variant="full-page"
      stickyHeader
      items={items}
      trackBy="id"
      columnDefinitions={assetColumns}
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
        setParameter('sort', detail.isDescending ? `-${field}` : field);
      }}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={counts.data && `(${counts.data.total.toLocaleString('en')})`}
          description="Everything that the last scans saw in your cloud accounts."
        >
          Assets
        </Header>
      }
      filter={
        <div className="filters">
          <PropertyFilter
            query={{ tokens, operation: 'and' }}
            onChange={({ detail }) => setParameters(withTokens(parameters, detail.tokens))}
            filteringProperties={filterProperties(allCounts.data)}
            filteringOptions={options}
            freeTextFiltering={{ operators: [':'] }}
            filteringPlaceholder="Find assets by account, type, tag, name or text"
            filteringAriaLabel="Find assets"
            filteringStatusType={allCounts.isError ? 'error' : allCounts.isPending ? 'loading' : 'finished'}
            filteringErrorText="The suggestions could not be read."
            filteringLoadingText="Reading the suggestions"
            hideOperations
            virtualScroll
            expandToViewport
          />
          <Select
            selectedOption={stateOptions.find(({ value }) => value === (state ?? 'present')) ?? null}
            options={stateOptions}
            onChange={({ detail }) => setParameter('state', detail.selectedOption.value ?? 'present')}
            ariaLabel="State"
          />
        </div>
      }
      pagination={paging.pagination(assets.data?.nextCursor)}
      preferences={
        <CollectionPreferences
          title="Preferences"
          confirmLabel="Confirm"
          cancelLabel="Cancel"
          preferences={{ ...preferences, contentDisplay: preferences.columns }}
          pageSizePreference={{
            title: 'Page size',
            options: pageSizes.map((value) => ({ value, label: plural(value, 'asset') })),
          }}
          wrapLinesPreference={{ label: 'Wrap lines', description: 'Show all of a long text.' }}
          contentDensityPreference={{ label: 'Compact', description: 'Show more rows.' }}
          contentDisplayPreference={{ title: 'Columns', options: columnOptions }}
          onConfirm={({ detail }) => {
            const chosen = {
              pageSize: detail.pageSize ?? preferences.pageSize,
              wrapLines: detail.wrapLines ?? false,
              contentDensity: detail.contentDensity ?? 'comfortable',
              columns: (detail.contentDisplay ?? preferences.columns).map(({ id, visible }) => ({ id, visible })),
            };
            storedPreferences.write(chosen);
            setPreferences(chosen);
            if (chosen.pageSize !== preferences.pageSize) paging.restart();
          }}
        />
      }
      empty={
        isFiltered ? (
          <EmptyList
            title="No asset matches"
            action={<Button onClick={() => setParameters({})}>Clear the filter</Button>}
          >
            Change what you are looking for, or show all assets.
          </EmptyList>
        ) : (
          <EmptyList
            title="No assets yet"
            action={<Button onClick={() => void navigate('/settings/cloud-accounts')}>Go to the cloud accounts</Button>}
          >
            Assets appear here while a connected account is scanned for the first time.
          </EmptyList>
        )
      }
    />
  );
}
