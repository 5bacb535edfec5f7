import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FindingChanged } from '../../../../server/findings/api.ts';
import { useMe } from '../../access/session.tsx';
import { membersQuery } from '../../api/access.ts';
import { FormDialog } from '../../show/FormDialog.tsx';
import { plural } from '../../show/plural.ts';
import { useAction } from '../../show/use-action.ts';
import { useChangeFindings } from './use-change-findings.ts';

interface AssignDialogProps {
  ids: string[];
  /** Whom they are assigned to so far; null: nobody, or different people. */
  assigneeId: string | null;
  onClose: () => void;
  onChanged: (changed: FindingChanged) => void;
}

const nobody = '';

/** Chooses who looks after findings. */
export function AssignDialog({ ids, assigneeId, onClose, onChanged }: AssignDialogProps) {
  const me = useMe();
  const members = useQuery(membersQuery);
  const change = useChangeFindings();
  const [userId, setUserId] = useState(assigneeId ?? me.user.id);
  const assigning = useAction(async () =>
    onChanged(await change(ids, { kind: 'assign', userId: userId === nobody ? null : userId })),
  );
  const others = (members.data ?? []).filter((member) => member.userId !== me.user.id);
  const options = [
    { value: me.user.id, label: `${me.user.name} (you)` },
    ...others.map((member) => ({ value: member.userId, label: member.name, description: member.email })),
    { value: nobody, label: 'Nobody' },
  ];
  return (
    <FormDialog
      title={ids.length === 1 ? 'Assign this finding' : `Assign ${plural(ids.length, 'finding')}`}
      submitText="Assign"
      troubleTitle="Nothing was assigned"
      problem={assigning.problem}
      isRunning={assigning.isRunning}
      onSubmit={() => void assigning.run()}
      onClose={onClose}
    >
      <FormField label="Assignee">
        <Select
          selectedOption={options.find(({ value }) => value === userId) ?? null}
          options={options}
          onChange={({ detail }) => setUserId(detail.selectedOption.value ?? nobody)}
          filteringType={options.length > 8 ? 'auto' : 'none'}
          statusType={members.isPending ? 'loading' : members.isError ? 'error' : 'finished'}
          loadingText="Reading the members"
          errorText="The members could not be read"
          recoveryText="Try again"
          onLoadItems={() => members.isError && void members.refetch()}
          expandToViewport
        />
      </FormField>
    </FormDialog>
  );
}
