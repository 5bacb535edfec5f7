import type { CollectionPreferencesProps } from '@cloudscape-design/components/collection-preferences';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { AssetSummaryView } from '../../../../server/assets/api.ts';
import { storedValue } from '../../app/stored-value.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { Moment } from '../../show/Moment.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';

export const assetColumns: TableProps.ColumnDefinition<AssetSummaryView>[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    sortingField: 'name',
    minWidth: 180,
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
  { id: 'type', header: 'Type', sortingField: 'type', minWidth: 180, cell: ({ type }) => type },
  { id: 'region', header: 'Region', sortingField: 'region', minWidth: 110, cell: ({ region }) => region },
  {
    id: 'account',
    header: 'Account',
    minWidth: 130,
    cell: ({ cloudAccountId, accountNickname }) => (
      <RouteLink to={`/settings/cloud-accounts/${encodeURIComponent(cloudAccountId)}`}>
        <AwsText>{accountNickname}</AwsText>
      </RouteLink>
    ),
  },
  {
    id: 'unknown',
    header: 'Unknown parts',
    minWidth: 130,
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
    minWidth: 120,
    cell: ({ changedAt }) => <Moment at={changedAt} />,
  },
  { id: 'service', header: 'Service', minWidth: 90, cell: ({ service }) => service },
  { id: 'aws-account-id', header: 'AWS account ID', minWidth: 130, cell: ({ awsAccountId }) => awsAccountId },
  { id: 'arn', header: 'ARN', minWidth: 260, cell: ({ arn }) => <AwsText>{arn}</AwsText> },
  {
    id: 'tags',
    header: 'Tags',
    minWidth: 180,
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
  { id: 'first-seen', header: 'First seen', minWidth: 120, cell: ({ firstSeenAt }) => <Moment at={firstSeenAt} /> },
  { id: 'last-seen', header: 'Last seen', minWidth: 120, cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
];

const shownAtFirst = new Set(['name', 'type', 'region', 'account', 'unknown', 'changed']);

export const columnOptions: CollectionPreferencesProps.ContentDisplayOption[] = assetColumns.map(({ id, header }) => ({
  id: id ?? '',
  label: String(header),
  alwaysVisible: id === 'name',
}));

export interface AssetPreferences {
  pageSize: number;
  wrapLines: boolean;
  contentDensity: 'comfortable' | 'compact';
  columns: { id: string; visible: boolean }[];
}

export const pageSizes = [20, 50, 100, 200];

const defaultPreferences: AssetPreferences = {
  pageSize: 50,
  wrapLines: true,
  contentDensity: 'comfortable',
  columns: columnOptions.map(({ id }) => ({ id, visible: shownAtFirst.has(id) })),
};

export const storedPreferences = storedValue<AssetPreferences>('cloudcoreo.assets', defaultPreferences, (stored) => {
  const { pageSize, wrapLines, contentDensity, columns } = stored as Partial<AssetPreferences>;
  const known = new Set(columnOptions.map(({ id }) => id));
  // A column that a newer version brought or took away makes the remembered order useless.
  const areColumnsSound = columns?.length === known.size && columns.every(({ id }) => known.has(id));
  return {
    pageSize: pageSizes.find((size) => size === pageSize) ?? defaultPreferences.pageSize,
    wrapLines: wrapLines !== false,
    contentDensity: contentDensity === 'compact' ? 'compact' : 'comfortable',
    columns: areColumnsSound ? columns : defaultPreferences.columns,
  };
});
