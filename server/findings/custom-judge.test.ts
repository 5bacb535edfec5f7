import { expect, it } from 'vitest';
import { compileRule } from '../rules/compile.ts';
import { readCustomRule } from '../rules/custom-rule.ts';
import type { JudgedAsset } from '../rules/values.ts';
import { openCustomJudge } from './custom-judge.ts';
import type { AssetToJudge } from './judge-asset.ts';
import type { PreparedRule } from './rules-of-team.ts';

function rule(id: string, condition: string, more = ''): PreparedRule {
  const source = `id: custom-${id}\ntitle: It is so\ntype: AWS::S3::Bucket\nseverity: high\nwhy: Because.\nmend: { console: Do it. }\ncondition: |\n  ${condition}\n${more}`;
  const read = readCustomRule(source);
  if ('message' in read) throw new Error(read.message);
  return { id: read.rule.id, severity: 'high', parameters: {}, compiled: compileRule(read.rule), source };
}

function bucket(name: string, document: Record<string, unknown>): AssetToJudge {
  const asset: JudgedAsset = {
    ...{
      arn: `arn:aws:s3:::${name}`,
      name,
      type: 'AWS::S3::Bucket',
      region: 'eu-west-1',
      awsAccountId: '111122223333',
    },
    ...{ partition: 'aws', tags: {}, tagsPart: 'Tags', document, unknownParts: {} },
  };
  return { id: name, service: 's3', asset };
}

const now = new Date('2026-06-01T00:00:00Z');
const nothing = { joined: { assetsByType: new Map(), unlisted: new Map() }, now };

it('judges by rules that teams wrote, with their parameters and what they join', async () => {
  const named = rule(
    'named',
    'asset.Name == parameters.name',
    'parameters: { name: { description: The name, default: a } }\n',
  );
  const kin = rule('kin', 'others.exists(other, other.Name == asset.Name)', 'with: { others: "AWS::S3::Bucket" }\n');
  const buckets = [bucket('a', { Name: 'a' }), bucket('b', { Name: 'b' })];
  const joined = {
    assetsByType: new Map([['AWS::S3::Bucket', [bucket('b', { Name: 'b' }).asset]]]),
    unlisted: new Map(),
  };
  const judge = openCustomJudge([{ ...named, parameters: { name: 'b' } }, kin], { joined, now });
  try {
    const said = await judge.judge(buckets);
    expect(said.map(({ passed, failed }) => [passed, failed.map(({ ruleId }) => ruleId)])).toEqual([
      [[], ['custom-named', 'custom-kin']],
      [['custom-named', 'custom-kin'], []],
    ]);
  } finally {
    await judge.close();
  }
});

it('ends a rule that hangs, calls it broken, and goes on with the others', async () => {
  const numbers = Array.from({ length: 3000 }, (_, index) => index);
  const hangs = rule('hangs', 'asset.N.all(a, asset.N.all(b, asset.N.all(c, a + b + c >= 0.0)))');
  const works = rule('works', 'asset.N.size() > 0');
  const judge = openCustomJudge([hangs, works], nothing);
  try {
    const [said, small] = await judge.judge([bucket('big', { N: numbers }), bucket('small', { N: [1] })]);
    expect(said?.passed).toEqual(['custom-works']);
    expect(said?.unsettled[0]?.ruleId).toBe('custom-hangs');
    expect(said?.unsettled[0]?.broken).toContain('took longer than');
    expect(small?.unsettled[0]?.broken).toContain('took longer than');
    const [again] = await judge.judge([bucket('big', { N: numbers })]);
    expect(again?.passed).toEqual(['custom-works']);
  } finally {
    await judge.close();
  }
});

it('ends a rule that wants too much memory, and goes on with the others', async () => {
  const word = 'x'.repeat(1000);
  const words = Array.from({ length: 1000 }, () => word);
  const eats = rule('eats', 'asset.W.map(a, asset.W.map(b, asset.W.map(c, a + b + c))).size() > 0');
  const works = rule('works', 'asset.W.size() > 0');
  const judge = openCustomJudge([eats, works], nothing);
  try {
    const [said] = await judge.judge([bucket('big', { W: words })]);
    expect(said?.passed).toEqual(['custom-works']);
    expect(said?.unsettled[0]?.broken).toMatch(/memory|took longer than/);
  } finally {
    await judge.close();
  }
});

it('says nothing of assets of other types than its rules are for', async () => {
  const judge = openCustomJudge([rule('works', 'asset.A == 1.0')], nothing);
  const queue = { id: 'queue', service: 'sqs', asset: { ...bucket('queue', { A: 1 }).asset, type: 'AWS::SQS::Queue' } };
  try {
    const said = await judge.judge([queue, bucket('a', { A: 1 })]);
    expect(said.map(({ assetId, passed }) => [assetId, passed])).toEqual([
      ['queue', []],
      ['a', ['custom-works']],
    ]);
  } finally {
    await judge.close();
  }
});
