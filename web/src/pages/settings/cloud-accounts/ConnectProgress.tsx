import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef } from 'react';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { ConnectSteps } from './ConnectSteps.tsx';
import { type Attempt, announcement, hasBegun } from './connect.model.ts';

const titles: Record<Attempt['phase'], string> = {
  running: 'Connecting',
  failed: 'Could not connect',
  connected: 'Connected',
};

/** The steps of an attempt as they happen, and what to do when one failed. */
export function ConnectProgress({ attempt }: { attempt: Attempt }) {
  const place = useRef<HTMLDivElement>(null);
  const { phase, nickname, problem } = attempt;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new phase is what brings it into view
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [phase]);

  const title = `${titles[phase]} ${nickname}`;
  return (
    <div ref={place}>
      <LiveRegion hidden>{announcement(attempt)}</LiveRegion>
      <SpaceBetween size="l">
        {problem && <ProblemAlert title={title} problem={problem} />}
        {hasBegun(attempt) && (
          <Container header={<Header variant="h2">{phase === 'failed' ? 'How far it came' : title}</Header>}>
            <ConnectSteps steps={attempt.steps} isConnected={phase === 'connected'} />
          </Container>
        )}
      </SpaceBetween>
    </div>
  );
}
