import Button from '@cloudscape-design/components/button';
import Pagination from '@cloudscape-design/components/pagination';
import type { TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { plural } from '../../../show/plural.ts';
import { useSearchText } from '../../../show/use-search-text.ts';
import { readSorting, sortRows } from './row-table.model.ts';
import { useParameters } from './use-parameters.ts';

interface RowTable<Row> {
  /** Names the parameters in the address: several such tables may be on a page. */
  id: string;
  /** One of them, for the texts: "gap". */
  what: string;
  rows: readonly Row[];
  columns: TableProps.ColumnDefinition<Row>[];
  /** All that can be found in a row. */
  textOf: (row: Row) => string;
  /** A column's sorting field, with `-` before it for the largest first. */
  defaultSorting: string;
  empty: React.ReactNode;
}

const pageSize = 25;

/** Filter, sorting and pages of a table whose rows are all here; filter and sorting are in the address. */
export function useRowTable<Row>({ id, what, rows, columns, textOf, defaultSorting, empty }: RowTable<Row>) {
  const parameters = useParameters();
  const [page, setPage] = useState(1);
  const text = parameters.get(id);
  const sorting = readSorting(parameters.get(`${id}Sort`) || defaultSorting);
  const search = useSearchText(text, (value) => {
    setPage(1);
    parameters.set(id, value);
  });

  const wanted = text.trim().toLowerCase();
  const found = wanted === '' ? rows : rows.filter((row) => textOf(row).toLowerCase().includes(wanted));
  const sorted = sortRows(found, sorting);
  const pagesCount = Math.max(1, Math.ceil(sorted.length / pageSize));
  const shownPage = Math.min(page, pagesCount);
  const isLong = rows.length > 10;

  return {
    items: sorted.slice((shownPage - 1) * pageSize, shownPage * pageSize),
    columnDefinitions: columns,
    variant: 'borderless' as const,
    wrapLines: true,
    sortingColumn: columns.find(({ sortingField }) => sortingField === sorting.field) ?? {},
    sortingDescending: sorting.isDescending,
    onSortingChange: ({ detail }: { detail: TableProps.SortingState<Row> }) =>
      parameters.set(`${id}Sort`, `${detail.isDescending ? '-' : ''}${detail.sortingColumn.sortingField ?? ''}`),
    empty:
      rows.length === 0 ? (
        empty
      ) : (
        <EmptyList
          title={`No ${what} matches`}
          action={<Button onClick={() => search.set('')}>Clear the filter</Button>}
        />
      ),
    ...((isLong || text !== '') && {
      filter: (
        <TextFilter
          filteringText={search.text}
          onChange={({ detail }) => search.set(detail.filteringText)}
          filteringAriaLabel={`Find a ${what}`}
          filteringPlaceholder={`Find a ${what}`}
          countText={text === '' ? '' : plural(found.length, 'match', 'matches')}
        />
      ),
    }),
    ...(pagesCount > 1 && {
      pagination: (
        <Pagination
          currentPageIndex={shownPage}
          pagesCount={pagesCount}
          onChange={({ detail }) => setPage(detail.currentPageIndex)}
          ariaLabels={{
            nextPageLabel: 'Next page',
            previousPageLabel: 'Previous page',
            pageLabel: (number) => `Page ${number}`,
          }}
        />
      ),
    }),
  };
}
