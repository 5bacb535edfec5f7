import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { ScanChangePage, ScanView } from '../../../../../server/scans/api.ts';
import { troubleOf } from '../../../api/problem.ts';
import { scanChangesQuery } from '../../../api/scans.ts';
import { AwsText } from '../../../show/AwsText.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { useCursorPages } from '../../../show/use-cursor-pages.tsx';
import { isUnderWay, scanHref } from './scan.model.ts';
import { oneOf, useParameters } from './use-parameters.ts';

type Change = ScanChangePage['items'][number];

const kinds = { new: 'New', changed: 'Changed', deleted: 'Deleted', returned: 'Returned' } as const;

const assetColumn: TableProps.ColumnDefinition<Change> = {
  id: 'asset',
  header: 'Asset',
  isRowHeader: true,
  minWidth: 200,
  cell: ({ assetId, name, arn }) => (
    <RouteLink to={`/assets/${encodeURIComponent(assetId)}`}>
      <AwsText>{name || arn}</AwsText>
    </RouteLink>
  ),
};
const placeColumns: TableProps.ColumnDefinition<Change>[] = [
  { id: 'type', header: 'Type', minWidth: 170, cell: ({ type }) => <AwsText>{type}</AwsText> },
  { id: 'region', header: 'Region', minWidth: 120, cell: ({ region }) => region },
];
const fieldsColumn: TableProps.ColumnDefinition<Change> = {
  id: 'fields',
  header: 'What changed',
  minWidth: 240,
  cell: ({ fields }) =>
    fields.length === 0 ? 'No field: tags, region or what could be read' : <AwsText>{shortened(fields)}</AwsText>,
};

/** The assets that a scan found new, changed, deleted or there again. */
export function ScanChanges({ scan }: { scan: ScanView }) {
  const parameters = useParameters();
  const navigate = useNavigate();
  const kind = oneOf(kinds, parameters.get('kind'));
  const paging = useCursorPages();
  const changes = useQuery({
    ...scanChangesQuery(scan.cloudAccountId, scan.id, kind, paging.cursor),
    refetchInterval: isUnderWay(scan) ? 5000 : false,
  });

  return (
    <SpaceBetween size="m">
      <SegmentedControl
        label="Kind of change"
        selectedId={kind}
        options={Object.entries(kinds).map(([id, text]) => ({ id, text }))}
        // A new entry of the history, so that the pages begin at the first one.
        onChange={({ detail }) => void navigate(`${scanHref(scan)}?tab=changes&kind=${detail.selectedId}`)}
      />
      {changes.isError && !changes.data ? (
        <ProblemAlert
          title="The changes could not be read"
          problem={troubleOf(changes.error)}
          onRetry={() => (paging.cursor === undefined ? void changes.refetch() : paging.restart())}
        />
      ) : (
        <Table
          variant="borderless"
          wrapLines
          items={changes.data?.items ?? []}
          columnDefinitions={[assetColumn, ...placeColumns, ...(kind === 'changed' ? [fieldsColumn] : [])]}
          loading={changes.isPending}
          loadingText="Reading the changes"
          ariaLabels={{ tableLabel: `${kinds[kind]} assets` }}
          pagination={paging.pagination(changes.data?.nextCursor)}
          empty={
            <EmptyList
              title={`No ${kinds[kind].toLowerCase()} assets`}
              action={
                paging.page > 1 ? (
                  <Button onClick={paging.restart}>To the first page</Button>
                ) : (
                  <RouteLink to={`/assets?cloudAccountId=${encodeURIComponent(scan.cloudAccountId)}`}>
                    All assets of the account
                  </RouteLink>
                )
              }
            >
              {isUnderWay(scan) ? 'The scan is still running: they may come.' : 'This scan found none.'}
            </EmptyList>
          }
        />
      )}
    </SpaceBetween>
  );
}

const fieldsShown = 8;

function shortened(fields: readonly string[]): string {
  const rest = fields.length - fieldsShown;
  return fields.slice(0, fieldsShown).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
