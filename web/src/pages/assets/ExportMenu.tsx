import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import type { AssetFilter } from '../../../../server/assets/api.ts';
import { exportPath } from '../../api/assets.ts';
import { downloadFrom } from '../../show/download-from.ts';

/** Downloads all that the filter matches, not only the page shown. */
export function ExportMenu({ filter, isEmpty }: { filter: Partial<AssetFilter>; isEmpty: boolean }) {
  const reason = isEmpty ? { disabled: true, disabledReason: 'Nothing matches, so there is nothing to export.' } : {};
  return (
    <ButtonDropdown
      items={[
        { id: 'csv', text: 'CSV', secondaryText: 'What the table can show, for a spreadsheet', ...reason },
        { id: 'json', text: 'JSON', secondaryText: 'With the whole documents, for a program', ...reason },
      ]}
      onItemClick={({ detail }) => downloadFrom(exportPath(filter, detail.id === 'csv' ? 'csv' : 'json'))}
      ariaLabel="Export the assets that match"
    >
      Export
    </ButtonDropdown>
  );
}
