import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ControlView } from '../../../../server/compliance/api.ts';
import { useGate } from '../../access/session.tsx';
import { AwsText } from '../../show/AwsText.tsx';
import { Moment } from '../../show/Moment.tsx';
import { answers, lastDayInWords } from './answer.model.ts';
import { isForPeople } from './compliance.model.ts';

type Answer = ControlView['answers'][number];

interface ControlAnswersProps {
  control: ControlView;
  /** A cloud account’s nickname; of an empty ID, all of them. */
  nameOf: (cloudAccountId: string) => string;
  /** Opens the form, with the answer to give again. */
  onAnswer: (given?: Answer) => void;
  onTakeBack: (given: Answer) => void;
}

/** What people answered for a control: who, when, on what evidence, until when. */
export function ControlAnswers({ control, nameOf, onAnswer, onTakeBack }: ControlAnswersProps) {
  const gate = useGate()('answer-controls');
  const isAsked = isForPeople(control);
  if (!isAsked && control.answers.length === 0) return null;
  return (
    <SpaceBetween size="s">
      <Box color="text-body-secondary">
        {!isAsked
          ? 'Rules judge this control. An answer counts only when it says that the control is not met.'
          : control.rules.length === 0
            ? 'No rule can judge this control: people answer for it.'
            : 'All rules of this control are switched off: people answer for it.'}
      </Box>
      {control.answers.length > 0 && (
        <ul className="control-answers" aria-label={`Answers for control ${control.id}`}>
          {control.answers.map((given) => (
            <li key={given.cloudAccountId}>
              <div className="control-answer-head">
                <AnswerStatus given={given} />
                <span>
                  <AwsText>{nameOf(given.cloudAccountId)}</AwsText>
                </span>
              </div>
              <div className="control-answer-evidence">
                <AwsText>{given.evidence}</AwsText>
              </div>
              <Box color="text-body-secondary" fontSize="body-s">
                <AwsText>{given.authorName}</AwsText>, <Moment at={given.answeredAt} />.{' '}
                {given.expiresAt === null
                  ? 'Holds until it is taken back.'
                  : given.isOver
                    ? `Expired after ${lastDayInWords(given.expiresAt)}.`
                    : `Holds until ${lastDayInWords(given.expiresAt)}.`}
              </Box>
              <SpaceBetween direction="horizontal" size="xs">
                {isAsked && (
                  <Button
                    variant="inline-link"
                    onClick={() => onAnswer(given)}
                    ariaLabel={`Answer again for ${nameOf(given.cloudAccountId)}`}
                    {...gate}
                  >
                    Answer again
                  </Button>
                )}
                <Button
                  variant="inline-link"
                  onClick={() => onTakeBack(given)}
                  ariaLabel={`Take back the answer for ${nameOf(given.cloudAccountId)}`}
                  {...gate}
                >
                  Take back
                </Button>
              </SpaceBetween>
            </li>
          ))}
        </ul>
      )}
      {isAsked && (
        <Button onClick={() => onAnswer()} {...gate}>
          Record an answer
        </Button>
      )}
    </SpaceBetween>
  );
}

const looks = { met: 'success', not_met: 'error', not_applicable: 'stopped' } as const;

function AnswerStatus({ given: { answer, isOver } }: { given: Answer }) {
  const { label } = answers[answer];
  return isOver ? (
    <StatusIndicator type="warning">Expired: {label}</StatusIndicator>
  ) : (
    <StatusIndicator type={looks[answer]}>{label}</StatusIndicator>
  );
}
