import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import { plural } from '../../show/plural.ts';
import { type AssetPreferences, pageSizes } from './asset-preferences.model.ts';
import { columnOptions } from './asset-table.tsx';

interface AssetPreferencesButtonProps {
  preferences: AssetPreferences;
  onChange: (preferences: AssetPreferences) => void;
}

/** Chooses the table's columns, their order, and how much of them a page shows. */
export function AssetPreferencesButton({ preferences, onChange }: AssetPreferencesButtonProps) {
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={{ ...preferences, contentDisplay: preferences.columns }}
      pageSizePreference={{
        title: 'Page size',
        options: pageSizes.map((value) => ({ value, label: plural(value, 'asset') })),
      }}
      wrapLinesPreference={{ label: 'Wrap lines', description: 'Show all of a long text.' }}
      contentDensityPreference={{ label: 'Compact', description: 'Show more rows.' }}
      contentDisplayPreference={{ title: 'Columns', options: columnOptions }}
      onConfirm={({ detail }) =>
        onChange({
          ...preferences,
          pageSize: detail.pageSize ?? preferences.pageSize,
          wrapLines: detail.wrapLines ?? false,
          contentDensity: detail.contentDensity ?? 'comfortable',
          columns: (detail.contentDisplay ?? preferences.columns).map(({ id, visible }) => ({ id, visible })),
        })
      }
    />
  );
}
