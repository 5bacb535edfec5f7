import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  DeletePolicyCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListPoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import pg from 'pg';
import type { Aws } from '../sandbox/aws.ts';
import { buildSdkIfStale } from '../scripts/build-sdk.ts';
import type { CloudAccountView } from '../server/accounts/api.ts';
import type { ScanSummaryView } from '../server/scans/api.ts';
import { requestWith } from '../tests/aws-console.ts';

import { type Product, startProduct, until } from '../tests/product.ts';
import { startOwnPostgres } from './postgres.ts';
import { parentOf, type Usage, watchUsage } from './usage.ts';

export type DatabaseKind = 'postgres' | 'embedded';

/** A running CloudCoreo that reaches AWS through an endpoint. */
export type Cloudcoreo = {
  product: Product;
  /** Connects an account and waits until its first scan has ended. */
  connectAndScan(accountId: string): Promise<ScanRun>;
  scanAgain(cloudAccountId: string): Promise<ScanRun>;
  /** Removes the account from CloudCoreo, and what CloudCoreo made from the account. */
  forget(cloudAccountId: string, accountId: string): Promise<void>;
  databaseUrl: string | undefined;
  stop(): Promise<void>;
};

export type ScanRun = {
  cloudAccountId: string;
  scan: ScanSummaryView;
  /** Milliseconds since the epoch. */
  beganAt: number;
  endedAt: number;
  /** When the rules had judged what the scan brought. */
  judgedAt: number;
  /** CPU of the process and of PostgreSQL's; memory of the process alone. */
  usage: Usage;
};

/** How many calls the product makes at a time: its own default, unless the environment says otherwise. */
export const callsAtATime = Number(process.env.CLOUDCOREO_CALLS_AT_A_TIME ?? 64);

export async function startCloudcoreo(where: {
  aws: Aws;
  endpoint: string;
  database: DatabaseKind;
  /** Whether the worker is a process of its own, whose use is then told instead of the pages'. PostgreSQL only. */
  hasOwnWorker?: boolean;
  /** Settings that differ from the product's own. */
  settings?: Record<string, string>;
}): Promise<Cloudcoreo> {
  const { aws, endpoint } = where;
  // As `npm start` does.
  await buildSdkIfStale();
  const postgres = where.database === 'postgres' ? await startOwnPostgres() : undefined;
  const databaseUrl = await postgres?.createDatabase();
  const environment = {
    CLOUDCOREO_LOG_LEVEL: 'warn',
    CLOUDCOREO_CALLS_AT_A_TIME: String(callsAtATime),
    ...where.settings,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, CLOUDCOREO_SECRET: 'x'.repeat(32) }),
  };
  const product = await startProduct({
    aws: { ...aws, endpoint },
    environment: { ...environment, CLOUDCOREO_ROLE: where.hasOwnWorker ? 'web' : 'all' },
  });
  const worker = where.hasOwnWorker ? startWorker(aws, { ...environment, AWS_ENDPOINT_URL: endpoint }) : undefined;
  const postmaster = databaseUrl === undefined ? [] : [await findPostmaster(databaseUrl)];

  async function watchScan(begin: () => Promise<{ cloudAccountId: string; scanId: string }>): Promise<ScanRun> {
    const own = watchUsage([worker?.pid ?? product.processId]);
    const database = watchUsage(postmaster);
    const { cloudAccountId, scanId } = await begin();
    const scan = await until(
      `scan ${scanId} has ended`,
      async () => {
        // The summary, which is cheaper to answer than the whole scan.
        const path = `/api/v1/cloud-accounts/${cloudAccountId}/scans?limit=1`;
        // An answer that did not come, such as over a connection that the server was just closing, is asked for again.
        const answer = await product.call<{ items: ScanSummaryView[] }>('GET', path).catch(() => undefined);
        return answer?.body.items.find(({ id, finishedAt }) => id === scanId && finishedAt !== null);
      },
      3600,
    );
    if (!['succeeded', 'partial'].includes(scan.state)) throw new Error(`The scan ended as ${scan.state}.`);
    await until('the account is judged', async () => {
      const answer = await product
        .call<CloudAccountView>('GET', `/api/v1/cloud-accounts/${cloudAccountId}`)
        .catch(() => undefined);
      return answer?.body.judgedScanId === scanId || undefined;
    });
    const judgedAt = Date.now();
    const usage = own.stop();
    const cpuSeconds = usage.cpuSeconds + database.stop().cpuSeconds;
    const beganAt = Date.parse(scan.queuedAt);
    const endedAt = Date.parse(scan.finishedAt ?? '');
    return { cloudAccountId, scan, beganAt, endedAt, judgedAt, usage: { ...usage, cpuSeconds } };
  }

  return {
    product,
    databaseUrl,
    async connectAndScan(accountId) {
      const key = await aws.createSetupUser(accountId);
      return watchScan(async () => {
        const { status, body } = await product.connect(requestWith(key, accountId));
        if (status !== 201 || body.lastScan === null) throw new Error(`Connecting answered ${status}: ${body.detail}`);
        return { cloudAccountId: body.id, scanId: body.lastScan.id };
      });
    },
    scanAgain: (cloudAccountId) =>
      watchScan(async () => {
        const path = `/api/v1/cloud-accounts/${cloudAccountId}/scans`;
        const { body } = await product.call<ScanSummaryView>('POST', path);
        return { cloudAccountId, scanId: body.id };
      }),
    async forget(cloudAccountId, accountId) {
      const { status } = await product.call('DELETE', `/api/v1/cloud-accounts/${cloudAccountId}`);
      if (status >= 300) throw new Error(`Disconnecting answered ${status}.`);
      await removeMadeObjects(aws, accountId);
    },
    async stop() {
      if (worker?.kill('SIGTERM')) await once(worker, 'exit');
      await product.stop();
      postgres?.stop();
    },
  };
}

function startWorker(aws: Aws, environment: Record<string, string>): ChildProcess {
  const worker = spawn(process.execPath, ['server/main.ts'], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      AWS_REGION: aws.region,
      AWS_ACCESS_KEY_ID: aws.hubCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.hubCredentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...environment,
      CLOUDCOREO_ROLE: 'worker',
    },
  });
  const killAtExit = () => worker.kill('SIGKILL');
  process.once('exit', killAtExit);
  worker.once('exit', () => process.off('exit', killAtExit));
  return worker;
}

async function findPostmaster(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query('select pg_backend_pid() as id');
  const postmaster = parentOf(Number(rows[0].id));
  await client.end();
  if (postmaster === undefined) throw new Error('The PostgreSQL server runs on another machine.');
  return postmaster;
}

/** What the commands shown after disconnecting do. */
async function removeMadeObjects(aws: Aws, accountId: string): Promise<void> {
  const credentials = aws.administratorCredentials(accountId);
  const iam = new IAMClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local', MaxItems: 1000 }));
  const policies = Policies.filter(({ PolicyName }) => PolicyName?.startsWith('CloudCoreo'));
  const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
  for (const { RoleName } of Roles.filter(({ RoleName: name }) => name?.startsWith('CloudCoreo'))) {
    for (const { Arn } of policies) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: Arn }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  }
  for (const { Arn } of policies) await iam.send(new DeletePolicyCommand({ PolicyArn: Arn }));
  iam.destroy();
}
