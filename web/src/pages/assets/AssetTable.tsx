import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { memo, type ReactNode, type RefObject, useMemo } from 'react';
import type { AssetSummaryView } from '../../../../server/assets/api.ts';
import { useCursorPages } from '../../show/use-cursor-pages.tsx';
import { AssetPreferencesButton } from './AssetPreferencesButton.tsx';
import { type AssetPreferences, withWidths } from './asset-preferences.model.ts';
import { assetColumns } from './asset-table.tsx';
import { PlanForAssets } from './PlanForAssets.tsx';

/** What the table does and knows only when it is used. */
export interface AssetTableActions {
  sort: (text: string) => void;
  choose: (preferences: AssetPreferences) => void;
  select: (assets: readonly AssetSummaryView[]) => void;
  /** Whether the rows are of the filter before, while those of the present one are read. */
  isWaiting: boolean;
}

interface AssetTableProps {
  items: readonly AssetSummaryView[];
  isLoading: boolean;
  title: string;
  counter: string | undefined;
  nextCursor: string | undefined;
  sortField: string;
  isDescending: boolean;
  preferences: AssetPreferences;
  /** Left out: the caller may do nothing with them. */
  selected: readonly AssetSummaryView[] | undefined;
  empty: ReactNode;
  actions: RefObject<AssetTableActions>;
}

/** The table alone, drawn again only when what it shows changes: it is by far the most of the page. */
export const AssetTable = memo(function AssetTable({
  items,
  isLoading,
  title,
  counter,
  nextCursor,
  sortField,
  isDescending,
  preferences,
  selected,
  empty,
  actions,
}: AssetTableProps) {
  const columns = useMemo(() => assetColumns(preferences.widths), [preferences.widths]);
  return (
    <Table
      variant="container"
      stickyHeader
      items={items}
      trackBy="id"
      columnDefinitions={columns}
      resizableColumns
      onColumnWidthsChange={({ detail }) =>
        actions.current.choose({ ...preferences, widths: withWidths(preferences, detail.widths) })
      }
      columnDisplay={preferences.columns}
      wrapLines={preferences.wrapLines}
      contentDensity={preferences.contentDensity}
      loading={isLoading}
      loadingText="Reading the assets"
      ariaLabels={{
        tableLabel: 'Assets',
        selectionGroupLabel: 'Select assets',
        allItemsSelectionLabel: () => 'Select all assets of this page',
        itemSelectionLabel: (_, { name, arn }) => `Select ${name || arn}`,
      }}
      {...(selected && {
        selectionType: 'multi' as const,
        selectedItems: selected,
        onSelectionChange: ({ detail }: { detail: { selectedItems: AssetSummaryView[] } }) =>
          actions.current.select(detail.selectedItems),
      })}
      sortingColumn={{ sortingField: sortField }}
      sortingDescending={isDescending}
      onSortingChange={({ detail }) => {
        const field = detail.sortingColumn.sortingField ?? 'name';
        actions.current.sort(detail.isDescending ? `-${field}` : field);
      }}
      header={
        <Header
          variant="h2"
          counter={counter}
          actions={
            <div className="table-tools">
              {selected && <PlanForAssets selected={selected} />}
              <Pages nextCursor={nextCursor} actions={actions} />
              <AssetPreferencesButton preferences={preferences} onChange={(chosen) => actions.current.choose(chosen)} />
            </div>
          }
        >
          {title}
        </Header>
      }
      empty={empty}
    />
  );
});

function Pages({ nextCursor, actions }: Pick<AssetTableProps, 'nextCursor' | 'actions'>) {
  const { pagination } = useCursorPages();
  return pagination(nextCursor, () => actions.current.isWaiting);
}
