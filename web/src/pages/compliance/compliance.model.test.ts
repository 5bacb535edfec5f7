import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControlState, ControlView, FrameworkSummaryView } from '../../../../server/compliance/api.ts';
import {
  countsInWords,
  findingsHref,
  frameworkHref,
  groupControls,
  isForPeople,
  scorePoints,
  segmentsOf,
  shownFrameworks,
  stateOf,
  stateOrder,
  summaryOf,
  worstFirst,
} from './compliance.model.ts';

type Rule = ControlView['rules'][number];

function rule(id: string, changes: Partial<Rule> = {}): Rule {
  const counts = { passed: 0, failed: 0, suppressed: 0, unknown: 0 };
  return { id, title: `Title of ${id}`, severity: 'high', isEnabled: true, ...counts, ...changes };
}

function control(id: string, state: ControlState, changes: Partial<ControlView> = {}): ControlView {
  return { id, title: `Control ${id}`, state, rules: [], answers: [], ...changes };
}

const answer = {
  ...{ cloudAccountId: '', answer: 'met' as const, evidence: 'I looked.', authorName: 'Ada' },
  ...{ answeredAt: '2030-01-01T00:00:00Z', expiresAt: null, isOver: false },
};
const none = { passed: 0, failed: 0, accepted: 0, unknown: 0, not_applicable: 0, manual: 0 };

describe('the frameworks', () => {
  const framework = (id: string, changes: Partial<FrameworkSummaryView> = {}): FrameworkSummaryView => ({
    ...{ id, title: id.toUpperCase(), version: '', reference: 'https://example.com/', controls: 1 },
    ...{ counts: none, score: null, ...changes },
  });
  const all = [
    framework('cis-9', { title: 'CIS', version: '9.0', score: 40, counts: { ...none, failed: 3 } }),
    framework('cis-10', { title: 'CIS', version: '10.0', score: 50, counts: { ...none, failed: 9 } }),
    framework('asvs'),
  ];
  const ids = (...[text, sort]: [string, Parameters<typeof shownFrameworks>[2]]) =>
    shownFrameworks(all, text, sort).map(({ id }) => id);

  it('go by name with the newest version first, by score, or by what fails', () => {
    expect(ids('', 'name')).toEqual(['asvs', 'cis-10', 'cis-9']);
    expect(ids('', 'score')).toEqual(['cis-9', 'cis-10', 'asvs']);
    expect(ids('', 'failed')).toEqual(['cis-10', 'cis-9', 'asvs']);
  });

  it('are found by their name with its version, and by their ID', () => {
    expect(ids('cis 9', 'name')).toEqual(['cis-9']);
    expect(ids(' CIS-10 ', 'name')).toEqual(['cis-10']);
  });
});

describe('the controls', () => {
  const controls = [
    control('1', 'passed', { rules: [rule('s3-locked')] }),
    control('2', 'failed'),
    control('3', 'passed'),
  ];
  const shown = (filter: Partial<Parameters<typeof groupControls>[1]>) =>
    groupControls(controls, { text: '', state: undefined, sort: 'number', ...filter }).map((group) => [
      group.state,
      group.controls.map(({ id }) => id),
    ]);

  it('go by number, or by state with what is to be done first', () => {
    expect(shown({})).toEqual([[undefined, ['1', '2', '3']]]);
    expect(shown({ sort: 'state' })).toEqual([
      ['failed', ['2']],
      ['passed', ['1', '3']],
    ]);
  });

  it('are found by state, and by their text or that of a rule', () => {
    expect(shown({ state: 'passed' })).toEqual([[undefined, ['1', '3']]]);
    expect(shown({ text: 'control 2' })).toEqual([[undefined, ['2']]]);
    expect(shown({ text: 'S3-LOCKED' })).toEqual([[undefined, ['1']]]);
    expect(shown({ text: 'nothing' })).toEqual([[undefined, []]]);
  });

  it('say in a few words how they stand', () => {
    const one = (changes: Partial<Rule>, more: Partial<ControlView> = {}) =>
      summaryOf(control('1', 'failed', { rules: [rule('a', changes)], ...more }));
    expect(one({ failed: 1200, unknown: 2, passed: 1 })).toBe('1,200 fail, 2 unknown');
    expect(one({ suppressed: 1 })).toBe('1 suppressed');
    expect(one({ passed: 3 })).toBe('3 pass');
    expect(one({})).toBe('No assets');
    expect(one({ failed: 5, isEnabled: false })).toBe('No answer');
    expect(summaryOf(control('1', 'passed', { answers: [answer] }))).toBe('Answered');
    expect(summaryOf(control('1', 'manual', { answers: [{ ...answer, isOver: true }] }))).toBe('Answer expired');
  });

  it('are for people where no rule is switched on', () => {
    expect(isForPeople(control('1', 'manual'))).toBe(true);
    expect(isForPeople(control('1', 'manual', { rules: [rule('a', { isEnabled: false })] }))).toBe(true);
    expect(isForPeople(control('1', 'manual', { rules: [rule('a', { isEnabled: false }), rule('b')] }))).toBe(false);
  });

  it('show the rules that fail first, and those that are switched off last', () => {
    const rules = [
      rule('off', { failed: 9, isEnabled: false }),
      rule('passing', { passed: 1 }),
      rule('unknown', { unknown: 1 }),
      rule('failing', { failed: 1 }),
      rule('failing more', { failed: 2 }),
      rule('suppressed', { suppressed: 1 }),
    ];
    const order = worstFirst(rules).map(({ id }) => id);
    expect(order).toEqual(['failing more', 'failing', 'unknown', 'suppressed', 'passing', 'off']);
  });
});

describe('the ring', () => {
  it('has a segment for each state that there is, and closes', () => {
    const anyCounts = fc.record({
      ...{ passed: fc.nat(9), failed: fc.nat(9), accepted: fc.nat(9) },
      ...{ unknown: fc.nat(9), not_applicable: fc.nat(9), manual: fc.nat(9) },
    });
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const segments = segmentsOf(counts);
        expect(segments.map(({ state }) => state).sort()).toEqual(stateOrder.filter((one) => counts[one] > 0).sort());
        let end = 0;
        for (const { start, length } of segments) {
          expect(start).toBeCloseTo(end);
          end = start + length;
        }
        if (segments.length > 0) expect(end).toBeCloseTo(1);
      }),
    );
  });

  it('is said in words, too', () => {
    expect(countsInWords({ ...none, passed: 2, failed: 1, not_applicable: 4 })).toBe(
      '1 failed, 2 passed, 4 not applicable',
    );
  });
});

it('a state that there is not is none', () => {
  expect(stateOf('failed')).toBe('failed');
  expect(stateOf('toString')).toBeUndefined();
  expect(stateOf('')).toBeUndefined();
});

it('links keep the account, and escape what they carry', () => {
  expect(frameworkHref('cis-7.0', { cloudAccountId: '', state: 'failed' })).toBe('/compliance/cis-7.0?state=failed');
  expect(findingsHref({ framework: 'hipaa', control: '164.308(a)&x' }, 'ca_1')).toBe(
    '/findings?framework=hipaa&control=164.308%28a%29%26x&cloudAccountId=ca_1',
  );
});

it('days without a score are no points of the line', () => {
  const days = [
    { day: '2030-01-01', score: 12.5 },
    { day: '2030-01-02', score: null },
    { day: '2030-01-03', score: 80 },
  ];
  const points = scorePoints(days);
  expect(points.map(({ x, y }) => [x.getFullYear(), x.getMonth(), x.getDate(), y])).toEqual([
    [2030, 0, 1, 12.5],
    [2030, 0, 3, 80],
  ]);
});
