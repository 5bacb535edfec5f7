import { describe, expect, test } from 'vitest';
import { documentTree, filterTree, groupsToOpen, markNodes, placesOf, safeHttpsUrl } from './document.model.ts';

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

describe('filterTree', () => {
  const tree = documentTree(
    { Name: 'logs', Encryption: { Rules: [{ Algorithm: 'AES256' }, { Algorithm: 'aws:kms' }] }, Policy: null },
    { Acl: denied },
  );
  const namesOf = (nodes: ReturnType<typeof documentTree>): string[] =>
    nodes.flatMap(({ name, children }) => [name, ...namesOf(children)]);

  test('keeps what matches with what it stands in, and opens the way to it', () => {
    const { nodes, opened, matches } = filterTree(tree, { text: 'KMS', kind: 'all' });
    expect(namesOf(nodes)).toEqual(['Encryption', 'Rules', '2', 'Algorithm']);
    expect(matches).toBe(1);
    expect(opened.size).toBe(3);
  });

  test('keeps all of a group whose name matches', () => {
    const { nodes } = filterTree(tree, { text: 'rules', kind: 'all' });
    expect(namesOf(nodes)).toEqual(['Encryption', 'Rules', '1', 'Algorithm', '2', 'Algorithm']);
  });

  test('finds what is not configured and what is unknown', () => {
    expect(namesOf(filterTree(tree, { text: '', kind: 'absent' }).nodes)).toEqual(['Policy']);
    expect(namesOf(filterTree(tree, { text: '', kind: 'unknown' }).nodes)).toEqual(['Acl']);
    expect(filterTree(tree, { text: 'policy', kind: 'unknown' })).toMatchObject({ nodes: [], matches: 0 });
  });
});

test('opens the outer groups first, and no more nodes than there is room for', () => {
  const tree = documentTree({ Outer: { Inner: { Deep: 1 } }, Long: Array.from({ length: 50 }, () => 'x') }, {});
  const outer = tree.find(({ name }) => name === 'Outer');
  expect(groupsToOpen(tree, 3)).toEqual(new Set([outer?.id]));
  expect(groupsToOpen(tree, 100).size).toBe(3);
});

describe('markNodes', () => {
  const tree = documentTree(
    { Rules: [{ Port: 22 }, { Port: 443, Source: { Cidr: '0.0.0.0/0' } }], Acl: null, 'a.b': { c: [1] } },
    { Policy: denied },
  );
  const namesOf = (ids: Set<string>) => {
    const names: string[] = [];
    const walk = (nodes: typeof tree, path: string) => {
      for (const { id, name, children } of nodes) {
        if (ids.has(id)) names.push(`${path}${name}`);
        walk(children, `${path}${name}/`);
      }
    };
    walk(tree, '');
    return names;
  };

  test('marks what the paths lead to, and opens what it stands in', () => {
    const { marked, opened } = markNodes(tree, ['Rules[1].Source.Cidr', 'a.b.c[0]', 'Policy']);
    expect(namesOf(marked)).toEqual(['a.b/c/1', 'Policy', 'Rules/2/Source/Cidr']);
    expect(namesOf(opened)).toEqual(expect.arrayContaining(['Rules', 'Rules/2', 'Rules/2/Source', 'a.b', 'a.b/c']));
    expect(namesOf(opened)).not.toContain('Rules/1');
  });

  test('marks the last that there is on the way to what is not there', () => {
    expect(namesOf(markNodes(tree, ['Rules[0].Source.Cidr', 'Acl.Grants[0]']).marked)).toEqual(['Acl', 'Rules/1']);
    expect(markNodes(tree, ['Nowhere', 'Rule']).marked.size).toBe(0);
  });

  test('opens a group that is marked, but not without end', () => {
    const wide = documentTree({ Policy: Array.from({ length: 100 }, () => ({ Effect: 'Allow' })), Few: [[1]] }, {});
    expect(markNodes(wide, ['Policy']).opened.size).toBe(1);
    expect(markNodes(wide, ['Few']).opened.size).toBe(2);
  });
});

test('says where a document names something', () => {
  const places = placesOf({ Vpc: { Id: 'vpc-1' }, Groups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }], Again: 'vpc-1' });
  expect([...places]).toEqual([
    ['vpc-1', 'Vpc.Id'],
    ['sg-1', 'Groups.GroupId'],
    ['sg-2', 'Groups.GroupId'],
  ]);
});

test('only https links are followed', () => {
  expect(safeHttpsUrl('https://console.aws.amazon.com/x')).toBe('https://console.aws.amazon.com/x');
  expect(safeHttpsUrl('javascript:alert(1)')).toBeUndefined();
  expect(safeHttpsUrl('http://console.aws.amazon.com')).toBeUndefined();
  expect(safeHttpsUrl('nonsense')).toBeUndefined();
  expect(safeHttpsUrl(null)).toBeUndefined();
});
