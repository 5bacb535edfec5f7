import './actions.css';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { FindingView } from '../../../../server/findings/api.ts';
import { actionOffersQuery, actionsQuery } from '../../api/actions.ts';
import { findingQuery } from '../../api/findings.ts';
import { Answer } from '../../show/Answer.tsx';
import { Moment } from '../../show/Moment.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { ActionStatus } from './ActionStatus.tsx';
import { actionPath, isFollowing, isMoving } from './action.model.ts';
import { Offers } from './Offers.tsx';

// The last ones say all that matters here; the list has the rest.
const shown = 5;

/** What CloudCoreo can do to mend a finding, and what it did already. */
export function MendIt({ finding }: { finding: FindingView }) {
  const { id, status, cloudAccountId } = finding;
  const offers = useQuery({ ...actionOffersQuery('findings', id), enabled: status !== 'resolved' });
  const actions = useQuery({
    ...actionsQuery({ findingId: id, limit: shown }),
    refetchInterval: ({ state: { data } }) => (data?.items.some(isMoving) ? 2_000 : 30_000),
  });
  const past = actions.data?.items ?? [];
  const follows = isFollowing(status, past, new Date());
  useQuery({ ...findingQuery(id), enabled: follows, refetchInterval: 3_000 });
  const offered = offers.data?.items ?? [];
  const mending = offered.filter(({ mendsFinding }) => mendsFinding);
  const others = offered.filter(({ mendsFinding }) => !mendsFinding);
  // No action is for this type of asset, so that there is nothing to say.
  if (past.length === 0 && offered.length === 0 && !offers.isError) return null;
  const rest = { subjects: { of: 'findings' as const, ids: [id] }, cloudAccountId, actions: past };
  return (
    <Container
      header={
        <Header variant="h2" description="CloudCoreo can do it for you. It shows first what it would change.">
          Mend it
        </Header>
      }
    >
      <SpaceBetween size="l">
        {follows && (
          <StatusIndicator type="in-progress">The asset is scanned again, and the rule judges it then</StatusIndicator>
        )}
        {status !== 'resolved' && (
          <Answer of={offers} trouble="What CloudCoreo can do could not be read">
            {() => (
              <SpaceBetween size="m">
                {mending.length > 0 ? (
                  <Offers label="Actions that mend this finding" offers={mending} {...rest} />
                ) : (
                  offered.length > 0 && (
                    <Box color="text-body-secondary">
                      No action of CloudCoreo mends this. What to do by hand is below.
                    </Box>
                  )
                )}
                {others.length > 0 && (
                  <ExpandableSection headerText={`Other actions for this asset (${others.length})`}>
                    <Offers label="Other actions for this asset" offers={others} {...rest} />
                  </ExpandableSection>
                )}
              </SpaceBetween>
            )}
          </Answer>
        )}
        {past.length > 0 && (
          <div>
            <Box variant="h3">Asked for already</Box>
            <ul className="past-actions" aria-label="Actions of this finding">
              {past.map((action) => (
                <li key={action.id}>
                  <RouteLink to={actionPath(action.id)}>{action.title}</RouteLink>
                  <ActionStatus action={action} />
                  <span>
                    <bdi>{action.requestedBy.name}</bdi>, <Moment at={action.requestedAt} />
                  </span>
                </li>
              ))}
            </ul>
            {actions.data?.nextCursor && (
              <RouteLink to={`/actions?findingId=${encodeURIComponent(id)}`}>See all of them</RouteLink>
            )}
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}
