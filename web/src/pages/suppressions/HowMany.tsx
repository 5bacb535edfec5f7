import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { findingCountsQuery } from '../../api/findings.ts';
import { plural } from '../../show/plural.ts';
import { filterOfScope, type Scope } from './suppression.model.ts';

/** How many findings are open now that a suppression would be meant for, where that can be counted. */
export function HowMany({ scope }: { scope: Scope }) {
  const filter = filterOfScope(scope);
  const counts = useQuery({ ...findingCountsQuery(filter ?? {}), enabled: filter !== undefined });
  if (filter === undefined || counts.data === undefined) return null;
  return (
    <Box color="text-body-secondary">
      <span role="status">
        {plural(counts.data.total, 'open finding is', 'open findings are')} meant at the moment.
      </span>
    </Box>
  );
}
