import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, type SetupKey, setupActions, startAws } from '../sandbox/aws.ts';
import { type Console, openConsole, requestWith as request, roleWithPolicies } from './aws-console.ts';
import { type Product, startProduct } from './product.ts';

/** The scans that follow connecting are not what is tested; they leave the emulator to what is. */
const oneCallAtATime = { CLOUDCOREO_CALLS_AT_A_TIME: '1' };

// Every way in which connecting with a key can go wrong: a clear error each, and nothing lost.

let aws: Aws;
let product: Product;
let console: Console;

beforeAll(async () => {
  aws = await startAws({ customerCount: 60, regions: ['us-east-1'] });
  console = openConsole(aws);
  product = await startProduct({ aws, environment: oneCallAtATime });
});
afterEach(() => {
  aws.control.faults.clear();
  Object.assign(aws.control.settings, { clockOffsetMilliseconds: 0, roleVisibleAfterSeconds: 0 });
});
afterAll(async () => {
  await product.stop();
  await aws.stop();
});

let requests = 0;
function requestWith(key: Pick<SetupKey, 'accessKeyId' | 'secretAccessKey'>, nickname?: string) {
  requests += 1;
  return request(key, nickname ?? `account ${requests}`);
}

describe('a key that cannot be used', () => {
  it.each([
    ['an ID of the wrong shape', { accessKeyId: 'hello' }, 'setup_key_id_malformed'],
    ['a temporary key without its token', { accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }, 'setup_key_temporary'],
    ['a secret of the wrong shape', { secretAccessKey: 'too short' }, 'setup_key_secret_malformed'],
  ])('is refused before AWS is asked: %s', async (_, change, code) => {
    const key = { ...(await aws.createSetupUser(console.freshAccount())), ...change };
    aws.control.calls.clear();
    const { status, body } = await product.connect(requestWith(key));
    expect({ status, code: body.code }).toEqual({ status: 422, code });
    expect(body.mend).not.toBe('');
    expect(aws.control.calls.list({ service: 'iam' })).toEqual([]);
  });

  it('is refused when its secret is wrong', async () => {
    const key = await aws.createSetupUser(console.freshAccount());
    const { body } = await product.connect(requestWith({ ...key, secretAccessKey: 'w'.repeat(40) }));
    expect(body.code).toBe('setup_key_secret_wrong');
  });

  it('is refused when AWS does not know it', async () => {
    const key = await aws.createSetupUser(console.freshAccount());
    const { body } = await product.connect(requestWith({ ...key, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }));
    expect(body.code).toBe('setup_key_unknown');
  });

  it('is refused when it is deactivated', async () => {
    const accountId = console.freshAccount();
    const key = await aws.createSetupUser(accountId);
    await console
      .iamOf(accountId)
      .send(new UpdateAccessKeyCommand({ UserName: key.userName, AccessKeyId: key.accessKeyId, Status: 'Inactive' }));
    const { body } = await product.connect(requestWith(key));
    expect(body.code).toBe('setup_key_unknown');
    expect(body.detail).toContain('deactivated');
  });

  it('is refused when it is the root user’s, and nothing is made', async () => {
    const accountId = console.freshAccount();
    const { body } = await product.connect(requestWith(await aws.createRootKey(accountId)));
    expect(body.code).toBe('setup_key_root');
    expect(await console.madeObjects(accountId)).toEqual({ roles: [], policies: [] });
  });

  it('works with the white space and line breaks of a careless copy', async () => {
    const key = await aws.createSetupUser(console.freshAccount());
    const pasted = {
      accessKeyId: ` ${key.accessKeyId}\n`,
      secretAccessKey: `${key.secretAccessKey.slice(0, 9)}\r\n${key.secretAccessKey.slice(9)}\t`,
    };
    const { status, body } = await product.connect(requestWith(pasted));
    expect({ status, state: body.state }).toEqual({ status: 201, state: 'connected' });
  });
});

describe('a setup policy with one of the six actions missing', () => {
  it.each(setupActions)('is answered with the action %s, and a second try carries on', async (missing) => {
    const accountId = console.freshAccount();
    const granted = setupActions.filter((action) => action !== missing);
    const key = await aws.createSetupUser(accountId, { actions: granted });
    const first = await product.connect(requestWith(key));
    expect(first.body).toMatchObject({ code: 'setup_permission_missing', status: 422 });
    expect(first.body.detail).toContain(missing);
    expect(first.body.aws?.operation).toBe(missing);
    expect(first.body.commands).toContain('put-user-policy');

    const second = await product.connect(requestWith(await aws.createSetupUser(accountId)));
    expect(second.body.state).toBe('connected');
    const { body: log } = await product.call<{ items: { action: string; details: { awsAccountId?: string } }[] }>(
      'GET',
      '/api/v1/audit-log',
    );
    const written = log.items.filter(({ details }) => details.awsAccountId === accountId).map(({ action }) => action);
    // Without iam:GetUser not even the account is known.
    const failed = missing === 'iam:GetUser' ? [] : ['cloud_account.connect_failed'];
    expect(written).toEqual(['cloud_account.connect', ...failed]);
    expect(await console.madeObjects(accountId)).toEqual(roleWithPolicies);
  });

  it.each([
    ['service control policy', 'with an explicit deny in a service control policy', 'setup_denied_by_scp'],
    [
      'permissions boundary',
      'because no permissions boundary allows the iam:CreateRole action',
      'setup_denied_by_boundary',
    ],
  ])('is told from a %s that forbids it', async (_, reason, code) => {
    const key = await aws.createSetupUser(console.freshAccount());
    aws.control.faults.add({
      match: { action: 'CreateRole', accessKeyId: key.accessKeyId },
      effect: {
        kind: 'error',
        status: 403,
        code: 'AccessDenied',
        message: `User: x is not authorized to perform: iam:CreateRole ${reason}`,
      },
    });
    const { body } = await product.connect(requestWith(key));
    expect(body.code).toBe(code);
    expect(body.detail).toContain('iam:CreateRole');
  });
});

describe('a nickname', () => {
  it.each([
    ['empty', '   '],
    ['of 300 characters', 'n'.repeat(300)],
    ['with a line break', 'two\nlines'],
  ])('is refused when it is %s, and the field is named', async (_, nickname) => {
    const { status, body } = await product.connect(
      requestWith(await aws.createSetupUser(console.freshAccount()), nickname),
    );
    expect(status).toBe(400);
    expect(body.code).toBe('input_invalid');
    expect(body.fields?.map(({ field }) => field)).toEqual(['nickname']);
  });

  it.each(['🚀 production', '<img src=x onerror=alert(1)>', 'Ünïcødé — 本番'])('may be %s', async (nickname) => {
    const { body } = await product.connect(requestWith(await aws.createSetupUser(console.freshAccount()), nickname));
    expect(body).toMatchObject({ state: 'connected', nickname });
  });

  it('that is taken is refused, whatever its case', async () => {
    await product.connect(requestWith(await aws.createSetupUser(console.freshAccount()), 'Taken'));
    const { status, body } = await product.connect(
      requestWith(await aws.createSetupUser(console.freshAccount()), ' tAKEN '),
    );
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'nickname_taken' });
  });
});

describe('an account that is not as it should be', () => {
  it('is refused when it is connected already, after one call', async () => {
    const accountId = console.freshAccount();
    await product.connect(requestWith(await aws.createSetupUser(accountId), 'first'));
    const key = await aws.createSetupUser(accountId);
    const { status, body } = await product.connect(requestWith(key, 'second'));
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'account_already_connected' });
    expect(body.detail).toContain('“first”');
    expect(aws.control.calls.list({ accessKeyId: key.accessKeyId }).map(({ action }) => action)).toEqual(['GetUser']);
  });

  it('is refused when the role exists with another trust, with the command that mends it', async () => {
    const accountId = console.freshAccount();
    await console.iamOf(accountId).send(
      new CreateRoleCommand({
        RoleName: 'CloudCoreoAssumedRole',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${aws.accounts.stranger.accountId}:root` },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    const { body } = await product.connect(requestWith(await aws.createSetupUser(accountId)));
    expect(body.code).toBe('role_trust_differs');
    expect(body.detail).toContain(aws.accounts.stranger.accountId);
    expect(body.commands).toContain('aws iam update-assume-role-policy --role-name CloudCoreoAssumedRole');
  });

  it('is refused when the policy exists and is wider, and carries on without a key once it is mended', async () => {
    const accountId = console.freshAccount();
    const iam = console.iamOf(accountId);
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    await iam.send(
      new CreatePolicyCommand({ PolicyName: 'CloudCoreoAssumedRolePolicy', PolicyDocument: JSON.stringify(document) }),
    );
    const { body } = await product.connect(requestWith(await aws.createSetupUser(accountId), 'wider'));
    expect(body.code).toBe('policy_wider');
    const generated = /--policy-document '(.+)'$/.exec(body.commands ?? '')?.[1] ?? '';
    const PolicyArn = `arn:aws:iam::${accountId}:policy/CloudCoreoAssumedRolePolicy`;
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: generated, SetAsDefault: true }));
    const { body: list } = await product.call<{ items: { id: string }[] }>(
      'GET',
      '/api/v1/cloud-accounts?search=wider',
    );
    const verified = await product.call('POST', `/api/v1/cloud-accounts/${list.items[0]?.id}/verify`);
    expect(verified.body).toMatchObject({ state: 'connected', drift: [] });
  });

  it('is refused when the policy exists and does not even let the role read it', async () => {
    const accountId = console.freshAccount();
    const document = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
    };
    await console.iamOf(accountId).send(
      new CreatePolicyCommand({
        PolicyName: 'CloudCoreoAssumedRolePolicy',
        PolicyDocument: JSON.stringify(document),
      }),
    );
    const { body } = await product.connect(requestWith(await aws.createSetupUser(accountId)));
    expect(body.code).toBe('policy_unreadable');
    expect(body.commands).toContain('create-policy-version');
  });
});

describe('the weather between here and AWS', () => {
  it('may hide a new role for a while', async () => {
    aws.control.settings.roleVisibleAfterSeconds = 2;
    const { body } = await product.connect(requestWith(await aws.createSetupUser(console.freshAccount())));
    expect(body.state).toBe('connected');
  });

  it('may hide it for longer than anybody waits; then the role is kept, and verifying carries on without the key', async () => {
    aws.control.settings.roleVisibleAfterSeconds = 3600;
    const nickname = 'slow to appear';
    const first = await product.connect(requestWith(await aws.createSetupUser(console.freshAccount()), nickname));
    expect(first.body.code).toBe('role_unreachable');
    aws.control.settings.roleVisibleAfterSeconds = 0;
    const list = await product.call<{ items: { id: string; state: string }[] }>(
      'GET',
      `/api/v1/cloud-accounts?search=${encodeURIComponent(nickname)}`,
    );
    expect(list.body.items).toMatchObject([{ state: 'failed' }]);
    const verified = await product.call('POST', `/api/v1/cloud-accounts/${list.body.items[0]?.id}/verify`);
    expect(verified).toMatchObject({ status: 200, body: { state: 'connected' } });
  });

  it.each(['GetUser', 'CreatePolicy', 'CreateRole', 'AttachRolePolicy', 'AssumeRole'])(
    'may throttle %s',
    async (action) => {
      aws.control.faults.add({ match: { action }, effect: { kind: 'throttle' }, times: 2 });
      const { body } = await product.connect(requestWith(await aws.createSetupUser(console.freshAccount())));
      expect(body.state).toBe('connected');
    },
  );

  it('may throttle for ever, which is told as such', async () => {
    const key = await aws.createSetupUser(console.freshAccount());
    aws.control.faults.add({ match: { action: 'CreatePolicy' }, effect: { kind: 'throttle' } });
    const { status, body } = await product.connect(requestWith(key));
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'aws_throttled' });
  });

  it.each(['CreatePolicy', 'CreateRole', 'AttachRolePolicy'])(
    'may cut the connection before and after %s',
    async (action) => {
      const accountId = console.freshAccount();
      const key = await aws.createSetupUser(accountId);
      aws.control.faults.add({ match: { action }, effect: { kind: 'reset' }, times: 1 });
      aws.control.faults.add({ match: { action }, effect: { kind: 'lose-answer' }, times: 1 });
      const { body } = await product.connect(requestWith(key));
      expect(body.state).toBe('connected');
      expect((await console.madeObjects(accountId)).roles).toEqual(['CloudCoreoAssumedRole']);
    },
  );

  it('may cut every connection, which is told as such', async () => {
    const key = await aws.createSetupUser(console.freshAccount());
    aws.control.faults.add({ match: { accessKeyId: key.accessKeyId }, effect: { kind: 'reset' } });
    const { status, body } = await product.connect(requestWith(key));
    expect({ status, code: body.code }).toEqual({ status: 502, code: 'aws_unreachable' });
  });

  it.each([10, -10])('may have a clock that is %s minutes off', async (minutes) => {
    aws.control.settings.clockOffsetMilliseconds = minutes * 60_000;
    const { body } = await product.connect(requestWith(await aws.createSetupUser(console.freshAccount())));
    expect(body.state).toBe('connected');
  });
});
