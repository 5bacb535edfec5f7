import './rules.css';
import Container from '@cloudscape-design/components/container';
import type { RuleSummaryView } from '../../../../server/findings/rule-api.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { countsOf } from './rules.model.ts';

/** How many rules there are of each sort; each number leads to them. */
export function RuleCounts({ rules }: { rules: readonly RuleSummaryView[] }) {
  return (
    <Container>
      <dl className="rule-counts">
        {countsOf(rules).map(({ label, count, query }) => (
          <div key={query}>
            <dt>{label}</dt>
            <dd>
              {count === 0 ? (
                '0'
              ) : (
                <RouteLink to={`/rules?${query}`} ariaLabel={`${label}: ${count}`}>
                  {count.toLocaleString('en')}
                </RouteLink>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Container>
  );
}
