import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import { type ReactNode, useEffect } from 'react';

/** The frame of the pages before the sign-in. */
export function EntryFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · CloudCoreo`;
  }, [title]);
  return (
    <main className="entry">
      <div className="entry-brand">
        <img src="/favicon.svg" alt="" width="40" height="40" />
        <span>CloudCoreo</span>
      </div>
      <div className="entry-card">
        <Container
          header={
            <div>
              <Box variant="h1">{title}</Box>
              {lead && <Box color="text-body-secondary">{lead}</Box>}
            </div>
          }
        >
          {children}
        </Container>
      </div>
    </main>
  );
}
