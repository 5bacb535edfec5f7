import { describe, expect, it } from 'vitest';
import type { SuppressionView } from '../../../../server/findings/api.ts';
import { dateWords } from '../../show/date-words.ts';
import {
  emptyScope,
  endWords,
  filterOfScope,
  findingsHref,
  namesNothing,
  newTerms,
  plainWords,
  scopeWords,
  termErrors,
  termsInput,
  untilWords,
} from './suppression.model.ts';

const now = new Date('2030-01-10T12:00:00');

describe('the terms of a suppression', () => {
  it('want a reason, and a day to come where a day is chosen', () => {
    expect(termErrors({ ...newTerms, reason: ' x ' }, now)).toEqual({ reason: expect.stringContaining('Say why') });
    const terms = { ...newTerms, reason: 'Known.', period: 'date' } as const;
    expect(termErrors({ ...terms, date: '' }, now).date).toContain('still to come');
    expect(termErrors({ ...terms, date: '2030-01-09' }, now).date).toContain('still to come');
    expect(termErrors({ ...terms, date: '2030-01-10' }, now)).toEqual({});
  });

  it('end after the period, at the end of the day, or never', () => {
    const of = (more: Partial<typeof newTerms>) => termsInput({ ...newTerms, reason: ' Known. ', ...more }, now);
    expect(of({ period: '7' })).toEqual({
      ...{ kind: 'suppressed', reason: 'Known.' },
      expiresAt: new Date('2030-01-17T12:00:00').toISOString(),
    });
    expect(of({ period: 'date', date: '2030-02-01' }).expiresAt).toBe(new Date('2030-02-01T23:59:59').toISOString());
    expect(of({ period: 'ever' }).expiresAt).toBeNull();
  });
});

describe('what a suppression names', () => {
  it('is a filter of findings, unless it is a finding, a tag or nothing', () => {
    expect(filterOfScope({ ...emptyScope, ruleId: 'r', cloudAccountId: 'ca_1' })).toEqual({
      ruleId: 'r',
      cloudAccountId: 'ca_1',
    });
    expect(filterOfScope({ ...emptyScope, ruleId: 'r', tagKey: 'env' })).toBeUndefined();
    expect(filterOfScope({ ...emptyScope, findingId: 'fd_1' })).toBeUndefined();
    expect(filterOfScope(emptyScope)).toBeUndefined();
    expect([namesNothing(emptyScope), namesNothing({ ...emptyScope, tagKey: 'env' })]).toEqual([true, false]);
  });

  it('leads to the findings that it is meant for', () => {
    expect(findingsHref({ ...emptyScope, ruleId: 'r', assetId: 'as_1' })).toBe(
      '/findings?status=suppressed&ruleId=r&assetId=as_1',
    );
    expect(findingsHref({ ...emptyScope, findingId: 'fd_1', cloudAccountId: 'ca_1' })).toBe('/findings/fd_1');
    expect(findingsHref({ ...emptyScope, tagKey: 'env' })).toBeUndefined();
  });

  const about = { ruleId: null, assetName: null, accountNickname: null };
  const words = (given: Partial<SuppressionView>) =>
    plainWords(
      scopeWords({ ...emptyScope, about, ...given } as SuppressionView, new Map([['r', 'Buckets are private']])),
    );

  it('is told in words', () => {
    expect(words({ ruleId: 'r', about: { ...about, ruleId: 'r' } })).toBe('The rule “Buckets are private” everywhere');
    expect(
      words({ ruleId: 'q', cloudAccountId: 'ca_1', about: { ...about, ruleId: 'q', accountNickname: 'prod' } }),
    ).toBe('The rule “q” in prod');
    expect(words({ findingId: 'fd_1', about: { ruleId: 'r', assetName: 'logs', accountNickname: 'prod' } })).toBe(
      'The finding “Buckets are private” on logs in prod',
    );
    expect(words({ assetId: 'as_1', about: { ...about, assetName: 'logs' } })).toBe('Every finding on logs');
    expect(words({ cloudAccountId: 'ca_1' })).toBe('Every finding in an account that is gone');
    expect(words({ tagKey: 'env', tagValue: 'dev' })).toBe('Every finding, on assets with the tag env=dev');
    expect(words({ ruleId: 'r', tagKey: 'env', about: { ...about, ruleId: 'r' } })).toBe(
      'The rule “Buckets are private”, on assets with the tag env, whatever its value',
    );
  });

  it('tells apart what may come from AWS', () => {
    const given = { ...emptyScope, assetId: 'as_1', about: { ...about, assetName: 'logs' } } as SuppressionView;
    expect(scopeWords(given, new Map()).filter(({ isForeign }) => isForeign)).toEqual([
      { text: 'logs', isForeign: true },
    ]);
  });

  it('has an end in words', () => {
    expect(dateWords('2030-01-03T12:00:00Z')).toBe('3 Jan 2030');
    expect([untilWords('2030-01-03T12:00:00Z'), untilWords(null)]).toEqual(['until 3 Jan 2030', 'for ever']);
    expect([endWords({ endedByName: null }), endWords({ endedByName: 'Ada' })]).toEqual(['expired', 'ended by Ada']);
  });
});
