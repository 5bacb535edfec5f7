/** Which page of a list is shown, and the cursors of all pages after the first that are known so far. */
export interface CursorPages {
  page: number;
  cursors: string[];
}

export const firstPage: CursorPages = { page: 1, cursors: [] };

/** Reads the pages from a history entry's state, which may be anything: of another version, or edited. */
export function readPages(state: unknown): CursorPages {
  const pages = (state as { pages?: unknown } | null | undefined)?.pages as Partial<CursorPages> | null | undefined;
  const { page, cursors } = pages ?? {};
  const isSound =
    Number.isInteger(page) &&
    Array.isArray(cursors) &&
    cursors.every((cursor) => typeof cursor === 'string') &&
    (page as number) >= 1 &&
    (page as number) <= cursors.length + 1;
  return isSound ? { page: page as number, cursors } : firstPage;
}

/** The cursor that asks for the shown page; `undefined` for the first. */
export function cursorOf({ page, cursors }: CursorPages): string | undefined {
  return page === 1 ? undefined : cursors[page - 2];
}

/** Adds the cursor that the shown page's answer named, so that the next page can be gone to. */
export function withNext({ page, cursors }: CursorPages, nextCursor: string | undefined): CursorPages {
  const upToHere = cursors.slice(0, Math.max(page - 1, 0));
  if (nextCursor === undefined) return { page, cursors: upToHere };
  return cursors[page - 1] === nextCursor ? { page, cursors } : { page, cursors: [...upToHere, nextCursor] };
}
