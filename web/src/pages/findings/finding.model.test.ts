import { describe, expect, it } from 'vitest';
import type { FindingView } from '../../../../server/findings/api.ts';
import { emptyScope } from '../suppressions/suppression.model.ts';
import {
  eventQuote,
  eventWords,
  scopeOf,
  suppressionTitle,
  tagChoices,
  textOfValue,
  verdictOf,
} from './finding.model.ts';

describe('what a finding’s header says of the asset', () => {
  const open = { status: 'open', timesOpened: 1, openedAt: 'then', resolvedAt: null, resolvedBy: null } as const;

  it('is that it fails the rule, also where that is suppressed', () => {
    expect(verdictOf(open)).toEqual({ words: 'fails this rule', since: 'then' });
    expect(verdictOf({ ...open, status: 'suppressed' })).toEqual({ words: 'fails this rule', since: 'then' });
    expect(verdictOf({ ...open, timesOpened: 2 }).words).toBe('fails this rule again');
  });

  it('is why it does not any more, and since when', () => {
    const resolved = { ...open, status: 'resolved', resolvedAt: 'now' } as const;
    expect(verdictOf({ ...resolved, resolvedBy: 'passes' })).toEqual({ words: 'passes this rule again', since: 'now' });
    expect(verdictOf({ ...resolved, resolvedBy: 'asset_gone' }).words).toBe('is gone');
  });
});

it('tells what happened to a finding, and quotes what people wrote', () => {
  const event = (kind: FindingView['events'][number]['kind'], text: string | null = null) => {
    const given = { kind, text, resolvedBy: null };
    return [eventWords(given), eventQuote(given)];
  };
  expect(event('assigned', 'Ada')).toEqual(['Assigned to Ada', null]);
  expect(event('assigned')).toEqual(['Assigned to nobody', null]);
  expect(event('commented', 'I look at it.')).toEqual(['Comment', 'I look at it.']);
  expect(event('suppressed', 'Known.')).toEqual(['Suppressed', 'Known.']);
  expect(eventWords({ kind: 'resolved', text: null, resolvedBy: 'rule_off' })).toContain('no longer judged');
});

it('names how something is suppressed, and until when', () => {
  const suppression = { kind: 'risk_accepted', expiresAt: '2030-01-03T12:00:00Z' } as FindingView['suppression'];
  expect(suppression && suppressionTitle(suppression)).toBe('The risk is accepted until 3 Jan 2030');
});

it('suppresses as much as was chosen, and no more', () => {
  const finding = { id: 'fd_1', ruleId: 'r', assetId: 'as_1', cloudAccountId: 'ca_1' };
  const tag = { key: 'env', value: null };
  expect(scopeOf(finding, 'finding', tag)).toEqual({ ...emptyScope, findingId: 'fd_1', cloudAccountId: 'ca_1' });
  expect(scopeOf(finding, 'asset', tag)).toEqual({ ...emptyScope, assetId: 'as_1', cloudAccountId: 'ca_1' });
  expect(scopeOf(finding, 'rule-in-account', tag)).toEqual({ ...emptyScope, ruleId: 'r', cloudAccountId: 'ca_1' });
  expect(scopeOf(finding, 'rule', tag)).toEqual({ ...emptyScope, ruleId: 'r' });
  expect(scopeOf(finding, 'tag', tag)).toEqual({ ...emptyScope, ruleId: 'r', tagKey: 'env' });
});

it('offers each tag with its value and with any, and tells them apart', () => {
  const choices = tagChoices({ env: 'dev', 'env=dev': '' });
  expect(choices.map(({ label }) => label)).toEqual([
    'env=dev',
    'env, whatever its value',
    'env=dev=',
    'env=dev, whatever its value',
  ]);
  expect(new Set(choices.map(({ value }) => value)).size).toBe(4);
});

it('reads the text of a value, and leaves all else as it is', () => {
  expect(['"sg-1"', '22', '{"a":1}', '"cut…'].map(textOfValue)).toEqual(['sg-1', '22', '{"a":1}', '"cut…']);
});
