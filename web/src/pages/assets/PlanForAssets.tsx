import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { AssetSummaryView } from '../../../../server/assets/api.ts';
import { useGate } from '../../access/session.tsx';
import { PlanManyDialog } from '../actions/PlanManyDialog.tsx';

/** The most that the API plans at once. */
const mostPlanned = 500;

/** Plans an action for the assets that are selected. */
export function PlanForAssets({ selected }: { selected: readonly AssetSummaryView[] }) {
  const gate = useGate()('change-assets');
  const [isAsking, setAsking] = useState(false);
  const types = new Set(selected.map(({ type }) => type));
  const whyNot =
    gate.disabledReason ??
    (selected.length === 0
      ? 'Select assets first.'
      : types.size > 1
        ? 'Select assets of one type.'
        : selected.length > mostPlanned
          ? `At most ${mostPlanned} at once.`
          : selected.some(({ deletedAt }) => deletedAt !== null)
            ? 'Select assets that are still there.'
            : undefined);
  return (
    <>
      <Button onClick={() => setAsking(true)} disabled={whyNot !== undefined} disabledReason={whyNot}>
        Plan an action…
      </Button>
      {isAsking && (
        <PlanManyDialog
          subjects={{ of: 'assets', ids: selected.map(({ id }) => id) }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
