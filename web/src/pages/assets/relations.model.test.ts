import { describe, expect, test } from 'vitest';
import type { AssetSummaryView } from '../../../../server/assets/api.ts';
import { entriesOf, hrefOfAsset, hrefsOf, layoutOf, namesOf, nodeHeight, shortened } from './relations.model.ts';

const asset = (type: string, name: string) =>
  ({ id: `as_${name}`, type, name, arn: `arn:aws:ec2:eu-west-1:111122223333:x/${name}` }) as AssetSummaryView;
const many = (type: string, count: number) =>
  Array.from({ length: count }, (_, index) => asset(type, `${type}${index}`));
const closed = () => false;

describe('the entries of a side of the graph', () => {
  test('are the assets themselves where there are few', () => {
    const entries = entriesOf([asset('b', 'two'), asset('a', 'one')], closed);
    expect(entries.map(({ key }) => key)).toEqual(['as_one', 'as_two']);
  });

  test('are one a type where there are many, and a single asset of a type stays itself', () => {
    const entries = entriesOf([...many('subnet', 9), asset('role', 'deploy')], closed);
    expect(entries).toMatchObject([
      { kind: 'asset', key: 'as_deploy' },
      { kind: 'group', type: 'subnet', count: 9, isOpen: false },
    ]);
  });

  test('show an open group’s assets below it, and say how many are left out', () => {
    const entries = entriesOf([...many('subnet', 20), ...many('role', 2)], (type) => type === 'subnet');
    expect(entries.filter(({ kind }) => kind === 'asset')).toHaveLength(15);
    expect(entries.at(-1)).toEqual({ kind: 'rest', key: 'subnet rest', count: 5 });
  });
});

describe.each([390, 700, 1400])('the graph at %i px', (width) => {
  const layout = layoutOf(entriesOf(many('a', 5), closed), entriesOf(many('b', 3), closed), width);

  test('draws nothing outside of it', () => {
    for (const { x, y, width: wide } of [...layout.entries, layout.center]) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + wide).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + nodeHeight).toBeLessThanOrEqual(layout.height);
    }
  });

  test('draws nothing over another', () => {
    const boxes = [...layout.entries, layout.center];
    for (const [place, one] of boxes.entries()) {
      for (const other of boxes.slice(place + 1)) {
        const isApart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + nodeHeight <= other.y ||
          other.y + nodeHeight <= one.y;
        expect(isApart).toBe(true);
      }
    }
  });
});

describe('shortened', () => {
  test('cuts the middle out', () => {
    expect(shortened('abcdefghij', 5)).toBe('ab…ij');
    expect(shortened('abc', 5)).toBe('abc');
  });

  test('counts signs as a reader does', () => {
    expect(shortened('👨‍👩‍👧👨‍👩‍👧', 2)).toBe('👨‍👩‍👧👨‍👩‍👧');
  });
});

test('an asset is named by its ARN, and by its ID where AWS gives one out once', () => {
  const vpc = { arn: 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0123456789abcdef0' };
  expect(namesOf(vpc)).toEqual([vpc.arn, 'vpc-0123456789abcdef0']);
  expect(namesOf({ arn: 'arn:aws:iam::111122223333:role/deploy' })).toEqual(['arn:aws:iam::111122223333:role/deploy']);
});

test('leads from what a document names to the page of it', () => {
  const vpc = { ...asset('vpc', 'x'), arn: 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0123456789abcdef0' };
  const hrefs = hrefsOf({ names: [vpc], namedBy: [], unknownNames: [], isWhole: true });
  expect(hrefs.get('vpc-0123456789abcdef0')).toBe('/assets/as_x');
  expect(hrefs.get(vpc.arn)).toBe('/assets/as_x');
  expect(hrefsOf(undefined).size).toBe(0);
  expect(hrefOfAsset('a/b')).toBe('/assets/a%2Fb');
});
