import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryFinding } from './arbitrary-finding.ts';
import { openPublishedSchema } from './published-schema.ts';
import { toResult } from './sarif.ts';
import { cannotTell, exportedFinding, resolved, testSuppression } from './test-findings.ts';

const errorsOf = openPublishedSchema('sarif-2.1.0.json');
const driver = { name: 'CloudCoreo', rules: [{ id: 'bucket-private' }] };
const logOf = (result: unknown) => ({ version: '2.1.0', runs: [{ tool: { driver }, results: [result] }] });
const written = (changes: Parameters<typeof exportedFinding>[0] = {}) => toResult(exportedFinding(changes), 0);

describe('a SARIF result', () => {
  it('says what is wrong with what, and is found again by the finding’s ID', () => {
    expect(errorsOf(logOf(written()))).toEqual([]);
    expect(written()).toMatchObject({
      ...{ ruleId: 'bucket-private', ruleIndex: 0, kind: 'fail', level: 'error' },
      message: { text: 'my-bucket (AWS::S3::Bucket, eu-west-1) fails the rule “S3 buckets are private”.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'aws/111122223333/eu-west-1/S3/Bucket/my-bucket.json' },
            region: { startLine: 1 },
          },
          logicalLocations: [{ name: 'my-bucket', fullyQualifiedName: 'arn:aws:s3:::my-bucket', kind: 'resource' }],
        },
      ],
      fingerprints: { 'cloudcoreo/v1': 'fd_1' },
      partialFingerprints: { primaryLocationLineHash: 'fd_1' },
      hostedViewerUri: 'https://cloudcoreo.example.com/findings/fd_1',
      properties: { severity: 'high', evidence: ['PublicAccessBlock.BlockPublicAcls: false'] },
    });
  });

  it.each([
    ['critical', 'error'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'note'],
    ['informational', 'note'],
  ] as const)('has a %s finding as %s', (severity, level) => {
    expect(written({ severity }).level).toBe(level);
  });

  it.each([
    ['not known any more', { cannotTell }, ['fail', 'error']],
    ['resolved', resolved('passes'), ['pass', 'none']],
    ['resolved because its asset is gone', resolved('asset_gone'), ['notApplicable', 'none']],
  ])('has the state of one that is %s', (_, changes, [kind, level]) => {
    expect(written(changes)).toMatchObject({ kind, level });
    expect(errorsOf(logOf(written(changes)))).toEqual([]);
  });

  it('says why it is suppressed', () => {
    const suppressed = written({ status: 'suppressed', suppression: testSuppression() });
    expect(errorsOf(logOf(suppressed))).toEqual([]);
    expect(suppressed).toMatchObject({
      suppressions: [
        {
          ...{ kind: 'external', status: 'accepted' },
          justification: 'Risk accepted until 2027-01-01 by Ada: A public web site.',
        },
      ],
    });
  });

  it('has no link and no place for an argument that a name makes', () => {
    const { message } = written({ assetName: '[log in](https://evil.example) {0}' });
    expect(message.text).toContain('[log in] (https://evil.example) {{0}}');
  });

  it('has a path that stays within its folder', () => {
    const uri = (assetName: string) => written({ assetName }).locations[0]?.physicalLocation.artifactLocation.uri;
    expect(uri('../../etc/passwd')).toBe('aws/111122223333/eu-west-1/S3/Bucket/..%2F..%2Fetc%2Fpasswd.json');
    expect(uri('..')).toBe('aws/111122223333/eu-west-1/S3/Bucket/...json');
  });

  it('is valid by the published schema, whatever stands in it', () => {
    fc.assert(
      fc.property(arbitraryFinding, (finding) => {
        expect(errorsOf(logOf(JSON.parse(JSON.stringify(toResult(finding, 0)))))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

it('would be found not valid', () => {
  expect(errorsOf(logOf({ ...written(), level: 'bad' })).join()).toContain('/level');
  expect(errorsOf(logOf({ ...written(), hostedViewerUri: 'no address' })).join()).toContain('uri');
  expect(errorsOf({ version: '2.1.0' }).join()).toContain('runs');
});
