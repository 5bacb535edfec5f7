import Select from '@cloudscape-design/components/select';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { assetsQuery } from '../../api/assets.ts';

interface AssetSelectProps {
  cloudAccountId: string | null;
  assetId: string | null;
  onChange: (assetId: string | null) => void;
}

const anyAsset = { value: '', label: 'Any asset' };
const mostShown = 50;

/** Chooses one of any number of assets: the server looks for those whose name has what is typed. */
export function AssetSelect({ cloudAccountId, assetId, onChange }: AssetSelectProps) {
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [label, setLabel] = useState(anyAsset.label);
  const assets = useQuery({
    ...assetsQuery({
      limit: mostShown,
      ...(text === '' ? {} : { name: text }),
      ...(cloudAccountId === null ? {} : { cloudAccountId }),
    }),
    placeholderData: keepPreviousData,
    enabled: isOpen,
  });
  const found = (assets.data?.items ?? []).map(({ id, name, arn, type, accountNickname }) => ({
    value: id,
    label: name || arn,
    description: `${type.replace(/^AWS::/, '')}, ${accountNickname}`,
  }));
  return (
    <Select
      selectedOption={assetId === null ? anyAsset : { value: assetId, label }}
      options={[anyAsset, ...found]}
      onChange={({ detail: { selectedOption } }) => {
        setLabel(selectedOption.label ?? '');
        onChange(selectedOption.value || null);
      }}
      filteringType="manual"
      filteringAriaLabel="Find an asset by its name"
      filteringPlaceholder="Part of the name"
      onLoadItems={({ detail }) => {
        setOpen(true);
        setText(detail.filteringText);
      }}
      statusType={assets.isPending ? 'loading' : assets.isError ? 'error' : 'finished'}
      loadingText="Reading the assets"
      errorText="The assets could not be read"
      recoveryText="Try again"
      finishedText={assets.data?.nextCursor === undefined ? undefined : 'Type more of the name to see others'}
      empty="No asset matches"
      expandToViewport
    />
  );
}
