import { describe, expect, it } from 'vitest';
import { type Circumstances, compileRule, type JoinedAssets } from './compile.ts';
import { readRule } from './library.ts';
import type { JudgedAsset } from './values.ts';

const refused = { operation: 'fake:GetPart', code: 'AccessDenied', message: 'no', permission: 'fake:GetPart' };

function asset(
  document: Record<string, unknown>,
  unknown: string[] = [],
  changes: Partial<JudgedAsset> = {},
): JudgedAsset {
  return {
    arn: 'arn:aws:fake:us-east-1:111122223333:thing/one',
    name: 'one',
    type: 'Fake::Thing',
    region: 'us-east-1',
    awsAccountId: '111122223333',
    partition: 'aws',
    tags: { team: 'red' },
    tagsPart: 'Tags',
    document,
    unknownParts: Object.fromEntries(unknown.map((part) => [part, refused])),
    ...changes,
  };
}

function compile(condition: string, more: Record<string, unknown> = {}) {
  const read = readRule(
    JSON.stringify({
      id: 'fake-rule',
      title: 'Things are good',
      type: 'Fake::Thing',
      severity: 'low',
      condition,
      why: 'Because.',
      mend: { console: 'Do it.' },
      examples: { pass: [{}], fail: [{}] },
      ...more,
    }),
  );
  if (!('rule' in read)) throw new Error(read.message);
  return compileRule(read.rule);
}

function circumstances(joined: JoinedAssets = { assets: [], unlisted: [] }): Circumstances {
  return { now: new Date('2026-06-01T00:00:00Z'), joined: () => joined };
}

const judge = (condition: string, one: JudgedAsset) => compile(condition).judge(one, circumstances());

describe('a rule’s answer', () => {
  it('is pass or fail where all that it hangs on is known', () => {
    expect(judge('asset.Port == 22', asset({ Port: 22 }))).toEqual({ kind: 'pass' });
    expect(judge('asset.Port == 22', asset({ Port: 23 }))).toEqual({ kind: 'fail', paths: ['Port'] });
  });

  it('is unknown, with what is missing, where a part was touched that could not be read', () => {
    const missing = [{ part: 'Part', operation: 'fake:GetPart', code: 'AccessDenied', permission: 'fake:GetPart' }];
    for (const condition of [
      'asset.Part.Good',
      '!asset.Part.Good',
      'has(asset.Part)',
      '!has(asset.Part)',
      'asset.?Part.?Good.orValue(true)',
      'asset.Part == null',
      'asset.exists(key, key == "Part")',
      'size(asset) > 0',
      '"Part" in asset',
      'asset["Part"] == 1',
      'false || has(asset.Part)',
      'true && has(asset.Part)',
      'has(asset.Part) ? true : true',
    ]) {
      expect(judge(condition, asset({ Name: 'one' }, ['Part'])), condition).toEqual({ kind: 'unknown', missing });
    }
  });

  it('hangs on nothing that could not change it', () => {
    expect(judge('true || has(asset.Part)', asset({}, ['Part']))).toEqual({ kind: 'pass' });
    expect(judge('has(asset.Part) || true', asset({}, ['Part']))).toEqual({ kind: 'pass' });
    expect(judge('has(asset.Part) && false', asset({}, ['Part']))).toMatchObject({ kind: 'fail' });
    expect(judge('asset.Name == "one"', asset({ Name: 'one' }, ['Part']))).toEqual({ kind: 'pass' });
  });

  it('takes what AWS says is not there for absent, at any depth', () => {
    expect(judge('!has(asset.Part)', asset({ Part: null }))).toEqual({ kind: 'pass' });
    expect(judge('has(asset.Part) && !has(asset.Part.Of)', asset({ Part: { Of: null } }))).toEqual({ kind: 'pass' });
  });

  it('shows a rule that reads what is not there as broken, not as a pass or fail', () => {
    expect(judge('asset.Nothing == 1', asset({}))).toEqual({
      kind: 'broken',
      message: expect.stringContaining('Nothing'),
    });
    expect(judge('asset.Nothing != 1', asset({}))).toMatchObject({ kind: 'broken' });
  });

  it('is not led astray by fields with names of JavaScript', () => {
    const document = JSON.parse(
      '{"constructor":{"name":"x"},"__proto__":{"toString":1},"hasOwnProperty":2,"size":3,"get":4}',
    );
    expect(judge('asset.constructor.name == "x" && asset.hasOwnProperty == 2', asset(document))).toEqual({
      kind: 'pass',
    });
    expect(judge('asset.size == 3 && asset["get"] == 4', asset(document))).toEqual({ kind: 'pass' });
    expect(judge('has(asset.toString) || has(asset.valueOf)', asset({}))).toMatchObject({ kind: 'fail' });
  });

  it('knows tags, and not the tags that could not be read', () => {
    expect(judge('asset.meta.tags.team == "red"', asset({}))).toEqual({ kind: 'pass' });
    expect(judge('asset.meta.name == "one"', asset({}, ['Tags']))).toEqual({ kind: 'pass' });
    expect(judge('!has(asset.meta.tags.team)', asset({}, ['Tags']))).toMatchObject({ kind: 'unknown' });
  });

  it('says nothing where the rule does not apply, and unknown where that is not known', () => {
    const rule = compile('false', { applies: 'asset.Kind == "ours"' });
    expect(rule.judge(asset({ Kind: 'theirs' }), circumstances())).toEqual({ kind: 'not_applicable' });
    expect(rule.judge(asset({ Kind: 'ours' }), circumstances())).toMatchObject({ kind: 'fail' });
    expect(rule.judge(asset({}, ['Kind']), circumstances())).toMatchObject({ kind: 'unknown' });
  });

  it('tells what it looked at when it fails, as deep as it looked', () => {
    const one = asset({ Rules: [{ Port: 443 }, { Port: 22, Source: { Cidr: '0.0.0.0/0' } }] });
    expect(judge('asset.Rules.all(r, r.Port != 22 || r.Source.Cidr != "0.0.0.0/0")', one)).toEqual({
      kind: 'fail',
      paths: ['Rules[0].Port', 'Rules[1].Port', 'Rules[1].Source.Cidr'],
    });
  });

  it('takes a team’s parameters before the rule’s defaults', () => {
    const rule = compile('asset.Age <= parameters.days', {
      parameters: { days: { description: 'Days.', default: 90 } },
    });
    expect(rule.judge(asset({ Age: 60 }), circumstances())).toEqual({ kind: 'pass' });
    expect(rule.judge(asset({ Age: 60 }), { ...circumstances(), parameters: { days: 30 } })).toMatchObject({
      kind: 'fail',
    });
  });

  it('counts days from the time of the judgement, and says that it hangs on it', () => {
    const rule = compile('daysSince(asset.Made, now) < 31.5 && daysUntil(asset.Ends, now) == 1.0');
    expect(rule.dependsOnTime).toBe(true);
    expect(compile('true').dependsOnTime).toBe(false);
    const one = asset({ Made: '2026-05-01T00:00:00.000Z', Ends: '2026-06-02T00:00:00.000Z' });
    expect(rule.judge(one, circumstances())).toEqual({ kind: 'pass' });
    expect(rule.judge(asset({ Made: 'never' }), circumstances())).toMatchObject({ kind: 'broken' });
  });
});

describe('a rule that looks at other assets', () => {
  const unlisted = [
    { part: 'Fake::Other', operation: 'fake:ListOthers', code: 'AccessDenied', permission: 'fake:ListOthers' },
  ];
  const others = (documents: Record<string, unknown>[], missing: JoinedAssets['unlisted'] = []) =>
    circumstances({ assets: documents.map((document) => asset(document)), unlisted: missing });
  const joined = { with: { others: 'Fake::Other' } };

  it('is unknown where assets that could not be listed could change the answer, and only there', () => {
    const some = compile('others.exists(o, o.On)', joined);
    expect(some.judge(asset({}), others([]))).toMatchObject({ kind: 'fail' });
    expect(some.judge(asset({}), others([], unlisted))).toEqual({ kind: 'unknown', missing: unlisted });
    expect(some.judge(asset({}), others([{ On: false }], unlisted))).toEqual({ kind: 'unknown', missing: unlisted });
    expect(some.judge(asset({}), others([{ On: true }], unlisted))).toEqual({ kind: 'pass' });
    const all = compile('others.all(o, o.On)', joined);
    expect(all.judge(asset({}), others([], unlisted))).toEqual({ kind: 'unknown', missing: unlisted });
    expect(all.judge(asset({}), others([{ On: false }], unlisted))).toMatchObject({ kind: 'fail' });
    const count = compile('size(others.filter(o, o.On)) == 0', joined);
    expect(count.judge(asset({}), others([{ On: false }], unlisted))).toEqual({ kind: 'unknown', missing: unlisted });
    const none = compile('!others.exists(o, has(o.On))', joined);
    expect(none.judge(asset({}), others([], unlisted))).toEqual({ kind: 'unknown', missing: unlisted });
  });

  it('asks for those of its region or with a field’s value', () => {
    const asked: unknown[] = [];
    const rule = compile('others.all(o, has(o.meta))', {
      with: { others: { type: 'Fake::Other', sameRegion: true, field: 'Id', equals: 'asset.OtherIds' } },
    });
    rule.judge(asset({ OtherIds: ['a', 'b'] }), {
      ...circumstances(),
      joined: (type, where) => {
        asked.push({ type, ...where });
        return { assets: [], unlisted: [] };
      },
    });
    expect(asked).toEqual([{ type: 'Fake::Other', region: 'us-east-1', field: 'Id', values: ['a', 'b'] }]);
  });

  it.each([
    ['size(others) > 0', 'may only be gone through'],
    ['others == []', 'may only be gone through'],
    ['others[0].On', 'may only be gone through'],
    ['others.exists(o, true)', 'must read a field'],
    ['others.filter(o, true).size() == 0', 'must read a field'],
    ['asset.Name.matches("a+")', 'not offered'],
    ['asset.a.exists(a, a.b.exists(b, b.c.exists(c, c.d.exists(d, d.e))))', '3 deep'],
    [`${'('.repeat(3000)}true${')'.repeat(3000)}`, 'more than 4000'],
    [`${'!'.repeat(3000)}true`, ''],
    ['"text"', 'true or false'],
    ['nobody.knows', 'nobody'],
  ])('is refused: %s', (condition, why) => {
    expect(() => compile(condition, joined)).toThrow(why);
  });
});
