import Button from '@cloudscape-design/components/button';
import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { AssetSummaryView } from '../../../../server/assets/api.ts';
import { assetCountsQuery, deleteSavedFilter, savedFiltersQuery } from '../../api/assets.ts';
import { servicesQuery } from '../../api/scans.ts';
import { usePageFrame } from '../../app/page-frame.tsx';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { filterOf, filterProperties, withoutFilter, withTokens } from './assets.model.ts';
import { SaveFilterDialog } from './SaveFilterDialog.tsx';
import { savedAt, savedOptions, withSaved } from './saved-filters.model.ts';
import { filterOptions } from './suggestions.model.ts';

interface AssetFilterFieldProps {
  /** The address's parameters, which hold the filter. */
  parameters: URLSearchParams;
  tokens: PropertyFilterProps.Token[];
  /** The assets at hand: their tags are suggested. */
  shown: readonly AssetSummaryView[];
  onChange: (parameters: URLSearchParams) => void;
}

/** The filter of the assets with the saved ones beside it. It asks the server once a filter is entered, not on each key. */
export function AssetFilterField({ parameters, tokens, shown, onChange }: AssetFilterFieldProps) {
  const queries = useQueryClient();
  const { addFlash } = usePageFrame();
  const [dialog, setDialog] = useState<'save' | 'delete'>();
  const { state } = filterOf(parameters);
  const counts = useQuery({ ...assetCountsQuery(state === undefined ? {} : { state }), staleTime: 60_000 });
  const services = useQuery({ ...servicesQuery, staleTime: Number.POSITIVE_INFINITY });
  const saved = useQuery(savedFiltersQuery);
  const filters = saved.data ?? [];
  const selected = savedAt(parameters, filters);
  const properties = useMemo(() => filterProperties(counts.data), [counts.data]);
  const options = useMemo(
    () => filterOptions(counts.data, services.data ?? [], shown, tokens),
    [counts.data, services.data, shown, tokens],
  );
  const readAgain = () => queries.invalidateQueries({ queryKey: savedFiltersQuery.queryKey });

  return (
    <>
      <PropertyFilter
        query={{ tokens, operation: 'and' }}
        onChange={({ detail }) => onChange(withTokens(parameters, detail.tokens))}
        filteringProperties={properties}
        filteringOptions={options}
        freeTextFiltering={{ operators: [':'] }}
        filteringPlaceholder="Find assets by account, type, tag, name or text"
        filteringAriaLabel="Find assets"
        filteringStatusType={counts.isError ? 'error' : counts.isPending ? 'loading' : 'finished'}
        filteringErrorText="The suggestions could not be read."
        filteringLoadingText="Reading the suggestions"
        filteringEmpty="No suggestion"
        hideOperations
        virtualScroll
        expandToViewport
        customControl={
          <Select
            selectedOption={selected ? { value: selected.id, label: selected.name } : null}
            options={savedOptions(filters)}
            onChange={({ detail }) => {
              const chosen = filters.find(({ id }) => id === detail.selectedOption.value);
              if (chosen) onChange(withSaved(parameters, chosen));
            }}
            placeholder="Saved filters"
            ariaLabel="Saved filters"
            statusType={saved.isError ? 'error' : saved.isPending ? 'loading' : 'finished'}
            errorText="The saved filters could not be read."
            loadingText="Reading the saved filters"
            recoveryText="Try again"
            onLoadItems={() => void (saved.isError && saved.refetch())}
            empty="None yet. Filter the assets, then save the filter."
            expandToViewport
          />
        }
        customFilterActions={
          <SpaceBetween size="xs" direction="horizontal">
            <Button onClick={() => onChange(withoutFilter(parameters))}>Clear filters</Button>
            {selected?.isOwn ? (
              <Button variant="link" onClick={() => setDialog('delete')}>
                Delete saved filter
              </Button>
            ) : (
              <Button variant="link" onClick={() => setDialog('save')}>
                Save filter
              </Button>
            )}
          </SpaceBetween>
        }
      />
      {dialog === 'save' && (
        <SaveFilterDialog
          parameters={parameters}
          onClose={() => setDialog(undefined)}
          onSaved={async ({ name }) => {
            await readAgain();
            setDialog(undefined);
            addFlash({ id: 'saved-filter', type: 'success', content: `The filter “${name}” is saved.` });
          }}
        />
      )}
      {dialog === 'delete' && selected && (
        <ConfirmDialog
          title="Delete the saved filter"
          confirmText="Delete"
          onClose={() => setDialog(undefined)}
          perform={async () => {
            await deleteSavedFilter(selected.id);
            await readAgain();
          }}
        >
          “{selected.name}” will be gone{selected.isShared ? ', also for the others of the team' : ''}. The assets stay.
        </ConfirmDialog>
      )}
    </>
  );
}
