import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import type { SuppressionView } from '../../../../server/findings/api.ts';
import { Moment } from '../../show/Moment.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { ScopeWords } from './ScopeWords.tsx';
import { endWords, findingsHref, kinds, untilWords } from './suppression.model.ts';

interface SuppressionRow extends SuppressionView {
  words: string;
  end: string;
}

interface ColumnContext {
  state: 'active' | 'ended';
  titles: ReadonlyMap<string, string>;
  end: {
    gate: { disabled: boolean; disabledReason: string | undefined };
    onClick: (suppression: SuppressionView) => void;
  };
}

export function suppressionColumns({
  state,
  titles,
  end,
}: ColumnContext): TableProps.ColumnDefinition<SuppressionRow>[] {
  const shared: TableProps.ColumnDefinition<SuppressionRow>[] = [
    {
      id: 'what',
      header: 'What',
      isRowHeader: true,
      sortingField: 'words',
      minWidth: 240,
      cell: (suppression) => (
        <>
          <ScopeWords suppression={suppression} titles={titles} />
          <Box variant="small" display="block">
            {kinds[suppression.kind].label}
          </Box>
        </>
      ),
    },
    {
      id: 'reason',
      header: 'Reason',
      minWidth: 200,
      cell: ({ reason }) => <bdi className="written">{reason}</bdi>,
    },
    {
      id: 'author',
      header: 'Author',
      sortingField: 'authorName',
      minWidth: 170,
      cell: ({ authorName }) => <bdi className="aws-text">{authorName}</bdi>,
    },
    {
      id: 'created',
      header: 'Since',
      sortingField: 'createdAt',
      minWidth: 120,
      cell: ({ createdAt }) => <Moment at={createdAt} />,
    },
  ];
  if (state === 'ended') {
    return [
      ...shared,
      {
        id: 'ended',
        header: 'Ended',
        sortingField: 'end',
        minWidth: 140,
        cell: (suppression) => (
          <>
            <Moment at={suppression.endedAt} />, {endWords(suppression)}
          </>
        ),
      },
    ];
  }
  return [
    ...shared,
    {
      id: 'until',
      header: 'Until',
      sortingField: 'end',
      minWidth: 120,
      cell: ({ expiresAt }) => untilWords(expiresAt).replace(/^until /, ''),
    },
    {
      id: 'findings',
      header: 'Findings',
      sortingField: 'findings',
      minWidth: 90,
      cell: (suppression) => {
        const count = suppression.findings.toLocaleString('en');
        const href = findingsHref(suppression);
        return href === undefined || suppression.findings === 0 ? count : <RouteLink to={href}>{count}</RouteLink>;
      },
    },
    {
      id: 'end',
      header: 'Actions',
      minWidth: 90,
      cell: (suppression) => (
        <Button
          variant="inline-link"
          ariaLabel={`End the suppression of ${suppression.words}`}
          onClick={() => end.onClick(suppression)}
          {...end.gate}
        >
          End
        </Button>
      ),
    },
  ];
}
