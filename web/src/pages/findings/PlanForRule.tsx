import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FindingFilter } from '../../../../server/findings/api.ts';
import { useGate } from '../../access/session.tsx';
import { findingsQuery } from '../../api/findings.ts';
import { usePageFrame } from '../../app/page-frame.tsx';
import { plural } from '../../show/plural.ts';
import { useAction } from '../../show/use-action.ts';
import { PlanManyDialog } from '../actions/PlanManyDialog.tsx';

/** The most that the API plans at once. */
export const mostPlanned = 500;

interface PlanForRuleProps {
  /** It names one rule. */
  filter: Partial<FindingFilter>;
  total: number;
}

/** Plans an action for all findings of a rule that the filter matches, also those of other pages. */
export function PlanForRule({ filter, total }: PlanForRuleProps) {
  const gate = useGate()('change-assets');
  const queries = useQueryClient();
  const { addFlash } = usePageFrame();
  const [ids, setIds] = useState<string[]>();
  const reading = useAction(async () => {
    const { items } = await queries.fetchQuery(findingsQuery({ ...filter, sort: 'severity', limit: mostPlanned }));
    if (items.length === 0) addFlash({ id: 'nothing-to-plan', type: 'info', content: 'No finding matches any more.' });
    else setIds(items.map(({ id }) => id));
  });
  const count = Math.min(total, mostPlanned);
  return (
    <>
      <Button onClick={() => void reading.run()} loading={reading.isRunning} {...gate}>
        {count < total ? `Plan an action for the first ${count}…` : `Plan an action for ${plural(count, 'finding')}…`}
      </Button>
      {ids && <PlanManyDialog subjects={{ of: 'findings', ids }} onClose={() => setIds(undefined)} />}
    </>
  );
}
