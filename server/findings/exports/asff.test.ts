import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryFinding } from './arbitrary-finding.ts';
import { toAsff } from './asff.ts';
import { asffTypeOf } from './asff-types.ts';
import { cannotTell, exportedFinding, resolved, testContext, testSuppression } from './test-findings.ts';

const context = testContext();
const written = (changes: Parameters<typeof exportedFinding>[0] = {}) => toAsff(exportedFinding(changes), context);

describe('a finding for Security Hub', () => {
  it('says what is wrong with what and how to mend it', () => {
    expect(written()).toMatchObject({
      SchemaVersion: '2018-10-08',
      Id: 'fd_1',
      ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
      GeneratorId: 'cloudcoreo/bucket-private',
      AwsAccountId: '111122223333',
      Types: [
        'Software and Configuration Checks/AWS Security Best Practices',
        'Software and Configuration Checks/Industry and Regulatory Standards/House rules 2.0',
        'Software and Configuration Checks/Industry and Regulatory Standards/fsbp',
      ],
      CreatedAt: '2026-11-01T10:00:00.000Z',
      UpdatedAt: '2026-11-26T12:00:00.000Z',
      LastObservedAt: '2026-11-26T11:00:00.000Z',
      Severity: { Label: 'HIGH', Original: 'high' },
      Title: 'S3 buckets are private',
      Description:
        'my-bucket (AWS::S3::Bucket, eu-west-1) fails the rule “S3 buckets are private”. Anybody can read it.',
      Remediation: { Recommendation: { Text: 'Close it.', Url: 'https://docs.aws.amazon.com/s3' } },
      Resources: [
        {
          ...{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::my-bucket', Partition: 'aws', Region: 'eu-west-1' },
          Tags: { env: 'prod' },
          Details: { Other: { name: 'my-bucket', 'PublicAccessBlock.BlockPublicAcls': 'false' } },
        },
      ],
      Compliance: { Status: 'FAILED', RelatedRequirements: ['House rules 2.0 1.1', 'fsbp S3.8'] },
      Workflow: { Status: 'NEW' },
      RecordState: 'ACTIVE',
    });
  });

  it.each([
    ['suppressed', { status: 'suppressed', suppression: testSuppression() } as const, 'FAILED SUPPRESSED ACTIVE'],
    ['not known any more', { cannotTell }, 'WARNING NEW ACTIVE'],
    ['resolved', resolved('passes'), 'PASSED RESOLVED ARCHIVED'],
    ['resolved because its rule is off', resolved('rule_off'), 'NOT_AVAILABLE RESOLVED ARCHIVED'],
  ])('has the state of one that is %s', (_, changes, states) => {
    const { Compliance, Workflow, RecordState } = written(changes);
    expect(`${Compliance?.Status} ${Workflow?.Status} ${RecordState}`).toBe(states);
  });

  it('notes why it is suppressed', () => {
    expect(written({ status: 'suppressed', suppression: testSuppression() }).Note).toEqual({
      Text: 'Risk accepted until 2027-01-01 by Ada: A public web site.',
      ...{ UpdatedBy: 'Ada', UpdatedAt: '2026-11-20T10:00:00.000Z' },
    });
  });

  it('is in the partition’s home when it belongs to no region', () => {
    const { ProductArn, Resources } = written({ region: 'global', partition: 'aws-cn' });
    expect(ProductArn).toBe('arn:aws-cn:securityhub:cn-north-1:111122223333:product/111122223333/default');
    expect(Resources?.[0]?.Region).toBe('cn-north-1');
  });

  it('keeps AWS’s limits, whatever stands in it', () => {
    fc.assert(
      fc.property(arbitraryFinding, (finding) => {
        expect(violationsOf(toAsff(finding, context))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('Security Hub’s name of an asset type', () => {
  it.each([
    ['AWS::S3::Bucket', 'AwsS3Bucket'],
    ['AWS::EC2::VPCPeeringConnection', 'AwsEc2VpcPeeringConnection'],
    ['AWS::RDS::DBInstance', 'AwsRdsDbInstance'],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AwsElbv2LoadBalancer'],
    ['AWS::IAM::ManagedPolicy', 'AwsIamPolicy'],
    ['AWS::WAFv2::WebACL', 'AwsWafv2WebAcl'],
    ['AWS::FSx::FileSystem', 'Other'],
    ['constructor', 'Other'],
  ])('of %s is %s', (type, name) => {
    expect(asffTypeOf(type)).toBe(name);
  });
});

/** What BatchImportFindings would refuse, by the limits that the API reference gives. */
function violationsOf(finding: AwsSecurityFinding): string[] {
  const found: string[] = [];
  const check = (what: string, holds: boolean) => {
    if (!holds) found.push(what);
  };
  const isText = (text: string | undefined, most: number) =>
    text !== undefined && text.length <= most && /\S/.test(text) && !/[\r\n]/.test(text) && text.isWellFormed();
  const isMap = (map: Record<string, string> | undefined, mostKey: number, mostValue: number) =>
    Object.entries(map ?? {}).length <= 50 &&
    Object.entries(map ?? {}).every(([key, value]) => isText(key, mostKey) && isText(value, mostValue));
  const isInstant = (text: string | undefined) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text ?? '');
  const [resource] = finding.Resources ?? [];
  check('Id', isText(finding.Id, 512));
  check('GeneratorId', isText(finding.GeneratorId, 512));
  check('AwsAccountId', /^\d{12}$/.test(finding.AwsAccountId ?? ''));
  const arn = /^arn:(aws|aws-cn|aws-us-gov):securityhub:[a-z]{2}(?:-[a-z]+)+-\d:(\d{12}):product\/\2\/default$/;
  check('ProductArn', arn.test(finding.ProductArn ?? ''));
  check('Title', isText(finding.Title, 256));
  check('Description', isText(finding.Description, 1024));
  const { Types = [] } = finding;
  check('Types', Types.length >= 1 && Types.length <= 50 && Types.every((type) => type.split('/').length <= 3));
  check('times', [finding.CreatedAt, finding.UpdatedAt, finding.FirstObservedAt].every(isInstant));
  const recommendation = finding.Remediation?.Recommendation;
  check('Remediation', recommendation === undefined || isText(recommendation.Text, 512));
  check('ProductFields', isMap(finding.ProductFields, 128, 2048));
  const requirements = finding.Compliance?.RelatedRequirements ?? [];
  check('RelatedRequirements', requirements.length <= 32 && requirements.every((text) => isText(text, 64)));
  check('Note', finding.Note === undefined || isText(finding.Note.Text, 512));
  check('Resource.Id', isText(resource?.Id, 512));
  check('Resource.Region', isText(resource?.Region, 16));
  check('Resource.Tags', isMap(resource?.Tags, 128, 256));
  check('Resource.Details', isMap(resource?.Details?.Other, 128, 1024));
  check('size', Buffer.byteLength(JSON.stringify(finding)) < 240 * 1024);
  return found;
}
