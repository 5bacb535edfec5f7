import { expect, test } from 'vitest';
import { judgementWords, openFirst } from './asset-findings.model.ts';

test('shows what is open first, and leaves each kind in its order', () => {
  const findings = [
    { id: 'a', status: 'resolved' },
    { id: 'b', status: 'open' },
    { id: 'c', status: 'suppressed' },
    { id: 'd', status: 'open' },
  ] as const;
  expect(openFirst(findings).map(({ id }) => id)).toEqual(['b', 'd', 'c', 'a']);
});

test('says how many rules an asset fails and passes, and how many cannot tell', () => {
  const rule = { ruleId: 'r', title: 'R', severity: 'low' } as const;
  const judgement = { judgedAt: 'now', failed: [rule], passed: [rule, rule], unknown: [], broken: [] };
  expect(judgementWords(judgement)).toBe('The asset fails 1 rule and passes 2.');
  const unsettled = { unknown: [{ ...rule, missing: [] }], broken: [{ ...rule, message: 'x' }] };
  expect(judgementWords({ ...judgement, ...unsettled })).toBe(
    'The asset fails 1 rule and passes 2. 1 rule cannot tell. 1 rule does not work on it.',
  );
  expect(judgementWords({ ...judgement, judgedAt: null })).toContain('No rule has judged');
});
