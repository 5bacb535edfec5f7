import type { AssetRelationsView, AssetSummaryView } from '../../../../server/assets/api.ts';

/** What is drawn on one side of the graph: an asset, or several of a type as one. */
export type Entry =
  | { kind: 'asset'; key: string; asset: AssetSummaryView; isOfGroup: boolean }
  | { kind: 'group'; key: string; type: string; count: number; isOpen: boolean }
  | { kind: 'rest'; key: string; count: number };

export type Side = 'namedBy' | 'names';

const mostSingle = 7;
const mostOfGroup = 15;

/**
 * The assets of one side. Few are shown one by one; of many, those of one type are one entry, which can be opened.
 * @param isOpen whether the group of a type is open
 */
export function entriesOf(assets: readonly AssetSummaryView[], isOpen: (type: string) => boolean): Entry[] {
  const sorted = [...assets].sort((one, other) => compare(one.type, other.type) || compare(one.name, other.name));
  if (sorted.length <= mostSingle) return sorted.map((asset) => assetEntry(asset, false));
  const groups = new Map<string, AssetSummaryView[]>();
  for (const asset of sorted) groups.set(asset.type, [...(groups.get(asset.type) ?? []), asset]);
  return [...groups].flatMap(([type, members]): Entry[] => {
    if (members.length === 1) return members.map((asset) => assetEntry(asset, false));
    const group = { kind: 'group', key: type, type, count: members.length, isOpen: isOpen(type) } as const;
    if (!group.isOpen) return [group];
    const shown = members.slice(0, mostOfGroup).map((asset) => assetEntry(asset, true));
    const rest = members.length - shown.length;
    return [group, ...shown, ...(rest > 0 ? [{ kind: 'rest', key: `${type} rest`, count: rest } as const] : [])];
  });
}

function assetEntry(asset: AssetSummaryView, isOfGroup: boolean): Entry {
  return { kind: 'asset', key: asset.id, asset, isOfGroup };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

export interface PlacedEntry {
  entry: Entry;
  side: Side;
  x: number;
  y: number;
  width: number;
  /** The line from it to the asset in the middle, or from there to it. */
  path: string;
}

interface Caption {
  side: Side;
  x: number;
  y: number;
}

export interface GraphLayout {
  width: number;
  height: number;
  center: { x: number; y: number; width: number };
  entries: PlacedEntry[];
  captions: Caption[];
}

export const nodeHeight = 46;
const rowHeight = 58;
const captionHeight = 30;
const narrowest = 620;

/** Where everything goes: three columns, or on a narrow screen one below the other. */
export function layoutOf(namedBy: readonly Entry[], names: readonly Entry[], width: number): GraphLayout {
  return width >= narrowest ? inColumns(namedBy, names, width) : inOneColumn(namedBy, names, width);
}

function inColumns(namedBy: readonly Entry[], names: readonly Entry[], width: number): GraphLayout {
  const gap = Math.floor(Math.min(110, width * 0.09));
  const nodeWidth = Math.floor(Math.min(300, (width - 2 * gap) / 3));
  const rows = Math.max(namedBy.length, names.length, 1);
  const middle = captionHeight + (rows * rowHeight - (rowHeight - nodeHeight)) / 2;
  const center = { x: Math.floor((width - nodeWidth) / 2), y: middle - nodeHeight / 2, width: nodeWidth };
  const place = (side: Side, entries: readonly Entry[], x: number): PlacedEntry[] => {
    const top = middle - (entries.length * rowHeight - (rowHeight - nodeHeight)) / 2;
    return entries.map((entry, index) => {
      const y = top + index * rowHeight;
      const from =
        side === 'namedBy' ? { x: x + nodeWidth, y: y + nodeHeight / 2 } : { x: center.x + nodeWidth, y: middle };
      const to = side === 'namedBy' ? { x: center.x, y: middle } : { x, y: y + nodeHeight / 2 };
      const half = (to.x - from.x) / 2;
      const path = `M${from.x} ${from.y} C${from.x + half} ${from.y} ${to.x - half} ${to.y} ${to.x} ${to.y}`;
      return { entry, side, x, y, width: nodeWidth, path };
    });
  };
  const left = center.x - gap - nodeWidth;
  const right = center.x + nodeWidth + gap;
  return {
    width,
    height: captionHeight + rows * rowHeight,
    center,
    entries: [...place('namedBy', namedBy, left), ...place('names', names, right)],
    captions: [
      { side: 'namedBy', x: left, y: 14 },
      { side: 'names', x: right, y: 14 },
    ],
  };
}

function inOneColumn(namedBy: readonly Entry[], names: readonly Entry[], width: number): GraphLayout {
  const indent = 28;
  const gutter = 10;
  const nodeWidth = width - indent;
  const rowsOf = (entries: readonly Entry[]) => entries.length * rowHeight;
  const centerY = captionHeight + rowsOf(namedBy) + 6;
  const namesTop = centerY + nodeHeight + 12 + captionHeight;
  const place = (side: Side, entries: readonly Entry[], top: number): PlacedEntry[] =>
    entries.map((entry, index) => {
      const y = top + index * rowHeight;
      const middle = y + nodeHeight / 2;
      const path =
        side === 'namedBy'
          ? `M${indent} ${middle} H${gutter} V${centerY}`
          : `M${gutter} ${centerY + nodeHeight} V${middle} H${indent}`;
      return { entry, side, x: indent, y, width: nodeWidth, path };
    });
  return {
    width,
    height: namesTop + rowsOf(names),
    center: { x: 0, y: centerY, width },
    entries: [...place('namedBy', namedBy, captionHeight), ...place('names', names, namesTop)],
    captions: [
      { side: 'namedBy', x: indent, y: 14 },
      { side: 'names', x: indent, y: namesTop - 14 },
    ],
  };
}

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text cut in its middle, where names and ARNs tell least, to so many signs as a reader counts them. */
export function shortened(text: string, most: number): string {
  const signs = Array.from(segments.segment(text.slice(0, 2000)), ({ segment }) => segment);
  if (signs.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${signs.slice(0, head).join('')}…${signs.slice(signs.length - (most - 1 - head)).join('')}`;
}

/** What other documents may name an asset by: its ARN, and the ID at the end of it where that is one of its kind. */
export function namesOf({ arn }: Pick<AssetSummaryView, 'arn'>): string[] {
  const last = arn.split(/[/:]/).at(-1) ?? '';
  const isId = /-[0-9a-f]{8}([0-9a-f]{9})?$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(last);
  return isId ? [arn, last] : [arn];
}

/** The pages of the assets that a document names, by what it calls them. */
export function hrefsOf(relations: AssetRelationsView | undefined): Map<string, string> {
  return new Map(relations?.names.flatMap((asset) => namesOf(asset).map((name) => [name, hrefOfAsset(asset.id)])));
}

export function hrefOfAsset(id: string): string {
  return `/assets/${encodeURIComponent(id)}`;
}
