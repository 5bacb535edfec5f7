import { setTimeout as nextTurn } from 'node:timers/promises';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyVersionCommand,
  IAMClient,
  ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import type { CallRecord } from '../../sandbox/calls.ts';
import { regionsOfSampleEstate } from '../../sandbox/estate.ts';
import { policyArnOf, roleArnOf, roleName, trustPolicyOf } from '../accounts/role.ts';
import { openVerifiedSession } from '../accounts/verify.ts';
import { findAsset, listAssets } from '../assets/query.ts';
import { clientOptionsAt } from '../aws/clients.ts';
import { createHub } from '../aws/hub.ts';
import { auditActions, auditPolicies } from '../aws/policy.ts';
import { callsOf } from '../aws/service.ts';
import { services } from '../aws/services.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { startQueue } from '../database/queue.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import type { ScanView } from './api.ts';
import { registerScanJobs } from './jobs.ts';
import { createStartScan, type StartScan } from './start.ts';
import { findScan } from './store.ts';
import { insertTestAccount } from './test-account.ts';

const [embedded] = testDatabaseKinds();

/** Services that have what the tests of refusals and faults are about. */
const someServices = ['ec2', 'iam', 's3'];

describe('a scan of an account that grants exactly the generated policy', () => {
  const externalId = 'cloudcoreo-0123456789abcdef';
  let aws: Aws;
  let opened: OpenDatabase;
  let database: Database;
  let stopQueue: () => Promise<void>;
  let startScan: StartScan;
  let account: { cloudAccountId: string; teamId: string };
  /** The account's first scan, and what the role called during it. */
  let firstScan: ScanView;
  let firstCalls: CallRecord[];
  /** Calls that the verification before a scan makes; they come first and are not the scan's. */
  let verificationCalls = 0;
  let accountId: string;
  let iam: IAMClient;
  /** What the role's policies say, by their name. */
  const contents = new Map<string, string>();

  beforeAll(async () => {
    if (embedded === undefined) throw new Error('There is always an embedded database.');
    [aws, opened] = await Promise.all([
      startAws({ estate: 'sample', regions: regionsOfSampleEstate }),
      embedded.open(),
    ]);
    ({ database } = opened);
    accountId = aws.accounts.customers[0].accountId;
    iam = new IAMClient({ ...administratorOptions(aws.region) });
    await makeRole();
    const setupUser = await aws.createSetupUser(accountId);
    account = await insertTestAccount(database, {
      awsAccountId: accountId,
      roleArn: roleArnOf('aws', accountId),
      externalId,
      setupUserName: setupUser.userName,
      setupUserId: 'AIDAEXAMPLE',
      setupUserState: 'present',
    });

    const log = { error: console.error, warn() {} };
    const hub = createHub({ region: aws.region, endpoint: aws.endpoint }, async () => aws.hubCredentials);
    const queue = await startQueue(opened.queueConnection, log, { runsJobs: true });
    stopQueue = queue.stop;
    startScan = await createStartScan(queue.boss);
    await registerScanJobs(queue.boss, {
      database,
      log,
      openVerifiedSession: async (id) => {
        const session = await openVerifiedSession({ database, hub, propagationSeconds: 5 }, id);
        verificationCalls = callsOfRole().length;
        return session;
      },
    });
    aws.control.calls.clear();
    firstScan = await scan(null);
    firstCalls = callsOfRole();
  }, 300_000);
  afterAll(async () => {
    await stopQueue?.();
    await opened?.close();
    await aws?.stop();
  });
  beforeEach(async () => {
    aws.control.faults.clear();
    await allowOnly(auditActions());
  });

  function callsOfRole(): CallRecord[] {
    return aws.control.calls
      .list({ accountId })
      .filter(({ principalArn }) => principalArn?.includes(`:assumed-role/${roleName}/`));
  }

  function administratorOptions(region: string) {
    return clientOptionsAt({ region, endpoint: aws.endpoint }, aws.administratorCredentials(accountId));
  }

  async function makeRole() {
    const trust = trustPolicyOf({ partition: 'aws', hubAccountId: aws.accounts.hub.accountId, externalId });
    await iam.send(new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    for (const { name, document } of auditPolicies()) {
      contents.set(name, JSON.stringify(document));
      await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: JSON.stringify(document) }));
      const PolicyArn = policyArnOf('aws', accountId, name);
      await iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn }));
    }
  }

  /** Takes everything but these actions away from the role's policies. */
  async function allowOnly(actions: string[]) {
    for (const { name, document } of auditPolicies()) {
      const statements = document.Statement.map((statement) => ({
        ...statement,
        Action: statement.Action.filter((action) => actions.includes(action)),
      }));
      const content = JSON.stringify({ ...document, Statement: statements.filter(({ Action }) => Action.length > 0) });
      if (contents.get(name) === content) continue;
      contents.set(name, content);
      const PolicyArn = policyArnOf('aws', accountId, name);
      const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
      for (const { VersionId, IsDefaultVersion } of Versions ?? []) {
        if (!IsDefaultVersion) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
      }
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: content, SetAsDefault: true }));
    }
  }

  /** Scans the account: all services, or those that a test is about. */
  async function scan(only: string[] | null = someServices): Promise<ScanView> {
    const { cloudAccountId } = account;
    const { id } = await database.transaction((tx) =>
      startScan(tx, { cloudAccountId, trigger: 'manual', requestedBy: null, services: only }),
    );
    for (;;) {
      const found = await findScan(database, cloudAccountId, id);
      if (found?.finishedAt) return found;
      await nextTurn(20);
    }
  }

  const buckets = async () =>
    (
      await listAssets(database, account.teamId, {
        type: 'AWS::S3::Bucket',
        state: 'present',
        limit: 10_000,
        sort: 'name',
      })
    ).items;

  it('makes no call that is not granted, and uses every action that is, where there is an asset to use it on', async () => {
    const { items } = await listAssets(database, account.teamId, { state: 'present', limit: 10_000, sort: 'name' });
    const present = new Set(items.map(({ type }) => type));
    // What is asked whatever there is, and what is asked of types that there are.
    const expected = new Set(
      services.flatMap((service) => [
        ...service.listings.map(({ permission }) => permission),
        ...service.otherNeeds.map(({ action }) => action),
        ...callsOf(service)
          .filter(({ type }) => present.has(type))
          .map(({ permission }) => permission),
      ]),
    );
    expect(firstScan).toMatchObject({ state: 'succeeded', gaps: 0 });
    // Macie answers so where nobody has switched it on.
    const isOfMacie = ({ service, errorCode }: CallRecord) =>
      service === 'macie2' && errorCode === 'AccessDeniedException';
    expect(
      firstCalls
        .filter((call) => call.status === 403 && !isOfMacie(call))
        .map(({ service, action, region, errorCode }) => `${service}:${action} ${region} ${errorCode}`),
    ).toEqual([]);
    const used = new Set(firstCalls.map(({ permission }) => permission));
    expect([...used].filter((action) => !auditActions().includes(action))).toEqual([]);
    const unused = auditActions().filter((action) => !used.has(action));
    expect(unused.filter((action) => expected.has(action))).toEqual([
      // AWS asks for these two on its own side, for calls of other names.
      ...['cloudformation:ListStacks', 'cognito-idp:ListResourcesForWebACL'],
      // These are asked of assets that are set up in a way that no asset of the estate is.
      'elasticloadbalancing:DescribeLoadBalancerPolicies',
      ...['logs:GetDataProtectionPolicy', 'ssm:GetResourcePolicies'],
    ]);
    expect(unused.length).toBeLessThan(auditActions().length / 5);
  });

  it('counts every call in its ledger that AWS saw', () => {
    expect(verificationCalls).toBeGreaterThan(0);
    const seen = firstCalls.slice(verificationCalls);
    expect(firstScan.calls).toBe(seen.length);
    expect(firstScan.ledger.reduce((sum, { calls }) => sum + calls, 0)).toBe(seen.length);
  });

  it('counts a call that was throttled and tried again as two', async () => {
    aws.control.faults.add({
      match: { accountId, action: 'DescribeVpcs', region: 'eu-west-1' },
      effect: { kind: 'throttle' },
      times: 1,
    });
    const { ledger, gaps } = await scan();
    const lines = ledger.filter(({ operation, region }) => operation === 'DescribeVpcs' && region === 'eu-west-1');
    expect(lines.map(({ outcome, calls }) => [outcome, calls]).sort()).toEqual([
      ['RequestLimitExceeded', 1],
      ['ok', 1],
    ]);
    expect(gaps).toBe(0);
  });

  it('reads every document whole: no part of any asset is unknown', async () => {
    const { items } = await listAssets(database, account.teamId, { state: 'present', limit: 10_000, sort: 'name' });
    expect(items.length).toBeGreaterThan(300);
    expect(items.filter(({ unknownParts }) => unknownParts > 0)).toEqual([]);
  });

  it('finishes an account of some 400 assets as fast as it is answered', async () => {
    const found = await scan();
    expect(found.assets).toBeGreaterThan(300);
    const seconds = (Date.parse(found.finishedAt ?? '') - Date.parse(found.queuedAt)) / 1000;
    // The emulator answers one call at a time, some hundred a second, and takes most of it.
    expect(seconds).toBeLessThan(found.calls * 0.03);
  });

  it('shows a part that is denied as unknown with the missing action, and never as absent', async () => {
    await allowOnly(auditActions().filter((action) => action !== 's3:GetBucketPublicAccessBlock'));
    const found = await scan();
    const all = await buckets();
    expect(found).toMatchObject({ state: 'partial', deleted: 0 });
    expect(found.gapList.reduce((sum, { assets }) => sum + assets, 0)).toBe(all.length);
    for (const gap of found.gapList) {
      expect(gap).toMatchObject({
        service: 's3',
        operation: 's3:GetPublicAccessBlock',
        code: 'AccessDenied',
        permission: 's3:GetBucketPublicAccessBlock',
      });
    }
    for (const { id } of all) {
      const asset = await findAsset(database, account.teamId, id);
      expect(asset?.document).not.toHaveProperty('PublicAccessBlock');
      expect(asset?.document).toHaveProperty('Versioning');
      expect(asset?.unknownParts.PublicAccessBlock?.permission).toBe('s3:GetBucketPublicAccessBlock');
    }
  });

  it('deletes nothing whose listing is denied, and says which action is missing', async () => {
    const whole = await scan();
    await allowOnly(auditActions().filter((action) => !['s3:ListAllMyBuckets', 'ec2:DescribeVpcs'].includes(action)));
    const found = await scan();
    expect(found).toMatchObject({ state: 'partial', deleted: 0 });
    expect(found.assets).toBeLessThan(whole.assets);
    expect([...new Set(found.gapList.map(({ permission }) => permission))].sort()).toEqual([
      'ec2:DescribeVpcs',
      's3:ListAllMyBuckets',
    ]);
    expect(found.details.find(({ service }) => service === 's3')?.state).toBe('failed');
    expect(await buckets()).not.toEqual([]);
  });

  it('scans the home region and says why when AWS does not tell the regions', async () => {
    await allowOnly(auditActions().filter((action) => action !== 'ec2:DescribeRegions'));
    const found = await scan();
    expect(found).toMatchObject({ state: 'partial', deleted: 0 });
    expect(found.gapList).toMatchObject([{ operation: 'ec2:DescribeRegions', permission: 'ec2:DescribeRegions' }]);
    expect(found.details.filter(({ service }) => service === 'ec2').map(({ region }) => region)).toEqual([aws.region]);
  });

  it('loses a region alone that does not answer as it should', async () => {
    aws.control.faults.add({
      match: { accountId, service: 'ec2', region: 'ap-southeast-2' },
      effect: {
        kind: 'error',
        status: 401,
        code: 'AuthFailure',
        message: 'AWS was not able to validate the provided access credentials',
      },
    });
    const found = await scan();
    expect(found).toMatchObject({ state: 'partial', deleted: 0 });
    expect(new Set(found.gapList.map(({ region }) => region))).toEqual(new Set(['ap-southeast-2']));
    expect(
      found.details.filter(({ state }) => state !== 'succeeded').map(({ service, region }) => [service, region]),
    ).toEqual([['ec2', 'ap-southeast-2']]);
  });

  it('leaves out a bucket that is deleted while it is read', async () => {
    const [victim] = (await buckets()).filter(({ name }) => name.includes('uploads'));
    if (victim === undefined) throw new Error('The sample estate has buckets for uploads.');
    const held = aws.control.faults.add({
      match: { accountId, action: 'GetBucketVersioning' },
      effect: { kind: 'hold-before' },
    });
    const scanning = scan();
    await aws.control.faults.waitUntilStruck(held);
    const s3 = new S3Client(administratorOptions(aws.region));
    await s3.send(new DeleteBucketCommand({ Bucket: victim.name }));
    aws.control.faults.remove(held);
    const found = await scanning;
    expect(found).toMatchObject({ state: 'succeeded', gaps: 0, deleted: 1 });
    expect((await findAsset(database, account.teamId, victim.id))?.deletedAt).not.toBeNull();
  });

  it('fails with the reason when the role cannot be assumed', async () => {
    aws.control.faults.add({
      match: { action: 'AssumeRole' },
      effect: {
        kind: 'error',
        status: 403,
        code: 'AccessDenied',
        message: 'not authorized to perform: sts:AssumeRole',
      },
    });
    const found = await scan();
    expect(found.state).toBe('failed');
    expect(found.failure?.aws?.code).toBe('AccessDenied');
    expect(found.failure?.mend).toBeTruthy();
  });
});
