import type { CollectionPreferencesProps } from '@cloudscape-design/components/collection-preferences';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { AssetSummaryView } from '../../../../server/assets/api.ts';
import { storedValue } from '../../app/stored-value.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { Moment } from '../../show/Moment.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';

const columns: (TableProps.ColumnDefinition<AssetSummaryView> & { id: string })[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    sortingField: 'name',
    width: 300,
    cell: ({ id, name, arn, deletedAt }) => (
      <>
        <RouteLink to={`/assets/${encodeURIComponent(id)}`}>
          <AwsText>{name || arn}</AwsText>
        </RouteLink>
        {deletedAt !== null && (
          <>
            {' '}
            <StatusIndicator type="stopped">Deleted</StatusIndicator>
          </>
        )}
      </>
    ),
  },
  { id: 'type', header: 'Type', sortingField: 'type', width: 230, cell: ({ type }) => type },
  { id: 'region', header: 'Region', sortingField: 'region', width: 140, cell: ({ region }) => region },
  {
    id: 'account',
    header: 'Account',
    width: 160,
    cell: ({ cloudAccountId, accountNickname }) => (
      <RouteLink to={`/settings/cloud-accounts/${encodeURIComponent(cloudAccountId)}`}>
        <AwsText>{accountNickname}</AwsText>
      </RouteLink>
    ),
  },
  {
    id: 'unknown',
    header: 'Unknown parts',
    width: 150,
    cell: ({ unknownParts }) =>
      unknownParts === 0 ? (
        'None'
      ) : (
        <StatusIndicator type="warning" wrapText={false}>
          {plural(unknownParts, 'part')}
        </StatusIndicator>
      ),
  },
  {
    id: 'changed',
    header: 'Changed',
    sortingField: 'changedAt',
    width: 150,
    cell: ({ changedAt }) => <Moment at={changedAt} />,
  },
  { id: 'service', header: 'Service', width: 120, cell: ({ service }) => service },
  { id: 'aws-account-id', header: 'AWS account ID', width: 150, cell: ({ awsAccountId }) => awsAccountId },
  { id: 'arn', header: 'ARN', width: 360, cell: ({ arn }) => <AwsText>{arn}</AwsText> },
  {
    id: 'tags',
    header: 'Tags',
    width: 260,
    cell: ({ tags }) =>
      Object.keys(tags).length === 0 ? (
        '—'
      ) : (
        <AwsText>
          {Object.entries(tags)
            .map(([key, value]) => `${key}=${value}`)
            .join(', ')}
        </AwsText>
      ),
  },
  { id: 'first-seen', header: 'First seen', width: 150, cell: ({ firstSeenAt }) => <Moment at={firstSeenAt} /> },
  { id: 'last-seen', header: 'Last seen', width: 150, cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
];

const narrowest = 90;

/** The columns, as wide as they were made. */
export function assetColumns(widths: AssetPreferences['widths']): TableProps.ColumnDefinition<AssetSummaryView>[] {
  return columns.map((column) => ({
    ...column,
    minWidth: narrowest,
    width: widths[column.id] ?? column.width ?? narrowest,
  }));
}

/** The widths after a person moved one. The table tells them of the columns that it shows, in their order. */
export function withWidths(
  { columns: shown, widths }: AssetPreferences,
  told: readonly number[],
): AssetPreferences['widths'] {
  const ids = shown.filter(({ visible }) => visible).map(({ id }) => id);
  return { ...widths, ...Object.fromEntries(ids.map((id, index) => [id, Math.round(told[index] ?? narrowest)])) };
}

const shownAtFirst = new Set(['name', 'type', 'region', 'account', 'unknown', 'changed']);

export const columnOptions: CollectionPreferencesProps.ContentDisplayOption[] = columns.map(({ id, header }) => ({
  id,
  label: String(header),
  alwaysVisible: id === 'name',
}));

export interface AssetPreferences {
  pageSize: number;
  wrapLines: boolean;
  contentDensity: 'comfortable' | 'compact';
  columns: { id: string; visible: boolean }[];
  /** Of the columns that a person made wider or narrower. */
  widths: Record<string, number>;
}

export const pageSizes = [20, 50, 100, 200];

const defaultPreferences: AssetPreferences = {
  pageSize: 50,
  wrapLines: true,
  contentDensity: 'comfortable',
  columns: columnOptions.map(({ id }) => ({ id, visible: shownAtFirst.has(id) })),
  widths: {},
};

export const storedPreferences = storedValue<AssetPreferences>('cloudcoreo.assets', defaultPreferences, (stored) => {
  const { pageSize, wrapLines, contentDensity, columns, widths } = stored as Partial<AssetPreferences>;
  const known = new Set(columnOptions.map(({ id }) => id));
  // A column that a newer version brought or took away makes the remembered order useless.
  const areColumnsSound = columns?.length === known.size && columns.every(({ id }) => known.has(id));
  return {
    pageSize: pageSizes.find((size) => size === pageSize) ?? defaultPreferences.pageSize,
    wrapLines: wrapLines !== false,
    contentDensity: contentDensity === 'compact' ? 'compact' : 'comfortable',
    columns: areColumnsSound ? columns : defaultPreferences.columns,
    widths: Object.fromEntries(
      Object.entries(widths ?? {}).filter(
        ([id, width]) => known.has(id) && Number.isInteger(width) && width >= narrowest,
      ),
    ),
  };
});
