import Pagination from '@cloudscape-design/components/pagination';
import type { ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { cursorOf, readPages, withNext } from './cursor-pages.model.ts';

interface CursorPaging {
  cursor: string | undefined;
  page: number;
  /**
   * The page buttons, given the cursor that the shown page's answer named.
   * @param isStale whether that is the answer to an earlier question still, whose cursor leads nowhere now
   */
  pagination: (nextCursor: string | undefined, isStale?: () => boolean) => ReactNode;
  /** Back to the first page, for a cursor that the server no longer takes. */
  restart: () => void;
}

/**
 * Pages of a list that the API gives by cursor. The cursors live in the history entry: Back and reload keep the page,
 * a new filter (a new entry) starts at the first one, and no cursor gets into an address that people share.
 */
export function useCursorPages(): CursorPaging {
  const location = useLocation();
  const navigate = useNavigate();
  const pages = readPages(location.state);
  const here = location.pathname + location.search;
  return {
    cursor: cursorOf(pages),
    page: pages.page,
    restart: () => void navigate(here, { replace: true, state: null }),
    pagination: (nextCursor, isStale) => {
      const known = withNext(pages, nextCursor);
      const pagesCount = known.cursors.length + 1;
      if (pagesCount === 1) return null;
      return (
        <Pagination
          currentPageIndex={pages.page}
          pagesCount={pagesCount}
          openEnd={nextCursor !== undefined && pages.page === pagesCount - 1}
          onChange={({ detail }) => {
            if (detail.currentPageIndex > pagesCount || isStale?.()) return;
            void navigate(here, { state: { pages: { ...known, page: detail.currentPageIndex } } });
          }}
          ariaLabels={{
            nextPageLabel: 'Next page',
            previousPageLabel: 'Previous page',
            pageLabel: (number) => `Page ${number}`,
          }}
        />
      );
    },
  };
}
