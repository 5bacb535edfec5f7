import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { FindingCounts } from '../../../../server/findings/api.ts';
import { changesSinceQuery } from '../../api/findings.ts';
import { Answer } from '../../show/Answer.tsx';
import { Moment } from '../../show/Moment.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import { changesSince } from './findings-overview.model.ts';
import { useLastVisit } from './use-last-visit.ts';

/** How many findings are open, by severity, and what changed since somebody looked last. */
export function OpenFindings({ counts }: { counts: UseQueryResult<FindingCounts> }) {
  return (
    <Container
      header={
        <Header variant="h2" description={<SinceLastVisit />}>
          Open findings
        </Header>
      }
    >
      <Answer of={counts} trouble="The findings could not be counted">
        {({ bySeverity }) => (
          <ul className="severity-figures" aria-label="Open findings by severity">
            {bySeverity.map(({ severity, count }) => (
              <li key={severity}>
                <Severity severity={severity} />
                <RouteLink
                  to={`/findings?severity=${severity}`}
                  variant="awsui-value-large"
                  ariaLabel={`Open findings, ${severity}: ${count.toLocaleString('en')}`}
                >
                  {count.toLocaleString('en')}
                </RouteLink>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Container>
  );
}

function SinceLastVisit() {
  const since = useLastVisit();
  const changes = useQuery({
    ...changesSinceQuery(since ?? ''),
    enabled: since !== null,
    refetchInterval: 60_000,
  });
  if (since === null) return 'From your next visit on, what changed meanwhile is told here.';
  if (changes.data === undefined) return changes.isError ? 'What changed since your last visit is not known.' : ' ';
  const told = changesSince(changes.data, since);
  return (
    <SpaceBetween size="xs" direction="horizontal">
      <span>
        Since your last visit, <Moment at={since} />:
      </span>
      {told.length === 0
        ? 'nothing changed'
        : told.map(({ id, text, href }) => (
            <RouteLink key={id} to={href}>
              {text}
            </RouteLink>
          ))}
    </SpaceBetween>
  );
}
