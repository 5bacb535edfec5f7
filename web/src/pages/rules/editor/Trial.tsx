import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { RuleTrial, TriedAsset } from '../../../../../server/findings/rule-api.ts';
import { AwsText } from '../../../show/AwsText.tsx';
import { MissingParts } from '../../../show/MissingParts.tsx';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { Figures } from '../RuleSays.tsx';

const verdicts: Record<TriedAsset['verdict'], { type: StatusIndicatorProps.Type; label: string }> = {
  pass: { type: 'success', label: 'Pass' },
  fail: { type: 'error', label: 'Fail' },
  unknown: { type: 'warning', label: 'Unknown' },
  broken: { type: 'error', label: 'Broken' },
  not_applicable: { type: 'stopped', label: 'Does not apply' },
};

const columns: TableProps.ColumnDefinition<TriedAsset>[] = [
  {
    id: 'verdict',
    header: 'Says',
    cell: ({ verdict }) => <StatusIndicator type={verdicts[verdict].type}>{verdicts[verdict].label}</StatusIndicator>,
    width: 150,
  },
  {
    id: 'asset',
    header: 'Asset',
    cell: ({ assetId, assetName }) => (
      <RouteLink to={`/assets/${encodeURIComponent(assetId)}`}>
        <AwsText>{assetName}</AwsText>
      </RouteLink>
    ),
    isRowHeader: true,
    minWidth: 180,
  },
  { id: 'why', header: 'Why', cell: (asset) => <Why asset={asset} />, minWidth: 260, width: 320 },
  {
    id: 'account',
    header: 'Account',
    cell: ({ accountNickname }) => <AwsText>{accountNickname}</AwsText>,
    minWidth: 120,
  },
  { id: 'region', header: 'Region', cell: ({ region }) => region, minWidth: 110 },
];

const pageSize = 20;

/** What a rule said of the team's assets when it was tried. */
export function Trial({ trial }: { trial: RuleTrial }) {
  const [page, setPage] = useState(1);
  const { passed, failed, unknown, broken, notApplicable, assets, isComplete } = trial;
  const total = passed + failed + unknown + broken + notApplicable;
  if (total === 0) {
    return (
      <Alert type="info" header="You have no asset of this type">
        The rule is in order, and there is nothing to judge by it: no scan of your accounts has seen such an asset.
      </Alert>
    );
  }
  const pages = Math.ceil(assets.length / pageSize);
  return (
    <Table
      variant="container"
      items={assets.slice((page - 1) * pageSize, page * pageSize)}
      trackBy="assetId"
      columnDefinitions={columns}
      wrapLines
      resizableColumns
      ariaLabels={{ tableLabel: 'What the rule says' }}
      header={
        <SpaceBetween size="m">
          <Header variant="h2" description={limitsOf(assets.length, total, isComplete)}>
            What it says of your assets
          </Header>
          <Figures
            figures={[
              ['Fail', failed],
              ['Unknown', unknown],
              ['Pass', passed],
              ['Broken', broken],
              ...(notApplicable > 0 ? [['Does not apply', notApplicable] as const] : []),
            ]}
          />
        </SpaceBetween>
      }
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
            ariaLabels={{
              nextPageLabel: 'Next page',
              previousPageLabel: 'Previous page',
              pageLabel: (number) => `Page ${number}`,
            }}
          />
        )
      }
    />
  );
}

function limitsOf(shown: number, total: number, isComplete: boolean): string {
  const tried = isComplete ? 'Tried on all of them' : `Tried on ${total.toLocaleString('en')} of them`;
  const listed = shown < total ? `; ${shown} are listed, what does not pass first` : '';
  return `${tried}${listed}. Nothing was kept.`;
}

function Why({ asset: { verdict, evidence, missing, message } }: { asset: TriedAsset }) {
  if (message !== null) return <AwsText>{message}</AwsText>;
  if (missing.length > 0) return <MissingParts missing={missing} />;
  if (verdict === 'fail' && evidence.length === 0) return 'It looked at no field of its document.';
  if (evidence.length === 0) return '—';
  return (
    <ul className="plain-list">
      {evidence.map(({ path, value }) => (
        <li key={path}>
          <Box variant="code">
            <AwsText>{path}</AwsText>
          </Box>{' '}
          {value === null ? (
            <Box variant="span" color="text-status-inactive">
              is not there
            </Box>
          ) : (
            <Box variant="code">
              <AwsText>{value}</AwsText>
            </Box>
          )}
        </li>
      ))}
    </ul>
  );
}
