import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewSuppression } from '../../../../server/findings/api.ts';
import { cloudAccountsQuery } from '../../api/accounts.ts';
import { rulesQuery } from '../../api/findings.ts';
import { suppress } from '../../api/suppressions.ts';
import { FormDialog } from '../../show/FormDialog.tsx';
import { useAction } from '../../show/use-action.ts';
import { useRefreshFindings } from '../findings/use-change-findings.ts';
import { AssetSelect } from './AssetSelect.tsx';
import { HowMany } from './HowMany.tsx';
import { emptyScope, namesNothing, type Scope } from './suppression.model.ts';
import { TermFields } from './TermFields.tsx';
import { useTerms } from './use-terms.ts';

// The most that the API gives at once.
const mostAccounts = 1000;
const any = '';

/** Suppresses what a rule, an account, an asset, a tag, or several of these at once name. */
export function NewSuppressionDialog({ onClose }: { onClose: () => void }) {
  const rules = useQuery(rulesQuery);
  const accounts = useQuery(cloudAccountsQuery({ limit: mostAccounts }));
  const refresh = useRefreshFindings();
  const [scope, setScope] = useState<Scope>(emptyScope);
  const [isJudged, setJudged] = useState(false);
  const suppressing = useAction(async (suppression: NewSuppression) => {
    await suppress(suppression);
    await refresh();
    onClose();
  });
  const terms = useTerms(suppressing.problem);
  const set = (change: Partial<Scope>) => setScope((present) => ({ ...present, ...change }));
  const ruleOptions = [
    { value: any, label: 'Any rule' },
    ...(rules.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title, description: id })),
  ];
  const accountOptions = [
    { value: any, label: 'Every account' },
    ...(accounts.data?.items ?? []).map(({ id, nickname, awsAccountId }) => ({
      ...{ value: id, label: nickname, description: awsAccountId },
    })),
  ];
  const chosen = (options: { value: string; label: string }[], value: string | null) =>
    options.find((option) => option.value === (value ?? any)) ?? null;
  const isNothing = namesNothing(scope);
  return (
    <FormDialog
      title="New suppression"
      submitText="Suppress"
      troubleTitle="Nothing was suppressed"
      problem={suppressing.problem}
      isRunning={suppressing.isRunning}
      onSubmit={() => {
        setJudged(true);
        const input = terms.judge();
        if (input && !isNothing) void suppressing.run({ ...scope, ...input });
      }}
      onClose={onClose}
    >
      <Box color="text-body-secondary">
        All that is named must match. What is found later and matches is suppressed, too.
      </Box>
      <FormField
        label="Rule"
        errorText={isJudged && isNothing ? 'Name a rule, an account, an asset or a tag.' : undefined}
      >
        <Select
          selectedOption={chosen(ruleOptions, scope.ruleId)}
          options={ruleOptions}
          onChange={({ detail }) => set({ ruleId: detail.selectedOption.value || null })}
          filteringType="auto"
          filteringAriaLabel="Find a rule"
          empty="No rule matches"
          statusType={statusOf(rules)}
          loadingText="Reading the rules"
          errorText="The rules could not be read"
          virtualScroll
          expandToViewport
        />
      </FormField>
      <FormField label="Account">
        <Select
          selectedOption={chosen(accountOptions, scope.cloudAccountId)}
          options={accountOptions}
          onChange={({ detail }) => set({ cloudAccountId: detail.selectedOption.value || null, assetId: null })}
          filteringType={accountOptions.length > 8 ? 'auto' : 'none'}
          filteringAriaLabel="Find an account"
          empty="No account matches"
          statusType={statusOf(accounts)}
          loadingText="Reading the accounts"
          errorText="The accounts could not be read"
          expandToViewport
        />
      </FormField>
      <FormField label="Asset">
        <AssetSelect
          cloudAccountId={scope.cloudAccountId}
          assetId={scope.assetId}
          onChange={(assetId) => set({ assetId })}
        />
      </FormField>
      <ColumnLayout columns={2}>
        <FormField label="Tag key" description="Of the assets.">
          <Input
            value={scope.tagKey ?? ''}
            onChange={({ detail: { value } }) => set({ tagKey: value || null, ...(value ? {} : { tagValue: null }) })}
            placeholder="Any tag"
          />
        </FormField>
        <FormField label="Tag value" description="Empty: any value.">
          <Input
            value={scope.tagValue ?? ''}
            onChange={({ detail }) => set({ tagValue: detail.value || null })}
            placeholder="Any value"
            disabled={scope.tagKey === null}
          />
        </FormField>
      </ColumnLayout>
      <HowMany scope={scope} />
      <TermFields {...terms.fields} />
    </FormDialog>
  );
}

function statusOf({ isPending, isError }: { isPending: boolean; isError: boolean }) {
  return isPending ? 'loading' : isError ? 'error' : 'finished';
}
