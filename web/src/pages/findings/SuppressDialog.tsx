import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import type { FindingView, NewSuppression } from '../../../../server/findings/api.ts';
import { suppress } from '../../api/suppressions.ts';
import { FormDialog } from '../../show/FormDialog.tsx';
import { useAction } from '../../show/use-action.ts';
import { HowMany } from '../suppressions/HowMany.tsx';
import { TermFields } from '../suppressions/TermFields.tsx';
import { useTerms } from '../suppressions/use-terms.ts';
import { type Breadth, scopeOf, tagChoices } from './finding.model.ts';
import { useRefreshFindings } from './use-change-findings.ts';

/** Suppresses a finding, or what is wider than it: its rule, its asset, a tag. */
export function SuppressDialog({ finding, onClose }: { finding: FindingView; onClose: () => void }) {
  const refresh = useRefreshFindings();
  const tags = tagChoices(finding.tags);
  const [breadth, setBreadth] = useState<Breadth>('finding');
  const [tagId, setTagId] = useState(tags[0]?.value);
  const tag = tags.find(({ value }) => value === tagId)?.tag ?? { key: '', value: null };
  const scope = scopeOf(finding, breadth, tag);
  const suppressing = useAction(async (suppression: NewSuppression) => {
    await suppress(suppression);
    await refresh();
    onClose();
  });
  const terms = useTerms(suppressing.problem);
  const items: { value: Breadth; label: string; description?: string }[] = [
    { value: 'finding', label: 'This finding', description: 'This rule, on this asset.' },
    { value: 'asset', label: 'Every finding of this asset', description: finding.assetName },
    { value: 'rule-in-account', label: 'This rule in this account', description: finding.accountNickname },
    {
      value: 'rule',
      label: 'This rule everywhere',
      description: 'Also in accounts to come. To judge by it no more, switch the rule off.',
    },
    ...(tags.length > 0
      ? [{ value: 'tag' as const, label: 'This rule on assets with a tag', description: 'In every account.' }]
      : []),
  ];
  return (
    <FormDialog
      title="Suppress"
      submitText="Suppress"
      troubleTitle="Nothing was suppressed"
      problem={suppressing.problem}
      isRunning={suppressing.isRunning}
      onSubmit={() => {
        const input = terms.judge();
        if (input) void suppressing.run({ ...scope, ...input });
      }}
      onClose={onClose}
    >
      <FormField label="What" description="What is found later and matches is suppressed, too.">
        <RadioGroup value={breadth} items={items} onChange={({ detail }) => setBreadth(detail.value as Breadth)} />
      </FormField>
      {breadth === 'tag' && (
        <FormField label="Tag">
          <Select
            selectedOption={tags.find(({ value }) => value === tagId) ?? null}
            options={tags}
            onChange={({ detail }) => setTagId(detail.selectedOption.value)}
            expandToViewport
          />
        </FormField>
      )}
      <HowMany scope={scope} />
      <TermFields {...terms.fields} />
    </FormDialog>
  );
}
