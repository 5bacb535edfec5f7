import { useState } from 'react';

interface Selection<Item> {
  /** The same array until something else is selected. */
  selected: readonly Item[];
  onSelect: (items: readonly Item[]) => void;
}

const none: readonly never[] = [];

/**
 * What is selected of a list, over all of its pages.
 * @param list names the list, such as by its filter: another one begins with nothing selected
 */
export function useSelection<Item>(list: string): Selection<Item> {
  const [kept, keep] = useState<{ list: string; selected: readonly Item[] }>({ list, selected: none });
  return {
    selected: kept.list === list ? kept.selected : none,
    onSelect: (selected) => keep({ list, selected }),
  };
}
