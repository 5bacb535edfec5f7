import { describe, expect, it } from 'vitest';
import type { ActionKindView, ActionPolicyView } from '../../../../../server/actions/api.ts';
import {
  draftOf,
  kindsFor,
  parameterWords,
  readDraft,
  rulesWithKinds,
  switchedRequest,
  withKind,
  withRule,
} from './policy.model.ts';

function kind(id: string, given: Partial<ActionKindView>): ActionKindView {
  return {
    ...{
      id,
      service: 's3',
      serviceName: 'Amazon S3',
      title: id,
      what: '',
      types: ['AWS::S3::Bucket'],
      parameters: {},
      permissions: [],
    },
    ...{ canBeUndone: true, whyNoUndo: null, isTriedFirst: false, ruleIds: [], ...given },
  };
}
const block = kind('block', { ruleIds: ['public'] });
const log = kind('log', { parameters: { properties: { days: { type: 'integer', default: 30, minimum: 1 } } } });
const remove = kind('remove', { canBeUndone: false, whyNoUndo: 'It is gone.' });
const stop = kind('stop', { types: ['AWS::EC2::Instance'] });
const kinds = [block, log, remove, stop];
const rule = { id: 'public', title: 'No bucket is public', assetType: 'AWS::S3::Bucket' };
const other = { id: 'keyed', title: 'Keys turn', assetType: 'AWS::KMS::Key' };

const policy: ActionPolicyView = {
  ...{ id: 'apo', name: 'Block', ruleId: 'public', kind: 'log', parameters: { days: 7 }, cloudAccountIds: ['acc'] },
  ...{ mode: 'apply', limitPerDay: 5, isEnabled: true, createdBy: 'Ada', createdAt: '2026-01-01T00:00:00Z' },
  usedToday: 2,
};

describe('what can be chosen', () => {
  it('is for a rule what it names, then what suits its assets', () => {
    expect(kindsFor(kinds, rule)).toEqual({ named: [block], suited: [log, remove] });
    expect(kindsFor(kinds, undefined)).toEqual({ named: [], suited: [] });
  });

  it('leaves out rules that no action is for', () => {
    expect(rulesWithKinds([rule, other], kinds)).toEqual([rule]);
    expect(rulesWithKinds([other], [kind('turn', { types: [], ruleIds: ['keyed'] })])).toEqual([other]);
  });
});

describe('a draft', () => {
  const empty = draftOf(undefined, kinds);

  it('asks first and is limited, until somebody says otherwise', () => {
    expect(empty).toMatchObject({ mode: 'plan', limitPerDay: '10', cloudAccountIds: [] });
  });

  it('takes the only action that its rule names, and keeps one that suits', () => {
    expect(withRule(empty, rule, kinds).kind).toBe('block');
    expect(withRule({ ...empty, kind: 'log' }, rule, kinds).kind).toBe('log');
    expect(withRule({ ...empty, kind: 'stop', parameters: { a: 1 } }, other, kinds)).toMatchObject({
      ...{ kind: '', parameters: {} },
    });
  });

  it('begins with an action’s defaults, and never applies by itself what has no way back', () => {
    expect(withKind({ ...empty, mode: 'apply' }, log)).toMatchObject({ mode: 'apply', parameters: { days: 30 } });
    expect(withKind({ ...empty, mode: 'apply' }, remove).mode).toBe('plan');
  });

  it('is the policy it came from', () => {
    const { id: _, createdBy: __, createdAt: ___, usedToday: ____, ...input } = policy;
    expect(readDraft(draftOf(policy, kinds), log)).toEqual({ request: input });
    expect(switchedRequest(policy, false)).toEqual({ ...input, isEnabled: false });
  });

  it('says all that is wrong at once', () => {
    expect(readDraft({ ...empty, limitPerDay: '0' }, undefined)).toEqual({
      errors: {
        name: 'Give the policy a name.',
        ruleId: 'Choose a rule.',
        kind: 'Choose an action.',
        limitPerDay: 'Give a whole number from 1 to 1000.',
      },
      parameterErrors: {},
    });
    expect(readDraft({ ...draftOf(policy, kinds), parameters: { days: 0 } }, log)).toEqual({
      errors: {},
      parameterErrors: { days: 'It must be 1 or more.' },
    });
  });
});

it('puts parameters into words', () => {
  const parameters = { days: 7, events: ['a', 'b'], isLoud: false, ports: [], tags: { env: 'live', team: 'a' } };
  expect(parameterWords(parameters)).toBe('days 7, events a b, isLoud off, tags env=live team=a');
  expect(parameterWords({})).toBe('');
});
