import { AttachRolePolicyCommand, DetachRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeletePublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import type { CloudAccountView } from '../../server/accounts/api.ts';
import type { ActionsRequested, ActionView, ManagementView } from '../../server/actions/api.ts';
import type { AssetPage } from '../../server/assets/api.ts';
import { requestWith } from '../aws-console.ts';
import { type Product, startProduct, until } from '../product.ts';
import { type Connect, connectAs } from '../rules/wrong.ts';

// The life of an account that is managed from the beginning, and of actions whose process is killed.

const kind = 's3-bucket-block-public-access';
let aws: Aws;
let product: Product;
let connect: Connect;
let accountId: string;
let cloudAccountId: string;

beforeAll(async () => {
  aws = await startAws({ regions: ['us-east-1'] });
  product = await startProduct({ aws });
  accountId = aws.accounts.customers[0].accountId;
  connect = connectAs(aws, accountId);
  for (const name of buckets) {
    await connect(S3Client).send(new CreateBucketCommand({ Bucket: name }));
    await connect(S3Client).send(new DeletePublicAccessBlockCommand({ Bucket: name }));
  }
}, 120_000);
afterAll(async () => {
  await product?.stop();
  await aws?.stop();
});

const buckets = ['killed-before', 'killed-after', 'killed-undoing'];
const pathOf = () => `/api/v1/cloud-accounts/${cloudAccountId}/management`;
const management = async () => (await product.call<ManagementView>('POST', `${pathOf()}/check`)).body;

describe('an account', () => {
  it('is connected with actions, with the six actions of the setup key, and they are in force', async () => {
    const key = await aws.createSetupUser(accountId);
    const { status, body } = await product.connect({ ...requestWith(key, 'managed'), actions: [kind] } as never);
    expect(status).toBe(201);
    expect(body).toMatchObject({ accessLevel: 'manage', state: 'connected', drift: [] });
    cloudAccountId = body.id;
    await product.finishedScan(cloudAccountId, body.lastScan?.id ?? '');
    expect(await management()).toMatchObject({ ticked: [kind], permitted: [kind], wider: [], isInForce: true });
    const used = aws.control.calls.list({ accessKeyId: key.accessKeyId }).map(({ permission }) => permission);
    expect([...new Set(used)].sort()).toEqual([
      ...['iam:AttachRolePolicy', 'iam:CreatePolicy', 'iam:CreateRole', 'iam:GetPolicy', 'iam:GetRole', 'iam:GetUser'],
    ]);
  });

  it('whose level is lowered is told to be allowed more than is ticked, until it is not', async () => {
    await product.call('PATCH', pathOf(), { ticked: [] });
    const { body } = await product.call<CloudAccountView>('GET', `/api/v1/cloud-accounts/${cloudAccountId}`);
    expect(body.accessLevel).toBe('audit');
    const lowered = await management();
    expect(lowered).toMatchObject({ permitted: [], isInForce: false });
    expect(lowered.wider.join()).toContain('s3:PutBucketPublicAccessBlock on arn:aws:s3:::*');
    const PolicyArn = `arn:aws:iam::${accountId}:policy/CloudCoreoAssumedRoleManagePolicy`;
    expect(lowered.cliScript).toContain(
      `aws iam detach-role-policy --role-name CloudCoreoAssumedRole --policy-arn ${PolicyArn}`,
    );
    await product.call('PATCH', pathOf(), { ticked: [kind] });
    expect(await management()).toMatchObject({ isInForce: true });
    await connect(IAMClient).send(new DetachRolePolicyCommand({ RoleName: 'CloudCoreoAssumedRole', PolicyArn }));
    expect(await management()).toMatchObject({ permitted: [], isInForce: false });
  });

  it('cannot be connected with an action that there is not', async () => {
    const key = await aws.createSetupUser(aws.accounts.customers[1].accountId);
    const answer = await product.connect({ ...requestWith(key, 'other'), actions: ['none'] } as never);
    expect(answer).toMatchObject({ status: 400, body: { code: 'action_unknown' } });
  });
});

describe('an action whose process is killed', () => {
  beforeAll(async () => {
    const [policy] = (await product.call<ManagementView>('GET', pathOf())).body.policies;
    const PolicyArn = `arn:aws:iam::${accountId}:policy/${policy?.name}`;
    await connect(IAMClient).send(new AttachRolePolicyCommand({ RoleName: 'CloudCoreoAssumedRole', PolicyArn }));
    expect(await management()).toMatchObject({ isInForce: true });
  });

  it.each([
    ['before AWS has the call', 'killed-before', 'hold-before', 'apply', 'PutPublicAccessBlock', 'done'],
    ['before it has AWS’s answer', 'killed-after', 'hold-after', 'apply', 'PutPublicAccessBlock', 'done'],
    ['while it undoes', 'killed-undoing', 'hold-after', 'undo', 'DeletePublicAccessBlock', 'undone'],
  ] as const)(
    '%s is taken up again, and changes things once',
    { timeout: 180_000 },
    async (_, bucket, effect, change, operation, end) => {
      const id = await planned(bucket);
      if (change === 'undo') {
        await ask(id, 'apply');
        await status(id, 'done');
      }
      aws.control.calls.clear();
      const fault = aws.control.faults.add({
        match: { action: operation },
        effect: { kind: effect },
        times: 1,
      } as never);
      await ask(id, change);
      await aws.control.faults.waitUntilStruck(fault);
      await product.kill();
      aws.control.faults.clear();
      product = await startProduct({ aws, from: product });
      await status(id, end);
      const made = aws.control.calls.list({ action: operation }).filter((call) => call.status > 0 && call.status < 300);
      expect(made).toHaveLength(1);
    },
  );

  async function planned(bucket: string): Promise<string> {
    const { body: assets } = await product.call<AssetPage>('GET', '/api/v1/assets?type=AWS::S3::Bucket');
    const assetId = assets.items.find(({ name }) => name === bucket)?.id ?? '';
    const { body } = await product.call<ActionsRequested>('POST', '/api/v1/actions', { kind, assetIds: [assetId] });
    await status(body.ids[0] ?? '', 'planned');
    return body.ids[0] ?? '';
  }
  const ask = (id: string, change: string) =>
    product.call('POST', '/api/v1/actions/changes', { ids: [id], change: { kind: change } });
  const status = (id: string, wanted: ActionView['status']) =>
    until(`action ${id} is ${wanted}`, async () => {
      const { body } = await product.call<ActionView>('GET', `/api/v1/actions/${id}`);
      if (body.status === 'failed') throw new Error(JSON.stringify(body.failure));
      return body.status === wanted || undefined;
    });
});
