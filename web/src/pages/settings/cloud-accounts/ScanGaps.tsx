import './scan-grid.css';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Cards from '@cloudscape-design/components/cards';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import type { ScanView, ServiceView } from '../../../../../server/scans/api.ts';
import { AwsText } from '../../../show/AwsText.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { plural } from '../../../show/plural.ts';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { useWidth } from '../../../show/use-width.ts';
import { type GapGroup, groupGaps } from './gaps.model.ts';
import { useRowTable } from './use-row-table.tsx';

interface ScanGapsProps {
  scan: ScanView;
  account: CloudAccountView;
  services: readonly ServiceView[];
}

/** Narrower than this a table would hide behind its edge what matters most: what to do. */
const tableWidth = 900;

/** What a scan could not read, why, and what mends it. */
export function ScanGaps({ scan, account, services }: ScanGapsProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const groups = useMemo(() => groupGaps(scan.gapList, account.drift), [scan.gapList, account.drift]);
  const columns = useMemo(() => columnsFor(account.id, services), [account.id, services]);
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
          The same answer from several regions is one row.
        </Box>
      )}
      <div ref={frame}>
        {width !== undefined && width >= tableWidth && (
          <Table {...table} ariaLabels={{ tableLabel: 'Gaps' }} trackBy="key" />
        )}
        {width !== undefined && width < tableWidth && (
          <Cards
            items={table.items}
            cardDefinition={cardOf(columns)}
            trackBy="key"
            empty={table.empty}
            filter={table.filter}
            pagination={table.pagination}
            ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: '', cardsLabel: 'Gaps' }}
          />
        )}
      </div>
    </SpaceBetween>
  );
}

/** The same as a card: the first column above the others. */
function cardOf([first, ...others]: TableProps.ColumnDefinition<GapGroup>[]) {
  return {
    header: (gap: GapGroup) => first?.cell(gap),
    sections: others.map(({ id, header, cell }) => ({ id: id ?? '', header, content: cell })),
  };
}

function columnsFor(accountId: string, services: readonly ServiceView[]): TableProps.ColumnDefinition<GapGroup>[] {
  const names = new Map(services.map(({ id, name }) => [id, name]));
  return [
    {
      id: 'operation',
      header: 'Operation',
      isRowHeader: true,
      minWidth: 180,
      sortingField: 'operation',
      cell: ({ service, operation }) => (
        <>
          <AwsText>{operation}</AwsText>
          <Box variant="small" display="block">
            {names.get(service) ?? service}
          </Box>
        </>
      ),
    },
    {
      id: 'regions',
      header: 'Regions',
      minWidth: 135,
      sortingField: 'regionCount',
      cell: ({ regions }) => <Regions regions={regions} />,
    },
    {
      id: 'answer',
      header: 'AWS answered',
      minWidth: 230,
      sortingField: 'code',
      cell: ({ code, message }) => (
        <SpaceBetween size="xxs">
          <Badge color="grey">
            <AwsText>{code}</AwsText>
          </Badge>
          <Message text={message} />
        </SpaceBetween>
      ),
    },
    {
      id: 'permission',
      header: 'Missing permission',
      minWidth: 170,
      sortingField: 'permission',
      cell: ({ permission }) => (permission ? <AwsText>{permission}</AwsText> : '—'),
    },
    {
      id: 'assets',
      header: 'Concerns',
      minWidth: 95,
      sortingField: 'assets',
      cell: ({ assets }) => (assets === 0 ? 'The whole listing' : plural(assets, 'asset')),
    },
    {
      id: 'mend',
      header: 'What to do',
      minWidth: 220,
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

const shortMessage = 260;

/** What AWS wrote about it; what is long, such as a page of HTML from a proxy, only on request. */
function Message({ text }: { text: string }) {
  if (text === '') return null;
  const message = (
    <Box variant="small" display="block">
      <AwsText>{text}</AwsText>
    </Box>
  );
  if (text.length <= shortMessage) return message;
  return (
    <details className="scan-more">
      <summary>The whole answer</summary>
      {message}
    </details>
  );
}

function Regions({ regions }: { regions: string[] }) {
  if (regions.length <= 3) return regions.map((region) => <div key={region}>{region}</div>);
  return (
    <details className="scan-more">
      <summary>{plural(regions.length, 'region')}</summary>
      {regions.join(', ')}
    </details>
  );
}
