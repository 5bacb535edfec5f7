import type { AnswerInput, ControlView } from '../../../../server/compliance/api.ts';

type Answer = ControlView['answers'][number];

export const answers: Record<Answer['answer'], { label: string; meaning: string }> = {
  met: { label: 'Met', meaning: 'Somebody looked, and it is as the control wants it.' },
  not_met: { label: 'Not met', meaning: 'Something is missing. The control fails.' },
  not_applicable: { label: 'Not applicable', meaning: 'There is nothing here that the control is about.' },
};

/** An answer as it is being written. */
export interface AnswerDraft {
  /** Empty: all cloud accounts. */
  cloudAccountId: string;
  answer: Answer['answer'] | null;
  evidence: string;
  /** The last day on which it holds, `2030-12-31`; empty: it holds until somebody takes it back. */
  lastDay: string;
}

/** What the form begins with: the answer to give again, or none, for a year. */
export function draftOf(given: Answer | undefined, cloudAccountId: string, now: Date): AnswerDraft {
  const inAYear = new Date(now.getFullYear() + 1, now.getMonth(), now.getDate());
  return {
    cloudAccountId: given?.cloudAccountId ?? cloudAccountId,
    answer: given?.answer ?? null,
    evidence: given?.evidence ?? '',
    lastDay: dayOf(inAYear),
  };
}

/** `2030-12-31`, where the reader is. */
function dayOf(moment: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** When the day ends where the reader is; `null` when it is no day. */
function endOf(day: string): Date | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined) return null;
  const begin = new Date(Number(year), Number(month) - 1, Number(date));
  return dayOf(begin) === day ? new Date(begin.getFullYear(), begin.getMonth(), begin.getDate() + 1) : null;
}

/** What is wrong with each field; nothing when the answer can be sent. */
export function answerErrors(
  { answer, evidence, lastDay }: AnswerDraft,
  now: Date,
): Partial<Record<'answer' | 'evidence' | 'expiresAt', string>> {
  const end = lastDay === '' ? undefined : endOf(lastDay);
  return {
    ...(answer === null && { answer: 'Choose an answer.' }),
    ...(evidence.trim().length < 3 && { evidence: 'Say what was looked at, and where that can be seen.' }),
    ...(evidence.trim().length > 4000 && { evidence: 'Use at most 4,000 characters.' }),
    ...(end === null && { expiresAt: 'Write a day as YYYY-MM-DD, or leave the field empty.' }),
    ...(end && end <= now && { expiresAt: 'Choose today or a later day, or leave the field empty.' }),
  };
}

/** The API's request; `null` while no answer is chosen. */
export function requestOf({ cloudAccountId, answer, evidence, lastDay }: AnswerDraft): AnswerInput | null {
  if (answer === null) return null;
  const expiresAt = lastDay === '' ? null : (endOf(lastDay)?.toISOString() ?? null);
  return { cloudAccountId, answer, evidence: evidence.trim(), expiresAt };
}

/** Until when an answer holds, in words: “12 March 2030”. */
export function lastDayInWords(expiresAt: string): string {
  // It expires as its last day ends.
  const lastMoment = new Date(new Date(expiresAt).getTime() - 1);
  return lastMoment.toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });
}
