import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { troubleOf } from '../../../api/problem.ts';
import { useScanChoices } from './use-scan-choices.ts';

interface ScanLimitsProps {
  accountId: string;
  /** Empty: all. */
  regions: string[];
  services: string[];
  onChange: (change: { regions?: string[]; services?: string[] }) => void;
  /** What the server found wrong, by field. */
  errors: Record<string, string>;
}

/** Which regions and services a scan is limited to. */
export function ScanLimits({ accountId, regions, services, onChange, errors }: ScanLimitsProps) {
  const choices = useScanChoices(accountId);
  const status = choices.error ? 'error' : choices.isLoading ? 'loading' : 'finished';
  const loading = {
    statusType: status,
    loadingText: 'Reading what there is to choose',
    errorText: choices.error ? troubleOf(choices.error).detail : '',
    recoveryText: 'Try again',
    onLoadItems: () => choices.error && choices.retry(),
  } as const;
  const regionOptions = [...new Set([...choices.regions, ...regions])].sort().map((value) => ({ value, label: value }));
  const serviceOptions = [...choices.services]
    .map(({ id, name }) => ({ value: id, label: name, description: id }))
    .sort((one, other) => one.label.localeCompare(other.label, 'en'));
  const serviceOption = (id: string) => serviceOptions.find(({ value }) => value === id) ?? { value: id, label: id };
  const valuesOf = (options: readonly { value?: string }[]) => options.flatMap(({ value }) => value ?? []);

  return (
    <SpaceBetween size="m">
      <FormField
        label="Regions"
        description="None chosen: all that the account has enabled. What is global, such as IAM, is read in any case."
        errorText={errors.regions}
      >
        <Multiselect
          {...loading}
          selectedOptions={regions.map((value) => ({ value, label: value }))}
          options={regionOptions}
          onChange={({ detail }) => onChange({ regions: valuesOf(detail.selectedOptions) })}
          placeholder={regions.length === 0 ? 'All regions' : chosen(regions)}
          filteringType="auto"
          filteringAriaLabel="Find a region"
          empty="Known after the first scan of everything"
          noMatch="No region matches"
          tokenLimit={6}
          expandToViewport
        />
      </FormField>
      <FormField
        label="Services"
        description="None chosen: all that CloudCoreo knows, also those it learns later."
        errorText={errors.services}
      >
        <Multiselect
          {...loading}
          selectedOptions={services.map(serviceOption)}
          options={serviceOptions}
          onChange={({ detail }) => onChange({ services: valuesOf(detail.selectedOptions) })}
          placeholder={services.length === 0 ? 'All services' : chosen(services)}
          filteringType="auto"
          filteringAriaLabel="Find a service"
          noMatch="No service matches"
          tokenLimit={6}
          expandToViewport
        />
      </FormField>
    </SpaceBetween>
  );
}

const chosen = (names: string[]) => `${names.length} chosen`;
