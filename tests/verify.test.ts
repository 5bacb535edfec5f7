import {
  AttachRolePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  ListAttachedUserPoliciesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, type SetupKey, startAws } from '../sandbox/aws.ts';
import type { CloudAccountView, ExternalIdRotationView } from '../server/accounts/api.ts';
import { type Console, openConsole, requestWith, roleWithPolicies } from './aws-console.ts';
import { type Product, startProduct } from './product.ts';

let aws: Aws;
let console: Console;
let product: Product;
beforeAll(async () => {
  aws = await startAws({ customerCount: 20, regions: ['us-east-1'] });
  console = openConsole(aws);
  product = await startProduct({ aws });
});
afterEach(() => aws.control.faults.clear());
afterAll(async () => {
  await product.stop();
  await aws.stop();
});

const roleName = 'CloudCoreoAssumedRole';
const [firstPolicy = '', secondPolicy = ''] = roleWithPolicies.policies;
const policyArn = (accountId: string, name = firstPolicy) => `arn:aws:iam::${accountId}:policy/${name}`;

async function connectFresh(nickname: string): Promise<{ account: CloudAccountView; key: SetupKey }> {
  const key = await aws.createSetupUser(console.freshAccount());
  const { status, body } = await product.connect(requestWith(key, nickname));
  expect(status).toBe(201);
  if (body.lastScan !== null) await product.finishedScan(body.id, body.lastScan.id);
  // As it is after the first scan, which verifies, too.
  const { body: account } = await product.call<CloudAccountView>('GET', `/api/v1/cloud-accounts/${body.id}`);
  return { account, key };
}

async function verify(account: CloudAccountView): Promise<CloudAccountView> {
  const { status, body } = await product.call<CloudAccountView>('POST', `/api/v1/cloud-accounts/${account.id}/verify`);
  expect(status).toBe(200);
  return body;
}

async function setTrust(account: CloudAccountView, document: unknown) {
  await console
    .iamOf(account.awsAccountId)
    .send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: JSON.stringify(document) }));
}

function trustOf(externalId: string, change: object = {}) {
  const root = `arn:aws:iam::${aws.accounts.hub.accountId}:root`;
  const condition = { StringEquals: { 'sts:ExternalId': externalId } };
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: root }, Action: 'sts:AssumeRole', Condition: condition, ...change },
    ],
  };
}

describe('verifying a connection', () => {
  it('finds nothing to say about one that is as it was made', async () => {
    const { account } = await connectFresh('as made');
    const verified = await verify(account);
    expect(verified).toMatchObject({ state: 'connected', drift: [], failure: null });
    expect(Date.parse(verified.lastVerifiedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(account.lastVerifiedAt ?? ''));
  });

  it('sees a role that is gone, and that it is back', async () => {
    const { account } = await connectFresh('gone');
    await setTrust(account, trustOf('somebody-else'));
    const lost = await verify(account);
    expect(lost.drift.map(({ code }) => code)).toEqual(['role_unreachable']);
    expect(lost.drift[0]?.commands).toContain(account.externalId);
    await console.deleteRole(account.awsAccountId);
    expect((await verify(account)).drift.map(({ code }) => code)).toEqual(['role_unreachable']);
  });

  it('sees a lock that was opened, and reads nothing through it', async () => {
    const { account } = await connectFresh('opened');
    await setTrust(account, trustOf('', { Condition: undefined }));
    aws.control.calls.clear();
    const opened = await verify(account);
    expect(opened.drift.map(({ code }) => code)).toEqual(['lock_open']);
    expect(aws.control.calls.list({ accountId: account.awsAccountId })).toEqual([]);

    const scan = await product.call<{ id: string }>('POST', `/api/v1/cloud-accounts/${account.id}/scans`);
    const ended = await product.finishedScan(account.id, scan.body.id);
    expect(ended).toMatchObject({ state: 'failed', failure: { code: 'lock_open' } });
    expect(aws.control.calls.list({ accountId: account.awsAccountId })).toEqual([]);

    await setTrust(account, trustOf(account.externalId));
    expect((await verify(account)).drift).toEqual([]);
  });

  it('sees a trust policy that trusts others as well', async () => {
    const { account } = await connectFresh('trusting');
    const [own] = trustOf(account.externalId).Statement;
    const other = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${aws.accounts.stranger.accountId}:root` },
      Action: 'sts:AssumeRole',
    };
    await setTrust(account, { Version: '2012-10-17', Statement: [own, other] });
    const verified = await verify(account);
    expect(verified.drift.map(({ code }) => code)).toEqual(['trust_changed']);
    expect(verified.drift[0]?.detail).toContain(aws.accounts.stranger.accountId);
  });

  it('sees a policy that is behind, wider, detached, or joined by others', async () => {
    const { account } = await connectFresh('policies');
    const iam = console.iamOf(account.awsAccountId);
    const PolicyArn = policyArn(account.awsAccountId);
    const { body: hub } = await product.call<{ permissionPolicies: { document: string }[] }>(
      'POST',
      '/api/v1/role-setups',
    );
    const generated = JSON.parse(hub.permissionPolicies[0]?.document ?? '');
    const [everywhere, ...limited] = generated.Statement;
    const actions: string[] = everywhere.Action;
    const putVersion = (Action: string[]) =>
      iam.send(
        new CreatePolicyVersionCommand({
          PolicyArn,
          SetAsDefault: true,
          PolicyDocument: JSON.stringify({ ...generated, Statement: [{ ...everywhere, Action }, ...limited] }),
        }),
      );
    const codes = async () => (await verify(account)).drift.map(({ code }) => code);

    await putVersion(actions.filter((action) => action !== 'acm:ListCertificates'));
    const behind = await verify(account);
    expect(behind.drift).toMatchObject([
      { code: 'policy_behind', detail: expect.stringContaining('acm:ListCertificates') },
    ]);
    await putVersion([...actions, 's3:GetObject']);
    expect(await codes()).toEqual(['policy_wider']);
    await putVersion(actions);
    await iam.send(
      new PutRolePolicyCommand({ RoleName: roleName, PolicyName: 'More', PolicyDocument: JSON.stringify(generated) }),
    );
    expect(await codes()).toEqual(['other_policies']);
    await iam.send(new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn }));
    expect(await codes()).toEqual(['policy_missing', 'other_policies']);
    await iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn }));
  });

  it('names the one of several policies that is missing', async () => {
    const { account } = await connectFresh('half');
    const iam = console.iamOf(account.awsAccountId);
    const PolicyArn = policyArn(account.awsAccountId, secondPolicy);
    await iam.send(new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn }));
    const { drift } = await verify(account);
    expect(drift).toMatchObject([{ code: 'policy_missing', detail: expect.stringContaining(`${secondPolicy} `) }]);
    expect(drift[0]?.commands).toContain(`attach-role-policy --role-name ${roleName} --policy-arn ${PolicyArn}`);
    await iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn }));
    expect((await verify(account)).drift).toEqual([]);
  });

  it('keeps what it knew when AWS cannot be asked', async () => {
    const { account } = await connectFresh('cut off');
    aws.control.faults.add({ match: { action: 'AssumeRole' }, effect: { kind: 'reset' } });
    const verified = await verify(account);
    expect(verified).toMatchObject({ state: 'connected', drift: [], failure: { code: 'aws_unreachable' } });
    expect(verified.lastVerifiedAt).toBe(account.lastVerifiedAt);
  });

  it('sees the temporary user gone, and is not taken in by another of its name', async () => {
    const { account, key } = await connectFresh('tidy');
    expect((await verify(account)).setupUser).toMatchObject({ state: 'present', name: key.userName });
    const iam = console.iamOf(account.awsAccountId);
    const UserName = key.userName;
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: key.accessKeyId }));
    await iam.send(new DeleteUserCommand({ UserName }));
    await iam.send(new CreateUserCommand({ UserName }));
    expect((await verify(account)).setupUser.state).toBe('removed');
  });
});

describe('rotating the external ID', () => {
  it('uses the next one as soon as the role trusts it, and then refuses the former one', async () => {
    const { account } = await connectFresh('rotated');
    const path = `/api/v1/cloud-accounts/${account.id}/external-id`;
    const { body: rotation } = await product.call<ExternalIdRotationView>('POST', path);
    expect(rotation.pendingExternalId).not.toBe(account.externalId);
    expect(rotation.commands).toContain(rotation.pendingExternalId);
    expect((await product.call<ExternalIdRotationView>('POST', path)).body).toEqual(rotation);

    const before = await verify(account);
    expect(before).toMatchObject({
      externalId: account.externalId,
      pendingExternalId: rotation.pendingExternalId,
      drift: [],
    });

    await setTrust(account, JSON.parse(rotation.trustPolicy));
    const after = await verify(account);
    expect(after).toMatchObject({ externalId: rotation.pendingExternalId, pendingExternalId: null, drift: [] });
  });

  it('does not end while the former one still opens the role', async () => {
    const { account } = await connectFresh('half rotated');
    const { body } = await product.call<ExternalIdRotationView>(
      'POST',
      `/api/v1/cloud-accounts/${account.id}/external-id`,
    );
    const both = { Condition: { StringEquals: { 'sts:ExternalId': [account.externalId, body.pendingExternalId] } } };
    await setTrust(account, trustOf('', both));
    const verified = await verify(account);
    expect(verified.externalId).toBe(account.externalId);
    expect(verified.drift.map(({ code }) => code)).toEqual(['lock_open']);
    expect(verified.drift[0]?.detail).toContain('with its former external ID');
  });

  it('can be called off', async () => {
    const { account } = await connectFresh('not rotated');
    const path = `/api/v1/cloud-accounts/${account.id}/external-id`;
    await product.call('POST', path);
    const { body } = await product.call<CloudAccountView>('DELETE', path);
    expect(body).toMatchObject({ externalId: account.externalId, pendingExternalId: null });
  });
});

describe('a cloud account', () => {
  it('is renamed, and keeps its name when the new one is taken', async () => {
    const { account } = await connectFresh('old name');
    const path = `/api/v1/cloud-accounts/${account.id}`;
    expect((await product.call('PATCH', path, { nickname: 'New name' })).body).toMatchObject({ nickname: 'New name' });
    await connectFresh('third name');
    const taken = await product.call('PATCH', path, { nickname: 'THIRD NAME' });
    expect(taken).toMatchObject({ status: 409, body: { code: 'nickname_taken' } });
    expect((await product.call('GET', path)).body).toMatchObject({ nickname: 'New name' });
  });

  it('is disconnected with all that was collected, says how to remove the role, and can be connected again', async () => {
    const { account } = await connectFresh('leaving');
    const assets = () => product.call<{ items: unknown[] }>('GET', `/api/v1/assets?cloudAccountId=${account.id}`);
    expect((await assets()).body.items.length).toBeGreaterThan(0);
    const path = `/api/v1/cloud-accounts/${account.id}`;
    const { status, body } = await product.call<{ commands: string }>('DELETE', path);
    expect(status).toBe(200);
    const policyArns = roleWithPolicies.policies.map((name) => policyArn(account.awsAccountId, name));
    expect(body.commands.split('\n')).toEqual([
      ...policyArns.map((arn) => `aws iam detach-role-policy --role-name ${roleName} --policy-arn ${arn}`),
      `aws iam delete-role --role-name ${roleName}`,
      ...policyArns.map((arn) => `aws iam delete-policy --policy-arn ${arn}`),
    ]);
    expect((await product.call('GET', path)).status).toBe(404);
    expect((await assets()).body.items).toEqual([]);
    await console.deleteRole(account.awsAccountId);
    const again = await product.connect(requestWith(await aws.createSetupUser(account.awsAccountId), 'leaving'));
    expect(again.body.state).toBe('connected');
  });
});
