import { GetUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Aws, type SetupKey, startAws } from './aws.ts';

let aws: Aws;
let setupKey: SetupKey;

beforeAll(async () => {
  aws = await startAws();
  setupKey = await aws.createSetupUser(aws.accounts.customers[0].accountId);
}, 120_000);

afterEach(() => {
  aws.control.faults.clear();
  aws.control.settings.latencyMilliseconds = 0;
});

afterAll(() => aws.stop());

const client = (maxAttempts = 1) =>
  new IAMClient({ endpoint: aws.endpoint, region: aws.region, credentials: setupKey, maxAttempts });
const getUser = (maxAttempts?: number) => client(maxAttempts).send(new GetUserCommand({}));

test('every call is recorded with who made it, where, and how it ended', async () => {
  aws.control.calls.clear();
  await getUser();
  await client()
    .send(new ListUsersCommand({}))
    .catch(() => {});
  const { accessKeyId, accountId, userName } = setupKey;
  const caller = {
    accessKeyId,
    accountId,
    principalArn: `arn:aws:iam::${accountId}:user/${userName}`,
    region: 'us-east-1',
  };
  expect(aws.control.calls.list({ accessKeyId })).toEqual([
    expect.objectContaining({ ...caller, service: 'iam', action: 'GetUser', permission: 'iam:GetUser', status: 200 }),
    expect.objectContaining({ ...caller, service: 'iam', action: 'ListUsers', status: 403, errorCode: 'AccessDenied' }),
  ]);
  expect(aws.control.calls.list({ action: 'ListUsers' })).toHaveLength(1);
});

describe('a fault', () => {
  test('throttles as often as told, in the words of each service', async () => {
    aws.control.faults.add({ match: { action: 'GetUser' }, effect: { kind: 'throttle' }, times: 2 });
    await expect(getUser()).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
    await expect(getUser()).rejects.toMatchObject({ name: 'Throttling' });
    await getUser();

    aws.control.faults.add({ match: { service: 's3' }, effect: { kind: 'throttle' } });
    const s3 = new S3Client({
      endpoint: aws.endpoint,
      region: aws.region,
      credentials: setupKey,
      maxAttempts: 1,
      forcePathStyle: true,
    });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'SlowDown' });
  });

  test('answers with any error, for one key only', async () => {
    aws.control.faults.add({
      match: { accessKeyId: setupKey.accessKeyId },
      effect: {
        kind: 'error',
        status: 403,
        code: 'AccessDenied',
        message: 'explicit deny in a service control policy <scp>',
      },
    });
    await expect(getUser()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'explicit deny in a service control policy <scp>',
    });
    const other = await aws.createSetupUser(setupKey.accountId);
    await new IAMClient({ endpoint: aws.endpoint, region: aws.region, credentials: other }).send(
      new GetUserCommand({}),
    );
  });

  test('cuts the connection, and the SDK tries again', async () => {
    aws.control.faults.add({ match: { action: 'GetUser' }, effect: { kind: 'reset' }, times: 1 });
    await getUser(2);
    aws.control.calls.clear();
    aws.control.faults.add({ match: { action: 'GetUser' }, effect: { kind: 'lose-answer' }, times: 1 });
    await expect(getUser()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(aws.control.calls.list()).toEqual([expect.objectContaining({ action: 'GetUser', status: 0 })]);
  });

  test('holds a call until it is released', async () => {
    const id = aws.control.faults.add({ match: { action: 'GetUser' }, effect: { kind: 'hold-after' } });
    let isAnswered = false;
    const call = getUser().then(() => {
      isAnswered = true;
    });
    await aws.control.faults.waitUntilStruck(id);
    expect(isAnswered).toBe(false);
    aws.control.faults.remove(id);
    await call;
    await expect(aws.control.faults.waitUntilStruck(id)).rejects.toThrow('There is no fault');
  });

  test('slows calls down', async () => {
    aws.control.settings.latencyMilliseconds = 40;
    aws.control.faults.add({ effect: { kind: 'latency', milliseconds: 60 } });
    aws.control.calls.clear();
    await getUser();
    expect(aws.control.calls.list()[0]?.milliseconds).toBeGreaterThanOrEqual(99);
  });

  test('rewrites what a successful call answers', async () => {
    aws.control.faults.add({
      match: { action: 'GetUser' },
      effect: { kind: 'rewrite', find: setupKey.accountId, replace: '123456789012' },
    });
    expect((await getUser()).User?.Arn).toContain(':123456789012:');
  });
});

test('the endpoint goes down and comes up again at the same address', async () => {
  await aws.control.goDown();
  await expect(getUser()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await aws.control.comeUp();
  await getUser();
});

test('faults, settings and calls are at hand over HTTP, and nonsense is refused', async () => {
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${aws.endpoint}/_sandbox${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const set = await ask('POST', '/faults', { match: { action: 'GetUser' }, effect: { kind: 'throttle' } });
  const { id } = (await set.json()) as { id: string };
  await expect(getUser()).rejects.toMatchObject({ name: 'Throttling' });
  expect(await (await ask('GET', '/faults')).json()).toEqual([expect.objectContaining({ id, struck: 1 })]);
  expect((await ask('DELETE', `/faults/${id}`)).status).toBe(204);
  await getUser();

  await ask('PATCH', '/settings', { latencyMilliseconds: 5 });
  expect(aws.control.settings.latencyMilliseconds).toBe(5);
  const calls = await (await ask('GET', '/calls?action=GetUser')).json();
  expect(calls).toEqual(aws.control.calls.list({ action: 'GetUser' }).map((call) => JSON.parse(JSON.stringify(call))));

  expect((await ask('POST', '/faults', { effect: { kind: 'explode' } })).status).toBe(400);
  expect((await ask('POST', '/faults', { effect: { kind: 'latency' } })).status).toBe(400);
  expect((await ask('PATCH', '/settings', { clock: 3 })).status).toBe(400);
  expect((await ask('GET', '/nothing')).status).toBe(404);
});
