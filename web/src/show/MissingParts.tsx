import type { RuleView } from '../../../server/findings/rule-api.ts';
import { plural } from './plural.ts';

type Missing = Omit<RuleView['unknownBecause'][number], 'assets'> & { assets?: number };

/** What could not be read, and the permission that would let it be read. */
export function MissingParts({ missing }: { missing: readonly Missing[] }) {
  return (
    <ul className="plain-list">
      {missing.map(({ part, operation, code, permission, assets }) => (
        <li key={`${part} ${operation} ${code}`}>
          <strong>{part}</strong>: {operation} answered {code}
          {permission !== null && (
            <>
              ; the role lacks <code>{permission}</code>
            </>
          )}
          {assets !== undefined && ` (${plural(assets, 'asset')})`}
        </li>
      ))}
    </ul>
  );
}
