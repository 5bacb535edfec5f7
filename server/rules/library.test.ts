import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readAssetTypes } from './asset-types.ts';
import { checkFields } from './document-fields.ts';
import { checkExamples } from './examples.ts';
import { readLibrary, readRule } from './library.ts';

const types = readAssetTypes();
const { rules, broken } = readLibrary();

describe('the rule library', () => {
  it('has no file that is no rule', () => {
    expect(broken).toEqual([]);
  });

  it('has each rule once', () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  // The examples, and each of them again with every part and every listing denied in turn: never a pass without looking.
  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s says of its examples what they are to say',
    async (_, rule) => {
      expect([...checkExamples(rule, types), ...(await checkFields(rule, types))]).toEqual([]);
    },
  );
});

describe('reading a library', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcoreo-rules-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const source = (id: string, condition: string) => `
id: ${id}
title: Things are good
type: AWS::S3::Bucket
severity: low
condition: ${JSON.stringify(condition)}
why: Because.
mend: { console: Do it. }
examples:
  pass: [{ document: { Name: good } }]
  fail: [{ document: { Name: bad } }]
`;

  it('takes the rules that are right when others are broken, and says what is wrong with those', () => {
    mkdirSync(join(folder, 's3'));
    writeFileSync(join(folder, 's3', 's3-good.yaml'), source('s3-good', 'asset.Name == "good"'));
    writeFileSync(join(folder, 's3', 's3-syntax.yaml'), source('s3-syntax', 'asset.Name == '));
    writeFileSync(join(folder, 's3', 's3-other.yaml'), source('s3-another', 'true'));
    writeFileSync(join(folder, 's3', 's3-none.yaml'), 'not: [a, rule');
    const library = readLibrary(folder);
    expect(library.rules.map(({ id }) => id)).toEqual(['s3-good']);
    expect(library.broken.map(({ path }) => path)).toEqual([
      's3/s3-none.yaml',
      's3/s3-other.yaml',
      's3/s3-syntax.yaml',
    ]);
    expect(library.broken[2]?.message).toContain('condition');
  });

  it('tells of an example that is not as the rule says', () => {
    const read = readRule(source('s3-wrong', 'asset.Name == "bad"'));
    if (!('rule' in read)) throw new Error(read.message);
    expect(checkExamples(read.rule, types)).toEqual([
      'pass example 1: the rule says fail.',
      'fail example 1: the rule says pass.',
    ]);
  });

  it('tells of a rule that passes without having looked', () => {
    const read = readRule(
      source('s3-careless', 'asset.Name == "good" && !has(asset.Policy) || asset.Name == "good"').replace(
        'document: { Name: good }',
        'document: { Name: good, Policy: null }',
      ),
    );
    if (!('rule' in read)) throw new Error(read.message);
    // Whatever the policy, it passes: that it is unknown changes nothing.
    expect(checkExamples(read.rule, types)).toEqual([]);
  });

  it('tells of a field that AWS’s answers do not have', async () => {
    const read = readRule(source('s3-misspelled', 'has(asset.PublicAcessBlock) || asset.Name == "good"'));
    if (!('rule' in read)) throw new Error(read.message);
    expect(await checkFields(read.rule, types)).toEqual(['AWS::S3::Bucket has no field PublicAcessBlock.']);
  });
});
