import { type Answer, readElements } from './answers.ts';
import type { Identity } from './identities.ts';
import type { AwsRequest } from './request.ts';
import type { UpstreamAnswer } from './upstream.ts';

const defaultEncryption =
  '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>' +
  '</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>';

const defaultPublicAccessBlock =
  '<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>' +
  '<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>';

/**
 * Gives a new bucket what AWS gives every new bucket since 2023, and moto does not: SSE-S3 encryption and a full public access block.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
 */
export async function completeNewBucket(
  request: AwsRequest,
  sendAsAdministrator: (completion: AwsRequest) => Promise<UpstreamAnswer>,
): Promise<void> {
  // A bucket whose encryption is deleted falls back to SSE-S3.
  const settings: [string, string][] = [];
  if (['CreateBucket', 'DeleteBucketEncryption'].includes(request.action))
    settings.push(['encryption', defaultEncryption]);
  if (request.action === 'CreateBucket') settings.push(['publicAccessBlock', defaultPublicAccessBlock]);
  for (const [setting, document] of settings) {
    await sendAsAdministrator({
      ...request,
      method: 'PUT',
      target: `/${request.bucket}?${setting}`,
      headers: { host: request.headers.host, 'content-type': 'application/xml' },
      body: Buffer.from(document),
    });
  }
}

/**
 * Tells the region of each bucket in ListBuckets, as AWS does when the request has a parameter, and moto does not.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export async function tellBucketRegions(
  request: AwsRequest,
  answer: Answer,
  sendAsAdministrator: (question: AwsRequest) => Promise<UpstreamAnswer>,
): Promise<Answer> {
  if (request.action !== 'ListBuckets' || !request.target.includes('?') || answer.status !== 200) return answer;
  const body = answer.body.toString();
  const named = await Promise.all(
    readElements(body, 'Name').map(async (bucket) => {
      const location = await sendAsAdministrator({
        ...request,
        target: `/${bucket}?location`,
        headers: { host: request.headers.host },
      });
      // The first region of all has no name here: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
      const region = /<LocationConstraint[^>]*>([^<]+)</.exec(location.body.toString())?.[1] ?? 'us-east-1';
      return [bucket, region] as const;
    }),
  );
  const regions = new Map(named);
  return withBody(
    answer,
    body.replaceAll(
      /<Name>([^<]*)<\/Name>/g,
      (name, bucket) => `${name}<BucketRegion>${regions.get(bucket) ?? ''}</BucketRegion>`,
    ),
  );
}

/** Answers GetUser and GetCallerIdentity of an account's root user, which moto does not have. */
export function showAsRoot(request: AwsRequest, caller: Identity, answer: Answer): Answer {
  if (caller.kind !== 'root' || answer.status !== 200) return answer;
  const { accountId, arn } = caller;
  if (request.permission === 'iam:GetUser' && !request.parameters.has('UserName')) {
    const user = `<UserId>${accountId}</UserId><Arn>${arn}</Arn><CreateDate>2016-10-30T09:00:00Z</CreateDate>`;
    return withBody(
      answer,
      `<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult><User>${user}</User></GetUserResult><ResponseMetadata><RequestId>root</RequestId></ResponseMetadata></GetUserResponse>`,
    );
  }
  if (request.permission === 'sts:GetCallerIdentity') {
    const identity = `<UserId>${accountId}</UserId><Account>${accountId}</Account><Arn>${arn}</Arn>`;
    return withBody(
      answer,
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${identity}</GetCallerIdentityResult><ResponseMetadata><RequestId>root</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    );
  }
  return answer;
}

/** The regions that every account of a partition has from the start: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const regionsOpenFromTheStart: Record<string, string[]> = {
  aws: [
    ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
    ...['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
    ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
};

/**
 * Leaves out of DescribeRegions the regions that the account has not opted in to: moto lists those of every partition.
 * @param enabled those that are enabled; default: what AWS enables for every account
 */
export function hideClosedRegions(
  request: AwsRequest,
  caller: Identity,
  answer: Answer,
  enabled: readonly string[] | undefined,
): Answer {
  if (request.permission !== 'ec2:DescribeRegions' || request.parameters.get('AllRegions') === 'true') return answer;
  const open = enabled ?? regionsOpenFromTheStart[caller.partition] ?? [];
  const body = answer.body
    .toString()
    .replaceAll(
      /<item>(?:(?!<\/item>).)*<regionName>([^<]*)<\/regionName>(?:(?!<\/item>).)*<\/item>/gs,
      (item, region) => (open.includes(region) ? item : ''),
    );
  return withBody(answer, body);
}

function withBody(answer: Answer, body: string): Answer {
  return { ...answer, body };
}
