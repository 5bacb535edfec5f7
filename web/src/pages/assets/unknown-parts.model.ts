import type { CloudAccountView } from '../../../../server/accounts/api.ts';
import type { AssetView } from '../../../../server/assets/api.ts';
import { groupBy } from '../../show/group-by.ts';
import { type Mend, mendOf } from '../settings/cloud-accounts/gaps.model.ts';

type UnknownPart = AssetView['unknownParts'][string];

/** Parts of a document that one call with one answer left unknown. */
export interface UnknownGroup extends UnknownPart {
  key: string;
  names: string[];
  mend: Mend;
}

/** Several parts may come of one call: it is told once, with what mends it. */
export function unknownGroups(
  unknownParts: AssetView['unknownParts'],
  drift: CloudAccountView['drift'],
): UnknownGroup[] {
  const groups = groupBy(Object.entries(unknownParts), ([, part]) =>
    JSON.stringify([part.operation, part.code, part.permission, part.message]),
  );
  return [...groups]
    .map(([key, members]) => {
      const [, part] = members[0];
      return { ...part, key, names: members.map(([name]) => name).sort(), mend: mendOf(part, drift) };
    })
    .sort((one, other) => (one.names[0] ?? '').localeCompare(other.names[0] ?? ''));
}
