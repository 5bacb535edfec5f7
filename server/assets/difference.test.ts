import { describe, expect, it } from 'vitest';
import { differencesOf } from './difference.ts';

describe('the difference between two documents', () => {
  it('is a list of the smallest fields that differ, in the order of their names', () => {
    const before = { Name: 'a', Encryption: { Rules: { Algorithm: 'AES256', Key: null } }, Versions: 1 };
    const after = { Name: 'a', Encryption: { Rules: { Algorithm: 'aws:kms', Key: 'k' } }, Acl: { Owner: 'me' } };
    expect(differencesOf(before, after)).toEqual([
      { path: 'Acl', before: undefined, after: { Owner: 'me' } },
      { path: 'Encryption.Rules.Algorithm', before: 'AES256', after: 'aws:kms' },
      { path: 'Encryption.Rules.Key', before: null, after: 'k' },
      { path: 'Versions', before: 1, after: undefined },
    ]);
  });

  it('is empty for lists that differ in their order alone', () => {
    expect(differencesOf({ Groups: [{ Id: 1 }, { Id: 2 }] }, { Groups: [{ Id: 2 }, { Id: 1 }] })).toEqual([]);
  });

  it('names a list that differs as a whole', () => {
    expect(differencesOf({ A: { Ports: [1, 2] } }, { A: { Ports: [2, 3] } })).toEqual([
      { path: 'A.Ports', before: [1, 2], after: [2, 3] },
    ]);
  });

  it('tells a field that AWS says is not configured from one that is not there', () => {
    expect(differencesOf({ Policy: null }, {})).toEqual([{ path: 'Policy', before: null, after: undefined }]);
  });

  it('knows fields that every object has from its own', () => {
    expect(differencesOf({}, { constructor: 'x', toString: 1 })).toEqual([
      { path: 'constructor', before: undefined, after: 'x' },
      { path: 'toString', before: undefined, after: 1 },
    ]);
  });

  it('tells no more than it is asked for', () => {
    const after = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}`, index]));
    expect(differencesOf({}, after, 7)).toHaveLength(7);
    expect(differencesOf({}, after)).toHaveLength(200);
  });

  it('ends in documents that are nested very deep', () => {
    const nest = (depth: number, value: unknown): unknown => (depth === 0 ? value : { x: nest(depth - 1, value) });
    const [change, ...others] = differencesOf(nest(60, 1), nest(60, 2));
    expect(others).toEqual([]);
    expect(change?.path).toBe(Array(12).fill('x').join('.'));
  });
});
