import { deniesPlainHttp } from '../../rules/policy-meaning.ts';
import { declareAction } from '../declare-action.ts';
import { bucketArn, s3 } from './sdk.ts';

type Policy = Record<string, unknown>;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
const maximumBytes = 20 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit */
export const requireTlsOfBucket = declareAction(s3, {
  id: 's3-bucket-require-tls',
  title: 'Refuse requests to the bucket without TLS',
  what: 'Adds a statement to the bucket’s policy that denies everybody plain HTTP. All other statements stay as they are.',
  types: ['AWS::S3::Bucket'],
  calls: {
    GetBucketPolicy: { permission: 's3:GetBucketPolicy', on: bucketArn, absent: ['NoSuchBucketPolicy'] },
    PutBucketPolicy: { permission: 's3:PutBucketPolicy', on: bucketArn },
    DeleteBucketPolicy: { permission: 's3:DeleteBucketPolicy', on: bucketArn },
  },
  gone: ['NoSuchBucket'],
  async read(aws, { name }): Promise<{ Policy: Policy | null }> {
    const found = await aws.find('GetBucketPolicy', { Bucket: name });
    return { Policy: found?.Policy === undefined ? null : (JSON.parse(found.Policy) as Policy) };
  },
  want(state, _, { name, arn }) {
    const { Policy: policy } = state;
    if (policy !== null && deniesPlainHttp(policy, 's3:*', [arn, `${arn}/*`])) return { to: state };
    const dead = policy === null ? undefined : deadPrincipalIn(policy);
    if (dead !== undefined) {
      return {
        refused: `The policy of ${name} names ${dead}, which was deleted: AWS takes no policy that names it. Remove it from the policy first.`,
      };
    }
    const to = withStatement(policy, arn);
    return Buffer.byteLength(JSON.stringify(to)) > maximumBytes
      ? { refused: `The policy of ${name} would be longer than the 20 KB that AWS allows.` }
      : { to: { Policy: to } };
  },
  mayBreak: ({ to }, { name, document }) =>
    to?.Policy
      ? [
          `Who reaches ${name} by plain HTTP is refused.`,
          ...(document.Website
            ? [
                `${name} serves a website: S3’s website endpoints speak plain HTTP alone, so that the website is down, also behind CloudFront where that asks the website endpoint.`,
              ]
            : []),
        ]
      : [],
  async write(aws, { name }, { to }) {
    if (to?.Policy) await aws.call('PutBucketPolicy', { Bucket: name, Policy: JSON.stringify(to.Policy) });
    else await aws.call('DeleteBucketPolicy', { Bucket: name });
  },
});

function statementsOf({ Statement }: Policy): Policy[] {
  return (Array.isArray(Statement) ? Statement : [Statement]) as Policy[];
}

function withStatement(policy: Policy | null, arn: string): Policy {
  const statements = policy === null ? [] : statementsOf(policy);
  const Sid = 'DenyRequestsWithoutTls';
  const added = {
    // AWS wants each `Sid` of a policy once.
    ...(statements.some((statement) => statement.Sid === Sid) ? {} : { Sid }),
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  return { ...(policy ?? { Version: '2012-10-17' }), Statement: [...statements, added] };
}

/**
 * The unique ID that stands in a policy for an identity that is no more.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function deadPrincipalIn(policy: Policy): string | undefined {
  return statementsOf(policy)
    .flatMap(({ Principal, NotPrincipal }) => [Principal, NotPrincipal])
    .flatMap((principal) => (principal as { AWS?: string | string[] } | undefined)?.AWS ?? [])
    .find((named) => /^A(?:IDA|ROA)[A-Z0-9]{12,}$/.test(named));
}
