import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CollectedAsset } from '../aws/collect.ts';
import { fingerprintOf, withoutFields } from './fingerprint.ts';
import { collectedAsset } from './test-asset.ts';

const denied = { operation: 's3:GetBucketPolicy', code: 'AccessDenied', message: 'request 1', permission: null };

describe('the fingerprint of an asset', () => {
  it('is the same whatever the order of fields, lists and lists within lists', () => {
    const one = { Rules: [{ Ports: [1, 2] }, { Ports: [3] }], Owner: { a: 1, b: 2 } };
    const other = { Owner: { b: 2, a: 1 }, Rules: [{ Ports: [3] }, { Ports: [2, 1] }] };
    expect(fingerprintOf(collectedAsset('a', { document: one }))).toEqual(
      fingerprintOf(collectedAsset('a', { document: other })),
    );
  });

  it('is the same for any shuffle of a list, and another when an entry is there once more', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), (list, seed) => {
        const turned = [...list.slice(seed % list.length), ...list.slice(0, seed % list.length)];
        const of = (entries: unknown[]) => fingerprintOf(collectedAsset('a', { document: { entries } })).hash;
        expect(of(turned)).toBe(of(list));
        expect(of([...list, list[0]])).not.toBe(of(list));
      }),
    );
  });

  it.each<[string, Partial<CollectedAsset>]>([
    ['the name', { name: 'b' }],
    ['the region', { region: 'us-east-1' }],
    ['the type', { type: 'AWS::Other::Thing' }],
    ['a tag', { tags: { env: 'prod' } }],
    ['the document', { document: { Name: 'a', Size: 1, Policy: null } }],
    ['a number that becomes text', { document: { Name: 'a', Size: '1' } }],
    ['a part that cannot be read', { unknownParts: { Policy: denied } }],
  ])('is another when %s is', (_, changes) => {
    const before = collectedAsset('a', { document: { Name: 'a', Size: 1 } });
    expect(fingerprintOf({ ...before, ...changes }).hash).not.toBe(fingerprintOf(before).hash);
  });

  it('does not heed AWS’s wording of a refusal, but its code', () => {
    const of = (refusal: Partial<typeof denied>) =>
      fingerprintOf(collectedAsset('a', { unknownParts: { Policy: { ...denied, ...refusal } } }));
    expect(of({ message: 'request 2' })).toEqual(of({}));
    expect(of({ code: 'Throttling' }).hash).not.toBe(of({}).hash);
  });

  it('leaves what moves by itself out of what makes a change, and not out of what is stored', () => {
    const at = (LastUsed: number) =>
      fingerprintOf(
        collectedAsset('a', {
          volatile: ['Role.LastUsed', 'Keys.LastUsed'],
          document: { Role: { LastUsed, Path: '/' }, Keys: [{ LastUsed, Id: 1 }] },
        }),
      );
    expect(at(1).hash).toBe(at(2).hash);
    expect(at(1).contentHash).not.toBe(at(2).contentHash);
  });
});

describe('a document without fields', () => {
  it('loses those fields alone, within fields and lists', () => {
    const document = { a: 1, b: { c: 2, d: 3 }, e: [{ f: 4, g: 5 }, 'text'] };
    expect(withoutFields(document, ['a', 'b.c', 'e.f', 'not.there', 'a.x'])).toEqual({
      b: { d: 3 },
      e: [{ g: 5 }, 'text'],
    });
    expect(document.b).toEqual({ c: 2, d: 3 });
  });
});
