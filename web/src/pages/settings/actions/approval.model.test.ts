import { expect, it } from 'vitest';
import { approvalWords, draftErrors, draftOf, ruleOf } from './approval.model.ts';

const kinds = [{ id: 'block', title: 'Block it' }];
const nicknames = new Map([['acc', 'production']]);

it('says all that must be so, and that nothing named is everything', () => {
  expect(approvalWords({}, kinds, nicknames)).toEqual(['anything is to be changed']);
  expect(
    approvalWords(
      { kinds: ['block', 'old'], severities: ['critical', 'high'], cloudAccountIds: ['acc', 'gone'], tagKey: 'env' },
      kinds,
      nicknames,
    ),
  ).toEqual([
    'the action is “Block it” or “old”',
    'it mends a finding that is critical or high',
    'it is in production or an account that is gone',
    'the asset has the tag env',
  ]);
  expect(approvalWords({ tagKey: 'env', tagValue: 'live' }, kinds, nicknames)).toEqual([
    'the asset has the tag env = live',
  ]);
  expect(approvalWords({ cloudAccountIds: ['a', 'b', 'c', 'd'] }, kinds, nicknames)).toEqual(['it is in 4 accounts']);
});

it('keeps a rule as it is through the form, and names nothing that is empty', () => {
  const rule = { kinds: ['block'], severities: ['low' as const], cloudAccountIds: ['acc'], tagKey: 'a', tagValue: 'b' };
  expect(ruleOf(draftOf(rule))).toEqual(rule);
  expect(ruleOf(draftOf(undefined))).toEqual({});
  expect(ruleOf({ ...draftOf(undefined), tagKey: ' env ', tagValue: ' ' })).toEqual({ tagKey: 'env' });
});

it('asks for the key of a tag that has a value only', () => {
  expect(draftErrors({ ...draftOf(undefined), tagValue: 'live' })).toHaveProperty('tagKey');
  expect(draftErrors({ ...draftOf(undefined), tagKey: 'env' })).toEqual({});
});
