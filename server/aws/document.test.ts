import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, cleanText, inSteadyOrder, tagsOf, toDocument } from './document.ts';

const policiesIn = (...encodedDocuments: string[]) => ({ encodedDocuments, withheld: [] });

describe('a document', () => {
  it('has dates as ISO 8601, bytes as base64, and no metadata and undefined fields', () => {
    const document = toDocument({
      $metadata: { requestId: 'x' },
      CreateDate: new Date('2026-11-23T10:00:00Z'),
      Key: new Uint8Array([1, 2, 255]),
      Missing: undefined,
      Nested: [{ At: new Date(0) }, undefined],
      Size: 12n,
      Odd: Number.NaN,
      Never: new Date('x'),
    });
    expect(document).toEqual({
      CreateDate: '2026-11-23T10:00:00.000Z',
      Key: 'AQL/',
      Nested: [{ At: '1970-01-01T00:00:00.000Z' }, null],
      Size: 12,
      Odd: 'NaN',
      Never: null,
    });
  });

  it.each([
    ['plain', '{"Version":"2012-10-17"}'],
    ['percent-encoded', '%7B%22Version%22%3A%222012-10-17%22%7D'],
  ])('has a policy that came as %s text taken apart', (_, text) => {
    expect(toDocument({ Rules: [{ PolicyDocument: text }] }, policiesIn('PolicyDocument'))).toEqual({
      Rules: [{ PolicyDocument: { Version: '2012-10-17' } }],
    });
  });

  it.each(['not JSON', '%E0%A4%A', '"a text"', '12', ''])(
    'keeps a policy that is none as the text it is: %j',
    (text) => {
      expect(toDocument({ Policy: text }, policiesIn('Policy'))).toEqual({ Policy: text });
    },
  );

  it('keeps a plus sign of an encoded policy', () => {
    const encoded = encodeURIComponent('{"Condition":"a+b %41"}');
    expect(toDocument({ Policy: encoded }, policiesIn('Policy'))).toEqual({ Policy: { Condition: 'a+b %41' } });
  });

  it('ends, however deep what comes is nested', () => {
    let deep: unknown = 'bottom';
    for (let count = 0; count < 10_000; count += 1) deep = { deep };
    expect(JSON.stringify(toDocument(deep)).length).toBeLessThan(2_000);
    const policy = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect(JSON.stringify(toDocument({ Policy: policy }, policiesIn('Policy'))).length).toBeLessThan(2_000);
  });

  it('keeps fields with the names of object machinery as fields', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "x"}');
    const document = toDocument(hostile) as Record<string, unknown>;
    expect(Object.keys(document).sort()).toEqual(['__proto__', 'constructor']);
    expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).toBe(false);
  });

  it('holds, whatever comes, only what the database takes', () => {
    const anyText = fc.string({ unit: 'binary' }).map((text) => `${text}\u0000\ud800`);
    fc.assert(
      fc.property(
        fc.anything({ key: anyText, values: [anyText, fc.date(), fc.uint8Array(), fc.bigInt()] }),
        (value) => {
          const text = JSON.stringify(toDocument({ value }));
          expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i);
          expect(text.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

describe('a field that can hold secrets', () => {
  const rules = { encodedDocuments: [], withheld: ['Variables', 'environment', 'UserData', 'Secrets'] };

  it('keeps the names of a map or of a list of pairs, and no value', () => {
    expect(
      toDocument(
        {
          Environment: { Variables: { TOKEN: 'hunter2', EMPTY: '' } },
          container: [{ environment: [{ name: 'TOKEN', value: 'hunter2' }] }],
        },
        rules,
      ),
    ).toEqual({
      Environment: { Variables: { TOKEN: '[withheld]', EMPTY: '[withheld]' } },
      container: [{ environment: [{ name: 'TOKEN', value: '[withheld]' }] }],
    });
  });

  it('keeps nothing of a text, bytes or a list of texts', () => {
    expect(toDocument({ UserData: 'aHVudGVyMg==', Secrets: ['hunter2'] }, rules)).toEqual({
      UserData: '[withheld]',
      Secrets: ['[withheld]'],
    });
    expect(toDocument({ UserData: new Uint8Array([1]) }, rules)).toEqual({ UserData: '[withheld]' });
  });

  it('shows that there is none', () => {
    expect(toDocument({ UserData: undefined, Secrets: null }, rules)).toEqual({ Secrets: null });
  });
});

describe('a text', () => {
  it('shows what it could not keep', () => {
    expect(cleanText('a\u0000b\ud800c')).toBe('a\ufffdb\ufffdc');
  });
});

describe('canonical JSON', () => {
  it('is the same for the same content, whatever the order of its fields', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const shuffled = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('differs in the order of lists', () => {
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
    expect(inSteadyOrder([{ b: 1 }, { a: 1 }])).toEqual(inSteadyOrder([{ a: 1 }, { b: 1 }]));
  });
});

describe('tags', () => {
  it('come from a list of pairs of either spelling, or from an object', () => {
    expect(tagsOf([{ Key: 'a', Value: '1' }, { key: 'b', value: '2' }, { Key: 'c' }, null, 'x'])).toEqual({
      a: '1',
      b: '2',
      c: '',
    });
    expect(tagsOf({ a: '1', b: null })).toEqual({ a: '1', b: '' });
    expect(tagsOf(undefined)).toEqual({});
    expect(tagsOf('text')).toEqual({});
  });
});
