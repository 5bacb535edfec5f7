import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { ControlState, FrameworkView } from '../../../../server/compliance/api.ts';
import { StateCounts } from './StateCounts.tsx';
import { StateRing } from './StateRing.tsx';

const ScoreChart = lazy(() => import('./ScoreChart.tsx'));

/** How a framework stands, and how it stood. */
export function FrameworkSummary({ framework }: { framework: FrameworkView }) {
  const { pathname } = useLocation();
  const [parameters] = useSearchParams();
  const hrefOf = (state: ControlState) => {
    const next = new URLSearchParams(parameters);
    next.set('state', state);
    return `${pathname}?${next}`;
  };
  const { counts, score, days } = framework;
  return (
    <div className="framework-summary">
      <Container
        fitHeight
        header={
          <Header
            variant="h2"
            description="The score: of the controls that pass, fail or are unknown, those that pass."
          >
            Now
          </Header>
        }
      >
        <div className="framework-states is-large">
          <StateRing summary={{ counts, score }} size={168} />
          <StateCounts counts={counts} hrefOf={hrefOf} />
        </div>
      </Container>
      <Container
        fitHeight
        header={
          <Header variant="h2" description="At the end of each day. Each account’s controls count for themselves.">
            Score over time
          </Header>
        }
      >
        <Suspense fallback={<Spinner size="large" />}>
          <ScoreChart days={days} />
        </Suspense>
      </Container>
    </div>
  );
}
