import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { RuleSummaryView } from '../../../../server/findings/rule-api.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { countsOf } from './rules.model.ts';

/** How many rules there are of each sort; each number leads to them. */
export function RuleCounts({ rules }: { rules: readonly RuleSummaryView[] }) {
  return (
    <Container>
      <KeyValuePairs
        columns={6}
        minColumnWidth={110}
        items={countsOf(rules).map(({ label, count, query }) => ({
          label,
          value:
            count === 0 ? (
              '0'
            ) : (
              <RouteLink to={`/rules?${query}`} ariaLabel={`${label}: ${count}`}>
                {count.toLocaleString('en')}
              </RouteLink>
            ),
        }))}
      />
    </Container>
  );
}
