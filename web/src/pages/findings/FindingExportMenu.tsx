import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import type { FindingFilter } from '../../../../server/findings/api.ts';
import type { ExportFormat } from '../../../../server/findings/exports/api.ts';
import { findingExportPath } from '../../api/findings.ts';
import { downloadFrom } from '../../show/download-from.ts';

type Item = ButtonDropdownProps.Item & { id: ExportFormat };

const forPeople: Item[] = [
  { id: 'html', text: 'Report', secondaryText: 'HTML to read, print and file' },
  { id: 'csv', text: 'CSV', secondaryText: 'For a spreadsheet' },
];
const forPrograms: Item[] = [
  { id: 'json', text: 'JSON', secondaryText: 'With evidence and how to mend it' },
  { id: 'sarif', text: 'SARIF', secondaryText: 'For code scanning' },
  { id: 'ocsf', text: 'OCSF', secondaryText: 'For a security lake or SIEM' },
  { id: 'asff', text: 'ASFF', secondaryText: 'For AWS Security Hub' },
];

/** Downloads all that the filter matches, not only the page shown. */
export function FindingExportMenu({ filter, isEmpty }: { filter: Partial<FindingFilter>; isEmpty: boolean }) {
  const reason = isEmpty ? { disabled: true, disabledReason: 'Nothing matches, so there is nothing to export.' } : {};
  const group = (text: string, items: Item[]) => ({ text, items: items.map((item) => ({ ...item, ...reason })) });
  return (
    <ButtonDropdown
      items={[group('For people', forPeople), group('For programs', forPrograms)]}
      onItemClick={({ detail }) => downloadFrom(findingExportPath(filter, detail.id as ExportFormat))}
      ariaLabel="Export the findings that match"
    >
      Export
    </ButtonDropdown>
  );
}
