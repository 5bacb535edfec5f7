import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../sandbox/aws.ts';
import type { CloudAccountView } from '../server/accounts/api.ts';
import { leaseSeconds } from '../server/accounts/store.ts';
import { type Console, openConsole, requestWith, roleWithPolicies } from './aws-console.ts';
import { type Product, startProduct } from './product.ts';

// A process that is killed while it connects loses nothing: a second try carries on.

let aws: Aws;
let console: Console;
beforeAll(async () => {
  aws = await startAws({ customerCount: 20, regions: ['us-east-1'] });
  console = openConsole(aws);
});
afterEach(() => aws.control.faults.clear());
afterAll(() => aws.stop());

/** The last call of each step, and how the process is stopped there: after AWS has done it, before the answer. */
const steps = [
  { step: '1 (GetUser)', action: 'GetUser' },
  { step: '2 (CreatePolicy)', action: 'CreatePolicy' },
  { step: '3 (CreateRole)', action: 'CreateRole' },
  { step: '4 and 5 (AttachRolePolicy, key forgotten)', action: 'AttachRolePolicy' },
  { step: '6 (AssumeRole)', action: 'AssumeRole' },
  { step: '7 (the lock is proven)', action: 'ListAttachedRolePolicies' },
  { step: '8 (the policy is read back)', action: 'GetPolicyVersion' },
];

describe('kill -9 while connecting', () => {
  it.each(steps)(
    'after step $step: a second try ends with one role, its policies once, connected',
    async ({ step, action }) => {
      const accountId = console.freshAccount();
      const nickname = `killed after ${step}`;
      const request = requestWith(await aws.createSetupUser(accountId), nickname);
      const victim = await startProduct({ aws });
      const hold = aws.control.faults.add({ match: { action }, effect: { kind: 'hold-after' } });
      const interrupted = victim.connect(request).catch(() => undefined);
      await aws.control.faults.waitUntilStruck(hold);
      await victim.kill();
      await interrupted;
      aws.control.faults.clear();

      const survivor = await startProduct({ aws, from: victim });
      try {
        if (action !== 'GetUser') {
          const listed = async () => {
            const { body } = await survivor.call<{ items: CloudAccountView[] }>('GET', '/api/v1/cloud-accounts');
            return body.items;
          };
          // The embedded database has one process only. On a server the lease of the one that died must end first.
          const timeout = survivor.databaseUrl === undefined ? 1_000 : (leaseSeconds + 5) * 1000;
          await expect.poll(listed, { timeout }).toMatchObject([{ state: 'interrupted', nickname }]);
        }
        const { status, body } = await survivor.connect(request);
        expect({ status, state: body.state }).toEqual({ status: 201, state: 'connected' });
        expect(await console.madeObjects(accountId)).toEqual(roleWithPolicies);
        const { body: after } = await survivor.call<{ items: CloudAccountView[] }>('GET', '/api/v1/cloud-accounts');
        expect(after.items).toHaveLength(1);
      } finally {
        await survivor.stop();
      }
    },
  );

  it('after the last step: the account is connected, its first scan runs, and a second try says so', async () => {
    const accountId = console.freshAccount();
    const request = requestWith(await aws.createSetupUser(accountId), 'killed at the end');
    const victim = await startProduct({ aws });
    // The first scan is held at its first call, and the process dies then.
    const hold = aws.control.faults.add({ match: { action: 'DescribeRegions' }, effect: { kind: 'hold-after' } });
    const { body: connected } = await victim.connect(request);
    await aws.control.faults.waitUntilStruck(hold);
    await victim.kill();
    aws.control.faults.clear();

    const survivor = await startProduct({ aws, from: victim });
    try {
      const { status, body } = await survivor.connect(request);
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'account_already_connected' });
      const { body: scans } = await survivor.call<{ items: { id: string }[] }>(
        'GET',
        `/api/v1/cloud-accounts/${connected.id}/scans`,
      );
      expect(scans.items).toHaveLength(1);
      const scan = await survivor.finishedScan(connected.id, scans.items[0]?.id ?? '');
      expect(scan.state).toBe('succeeded');
    } finally {
      await survivor.stop();
    }
  }, 180_000);
});

describe('several attempts at once', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ aws });
  });
  afterAll(() => product.stop());

  it('on the same account: one wins, the other is told', async () => {
    const accountId = console.freshAccount();
    const keys = await Promise.all([aws.createSetupUser(accountId), aws.createSetupUser(accountId)]);
    const answers = await Promise.all(keys.map((key, index) => product.connect(requestWith(key, `rival ${index}`))));
    const codes = answers.map(({ status, body }) => (status === 201 ? 'connected' : body.code)).sort();
    expect(codes).toContain('connected');
    expect(['connect_under_way', 'account_already_connected']).toContain(codes.find((code) => code !== 'connected'));
    expect(await console.madeObjects(accountId)).toEqual(roleWithPolicies);
  });

  it('on ten accounts: all succeed', async () => {
    const requests = await Promise.all(
      Array.from({ length: 10 }, async (_, index) =>
        requestWith(await aws.createSetupUser(console.freshAccount()), `one of ten ${index}`),
      ),
    );
    const answers = await Promise.all(requests.map((request) => product.connect(request)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    for (const { body } of answers) expect(await console.madeObjects(body.awsAccountId)).toEqual(roleWithPolicies);
  });
});
