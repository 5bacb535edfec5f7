import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { memo, type ReactNode, type RefObject, useMemo } from 'react';
import type { AssetSummaryView } from '../../../../server/assets/api.ts';
import { useCursorPages } from '../../show/use-cursor-pages.tsx';
import { AssetPreferencesButton } from './AssetPreferencesButton.tsx';
import { type AssetPreferences, withWidths } from './asset-preferences.model.ts';
import { assetColumns } from './asset-table.tsx';

/** What the table does and knows only when it is used. */
export interface AssetTableActions {
  sort: (text: string) => void;
  choose: (preferences: AssetPreferences) => void;
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
      ariaLabels={{ tableLabel: 'Assets' }}
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
