import { execFile } from 'node:child_process';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  IAMClient,
  ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import { ensureVenv } from '../../sandbox/venv.ts';
import type { CloudAccountView } from '../../server/accounts/api.ts';
import type { ActionsChanged, ActionsRequested, ActionView, ManagementView } from '../../server/actions/api.ts';
import { actionKinds } from '../../server/actions/catalog.ts';
import type { AssetPage } from '../../server/assets/api.ts';
import type { FindingPage, FindingSummaryView } from '../../server/findings/api.ts';
import { requestWith } from '../aws-console.ts';
import { type Product, startProduct, until } from '../product.ts';
import { type Connect, connectAs } from '../rules/wrong.ts';
import type { Faulty, Question } from './faulty.ts';
import { isRefusal, nameOfError, trespasses } from './trespass.ts';

/**
 * Proves the actions of services, one after the other, each with a role that may do nothing else: the fault made with AWS's
 * calls → finding → plan → apply → an independent script sees the change → the finding is resolved → undo → the script sees
 * the former state. And all together: the actions make exactly the calls that they declare.
 * @param services those that the actions are of; each of their actions must have a fault
 * @param regions those that the account has
 */
export function proveActions(
  services: readonly string[],
  faults: readonly Faulty[],
  regions: readonly string[] = ['us-east-1'],
): void {
  let aws: Aws;
  let product: Product;
  let connect: Connect;
  let accountId: string;
  let cloudAccountId: string;
  const nameOf = new Map<Faulty, string>();
  const called = new Map<string, Set<string>>();

  beforeAll(async () => {
    aws = await startAws({ regions });
    product = await startProduct({ aws });
    accountId = aws.accounts.customers[0].accountId;
    connect = connectAs(aws, accountId);
    for (const fault of faults) nameOf.set(fault, await fault.make(connect, accountId));
    const { status, body } = await product.connect(requestWith(await aws.createSetupUser(accountId), 'faulty'));
    expect(status).toBe(201);
    cloudAccountId = body.id;
    await judged(body.lastScan?.id ?? '');
  }, 600_000);
  afterAll(async () => {
    await product?.stop();
    await aws?.stop();
  });

  it('has a fault for every action', () => {
    const kinds = [...actionKinds.values()].filter(({ service }) => services.includes(service)).map(({ id }) => id);
    expect([...new Set(faults.map(({ kind }) => kind))].sort()).toEqual(kinds.sort());
  });

  describe.each(faults)('$kind, on $what', (fault) => {
    let id: string;
    let before: unknown;

    it('is planned, and changes nothing', { timeout: 120_000 }, async () => {
      await tick([fault.kind]);
      before = await see(fault);
      expect(before).not.toEqual(fault.mended);
      const asset = await assetOf(fault);
      const finding = fault.rule === undefined ? undefined : await findingOf(fault, asset.id);
      if (fault.rule !== undefined)
        expect(finding, `${fault.rule} finds ${nameOf.get(fault)}`).toMatchObject({ status: 'open' });
      const { status, body } = await product.call<ActionsRequested>('POST', '/api/v1/actions', {
        kind: fault.kind,
        parameters: fault.parameters ?? {},
        ...(finding === undefined ? { assetIds: [asset.id] } : { findingIds: [finding.id] }),
      });
      expect({ status, refused: body.refused }).toEqual({ status: 202, refused: [] });
      [id = ''] = body.ids;
      const planned = await ended(id, ['planning']);
      expect(planned, JSON.stringify(planned.failure)).toMatchObject({ status: 'planned', obstacle: null });
      expect(planned.plan?.changes).not.toEqual([]);
      expect(await see(fault)).toEqual(before);
    });

    it('is all that the role may change', { timeout: 120_000 }, async () => {
      const answers = await Promise.all(
        trespasses(await roleClients(), fault).map((trespass) => trespass.then(() => 'done', nameOfError)),
      );
      expect(answers.filter((answer) => !isRefusal(answer))).toEqual([]);
    });

    it('is applied, which another script sees', { timeout: 180_000 }, async () => {
      await change({ kind: 'apply', ...(fault.isForGood && { assetName: nameOf.get(fault) }) });
      const done = await ended(id, ['queued', 'applying']);
      expect(done, JSON.stringify(done.failure)).toMatchObject({ status: 'done' });
      expect(done.awsRequests.every(({ requestId }) => requestId !== null)).toBe(true);
      note(done);
      expect(await see(fault)).toEqual(fault.mended);
    });

    it.skipIf(fault.rule === undefined)('resolves the finding', { timeout: 240_000 }, async () => {
      const asset = await assetOf(fault, true);
      await until(
        `${fault.rule} is resolved`,
        async () => ((await findingOf(fault, asset.id))?.status === 'resolved' ? true : undefined),
        200,
      );
    });

    it.skipIf(fault.isForGood)('is undone, and AWS has what it had', { timeout: 180_000 }, async () => {
      await change({ kind: 'undo' });
      const undone = await ended(id, ['undoing']);
      expect(undone, JSON.stringify(undone.failure)).toMatchObject({ status: 'undone', failure: null });
      note(undone);
      expect(await see(fault)).toEqual(before);
    });

    async function change(what: Record<string, unknown>) {
      const { body } = await product.call<ActionsChanged>('POST', '/api/v1/actions/changes', {
        ids: [id],
        change: what,
      });
      expect(body).toEqual({ changed: [id], unchanged: [] });
    }
  });

  it('makes exactly the calls that are declared', () => {
    for (const kind of new Set(faults.map((fault) => fault.kind))) {
      const declared = Object.keys(actionKinds.get(kind)?.calls ?? {});
      expect({ kind, calls: [...(called.get(kind) ?? [])].sort() }).toEqual({ kind, calls: declared.sort() });
    }
  });

  function note({ kind, awsRequests }: ActionView): void {
    const made = called.get(kind) ?? new Set();
    for (const { operation } of awsRequests) made.add(operation);
    called.set(kind, made);
  }

  /** Clients with all that the role may do, as the hub could get them. */
  async function roleClients(): Promise<Connect> {
    const { body } = await product.call<CloudAccountView>('GET', `/api/v1/cloud-accounts/${cloudAccountId}`);
    const sts = new STSClient({ endpoint: aws.endpoint, region: 'us-east-1', credentials: aws.hubCredentials });
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: body.roleArn, RoleSessionName: 'trespasser', ExternalId: body.externalId }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    return (Class) => new Class({ endpoint: aws.endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  }

  /** Ticks actions, and brings the role's policy to what the page shows, as a person would. */
  async function tick(ticked: string[]): Promise<void> {
    const path = `/api/v1/cloud-accounts/${cloudAccountId}/management`;
    const { body } = await product.call<ManagementView>('PATCH', path, { ticked });
    const iam = connect(IAMClient);
    for (const { name, document } of body.policies) {
      const PolicyArn = `arn:aws:iam::${accountId}:policy/${name}`;
      try {
        await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: document }));
        await iam.send(new AttachRolePolicyCommand({ RoleName: 'CloudCoreoAssumedRole', PolicyArn }));
      } catch {
        const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
        for (const { VersionId, IsDefaultVersion } of Versions) {
          if (!IsDefaultVersion) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
        }
        await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document, SetAsDefault: true }));
      }
    }
    await until('the ticked actions are in force', async () => {
      const seen = await product.call<ManagementView>('POST', `${path}/check`);
      return seen.body.isInForce || undefined;
    });
  }

  async function ended(actionId: string, on: readonly string[]): Promise<ActionView> {
    return until(`action ${actionId} is not ${on.join(' or ')} any more`, async () => {
      const { body } = await product.call<ActionView>('GET', `/api/v1/actions/${actionId}`);
      return on.includes(body.status) ? undefined : body;
    });
  }

  async function judged(scanId: string): Promise<void> {
    await product.finishedScan(cloudAccountId, scanId);
    await until('the account is judged', async () => {
      const { body } = await product.call<CloudAccountView>('GET', `/api/v1/cloud-accounts/${cloudAccountId}`);
      return body.judgedScanId === scanId || undefined;
    });
  }

  async function assetOf(fault: Faulty, isGoneToo = false): Promise<{ id: string }> {
    const name = nameOf.get(fault) ?? '';
    const state = isGoneToo ? '&state=all' : '';
    const { body } = await product.call<AssetPage>('GET', `/api/v1/assets?type=${fault.type}${state}&limit=1000`);
    const asset = body.items?.find((one) => one.name === name || one.arn === name);
    if (asset === undefined)
      throw new Error(`There is no ${fault.type} ${name}: ${JSON.stringify(body).slice(0, 500)}`);
    return asset;
  }

  async function findingOf({ rule = '' }: Faulty, assetId: string): Promise<FindingSummaryView | undefined> {
    const path = `/api/v1/findings?status=all&ruleId=${rule}&assetId=${encodeURIComponent(assetId)}`;
    return (await product.call<FindingPage>('GET', path)).body.items[0];
  }

  async function see(fault: Faulty): Promise<unknown> {
    const answer = await look(fault.look(accountId));
    return fault.see === undefined ? answer : fault.see(answer);
  }

  async function look(question: Question): Promise<unknown> {
    const python = await ensureVenv();
    const { accessKeyId, secretAccessKey } = aws.administratorCredentials(accountId);
    const child = execFile(python, ['-B', join(import.meta.dirname, 'look.py')], {
      env: { ...process.env, LOOK_ENDPOINT: aws.endpoint, LOOK_KEY: accessKeyId, LOOK_SECRET: secretAccessKey },
    });
    child.stdin?.end(JSON.stringify([{ region: 'us-east-1', ...question }]));
    let output = '';
    let errors = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (errors += chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(errors);
    return JSON.parse(output)[0];
  }
}
