import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../sandbox/aws.ts';
import type { CloudAccountView, RoleSetupView } from '../server/accounts/api.ts';
import { type Console, openConsole, requestWith } from './aws-console.ts';
import { type Product, startProduct } from './product.ts';

let aws: Aws;
let console: Console;
let product: Product;
beforeAll(async () => {
  aws = await startAws({ customerCount: 20, regions: ['us-east-1'] });
  console = openConsole(aws);
  product = await startProduct({ aws });
});
afterAll(async () => {
  await product.stop();
  await aws.stop();
});

async function newSetup(): Promise<RoleSetupView> {
  const { status, body } = await product.call<RoleSetupView>('POST', '/api/v1/role-setups');
  expect(status).toBe(201);
  return body;
}

/** Does in an account what the set-up's scripts do, with a trust policy that may differ. */
async function makeRole(accountId: string, setup: RoleSetupView, trustPolicy = setup.trustPolicy, attach = true) {
  const iam = console.iamOf(accountId);
  for (const { name, document } of setup.permissionPolicies) {
    await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: document }));
  }
  await iam.send(new CreateRoleCommand({ RoleName: setup.roleName, AssumeRolePolicyDocument: trustPolicy }));
  for (const { name } of attach ? setup.permissionPolicies : []) {
    await iam.send(
      new AttachRolePolicyCommand({ RoleName: setup.roleName, PolicyArn: `arn:aws:iam::${accountId}:policy/${name}` }),
    );
  }
  return `arn:aws:iam::${accountId}:role/${setup.roleName}`;
}

const connect = (setup: RoleSetupView, roleArn: string, nickname: string) =>
  product.connect({ method: 'role', nickname, roleArn, roleSetupId: setup.id });

describe('connecting with a role', () => {
  it('takes a role made as the set-up shows, and the set-up is the same after a reload', async () => {
    const setup = await newSetup();
    const again = await product.call<RoleSetupView>('GET', `/api/v1/role-setups/${setup.id}`);
    expect(again.body).toEqual(setup);
    const { status, body } = await connect(setup, await makeRole(console.freshAccount(), setup), 'by role');
    expect({ status, state: body.state, externalId: body.externalId }).toEqual({
      status: 201,
      state: 'connected',
      externalId: setup.externalId,
    });
    expect(body.setupUser.state).toBe('none');
    expect(body.drift).toEqual([]);
    if (body.lastScan === null) throw new Error('A first scan starts.');
    expect((await product.finishedScan(body.id, body.lastScan.id)).state).toBe('succeeded');
  });

  it.each([
    ['no ARN', 'CloudCoreoAssumedRole'],
    ['another role', 'arn:aws:iam::111122223333:role/Admin'],
    ['a user', 'arn:aws:iam::111122223333:user/CloudCoreoAssumedRole'],
  ])('refuses %s', async (_, roleArn) => {
    const { status, body } = await connect(await newSetup(), roleArn, 'x');
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'role_arn_malformed' });
  });

  it('refuses a role of another partition', async () => {
    const { body } = await connect(await newSetup(), 'arn:aws-cn:iam::111122223333:role/CloudCoreoAssumedRole', 'x');
    expect(body.code).toBe('partition_differs');
  });

  it('refuses a set-up that another team, or nobody, made', async () => {
    const { body } = await connect(
      { ...(await newSetup()), id: 'rs_unknown' },
      'arn:aws:iam::111122223333:role/CloudCoreoAssumedRole',
      'x',
    );
    expect(body.code).toBe('role_setup_unknown');
  });

  it('refuses a role that is not there, or trusts another external ID', async () => {
    const setup = await newSetup();
    const missing = await connect(
      setup,
      `arn:aws:iam::${console.freshAccount()}:role/CloudCoreoAssumedRole`,
      'missing',
    );
    expect(missing.body.code).toBe('role_unreachable');
    const other = await newSetup();
    const roleArn = await makeRole(console.freshAccount(), other);
    expect((await connect(setup, roleArn, 'other')).body.code).toBe('role_unreachable');
  });

  it('refuses a role that does not ask for the external ID, reads nothing, and carries on once it is locked', async () => {
    const setup = await newSetup();
    const accountId = console.freshAccount();
    const open = JSON.parse(setup.trustPolicy);
    delete open.Statement[0].Condition;
    const roleArn = await makeRole(accountId, setup, JSON.stringify(open));
    aws.control.calls.clear();
    const { status, body } = await connect(setup, roleArn, 'open');
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'lock_open' });
    expect(body.commands).toContain(setup.externalId);
    const asTheRole = aws.control.calls.list({ accountId });
    expect(asTheRole.filter(({ action }) => action !== 'AssumeRole')).toEqual([]);

    const { body: list } = await product.call<{ items: CloudAccountView[] }>(
      'GET',
      '/api/v1/cloud-accounts?search=open',
    );
    await console
      .iamOf(accountId)
      .send(new UpdateAssumeRolePolicyCommand({ RoleName: setup.roleName, PolicyDocument: setup.trustPolicy }));
    const mended = await product.call<CloudAccountView>('POST', `/api/v1/cloud-accounts/${list.items[0]?.id}/verify`);
    expect(mended.body).toMatchObject({ state: 'connected', failure: null });
  });

  it('refuses a role that takes any external ID', async () => {
    const setup = await newSetup();
    const loose = JSON.parse(setup.trustPolicy);
    loose.Statement[0].Condition = { StringLike: { 'sts:ExternalId': '*' } };
    const { body } = await connect(
      setup,
      await makeRole(console.freshAccount(), setup, JSON.stringify(loose)),
      'loose',
    );
    expect(body.code).toBe('lock_open');
    expect(body.detail).toContain('a wrong external ID');
  });

  it('refuses a role without its policy, and says what to attach', async () => {
    const setup = await newSetup();
    const { body } = await connect(setup, await makeRole(console.freshAccount(), setup, undefined, false), 'bare');
    expect(['policy_unreadable', 'policy_missing']).toContain(body.code);
    expect(body.commands).toContain('attach-role-policy');
  });

  it('takes a proof that could not be made for no proof', async () => {
    const setup = await newSetup();
    const roleArn = await makeRole(console.freshAccount(), setup);
    // The first AssumeRole is answered, the two that must be refused never are.
    const first = aws.control.faults.add({ match: { action: 'AssumeRole' }, effect: { kind: 'hold-after' } });
    const answer = connect(setup, roleArn, 'unproven');
    await aws.control.faults.waitUntilStruck(first);
    aws.control.faults.add({
      match: { action: 'AssumeRole' },
      effect: { kind: 'error', status: 500, code: 'InternalFailure', message: 'x' },
    });
    aws.control.faults.remove(first);
    expect((await answer).body.code).toBe('aws_unreachable');
    aws.control.faults.clear();
  });
});

describe('the hub', () => {
  it('without an identity says so, before any key is used', async () => {
    const key = await aws.createSetupUser(console.freshAccount());
    const homeless = await startProduct({
      aws,
      environment: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    });
    try {
      const { status, body } = await homeless.connect(requestWith(key, 'x'));
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'hub_identity_missing' });
      expect(aws.control.calls.list({ accessKeyId: key.accessKeyId })).toEqual([]);
    } finally {
      await homeless.stop();
    }
  });

  it('without sts:AssumeRole is told that this may be why the role cannot be assumed', async () => {
    const accountId = aws.accounts.hub.accountId;
    const powerless = await aws.createSetupUser(accountId, { actions: ['iam:GetUser'], userName: 'PowerlessHubUser' });
    const hub = await startProduct({ aws: { ...aws, hubCredentials: powerless } });
    try {
      const { body } = await hub.connect(requestWith(await aws.createSetupUser(console.freshAccount()), 'x'));
      expect(body.code).toBe('role_unreachable');
      expect(body.detail).toMatch(/user\/PowerlessHubUser may not call sts:AssumeRole/);
    } finally {
      await hub.stop();
    }
  });

  it('without sts:AssumeRole is told at once where AWS gives the reason', async () => {
    // AWS adds the reason for some callers only, and the emulator never does.
    const message =
      'User: x is not authorized to perform: sts:AssumeRole on resource: y because no identity-based policy allows the sts:AssumeRole action';
    const fault = aws.control.faults.add({
      match: { action: 'AssumeRole' },
      effect: { kind: 'error', status: 403, code: 'AccessDenied', message },
    });
    const { body } = await product.connect(requestWith(await aws.createSetupUser(console.freshAccount()), 'x'));
    aws.control.faults.remove(fault);
    expect(body.code).toBe('hub_permission_missing');
    expect(body.commands).toContain('arn:aws:iam::*:role/CloudCoreoAssumedRole');
  });

  it('that cannot reach AWS says so', async () => {
    const offline = await startProduct({ aws: { ...aws, endpoint: 'http://127.0.0.1:9' } });
    try {
      const { body } = await offline.connect(requestWith(await aws.createSetupUser(console.freshAccount()), 'x'));
      expect(body.code).toBe('aws_unreachable');
    } finally {
      await offline.stop();
    }
  });
});

describe.each([
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
] as const)('in the partition %s', (partition, region) => {
  it('connects with a key and with a role, with the partition in every ARN', { timeout: 240_000 }, async () => {
    const elsewhere = await startAws({ partition, regions: [region] });
    const there = await startProduct({ aws: elsewhere });
    try {
      const accountId = elsewhere.accounts.customers[0].accountId;
      const { body } = await there.connect(requestWith(await elsewhere.createSetupUser(accountId), 'by key'));
      expect(body).toMatchObject({
        state: 'connected',
        partition,
        roleArn: `arn:${partition}:iam::${accountId}:role/CloudCoreoAssumedRole`,
      });
      if (body.lastScan === null) throw new Error('A first scan starts.');
      await there.finishedScan(body.id, body.lastScan.id);
      const { body: assets } = await there.call<{ items: { arn: string }[] }>('GET', '/api/v1/assets?limit=1000');
      expect(assets.items.length).toBeGreaterThan(3);
      for (const { arn } of assets.items) expect(arn).toMatch(new RegExp(`^arn:${partition}:`));
    } finally {
      await there.stop();
      await elsewhere.stop();
    }
  });
});
