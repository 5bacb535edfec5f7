import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ControlView } from '../../../../server/compliance/api.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import { findingsHref, worstFirst } from './compliance.model.ts';

type RuleState = ControlView['rules'][number];

/** The rules of a control, with how many assets pass and fail each. */
export function ControlRules({ control, cloudAccountId }: { control: ControlView; cloudAccountId: string }) {
  const count = (value: number, href?: string) => (
    <Box textAlign="right" color={value === 0 ? 'text-status-inactive' : 'inherit'}>
      {value > 0 && href !== undefined ? (
        <RouteLink to={href}>{value.toLocaleString('en')}</RouteLink>
      ) : (
        value.toLocaleString('en')
      )}
    </Box>
  );
  const right = (text: string) => <Box textAlign="right">{text}</Box>;
  const columns: TableProps.ColumnDefinition<RuleState>[] = [
    {
      id: 'title',
      header: 'Rule',
      cell: ({ id, title, isEnabled }) => (
        <>
          <RouteLink to={`/rules/${encodeURIComponent(id)}`}>{title}</RouteLink>{' '}
          {!isEnabled && <Badge color="grey">Switched off</Badge>}
        </>
      ),
      isRowHeader: true,
      minWidth: 240,
    },
    { id: 'severity', header: 'Severity', cell: ({ severity }) => <Severity severity={severity} />, width: 120 },
    {
      id: 'failed',
      header: right('Fail'),
      cell: ({ id, failed }) => count(failed, findingsHref({ ruleId: id }, cloudAccountId)),
      width: 90,
    },
    {
      id: 'suppressed',
      header: right('Suppressed'),
      cell: ({ id, suppressed }) =>
        count(suppressed, findingsHref({ ruleId: id, status: 'suppressed' }, cloudAccountId)),
      width: 130,
    },
    {
      id: 'unknown',
      header: right('Unknown'),
      cell: ({ id, unknown }) => count(unknown, `/rules/${encodeURIComponent(id)}`),
      width: 110,
    },
    { id: 'passed', header: right('Pass'), cell: ({ passed }) => count(passed), width: 90 },
  ];
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      items={worstFirst(control.rules)}
      trackBy="id"
      columnDefinitions={columns}
      wrapLines
      ariaLabels={{ tableLabel: `Rules of control ${control.id}` }}
    />
  );
}
