import type { CollectionPreferencesProps } from '@cloudscape-design/components/collection-preferences';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { AssetSummaryView } from '../../../../server/assets/api.ts';
import { storedValue } from '../../app/stored-value.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { Moment } from '../../show/Moment.tsx';
import { plural } from '../../show/plural.ts';
import {
  type AssetPreferences,
  type ColumnId,
  columnsAtFirst,
  defaultPreferences,
  narrowest,
  readPreferences,
} from './asset-preferences.model.ts';

type Column = TableProps.ColumnDefinition<AssetSummaryView>;

const cells: Record<ColumnId, (asset: AssetSummaryView) => ReactNode> = {
  name: ({ id, name, arn, deletedAt }) => (
    <>
      <a className="plain-link" href={`/assets/${encodeURIComponent(id)}`}>
        <AwsText>{name || arn}</AwsText>
      </a>
      {deletedAt !== null && (
        <>
          {' '}
          <StatusIndicator type="stopped">Deleted</StatusIndicator>
        </>
      )}
    </>
  ),
  type: ({ type }) => <AwsText>{type}</AwsText>,
  region: ({ region }) => region,
  account: ({ cloudAccountId, accountNickname }) => (
    <a className="plain-link" href={`/settings/cloud-accounts/${encodeURIComponent(cloudAccountId)}`}>
      <AwsText>{accountNickname}</AwsText>
    </a>
  ),
  unknown: ({ unknownParts }) =>
    unknownParts === 0 ? (
      'None'
    ) : (
      <StatusIndicator type="warning" wrapText={false}>
        {plural(unknownParts, 'part')}
      </StatusIndicator>
    ),
  changed: ({ changedAt }) => <Moment at={changedAt} />,
  service: ({ service }) => service,
  'aws-account-id': ({ awsAccountId }) => awsAccountId,
  arn: ({ arn }) => <AwsText>{arn}</AwsText>,
  tags: ({ tags }) => <AwsText>{tagsText(tags)}</AwsText>,
  'first-seen': ({ firstSeenAt }) => <Moment at={firstSeenAt} />,
  'last-seen': ({ lastSeenAt }) => <Moment at={lastSeenAt} />,
  deleted: ({ deletedAt }) => <Moment at={deletedAt} />,
};

const sortingFields: Partial<Record<ColumnId, string>> = {
  name: 'name',
  type: 'type',
  region: 'region',
  changed: 'changedAt',
};

function tagsText(tags: Record<string, string>): string {
  const texts = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return texts.length === 0 ? '—' : texts.join(', ');
}

const columns: Column[] = columnsAtFirst.map(({ id, label, width }) => ({
  id,
  header: label,
  width,
  minWidth: narrowest,
  cell: cells[id],
  ...(id === 'name' && { isRowHeader: true }),
  ...(sortingFields[id] !== undefined && { sortingField: sortingFields[id] }),
}));

// A phone shows the name and the type beside each other; the rest is reached by scrolling the table.
const isNarrow = window.matchMedia('(max-width: 688px)');
const narrowWidths: AssetPreferences['widths'] = { name: 180, type: 160 };

/** The columns, as wide as they were made. */
export function assetColumns(widths: AssetPreferences['widths']): Column[] {
  const chosen = isNarrow.matches ? { ...narrowWidths, ...widths } : widths;
  return columns.map((column) => {
    const width = chosen[column.id ?? ''];
    return width === undefined ? column : { ...column, width };
  });
}

export const columnOptions: CollectionPreferencesProps.ContentDisplayOption[] = columnsAtFirst.map(({ id, label }) => ({
  id,
  label,
  alwaysVisible: id === 'name',
}));

export const storedPreferences = storedValue('cloudcoreo.assets', defaultPreferences, readPreferences);
