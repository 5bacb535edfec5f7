import Select from '@cloudscape-design/components/select';
import type { CloudAccountView } from '../../../../server/accounts/api.ts';

interface AccountSelectProps {
  accounts: readonly CloudAccountView[];
  /** Empty: all of them. */
  chosen: string;
  onChoose: (cloudAccountId: string) => void;
}

/** Chooses the cloud account that a page is about, or all. */
export function AccountSelect({ accounts, chosen, onChoose }: AccountSelectProps) {
  const options = accountOptions(accounts);
  return (
    <Select
      selectedOption={options.find(({ value }) => value === chosen) ?? { value: chosen, label: chosen }}
      options={options}
      onChange={({ detail }) => onChoose(detail.selectedOption.value ?? '')}
      ariaLabel="Cloud account"
      filteringType={accounts.length > 10 ? 'auto' : 'none'}
      filteringAriaLabel="Find cloud accounts"
      filteringPlaceholder="Find cloud accounts"
      empty="No such account"
      expandToViewport
    />
  );
}

/** All accounts, and each by its nickname. */
export function accountOptions(accounts: readonly CloudAccountView[]) {
  return [
    { value: '', label: 'All cloud accounts', description: undefined },
    ...accounts.map(({ id, nickname, awsAccountId }) => ({
      value: id,
      label: nickname,
      description: awsAccountId ?? undefined,
    })),
  ];
}
