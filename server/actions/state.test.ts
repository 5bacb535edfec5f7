import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBetween, isSameState } from './state.ts';

const value = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string(), fc.array(fc.string()));
const state = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), value);

describe('a state', () => {
  it('is the same whatever the order of its fields and lists', () => {
    expect(isSameState({ A: ['x', 'y'], B: 1 }, { B: 1, A: ['y', 'x'] })).toBe(true);
    expect(isSameState({ A: ['x'] }, { A: ['x', 'y'] })).toBe(false);
    expect(isSameState(null, null)).toBe(true);
    expect(isSameState({}, null)).toBe(false);
  });

  it('is on the way of a change when each field is as before or as after', () => {
    fc.assert(
      fc.property(state, state, fc.func(fc.boolean()), (from, to, choose) => {
        const names = new Set([...Object.keys(from), ...Object.keys(to)]);
        const mixed = Object.fromEntries([...names].map((name) => [name, (choose(name) ? from : to)[name] ?? null]));
        expect(isBetween(mixed, { from, to })).toBe(true);
        expect(isBetween({ ...mixed, A: 'neither of the two' }, { from, to })).toBe(
          from.A === 'neither of the two' || to.A === 'neither of the two',
        );
      }),
    );
  });

  it('that is gone is on the way of nothing but a removal', () => {
    expect(isBetween(null, { from: { A: 1 }, to: { A: 2 } })).toBe(false);
    expect(isBetween(null, { from: { A: 1 }, to: null })).toBe(true);
    expect(isBetween({ A: 3 }, { from: { A: 1 }, to: null })).toBe(false);
  });
});
