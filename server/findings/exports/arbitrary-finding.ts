import fc from 'fast-check';
import { severities } from '../../rules/rule-file.ts';
import type { ExportedFinding } from './api.ts';
import { exportedFinding, testSuppression } from './test-findings.ts';

const piece = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
const word = piece.filter((text) => text.trim() !== '');
/** Longer than any format takes it. */
const text = fc.tuple(word, fc.integer({ min: 1, max: 150 })).map(([one, times]) => one.repeat(times));
const instant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Findings with anything in them that somebody who may write to an account, or a rule, can put there. */
export const arbitraryFinding: fc.Arbitrary<ExportedFinding> = fc
  .record({
    severity: fc.constantFrom(...severities),
    status: fc.constantFrom('open', 'suppressed', 'resolved'),
    partition: fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'),
    region: fc.constantFrom('global', 'eu-west-1', 'cn-north-1', 'us-gov-west-1'),
    assetType: fc.constantFrom('AWS::S3::Bucket', 'AWS::EC2::VPC', 'AWS::Nobody::Knows'),
    title: text,
    assetName: text,
    arn: fc.option(text),
    accountNickname: text,
    tags: fc.dictionary(word, fc.oneof(text, fc.constant('')), { maxKeys: 60 }),
    evidence: fc.array(fc.record({ path: text, value: fc.option(fc.oneof(text, piece)) }), { maxLength: 60 }),
    why: text,
    mend: fc.record({ console: fc.oneof(text, fc.constant('')) }),
    references: fc.array(fc.webUrl(), { maxLength: 10 }),
    controls: fc.dictionary(fc.constantFrom('house', 'fsbp', 'a/b'), fc.array(text, { maxLength: 60 })),
    assignee: fc.option(fc.record({ userId: word, name: text })),
    suppression: fc.option(fc.record({ reason: text, expiresAt: fc.option(instant) }).map(testSuppression)),
    resolvedBy: fc.constantFrom('passes', 'not_applicable', 'asset_gone', 'rule_off'),
    firstSeenAt: instant,
    openedAt: instant,
    timesOpened: fc.integer({ min: 1, max: 99 }),
  })
  .map(({ resolvedBy, ...given }) =>
    exportedFinding({
      ...given,
      ...(given.status === 'resolved' ? { resolvedBy, resolvedAt: given.openedAt } : {}),
    }),
  );
