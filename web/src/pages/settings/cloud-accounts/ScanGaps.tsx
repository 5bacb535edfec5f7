import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import type { ScanView } from '../../../../../server/scans/api.ts';
import { AwsText } from '../../../show/AwsText.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { plural } from '../../../show/plural.ts';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { type GapGroup, groupGaps } from './gaps.model.ts';
import { useRowTable } from './use-row-table.tsx';

interface ScanGapsProps {
  scan: ScanView;
  account: CloudAccountView;
}

/** What a scan could not read, why, and what mends it. */
export function ScanGaps({ scan, account }: ScanGapsProps) {
  const groups = useMemo(() => groupGaps(scan.gapList, account.drift), [scan.gapList, account.drift]);
  const columns = useMemo(() => columnsFor(account.id), [account.id]);
  const table = useRowTable({
    id: 'gap',
    what: 'gap',
    rows: groups,
    columns,
    textOf: ({ service, operation, code, message, permission, regions }) =>
      [service, operation, code, message, permission ?? '', ...regions].join(' '),
    defaultSorting: '-regionCount',
    empty: <EmptyList title="No gaps">Everything this scan asked AWS for was answered.</EmptyList>,
  });
  return (
    <SpaceBetween size="s">
      {groups.length > 0 && (
        <Box variant="p" color="text-body-secondary">
          What these calls would have told is unknown, not “nothing”: no asset was taken for deleted because of them.
        </Box>
      )}
      <Table {...table} ariaLabels={{ tableLabel: 'Gaps' }} trackBy="key" />
    </SpaceBetween>
  );
}

function columnsFor(accountId: string): TableProps.ColumnDefinition<GapGroup>[] {
  return [
    {
      id: 'operation',
      header: 'Operation',
      isRowHeader: true,
      minWidth: 180,
      sortingField: 'operation',
      cell: ({ operation }) => <AwsText>{operation}</AwsText>,
    },
    {
      id: 'regions',
      header: 'Regions',
      minWidth: 140,
      sortingField: 'regionCount',
      cell: ({ regions }) => <Regions regions={regions} />,
    },
    {
      id: 'answer',
      header: 'AWS answered',
      minWidth: 220,
      sortingField: 'code',
      cell: ({ code, message }) => (
        <SpaceBetween size="xxs">
          <Badge color="grey">
            <AwsText>{code}</AwsText>
          </Badge>
          {message !== '' && (
            <Box variant="small">
              <AwsText>{message}</AwsText>
            </Box>
          )}
        </SpaceBetween>
      ),
    },
    {
      id: 'permission',
      header: 'Missing permission',
      minWidth: 160,
      sortingField: 'permission',
      cell: ({ permission }) => (permission ? <AwsText>{permission}</AwsText> : '—'),
    },
    {
      id: 'assets',
      header: 'Concerns',
      minWidth: 120,
      sortingField: 'assets',
      cell: ({ assets }) => (assets === 0 ? 'The whole listing' : plural(assets, 'asset')),
    },
    {
      id: 'mend',
      header: 'What to do',
      minWidth: 240,
      cell: ({ mend }) => (
        <>
          {mend.text}{' '}
          {mend.isOnAccountPage && (
            <RouteLink to={`/settings/cloud-accounts/${encodeURIComponent(accountId)}`}>Open the account</RouteLink>
          )}
        </>
      ),
    },
  ];
}

function Regions({ regions }: { regions: string[] }) {
  if (regions.length <= 3) return regions.join(', ');
  return <ExpandableSection headerText={plural(regions.length, 'region')}>{regions.join(', ')}</ExpandableSection>;
}
