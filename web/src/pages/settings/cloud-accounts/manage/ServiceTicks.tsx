import Badge from '@cloudscape-design/components/badge';
import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ActionKindView } from '../../../../../../server/actions/api.ts';
import { type ServiceOfKinds, tickedWords } from './management.model.ts';

interface ServiceTicksProps extends ServiceOfKinds {
  ticked: readonly string[];
  /** Whether it is open at first. */
  isOpen: boolean;
  disabled: boolean;
  onTick: (ids: readonly string[], isTicked: boolean) => void;
}

/** The actions of a service, to tick one by one or all. */
export function ServiceTicks({ service, kinds, ticked, isOpen, disabled, onTick }: ServiceTicksProps) {
  const ids = kinds.map(({ id }) => id);
  const count = ids.filter((id) => ticked.includes(id)).length;
  const isAll = count === ids.length;
  return (
    <ExpandableSection
      headerText={`${service} (${tickedWords(kinds, ticked)})`}
      headingTagOverride="h3"
      defaultExpanded={isOpen}
    >
      <SpaceBetween size="s">
        {ids.length > 1 && (
          <Checkbox
            checked={isAll}
            indeterminate={count > 0 && !isAll}
            disabled={disabled}
            onChange={() => onTick(ids, !isAll)}
          >
            All {ids.length} of {service}
          </Checkbox>
        )}
        <ul className={ids.length > 1 ? 'plain-list action-ticks is-below' : 'plain-list action-ticks'}>
          {kinds.map((kind) => (
            <li key={kind.id}>
              <Checkbox
                checked={ticked.includes(kind.id)}
                disabled={disabled}
                onChange={({ detail }) => onTick([kind.id], detail.checked)}
                description={<Meaning kind={kind} />}
              >
                {kind.title}
              </Checkbox>
            </li>
          ))}
        </ul>
      </SpaceBetween>
    </ExpandableSection>
  );
}

function Meaning({ kind: { what, permissions, whyNoUndo } }: { kind: ActionKindView }) {
  return (
    <>
      <span className="action-what">{what}</span>
      {whyNoUndo !== null && (
        <span className="action-what">
          <Badge color="red">No way back</Badge> {whyNoUndo}
        </span>
      )}
      <span className="action-permissions">
        {permissions.length === 0 ? (
          'Needs no more than reading does.'
        ) : (
          <>
            Needs{' '}
            {permissions.map((permission, index) => (
              <span key={permission}>
                {index > 0 && ', '}
                <code>{permission}</code>
              </span>
            ))}
          </>
        )}
      </span>
    </>
  );
}
