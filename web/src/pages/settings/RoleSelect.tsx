import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { Role } from '../../../../server/access/api.ts';
import { roleMeanings, rolesUpTo } from '../../access/may.ts';
import { useMe } from '../../access/session.tsx';

/** Chooses a role among those that the signed-in person may give. */
export function RoleSelect({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  const me = useMe();
  return (
    <FormField label="Role" description={`${roleMeanings[role]}.`}>
      <Select
        selectedOption={{ value: role, label: role }}
        options={rolesUpTo(me.role).map((value) => ({ value, label: value, description: roleMeanings[value] }))}
        onChange={({ detail }) => onChange(detail.selectedOption.value as Role)}
        expandToViewport
      />
    </FormField>
  );
}
