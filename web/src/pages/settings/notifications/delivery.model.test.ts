import { describe, expect, test } from 'vitest';
import { countWords, stateOf, statusOf } from './delivery.model.ts';

describe('a message', () => {
  test('says how it does', () => {
    const failure = { code: 'x', detail: 'x', mend: 'x' };
    expect(statusOf({ state: 'waiting', tries: 0, failure: null }).text).toBe('Waiting');
    expect(statusOf({ state: 'waiting', tries: 2, failure }).text).toBe('Failed 2 times, will be tried again');
    expect(statusOf({ state: 'sent', tries: 1, failure }).type).toBe('warning');
    expect(statusOf({ state: 'failed', tries: 9, failure })).toEqual({ type: 'error', text: 'Not sent in 9 tries' });
  });

  test('says what it told', () => {
    expect(countWords({ opened: 1200, reopened: 0, resolved: 1 })).toBe('1,200 opened, 1 resolved');
    expect(countWords({ opened: 0, reopened: 0, resolved: 0 })).toBe('—');
  });

  test('has a state in the address only when there is one of this name', () => {
    expect(stateOf('failed')).toBe('failed');
    expect([stateOf('toString'), stateOf(null), stateOf('x')]).toEqual([undefined, undefined, undefined]);
  });
});
