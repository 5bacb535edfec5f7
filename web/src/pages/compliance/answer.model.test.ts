import { describe, expect, it } from 'vitest';
import { type AnswerDraft, answerErrors, draftOf, lastDayInWords, requestOf } from './answer.model.ts';

const now = new Date(2030, 4, 1, 12);
const draft: AnswerDraft = {
  ...{ cloudAccountId: 'ca_1', answer: 'met', evidence: ' I tried the door. ', lastDay: '2030-12-31' },
};

describe('an answer', () => {
  it('begins for the chosen account and for a year', () => {
    expect(draftOf(undefined, 'ca_1', now)).toEqual({
      ...{ cloudAccountId: 'ca_1', answer: null, evidence: '', lastDay: '2031-05-01' },
    });
  });

  it('that is given again begins with what was said, for its own account, for another year', () => {
    const given = {
      ...{ cloudAccountId: '', answer: 'not_met' as const, evidence: 'It was open.', authorName: 'Ada' },
      ...{ answeredAt: '2029-01-01T00:00:00Z', expiresAt: '2030-01-01T00:00:00Z', isOver: true },
    };
    expect(draftOf(given, 'ca_1', now)).toEqual({
      ...{ cloudAccountId: '', answer: 'not_met', evidence: 'It was open.', lastDay: '2031-05-01' },
    });
  });

  it('holds through its last day, where the reader is', () => {
    const request = requestOf(draft);
    expect(request).toEqual({
      ...{ cloudAccountId: 'ca_1', answer: 'met', evidence: 'I tried the door.' },
      expiresAt: new Date(2031, 0, 1).toISOString(),
    });
    expect(lastDayInWords(request?.expiresAt ?? '')).toBe('December 31, 2030');
  });

  it('without a last day holds until it is taken back', () => {
    expect(requestOf({ ...draft, lastDay: '' })?.expiresAt).toBeNull();
    expect(answerErrors({ ...draft, lastDay: '' }, now)).toEqual({});
  });

  it('is not sent before it is chosen and reasoned', () => {
    expect(requestOf({ ...draft, answer: null })).toBeNull();
    expect(Object.keys(answerErrors({ ...draft, answer: null, evidence: ' no ' }, now))).toEqual([
      'answer',
      'evidence',
    ]);
    expect(Object.keys(answerErrors({ ...draft, evidence: 'x'.repeat(4001) }, now))).toEqual(['evidence']);
  });

  it.each(['2030-04-30', '2030-02-30', '30.12.2030', '2030-12'])('takes “%s” for no day to come', (lastDay) => {
    expect(Object.keys(answerErrors({ ...draft, lastDay }, now))).toEqual(['expiresAt']);
  });

  it('may hold for today only', () => {
    expect(answerErrors({ ...draft, lastDay: '2030-05-01' }, now)).toEqual({});
  });
});
