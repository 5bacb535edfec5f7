import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { rulesQuery } from '../../../api/findings.ts';
import { troubleOf } from '../../../api/problem.ts';
import { ChoiceField } from '../../../show/ChoiceField.tsx';
import { type SubscriptionDraft, severities } from './subscription.model.ts';

interface FilterFieldsProps {
  draft: SubscriptionDraft;
  change: (part: Partial<SubscriptionDraft>) => void;
  /** Of the team's cloud accounts, by ID. */
  nicknames: ReadonlyMap<string, string>;
  errors: Record<string, string>;
}

const labelOf = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Which findings a subscription lets through; nothing chosen is all of them. */
export function FilterFields({ draft, change, nicknames, errors }: FilterFieldsProps) {
  const rules = useQuery(rulesQuery);
  const severityOptions = severities.map((value) => ({ value, label: labelOf(value) }));
  const accountOptions = [...nicknames].map(([value, label]) => ({ value, label }));
  const ruleOptions = (rules.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title, description: id }));
  return (
    <SpaceBetween size="m">
      <ChoiceField
        label="Severities"
        all="All severities"
        options={severityOptions}
        chosen={draft.severities}
        fieldError={errors.severities}
        onChange={(values) => change({ severities: severities.filter((one) => values.includes(one)) })}
      />
      <ChoiceField
        label="Cloud accounts"
        all="All accounts, also those connected later"
        options={accountOptions}
        chosen={draft.cloudAccountIds}
        fieldError={errors.cloudAccountIds}
        onChange={(cloudAccountIds) => change({ cloudAccountIds })}
        filteringType="auto"
        filteringAriaLabel="Find an account"
        empty="No account is connected yet"
        noMatch="No account matches"
      />
      <ChoiceField
        label="Rules"
        all="All rules"
        options={ruleOptions}
        chosen={draft.ruleIds}
        fieldError={errors.ruleIds}
        onChange={(ruleIds) => change({ ruleIds })}
        filteringType="auto"
        filteringAriaLabel="Find a rule"
        noMatch="No rule matches"
        statusType={rules.isError ? 'error' : rules.isPending ? 'loading' : 'finished'}
        loadingText="Reading the rules"
        loadError={rules.error ? troubleOf(rules.error).detail : undefined}
        virtualScroll
      />
    </SpaceBetween>
  );
}
