import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ScanView, ServiceView } from '../../../../../server/scans/api.ts';
import { groupBy } from '../../../show/group-by.ts';
import { plural } from '../../../show/plural.ts';

export type ScanPart = ScanView['details'][number];
export type PartState = ScanPart['state'];

export const partStates: Record<PartState, { text: string; type: StatusIndicatorProps.Type }> = {
  waiting: { text: 'Waiting', type: 'pending' },
  running: { text: 'Running', type: 'in-progress' },
  succeeded: { text: 'Succeeded', type: 'success' },
  partial: { text: 'Partial', type: 'warning' },
  failed: { text: 'Failed', type: 'error' },
  cancelled: { text: 'Cancelled', type: 'stopped' },
  not_offered: { text: 'Not offered in this region', type: 'not-started' },
};

/** Where the parts of services stand that are one for the whole account. */
const globalRegion = 'global';

export interface GridRow {
  service: string;
  name: string;
  /** Without the “Amazon” or “AWS” that most begin with: what tells them apart comes first. */
  shortName: string;
  /** One for each of the grid's regions; `undefined` where the scan has no such part. */
  parts: (ScanPart | undefined)[];
  assets: number;
  calls: number;
}

export interface ScanGrid {
  /** `global` first, then by name. */
  regions: string[];
  rows: GridRow[];
}

/** The parts of a scan, service by service and region by region. */
export function gridOf(parts: readonly ScanPart[], services: readonly ServiceView[]): ScanGrid {
  const names = new Map(services.map(({ id, name }) => [id, name]));
  const regions = [...new Set(parts.map(({ region }) => region))].sort(
    (one, other) =>
      Number(other === globalRegion) - Number(one === globalRegion) || (one < other ? -1 : Number(one > other)),
  );
  const byService = groupBy(parts, ({ service }) => service);
  const rows = [...byService].map(([service, own]) => {
    const byRegion = new Map(own.map((part) => [part.region, part]));
    const name = service === 'plan' ? 'Planning the scan' : (names.get(service) ?? service);
    return {
      service,
      name,
      shortName: name.replace(/^(Amazon|AWS) /, ''),
      parts: regions.map((region) => byRegion.get(region)),
      assets: own.reduce((sum, { assets }) => sum + assets, 0),
      calls: own.reduce((sum, { calls }) => sum + calls, 0),
    };
  });
  return { regions, rows };
}

export const rowSelections = {
  all: 'All services',
  open: 'Not finished',
  gaps: 'With gaps',
  assets: 'With assets',
} as const;
export type RowSelection = keyof typeof rowSelections;

export const rowOrders = {
  service: 'By name',
  assets: 'Most assets first',
  calls: 'Most calls first',
} as const;
export type RowOrder = keyof typeof rowOrders;

const isSelected: Record<RowSelection, (row: GridRow) => boolean> = {
  all: () => true,
  open: ({ parts }) => parts.some((part) => part?.state === 'waiting' || part?.state === 'running'),
  gaps: ({ parts }) => parts.some((part) => part?.state === 'partial' || part?.state === 'failed'),
  assets: ({ assets }) => assets > 0,
};

/** The rows that are to be shown, in the order asked for. */
export function chooseRows(
  rows: readonly GridRow[],
  { text, selection, order }: { text: string; selection: RowSelection; order: RowOrder },
): GridRow[] {
  const wanted = text.trim().toLowerCase();
  return rows
    .filter(isSelected[selection])
    .filter(({ service, name }) => service.includes(wanted) || name.toLowerCase().includes(wanted))
    .sort((one, other) => {
      const difference = order === 'service' ? 0 : other[order] - one[order];
      return difference || one.shortName.localeCompare(other.shortName, 'en') || (one.service < other.service ? -1 : 1);
    });
}

interface StateCount {
  state: PartState;
  hasAssets: boolean;
  text: string;
  count: number;
}

/** How many parts are in each state that occurs; those that succeeded are told apart by whether there is anything. */
export function countStates(parts: readonly ScanPart[]): StateCount[] {
  return (Object.keys(partStates) as PartState[])
    .flatMap((state): StateCount | StateCount[] => {
      const { text } = partStates[state];
      const own = parts.filter((part) => part.state === state);
      if (state !== 'succeeded') return { state, hasAssets: true, text, count: own.length };
      const filled = own.filter(({ assets }) => assets > 0).length;
      return [
        { state, hasAssets: true, text, count: filled },
        { state, hasAssets: false, text: `${text}, nothing there`, count: own.length - filled },
      ];
    })
    .filter(({ count }) => count > 0);
}

/** A part in words, for those who point at it and those who cannot see it. */
export function describePart({ state, assets, calls }: ScanPart): string {
  const { text } = partStates[state];
  if (state === 'waiting' || state === 'not_offered' || (state === 'cancelled' && calls === 0)) return text;
  return `${text}: ${plural(assets, 'asset')}, ${plural(calls, 'call')}`;
}

/** Where an arrow, Home, End or page key leads in the grid; `undefined` for other keys. */
export function nextPlace(
  key: string,
  { row, column }: { row: number; column: number },
  { rows, columns }: { rows: number; columns: number },
): { row: number; column: number } | undefined {
  const within = (place: number, count: number) => Math.max(0, Math.min(count - 1, place));
  const steps: Record<string, [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-10, 0],
    PageDown: [10, 0],
    Home: [0, -columns],
    End: [0, columns],
  };
  const step = steps[key];
  return step && { row: within(row + step[0], rows), column: within(column + step[1], columns) };
}
