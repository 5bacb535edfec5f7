import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type FormEvent, useState } from 'react';
import type { FindingView } from '../../../../server/findings/api.ts';
import { may } from '../../access/may.ts';
import { useMe } from '../../access/session.tsx';
import { Moment } from '../../show/Moment.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useAction } from '../../show/use-action.ts';
import { eventQuote, eventWords } from './finding.model.ts';
import { useChangeFindings } from './use-change-findings.ts';

/** What happened to a finding, newest first, and a place to say something about it. */
export function FindingHistory({ finding }: { finding: FindingView }) {
  const { role } = useMe();
  return (
    <Container header={<Header variant="h2">Comments and history</Header>}>
      <SpaceBetween size="l">
        {may(role, 'handle-findings') && <CommentForm findingId={finding.id} />}
        <ol className="asset-history" aria-label="History of the finding">
          {finding.events.map((event, index) => {
            const quote = eventQuote(event);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two events may be of the same moment and kind
              <li key={`${event.at} ${event.kind} ${index}`}>
                <div className="history-head">
                  <Box variant="strong">{eventWords(event)}</Box>
                  <span>
                    {event.actorName !== null && (
                      <>
                        <bdi>{event.actorName}</bdi>,{' '}
                      </>
                    )}
                    <Moment at={event.at} />
                  </span>
                </div>
                {quote !== null && <bdi className="written">{quote}</bdi>}
              </li>
            );
          })}
        </ol>
      </SpaceBetween>
    </Container>
  );
}

function CommentForm({ findingId }: { findingId: string }) {
  const change = useChangeFindings();
  const [text, setText] = useState('');
  const commenting = useAction(async () => {
    await change([findingId], { kind: 'comment', text: text.trim() });
    setText('');
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') void commenting.run();
  };
  return (
    <form onSubmit={submit}>
      <SpaceBetween size="xs">
        {commenting.problem && <ProblemAlert title="The comment was not written" problem={commenting.problem} />}
        <FormField label="Comment" stretch>
          <Textarea
            value={text}
            onChange={({ detail }) => setText(detail.value)}
            rows={2}
            placeholder="What you know, found or did"
          />
        </FormField>
        <Button formAction="submit" loading={commenting.isRunning} disabled={text.trim() === ''}>
          Comment
        </Button>
      </SpaceBetween>
    </form>
  );
}
