import './scan-grid.css';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo } from 'react';
import type { ServiceView } from '../../../../../server/scans/api.ts';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { useSearchText } from '../../../show/use-search-text.ts';
import { ScanCells } from './ScanCells.tsx';
import {
  chooseRows,
  countStates,
  gridOf,
  type RowOrder,
  type RowSelection,
  rowOrders,
  rowSelections,
  type ScanPart,
} from './scan-grid.model.ts';
import { oneOf, useParameters } from './use-parameters.ts';

interface ScanGridProps {
  accountId: string;
  parts: readonly ScanPart[];
  services: readonly ServiceView[];
}

/** How far a scan is, or what came of it: a cell for each service in each region. */
export function ScanGrid({ accountId, parts, services }: ScanGridProps) {
  const parameters = useParameters();
  const selection = oneOf(rowSelections, parameters.get('show'));
  const order = oneOf(rowOrders, parameters.get('order'));
  const text = parameters.get('service');
  const search = useSearchText(text, (value) => parameters.set('service', value));
  const grid = useMemo(() => gridOf(parts, services), [parts, services]);
  const rows = chooseRows(grid.rows, { text, selection, order });

  if (parts.length === 0) {
    return <EmptyList title="Not planned yet">The services and regions appear here in a moment.</EmptyList>;
  }
  return (
    <SpaceBetween size="s">
      <div className="scan-grid-filters">
        <TextFilter
          filteringText={search.text}
          onChange={({ detail }) => search.set(detail.filteringText)}
          filteringPlaceholder="Find a service"
          filteringAriaLabel="Find a service"
        />
        <Choice<RowSelection>
          label="Services shown"
          choices={rowSelections}
          chosen={selection}
          onChange={(value) => parameters.set('show', value === 'all' ? '' : value)}
        />
        <Choice<RowOrder>
          label="Order of the services"
          choices={rowOrders}
          chosen={order}
          onChange={(value) => parameters.set('order', value === 'service' ? '' : value)}
        />
      </div>
      <Legend parts={parts} />
      {rows.length === 0 ? (
        <EmptyList title="No service matches">Change what you are looking for, or show all services.</EmptyList>
      ) : (
        <ScanCells accountId={accountId} regions={grid.regions} rows={rows} />
      )}
    </SpaceBetween>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  choices: Record<Value, string>;
  chosen: Value;
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, choices, chosen, onChange }: ChoiceProps<Value>) {
  return (
    <Select
      ariaLabel={label}
      selectedOption={{ value: chosen, label: choices[chosen] }}
      options={(Object.keys(choices) as Value[]).map((value) => ({ value, label: choices[value] }))}
      onChange={({ detail }) => onChange(detail.selectedOption.value as Value)}
    />
  );
}

function Legend({ parts }: { parts: readonly ScanPart[] }) {
  return (
    <ul className="scan-legend" aria-label="Parts by state">
      {countStates(parts).map(({ state, hasAssets, text, count }) => (
        <li key={text}>
          <span className={`scan-cell is-${state}${hasAssets ? ' has-assets' : ''}`} aria-hidden="true" />
          {text}
          <strong>{count.toLocaleString('en')}</strong>
        </li>
      ))}
    </ul>
  );
}
