import { describe, expect, test } from 'vitest';
import { documentTree, safeHttpsUrl } from './document.model.ts';

const denied = {
  operation: 'GetBucketAcl',
  code: 'AccessDenied',
  message: 'no',
  permission: 's3:GetBucketAcl',
};

describe('documentTree', () => {
  test('keeps present, absent and unknown apart', () => {
    const tree = documentTree({ Name: 'logs', Policy: null }, { Acl: denied });
    expect(tree.map(({ name, kind, text }) => [name, kind, text])).toEqual([
      ['Acl', 'unknown', 'Unknown: AccessDenied; the permission s3:GetBucketAcl is missing'],
      ['Name', 'value', 'logs'],
      ['Policy', 'absent', 'Not configured'],
    ]);
  });

  test('shows an empty list as empty, not as absent', () => {
    const [list] = documentTree({ Grants: [] }, {});
    expect(list).toMatchObject({ kind: 'group', text: 'Empty list' });
  });

  test('false and 0 are values', () => {
    const tree = documentTree({ Enabled: false, Count: 0 }, {});
    expect(tree.map(({ kind, text }) => [kind, text])).toEqual([
      ['value', '0'],
      ['value', 'false'],
    ]);
  });

  test('gives every node an id of its own, whatever the keys', () => {
    const ids: string[] = [];
    const walk = (nodes: ReturnType<typeof documentTree>) => {
      for (const { id, children } of nodes) {
        ids.push(id);
        walk(children);
      }
    };
    walk(documentTree({ 'a/b': 1, a: { b: 2, '"': 3 }, '1-0': [[1], [1]] }, { '"]': denied }));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[a-z0-9-]+$/.test(id))).toBe(true);
  });
});

test('only https links are followed', () => {
  expect(safeHttpsUrl('https://console.aws.amazon.com/x')).toBe('https://console.aws.amazon.com/x');
  expect(safeHttpsUrl('javascript:alert(1)')).toBeUndefined();
  expect(safeHttpsUrl('http://console.aws.amazon.com')).toBeUndefined();
  expect(safeHttpsUrl('nonsense')).toBeUndefined();
  expect(safeHttpsUrl(null)).toBeUndefined();
});
