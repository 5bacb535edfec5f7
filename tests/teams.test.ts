import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../sandbox/aws.ts';
import { connectWithKey, connectWithRole } from '../server/accounts/connect.ts';
import type { AccountsContext, Actor } from '../server/accounts/context.ts';
import { checkDueSetupUsers } from '../server/accounts/jobs.ts';
import { createRoleSetup } from '../server/accounts/role-setup.ts';
import { cloudAccounts } from '../server/accounts/schema.ts';
import { verifyConnection } from '../server/accounts/verify.ts';
import { actionKinds } from '../server/actions/catalog.ts';
import { createManagementOfRole } from '../server/actions/management.ts';
import { createHub } from '../server/aws/hub.ts';
import { type OpenDatabase, openDatabase } from '../server/database/database.ts';
import { startQueue } from '../server/database/queue.ts';
import { createStartScan } from '../server/scans/start.ts';
import { type Console, openConsole, requestWith, roleWithPolicies } from './aws-console.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';

// Two teams of one CloudCoreo and the same AWS account, on each database.

let aws: Aws;
let console: Console;
let postgres: PostgresServer;
beforeAll(async () => {
  aws = await startAws({ customerCount: 16 });
  console = openConsole(aws);
  postgres = await startPostgres();
});
afterAll(async () => {
  postgres.stop();
  await aws.stop();
});

const red: Actor = { teamId: 'team_red', userId: 'usr_red', name: 'red@example.com' };
const blue: Actor = { teamId: 'team_blue', userId: 'usr_blue', name: 'blue@example.com' };

describe.each(['the embedded database', 'a PostgreSQL server'])('on %s', (where) => {
  let directory: string;
  let opened: OpenDatabase;
  let queue: Awaited<ReturnType<typeof startQueue>>;
  let context: AccountsContext;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cloudcoreo-teams-'));
    const log = pino({ level: 'silent' });
    const url = where === 'a PostgreSQL server' ? await postgres.createDatabase() : undefined;
    opened = await openDatabase({ url, dataDirectory: directory }, log);
    queue = await startQueue(opened.queueConnection, log, { runsJobs: false });
    context = {
      database: opened.database,
      hub: createHub({ region: aws.region, endpoint: aws.endpoint }, async () => aws.hubCredentials),
      log,
      propagationSeconds: 2,
      templateUrl: undefined,
      startScan: await createStartScan(queue.boss),
      management: createManagementOfRole(actionKinds),
    };
  });
  afterAll(async () => {
    await queue.stop();
    await opened.close();
    await rm(directory, { recursive: true });
  });

  const connectAs = async (actor: Actor, accountId: string, nickname = 'production') =>
    connectWithKey(context, actor, requestWith(await aws.createSetupUser(accountId), nickname), () => {});

  it('the second team is told that another one has the account, and nothing of that team', async () => {
    const accountId = console.freshAccount();
    expect(await connectAs(red, accountId, 'red secret name')).toMatchObject({ ok: true });
    const second = await connectAs(blue, accountId);
    expect(second).toMatchObject({ ok: false, failure: { code: 'account_connected_elsewhere' } });
    expect(JSON.stringify(second)).not.toMatch(/red/);
  });

  it('each team has its own nicknames', async () => {
    expect(await connectAs(blue, console.freshAccount(), 'shared name')).toMatchObject({ ok: true });
    expect(await connectAs(red, console.freshAccount(), 'shared name')).toMatchObject({ ok: true });
  });

  it('of two teams at once, one has the account afterwards and the other is told', async () => {
    const accountId = console.freshAccount();
    const answers = await Promise.all([connectAs(red, accountId, 'race'), connectAs(blue, accountId, 'race')]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const told = answers.find((answer) => !answer.ok);
    expect(['account_connected_elsewhere', 'role_trust_differs']).toContain(told?.ok === false && told.failure.code);
    expect(await console.madeObjects(accountId)).toEqual(roleWithPolicies);
  });

  it('a team that knows the ARN of another team’s role cannot claim it', async () => {
    const accountId = console.freshAccount();
    expect(await connectAs(red, accountId, 'victim')).toMatchObject({ ok: true });
    const setup = await createRoleSetup(context.database, blue, []);
    const roleArn = `arn:aws:iam::${accountId}:role/CloudCoreoAssumedRole`;
    const claim = await connectWithRole(context, blue, { nickname: 'mine', roleArn, roleSetupId: setup.id }, () => {});
    // The same answer as for a role that is not there: who has not shown control of an account learns nothing of it.
    expect(claim).toMatchObject({ ok: false, failure: { code: 'role_unreachable' } });
  });

  it('a role whose lock was found open is not even asked about the setup user', async () => {
    const accountId = console.freshAccount();
    expect(await connectAs(red, accountId, 'opened later')).toMatchObject({ ok: true });
    const [account] = await context.database
      .select()
      .from(cloudAccounts)
      .where(eq(cloudAccounts.awsAccountId, accountId));
    if (account === undefined) throw new Error('The account was connected.');
    const root = `arn:aws:iam::${aws.accounts.hub.accountId}:root`;
    const open = { Effect: 'Allow', Principal: { AWS: root }, Action: 'sts:AssumeRole' };
    await console.iamOf(accountId).send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'CloudCoreoAssumedRole',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [open] }),
      }),
    );
    expect(await verifyConnection(context, account)).toMatchObject({ ok: false, failure: { code: 'lock_open' } });
    aws.control.calls.clear();
    await checkDueSetupUsers(context);
    expect(aws.control.calls.list({ accountId })).toEqual([]);
    // The other accounts of these tests are asked, so that the silence means something.
    expect(aws.control.calls.list({ action: 'GetUser' }).length).toBeGreaterThan(0);
  });

  it('a role set-up of one team is not known to another', async () => {
    const setup = await createRoleSetup(context.database, red, []);
    const roleArn = 'arn:aws:iam::111122223333:role/CloudCoreoAssumedRole';
    const claim = await connectWithRole(context, blue, { nickname: 'x', roleArn, roleSetupId: setup.id }, () => {});
    expect(claim).toMatchObject({ ok: false, failure: { code: 'role_setup_unknown' } });
  });
});
