import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryFinding } from './arbitrary-finding.ts';
import { toOcsf } from './ocsf.ts';
import { openPublishedSchema } from './published-schema.ts';
import { cannotTell, exportedFinding, resolved, testContext, testSuppression } from './test-findings.ts';

const errorsOf = openPublishedSchema('ocsf-1.5.0-compliance-finding.json');
const context = testContext();
const written = (changes: Parameters<typeof exportedFinding>[0] = {}) => toOcsf(exportedFinding(changes), context);

describe('a compliance finding of OCSF', () => {
  it('says what is wrong with what, since when, by which standards and how to mend it', () => {
    expect(errorsOf(written())).toEqual([]);
    expect(written()).toMatchObject({
      metadata: {
        version: '1.5.0',
        profiles: ['cloud'],
        product: { name: 'CloudCoreo', vendor_name: 'CloudCoreo', version: '1.2.3' },
        event_code: 'bucket-private',
      },
      ...{ class_uid: 2003, category_uid: 2, activity_id: 1, type_uid: 200301 },
      ...{ type_name: 'Compliance Finding: Create', severity_id: 4, severity: 'High', status_id: 1, status: 'New' },
      time: Date.parse('2026-11-02T10:00:00.000Z'),
      message: 'my-bucket (AWS::S3::Bucket, eu-west-1) fails the rule “S3 buckets are private”.',
      finding_info: {
        ...{ uid: 'fd_1', title: 'S3 buckets are private', desc: 'Anybody can read it.' },
        created_time: Date.parse('2026-11-01T10:00:00.000Z'),
        last_seen_time: Date.parse('2026-11-26T11:00:00.000Z'),
        src_url: 'https://cloudcoreo.example.com/findings/fd_1',
      },
      compliance: {
        ...{ control: 'bucket-private', status_id: 3, status: 'Fail' },
        standards: ['House rules 2.0', 'fsbp'],
        requirements: ['House rules 2.0: 1.1', 'fsbp: S3.8'],
        status_details: ['PublicAccessBlock.BlockPublicAcls: false'],
      },
      resources: [
        {
          ...{ uid: 'arn:aws:s3:::my-bucket', name: 'my-bucket', type: 'AWS::S3::Bucket', region: 'eu-west-1' },
          tags: [{ name: 'env', value: 'prod' }],
        },
      ],
      cloud: { provider: 'AWS', region: 'eu-west-1', account: { uid: '111122223333', name: 'Production' } },
      remediation: { desc: 'Close it.', references: ['https://docs.aws.amazon.com/s3'] },
    });
  });

  it.each([
    ['open', {}, [1, 1, 'Fail']],
    ['reopened', { timesOpened: 2 }, [2, 1, 'Fail']],
    ['suppressed', { status: 'suppressed', suppression: testSuppression() } as const, [1, 3, 'Fail']],
    ['not known any more', { cannotTell }, [1, 1, 'Warning']],
    ['resolved', resolved('passes'), [3, 4, 'Pass']],
    ['resolved because its asset is gone', resolved('asset_gone'), [3, 4, 'Not judged']],
  ])('has the state of one that is %s', (_, changes, [activity, status, answer]) => {
    const finding = written(changes);
    expect(errorsOf(finding)).toEqual([]);
    expect([finding.activity_id, finding.status_id, finding.compliance.status]).toEqual([activity, status, answer]);
  });

  it('says why it is suppressed, and since when it is resolved', () => {
    const suppressed = written({ status: 'suppressed', suppression: testSuppression() });
    expect(suppressed.status_detail).toBe('Risk accepted until 2027-01-01 by Ada: A public web site.');
    const closed = written(resolved('passes'));
    expect(closed.time).toBe(Date.parse('2026-11-25T10:00:00.000Z'));
    expect(closed.finding_info).not.toHaveProperty('last_seen_time');
  });

  it('is valid by the published schema, whatever stands in it', () => {
    fc.assert(
      fc.property(arbitraryFinding, (finding) => {
        expect(errorsOf(JSON.parse(JSON.stringify(toOcsf(finding, context))))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

it('would be found not valid', () => {
  const { finding_info: _, ...without } = written();
  expect(errorsOf(without).join()).toContain('finding_info');
  expect(errorsOf({ ...written(), severity_id: 7 }).join()).toContain('/severity_id');
  expect(errorsOf({ ...written(), invented: 1 }).join()).toContain('additional');
});
