import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ControlView, controlStates } from './api.ts';
import { countStates, scoreOf, stateOfControl } from './state.ts';

type Rule = ControlView['rules'][number];
type Answer = ControlView['answers'][number];

const accounts = ['one', 'two'];

function rule(changes: Partial<Rule> = {}): Rule {
  const counts = { passed: 0, failed: 0, suppressed: 0, unknown: 0 };
  return { id: 'rule', title: 'It is so', severity: 'high', isEnabled: true, ...counts, ...changes };
}

function answer(changes: Partial<Answer> = {}): Answer {
  return {
    ...{ cloudAccountId: '', answer: 'met', evidence: 'I looked.', authorName: 'Ada' },
    ...{ answeredAt: '2030-01-01T00:00:00Z', expiresAt: null, isOver: false, ...changes },
  };
}

const count = fc.oneof(fc.constant(0), fc.nat(3));
const anyRule = fc.record({
  id: fc.constant('rule'),
  title: fc.constant('It is so'),
  severity: fc.constant('high' as const),
  isEnabled: fc.boolean(),
  passed: count,
  failed: count,
  suppressed: count,
  unknown: count,
});
const anyAnswers = fc.uniqueArray(
  fc
    .record({
      cloudAccountId: fc.constantFrom('', ...accounts),
      answer: fc.constantFrom('met' as const, 'not_met' as const, 'not_applicable' as const),
      isOver: fc.boolean(),
    })
    .map(answer),
  { selector: ({ cloudAccountId }) => cloudAccountId },
);
const anyAccounts = fc.subarray(accounts);
const anyControl = fc.record({ rules: fc.array(anyRule, { maxLength: 3 }), answers: anyAnswers });

const judging = ({ rules }: Pick<ControlView, 'rules'>) => rules.filter(({ isEnabled }) => isEnabled);

describe('a control with rules', () => {
  it.each([
    ['passed', [rule({ passed: 2 })]],
    ['failed', [rule({ passed: 2 }), rule({ failed: 1, unknown: 1 })]],
    ['unknown', [rule({ passed: 2 }), rule({ unknown: 1, suppressed: 1 })]],
    ['accepted', [rule({ passed: 2, suppressed: 1 })]],
    ['not_applicable', [rule()]],
    ['manual', [rule({ isEnabled: false, passed: 2 })]],
  ] as const)('is %s', (state, rules) => {
    expect(stateOfControl({ rules: [...rules], answers: [] }, accounts)).toBe(state);
  });

  it('fails when somebody found it not met, whatever its rules say', () => {
    const answers = [answer({ answer: 'not_met', cloudAccountId: 'two' })];
    expect(stateOfControl({ rules: [rule({ passed: 1 })], answers }, accounts)).toBe('failed');
  });

  it('is not passed because somebody says so', () => {
    fc.assert(
      fc.property(anyControl, anyAccounts, (control, of) => {
        if (judging(control).length === 0) return;
        const without = { ...control, answers: [] };
        const state = stateOfControl(control, of);
        expect([stateOfControl(without, of), 'failed']).toContain(state);
      }),
    );
  });
});

describe('a control without rules', () => {
  it('is answered for all accounts at once, or for each', () => {
    const of = (answers: Answer[], where = accounts) => stateOfControl({ rules: [], answers }, where);
    expect(of([])).toBe('manual');
    expect(of([answer()])).toBe('passed');
    expect(of([answer()], [])).toBe('passed');
    expect(of([answer({ cloudAccountId: 'one' }), answer({ cloudAccountId: 'two' })])).toBe('passed');
    expect(of([answer({ answer: 'not_applicable' })])).toBe('not_applicable');
    expect(of([answer({ answer: 'not_applicable' }), answer({ cloudAccountId: 'two' })])).toBe('passed');
  });

  it('stays manual when an account is not answered for, or not lately', () => {
    const of = (answers: Answer[]) => stateOfControl({ rules: [], answers }, accounts);
    expect(of([answer({ cloudAccountId: 'one' })])).toBe('manual');
    expect(of([answer({ isOver: true })])).toBe('manual');
    expect(of([answer(), answer({ cloudAccountId: 'two', isOver: true })])).toBe('manual');
    expect(of([answer({ answer: 'not_met', isOver: true })])).toBe('manual');
  });
});

it('nothing unknown or unseen is ever passed', () => {
  fc.assert(
    fc.property(anyControl, anyAccounts, (control, of) => {
      if (stateOfControl(control, of) !== 'passed') return;
      const { answers } = control;
      expect(answers.filter(({ answer, isOver }) => answer === 'not_met' && !isOver)).toEqual([]);
      const rules = judging(control);
      if (rules.length > 0) {
        expect(rules.some(({ passed }) => passed > 0)).toBe(true);
        for (const { failed, suppressed, unknown } of rules) expect([failed, suppressed, unknown]).toEqual([0, 0, 0]);
        return;
      }
      for (const id of of.length === 0 ? [''] : of) {
        const own = answers.find(({ cloudAccountId }) => cloudAccountId === id);
        const said = own ?? answers.find(({ cloudAccountId }) => cloudAccountId === '');
        expect(said?.isOver).toBe(false);
      }
    }),
    { numRuns: 2000 },
  );
});

describe('the score', () => {
  it('leaves out what is not judged, and is none when nothing is', () => {
    expect(scoreOf({ passed: 0, failed: 0, unknown: 0 })).toBeNull();
    expect(scoreOf({ passed: 1, failed: 1, unknown: 1 })).toBe(33.3);
  });

  it('is a hundred only when everything that is judged passes', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(20), fc.nat(20), (passed, failed, unknown) => {
        const score = scoreOf({ passed, failed, unknown });
        if (score === null) return expect(passed + failed + unknown).toBe(0);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score === 100).toBe(failed + unknown === 0);
      }),
      { examples: [[100_000, 1, 0]] },
    );
  });

  it('counts each control once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...controlStates)), (states) => {
        const counts = countStates(states);
        expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(states.length);
        for (const state of controlStates) expect(counts[state]).toBe(states.filter((one) => one === state).length);
      }),
    );
  });
});
