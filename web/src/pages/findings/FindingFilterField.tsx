import Button from '@cloudscape-design/components/button';
import PropertyFilter from '@cloudscape-design/components/property-filter';
import Select from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FindingSummaryView } from '../../../../server/findings/api.ts';
import { membersQuery } from '../../api/access.ts';
import { findingCountsQuery } from '../../api/findings.ts';
import {
  filterOptions,
  filterProperties,
  statusLabels,
  statusOf,
  tokensOf,
  withoutFilter,
  withTokens,
} from './findings.model.ts';

const statuses = Object.entries(statusLabels).map(([value, label]) => ({ value, label }));

interface FindingFilterFieldProps {
  parameters: URLSearchParams;
  onChange: (parameters: URLSearchParams) => void;
  /** The findings that the list shows: their assets have names. */
  shown: readonly FindingSummaryView[] | undefined;
}

/** The filter of the findings, which is in the address, with the values that there are. */
export function FindingFilterField({ parameters, onChange, shown }: FindingFilterFieldProps) {
  const status = statusOf(parameters);
  const counts = useQuery({ ...findingCountsQuery(status === 'open' ? {} : { status }), staleTime: 60_000 });
  const members = useQuery({ ...membersQuery, staleTime: 60_000 });
  const offered = useMemo(
    () => ({ counts: counts.data, members: members.data ?? [], assets: shown ?? [] }),
    [counts.data, members.data, shown],
  );
  const properties = useMemo(() => filterProperties(offered), [offered]);
  const options = useMemo(() => filterOptions(offered), [offered]);
  const tokens = useMemo(() => tokensOf(parameters), [parameters]);
  const setStatus = (value: string | undefined) => {
    const next = new URLSearchParams(parameters);
    if (value === undefined || value === 'open') next.delete('status');
    else next.set('status', value);
    onChange(next);
  };
  return (
    <PropertyFilter
      query={{ tokens, operation: 'and' }}
      onChange={({ detail }) => onChange(withTokens(parameters, detail.tokens))}
      filteringProperties={properties}
      filteringOptions={options}
      freeTextFiltering={{ operators: [':'] }}
      filteringPlaceholder="Find findings by severity, rule, account, assignee or the asset’s name"
      filteringAriaLabel="Find findings"
      filteringEmpty="No suggestion"
      hideOperations
      virtualScroll
      expandToViewport
      customControl={
        <Select
          selectedOption={statuses.find(({ value }) => value === status) ?? null}
          options={statuses}
          onChange={({ detail }) => setStatus(detail.selectedOption.value)}
          ariaLabel="Status"
          inlineLabelText="Status"
        />
      }
      customFilterActions={<Button onClick={() => onChange(withoutFilter(parameters))}>Clear filters</Button>}
    />
  );
}
