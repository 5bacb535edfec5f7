import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { cloudAccountsQuery } from '../../api/accounts.ts';
import { actionKindsQuery } from '../../api/actions.ts';
import { groupBy } from '../../show/group-by.ts';
import { withParameter } from './actions.model.ts';

interface ActionFilterFieldsProps {
  parameters: URLSearchParams;
  onChange: (parameters: URLSearchParams) => void;
}

/** What the list is narrowed to: an action, an account. It is in the address. */
export function ActionFilterFields({ parameters, onChange }: ActionFilterFieldsProps) {
  const kinds = useQuery({ ...actionKindsQuery, staleTime: 60_000 });
  const accounts = useQuery({ ...cloudAccountsQuery({ limit: 200 }), staleTime: 60_000 });
  const ofServices = [...groupBy(kinds.data?.items ?? [], ({ service }) => service)].map(([label, items]) => ({
    label,
    options: items.map(({ id, title }) => ({ value: id, label: title })),
  }));
  const ofAccounts = (accounts.data?.items ?? []).map(({ id, nickname, awsAccountId }) => ({
    value: id,
    label: nickname,
    ...(awsAccountId !== null && { description: awsAccountId }),
  }));
  const set = (key: string) => (value: string | undefined) => onChange(withParameter(parameters, key, value));
  return (
    <div className="action-filters">
      <Choice
        label="Action"
        all={{ value: '', label: 'All actions' }}
        groups={ofServices}
        chosen={parameters.get('kind')}
        onChoose={set('kind')}
      />
      <Choice
        label="Account"
        all={{ value: '', label: 'All accounts' }}
        groups={ofAccounts}
        chosen={parameters.get('cloudAccountId')}
        onChoose={set('cloudAccountId')}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  all: SelectProps.Option;
  groups: (SelectProps.Option | SelectProps.OptionGroup)[];
  chosen: string | null;
  onChoose: (value: string | undefined) => void;
}

function Choice({ label, all, groups, chosen, onChoose }: ChoiceProps) {
  const options = groups.flatMap((group) => ('options' in group ? group.options : [group]));
  const known = options.find(({ value }) => value === chosen);
  return (
    <Select
      selectedOption={chosen ? (known ?? { value: chosen, label: chosen }) : all}
      options={[all, ...groups]}
      onChange={({ detail }) => onChoose(detail.selectedOption.value)}
      filteringType={options.length > 8 ? 'auto' : 'none'}
      ariaLabel={label}
      inlineLabelText={label}
      expandToViewport
    />
  );
}
