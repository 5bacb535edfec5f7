import { DescribeInstancesCommand, DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  GetUserCommand,
  IAMClient,
  ListUsersCommand,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Aws, type SetupKey, startAws } from './aws.ts';
import type { SigningKey } from './signature.ts';

let aws: Aws;
let setupKey: SetupKey;

beforeAll(async () => {
  aws = await startAws({ customerCount: 3 });
  setupKey = await aws.createSetupUser(customer());
  await createRole(setupKey, 'CloudCoreoAssumedRole', trustTheHub('right-one'));
}, 120_000);

afterEach(() => {
  aws.control.faults.clear();
  Object.assign(aws.control.settings, {
    clockOffsetMilliseconds: 0,
    roleVisibleAfterSeconds: 0,
    latencyMilliseconds: 0,
  });
});

afterAll(() => aws.stop());

const customer = () => aws.accounts.customers[0].accountId;
type Credentials = SigningKey & { sessionToken?: string };
const settings = (credentials: Credentials) => ({
  endpoint: aws.endpoint,
  region: aws.region,
  credentials,
  maxAttempts: 1,
});
const iam = (credentials: Credentials) => new IAMClient(settings(credentials));
const sts = (credentials: Credentials) => new STSClient(settings(credentials));
const ec2 = (credentials: Credentials) => new EC2Client(settings(credentials));
const s3 = (credentials: Credentials) => new S3Client({ ...settings(credentials), forcePathStyle: true });

const statement = (Action: string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const trust = (AWS: string, Condition?: object) =>
  policy({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', Condition });
const trustTheHub = (externalId: string) =>
  trust(`arn:aws:iam::${aws.accounts.hub.accountId}:root`, { StringEquals: { 'sts:ExternalId': externalId } });

async function createRole(key: Credentials, RoleName: string, trustPolicy: string): Promise<string> {
  const { Role } = await iam(key).send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustPolicy }));
  return Role?.Arn ?? '';
}

const roleArn = (name = 'CloudCoreoAssumedRole') => `arn:aws:iam::${customer()}:role/${name}`;

function assume(
  credentials: Credentials,
  options: { ExternalId?: string; RoleArn?: string; PolicyArns?: { arn: string }[]; Policy?: string },
) {
  return sts(credentials).send(new AssumeRoleCommand({ RoleArn: roleArn(), RoleSessionName: 'test', ...options }));
}

async function openSession(options: Parameters<typeof assume>[1]): Promise<Credentials> {
  const { Credentials } = await assume(aws.hubCredentials, options);
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  };
}

const refusedAssumeRole = (userArn: string, role: string) => ({
  name: 'AccessDenied',
  message: `User: ${userArn} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
  $metadata: expect.objectContaining({ httpStatusCode: 403 }),
});

describe('assuming a role across accounts', () => {
  test('succeeds with the right external ID, and the session is the role', async () => {
    const session = await openSession({ ExternalId: 'right-one' });
    const identity = await sts(session).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: customer(),
      Arn: `arn:aws:sts::${customer()}:assumed-role/CloudCoreoAssumedRole/test`,
    });
  });

  test('is refused without the external ID and with a wrong one', async () => {
    const refusal = refusedAssumeRole(aws.hubUserArn, roleArn());
    await expect(assume(aws.hubCredentials, {})).rejects.toMatchObject(refusal);
    await expect(assume(aws.hubCredentials, { ExternalId: 'wrong-one' })).rejects.toMatchObject(refusal);
    await expect(assume(aws.hubCredentials, { ExternalId: 'Right-one' })).rejects.toMatchObject(refusal);
  });

  test("is refused to a stranger's account, whose user may assume everything", async () => {
    const arn = `arn:aws:iam::${aws.accounts.stranger.accountId}:user/stranger`;
    await expect(assume(aws.strangerCredentials, { ExternalId: 'right-one' })).rejects.toMatchObject(
      refusedAssumeRole(arn, roleArn()),
    );
  });

  test('is refused in the same words for a role that does not exist', async () => {
    const RoleArn = roleArn('NoSuchRole');
    await expect(assume(aws.hubCredentials, { RoleArn, ExternalId: 'right-one' })).rejects.toMatchObject(
      refusedAssumeRole(aws.hubUserArn, RoleArn),
    );
  });

  test("is refused when the caller's own policy does not allow it, although the role trusts him", async () => {
    const RoleArn = await createRole(setupKey, 'OtherName', trustTheHub('right-one'));
    await expect(assume(aws.hubCredentials, { RoleArn, ExternalId: 'right-one' })).rejects.toMatchObject(
      refusedAssumeRole(aws.hubUserArn, RoleArn),
    );
  });

  test('is refused for a role that trusts a service only', async () => {
    const Principal = { Service: 'ec2.amazonaws.com' };
    const trustPolicy = policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
    const RoleArn = await createRole(setupKey, 'ForMachines', trustPolicy);
    await expect(assume(aws.strangerCredentials, { RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('follows a changed trust policy at once', async () => {
    const administrator = aws.administratorCredentials(customer());
    const change = (PolicyDocument: string) =>
      iam(administrator).send(new UpdateAssumeRolePolicyCommand({ RoleName: 'CloudCoreoAssumedRole', PolicyDocument }));
    await change(trustTheHub('rotated'));
    await expect(assume(aws.hubCredentials, { ExternalId: 'right-one' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await assume(aws.hubCredentials, { ExternalId: 'rotated' });
    await change(trustTheHub('right-one'));
  });

  test('is refused while a new role is not yet visible', async () => {
    const hub = aws.accounts.hub.accountId;
    const { accountId } = aws.accounts.customers[1];
    const RoleArn = await createRole(
      aws.administratorCredentials(accountId),
      'CloudCoreoAssumedRole',
      trust(`arn:aws:iam::${hub}:root`),
    );
    aws.control.settings.roleVisibleAfterSeconds = 3600;
    await expect(assume(aws.hubCredentials, { RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
    aws.control.settings.roleVisibleAfterSeconds = 0;
    await assume(aws.hubCredentials, { RoleArn });
  });

  test('works within one account too, where a trust in the account asks for the own policy as well', async () => {
    const { accountId } = aws.accounts.hub;
    const administrator = aws.administratorCredentials(accountId);
    const RoleArn = await createRole(administrator, 'CloudCoreoAssumedRole', trustTheHub('own'));
    await assume(aws.hubCredentials, { RoleArn, ExternalId: 'own' });
    await expect(assume(aws.hubCredentials, { RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
    const without = await aws.createSetupUser(accountId);
    await expect(assume(without, { RoleArn, ExternalId: 'own' })).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('an access key', () => {
  test('may do what its policy grants and nothing else', async () => {
    const { User } = await iam(setupKey).send(new GetUserCommand({}));
    expect(User).toMatchObject({
      UserName: setupKey.userName,
      Arn: `arn:aws:iam::${customer()}:user/${setupKey.userName}`,
    });
    await expect(iam(setupKey).send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`user/${setupKey.userName} is not authorized to perform: iam:ListUsers`),
    });
    await expect(ec2(setupKey).send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
    await expect(s3(setupKey).send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('with a wrong secret is refused by its signature', async () => {
    const wrong = { ...setupKey, secretAccessKey: 'x'.repeat(40) };
    await expect(iam(wrong).send(new GetUserCommand({}))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(iam(wrong).send(new ListUsersCommand({}))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(s3(wrong).send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(ec2(wrong).send(new DescribeRegionsCommand({}))).rejects.toMatchObject({ name: 'AuthFailure' });
    const wrongHub = { ...aws.hubCredentials, secretAccessKey: 'x'.repeat(40) };
    await expect(assume(wrongHub, { ExternalId: 'right-one' })).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });

  test('that nobody knows, that is switched off or deleted is an invalid token', async () => {
    const unknown = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
    await expect(iam(unknown).send(new GetUserCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });

    const { accountId, userName, accessKeyId, ...rest } = await aws.createSetupUser(customer());
    const key = { accessKeyId, ...rest };
    const administrator = iam(aws.administratorCredentials(accountId));
    const named = { UserName: userName, AccessKeyId: accessKeyId };
    await administrator.send(new UpdateAccessKeyCommand({ ...named, Status: 'Inactive' }));
    await expect(iam(key).send(new GetUserCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await administrator.send(new UpdateAccessKeyCommand({ ...named, Status: 'Active' }));
    await iam(key).send(new GetUserCommand({}));
    await administrator.send(new DeleteAccessKeyCommand(named));
    await expect(iam(key).send(new GetUserCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  test('of the root user says so', async () => {
    const root = await aws.createRootKey(customer());
    const { User } = await iam(root).send(new GetUserCommand({}));
    expect(User).toMatchObject({ Arn: `arn:aws:iam::${customer()}:root`, UserId: customer() });
    expect(User?.UserName).toBeUndefined();
    const identity = await sts(root).send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(`arn:aws:iam::${customer()}:root`);
  });

  test('cannot act in another account by naming it to the emulator', async () => {
    const other = aws.accounts.customers[1].accountId;
    const client = iam(setupKey);
    // After signing, so that the header changes nothing about the signature.
    client.middlewareStack.add(
      (next) => (call) => {
        (call.request as { headers: Record<string, string> }).headers['x-moto-account-id'] = other;
        return next(call);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    expect((await client.send(new GetUserCommand({}))).User?.Arn).toContain(customer());
    expect((await fetch(`${aws.endpoint}/moto-api/reset-auth`, { method: 'POST', body: '100' })).status).toBe(404);
  });
});

describe("a role's session", () => {
  const bucket = 'settings-of-a-bucket';

  beforeAll(async () => {
    const administrator = aws.administratorCredentials(customer());
    await s3(administrator).send(new CreateBucketCommand({ Bucket: bucket }));
    const granted = policy(
      statement(['s3:ListAllMyBuckets', 's3:GetEncryptionConfiguration', 'ec2:DescribeRegions', 'iam:ListUsers']),
      {
        ...statement(['s3:GetBucketPublicAccessBlock']),
        Condition: { StringEquals: { 'aws:PrincipalAccount': customer() } },
      },
    );
    const { Policy } = await iam(setupKey).send(
      new CreatePolicyCommand({ PolicyName: 'CloudCoreoAssumedRolePolicy', PolicyDocument: granted }),
    );
    await iam(setupKey).send(
      new AttachRolePolicyCommand({ RoleName: 'CloudCoreoAssumedRole', PolicyArn: Policy?.Arn }),
    );
  });

  test("needs S3's own action names, not its operations' names", async () => {
    const session = s3(await openSession({ ExternalId: 'right-one' }));
    await session.send(new GetBucketEncryptionCommand({ Bucket: bucket }));
    await session.send(new GetPublicAccessBlockCommand({ Bucket: bucket }));
    await expect(session.send(new ListObjectsV2Command({ Bucket: bucket }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  test('is narrowed by a session policy and by the ARN of one', async () => {
    const narrowed = await openSession({ ExternalId: 'right-one', Policy: policy(statement(['ec2:DescribeRegions'])) });
    await ec2(narrowed).send(new DescribeRegionsCommand({}));
    await expect(s3(narrowed).send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no session policy allows the s3:ListAllMyBuckets action'),
    });
    const byArn = await openSession({
      ExternalId: 'right-one',
      PolicyArns: [{ arn: `arn:aws:iam::${customer()}:policy/CloudCoreoAssumedRolePolicy` }],
    });
    await s3(byArn).send(new ListBucketsCommand({}));
  });

  test('is nothing without its token or with another one', async () => {
    const session = await openSession({ ExternalId: 'right-one' });
    for (const sessionToken of [undefined, 'another']) {
      await expect(iam({ ...session, sessionToken }).send(new ListUsersCommand({}))).rejects.toMatchObject({
        name: 'InvalidClientTokenId',
      });
    }
  });

  test('ends after an hour', async () => {
    const session = await openSession({ ExternalId: 'right-one' });
    aws.control.settings.clockOffsetMilliseconds = 61 * 60_000;
    const client = new IAMClient({ ...settings(session), systemClockOffset: 61 * 60_000 });
    await expect(client.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  test('sees the regions that an account has from the start', async () => {
    const session = await openSession({ ExternalId: 'right-one' });
    const { Regions } = await ec2(session).send(new DescribeRegionsCommand({}));
    expect(Regions?.length).toBe(17);
    expect(Regions?.map((region) => region.RegionName)).not.toContain('cn-north-1');
  });
});

test('a new bucket is encrypted and blocks public access', async () => {
  const administrator = s3(aws.administratorCredentials(customer()));
  await administrator.send(new CreateBucketCommand({ Bucket: 'as-aws-makes-it' }));
  const { ServerSideEncryptionConfiguration } = await administrator.send(
    new GetBucketEncryptionCommand({ Bucket: 'as-aws-makes-it' }),
  );
  expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe(
    'AES256',
  );
  const { PublicAccessBlockConfiguration } = await administrator.send(
    new GetPublicAccessBlockCommand({ Bucket: 'as-aws-makes-it' }),
  );
  expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
});

test('a clock that is minutes off is refused, and the SDK sets itself right by the Date it is told', async () => {
  aws.control.settings.clockOffsetMilliseconds = 10 * 60_000;
  await expect(iam(setupKey).send(new GetUserCommand({}))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    message: expect.stringMatching(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
    ),
  });
  await new IAMClient({ ...settings(setupKey), maxAttempts: 2 }).send(new GetUserCommand({}));

  aws.control.settings.clockOffsetMilliseconds = -20 * 60_000;
  await expect(iam(setupKey).send(new GetUserCommand({}))).rejects.toMatchObject({
    message: expect.stringContaining('Signature not yet current'),
  });
  await expect(s3(setupKey).send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' });
  await expect(ec2(setupKey).send(new DescribeRegionsCommand({}))).rejects.toMatchObject({ name: 'RequestExpired' });
});

test('an unsigned request is refused', async () => {
  const response = await fetch(aws.endpoint, {
    method: 'POST',
    body: new URLSearchParams({ Action: 'GetCallerIdentity' }),
  });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('<Code>MissingAuthenticationToken</Code>');
});

test.each([
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
] as const)('in the partition %s every ARN says so', async (partition, region) => {
  const elsewhere = await startAws({ partition });
  try {
    const { accountId } = elsewhere.accounts.customers[0];
    const key = await elsewhere.createSetupUser(accountId);
    const client = new IAMClient({ endpoint: elsewhere.endpoint, region, credentials: key });
    const { User } = await client.send(new GetUserCommand({}));
    expect(User?.Arn).toBe(`arn:${partition}:iam::${accountId}:user/${key.userName}`);
    const { Role } = await client.send(
      new CreateRoleCommand({
        RoleName: 'CloudCoreoAssumedRole',
        AssumeRolePolicyDocument: trust(`arn:${partition}:iam::${elsewhere.accounts.hub.accountId}:root`),
      }),
    );
    const hub = new STSClient({ endpoint: elsewhere.endpoint, region, credentials: elsewhere.hubCredentials });
    const { AssumedRoleUser } = await hub.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'test' }));
    expect(AssumedRoleUser?.Arn).toBe(`arn:${partition}:sts::${accountId}:assumed-role/CloudCoreoAssumedRole/test`);
    const otherPartition = { RoleArn: Role?.Arn?.replace(`arn:${partition}`, 'arn:aws'), RoleSessionName: 'test' };
    await expect(hub.send(new AssumeRoleCommand(otherPartition))).rejects.toMatchObject({ name: 'AccessDenied' });
  } finally {
    await elsewhere.stop();
  }
});
