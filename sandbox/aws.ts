import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { createAccessAnalyzer } from './access-analyzer.ts';
import { allow, createFirstUser, nameAccounts, type PolicyDocument, type SandboxAccounts } from './accounts.ts';
import { seedEstate } from './estate.ts';
import { createIamReader } from './iam-reader.ts';
import { createIdentities, userIdentity } from './identities.ts';
import { type MotoSeed, startMoto } from './moto.ts';
import { createOperations } from './operations.ts';
import { type Control, startProxy } from './proxy.ts';
import { createServiceModels } from './service-models.ts';
import type { SigningKey } from './signature.ts';
import { connectUpstream } from './upstream.ts';
import { ensureVenv } from './venv.ts';

export type AwsOptions = {
  /** The endpoint's loopback port. Default: any free one. */
  port?: number;
  /** Default: `aws`. Decides the region of the sandbox and the partition of every ARN. */
  partition?: Partition;
  /** How many customer accounts there are, at least 2 (the default). */
  customerCount?: number;
  /** What the first two customer accounts have: `sample`: assets of most services; `small`: of IAM, EC2 and S3. Default: `empty`. */
  estate?: 'empty' | 'small' | 'sample';
  /** The regions that are enabled in each account. Default: those that AWS enables for every account, 17 of them in `aws`. */
  regions?: readonly string[];
  /** Fills accounts with estates of one's own. */
  seed?: MotoSeed;
  /** Added to every call. Default: 0. Can be changed through `control.settings`. */
  latencyMilliseconds?: number;
  /** Where to say what takes long. Default: nowhere. */
  log?: (line: string) => void;
};

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

export type SetupKey = SigningKey & { accountId: string; userName: string };

/** A running AWS that is not one. */
export type Aws = {
  /** For AWS_ENDPOINT_URL, or an SDK client's `endpoint` (S3 with `forcePathStyle: true`). */
  endpoint: string;
  partition: Partition;
  /** The partition's home region, where the hub identity signs. */
  region: string;
  accounts: SandboxAccounts;
  /** An IAM user of the hub account that may do nothing but `sts:AssumeRole` on `CloudCoreoAssumedRole` of any account. */
  hubCredentials: SigningKey;
  hubUserArn: string;
  /** An IAM user of the stranger's account that may `sts:AssumeRole` on everything. */
  strangerCredentials: SigningKey;
  /** A key that may do everything in an account: for what a person would do in the AWS console. */
  administratorCredentials(accountId: string): SigningKey;
  /** Faults, the record of calls, the clock. */
  control: Control;
  /**
   * Makes a temporary IAM user as the user guide says: with a policy of its own that grants the six setup actions, or `actions`
   * on everything, or `policyDocument`. Each call makes another user.
   */
  createSetupUser(
    accountId: string,
    options?: { userName?: string; actions?: string[]; policyDocument?: PolicyDocument },
  ): Promise<SetupKey>;
  /** Makes an access key of the account's root user. */
  createRootKey(accountId: string): Promise<SigningKey>;
  stop(): Promise<void>;
};

/** The setup policy of the user guide. */
export const setupActions = [
  'iam:GetUser',
  'iam:CreatePolicy',
  'iam:GetPolicy',
  'iam:CreateRole',
  'iam:GetRole',
  'iam:AttachRolePolicy',
];

const homeRegions: Record<Partition, string> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** Starts moto and the proxy before it, makes the accounts and their first users, and, if wanted, the sample estate. */
export async function startAws(options: AwsOptions = {}): Promise<Aws> {
  const partition = options.partition ?? 'aws';
  const region = homeRegions[partition];
  const accounts = nameAccounts(options.customerCount ?? 2);
  const python = await ensureVenv(options.log ?? (() => {}));
  const moto = await startMoto(python, options.seed);
  const upstream = connectUpstream(moto.port);
  try {
    const firstUser = (accountId: string, userName: string, policy: PolicyDocument) =>
      createFirstUser(moto, region, { accountId, userName, policy });
    const administrators = new Map<string, SigningKey>();
    for (const { accountId } of [accounts.hub, ...accounts.customers, accounts.stranger]) {
      administrators.set(accountId, await firstUser(accountId, 'administrator', allow(['*'], '*')));
    }
    const hubPolicy = allow(['sts:AssumeRole'], `arn:${partition}:iam::*:role/CloudCoreoAssumedRole`);
    const hubCredentials = await firstUser(accounts.hub.accountId, 'cloudcoreo', hubPolicy);
    const strangerCredentials = await firstUser(
      accounts.stranger.accountId,
      'stranger',
      allow(['sts:AssumeRole'], '*'),
    );
    const { estate = 'empty' } = options;
    if (estate !== 'empty') await seedEstate({ port: moto.port, partition, region, accounts, estate });
    await moto.enforcePermissions();

    const identities = createIdentities();
    const register = (accountId: string, userName: string, key: SigningKey) =>
      identities.add(userIdentity({ accountId, partition }, key.accessKeyId, userName));
    for (const [accountId, key] of administrators) register(accountId, 'administrator', key);
    register(accounts.hub.accountId, 'cloudcoreo', hubCredentials);
    register(accounts.stranger.accountId, 'stranger', strangerCredentials);
    const proxy = await startProxy({
      port: options.port ?? 0,
      latencyMilliseconds: options.latencyMilliseconds ?? 0,
      parts: {
        upstream,
        identities,
        administrators,
        iam: createIamReader(upstream, administrators, region),
        operations: createOperations(createServiceModels(python)),
        accessAnalyzer: createAccessAnalyzer(),
        ...(options.regions && { regions: options.regions }),
      },
    });

    const administratorCredentials = (accountId: string): SigningKey => {
      const key = administrators.get(accountId);
      if (!key)
        throw new Error(`The sandbox has no account ${accountId}. It has ${[...administrators.keys()].join(', ')}.`);
      return key;
    };
    const createUser = createUserMaker(proxy.endpoint, region, administratorCredentials);
    let setupUserCount = 0;
    return {
      endpoint: proxy.endpoint,
      partition,
      region,
      accounts,
      hubCredentials,
      hubUserArn: `arn:${partition}:iam::${accounts.hub.accountId}:user/cloudcoreo`,
      strangerCredentials,
      administratorCredentials,
      control: proxy.control,
      createSetupUser(accountId, { userName, actions, policyDocument } = {}) {
        setupUserCount++;
        const suffix = setupUserCount === 1 ? '' : String(setupUserCount);
        return createUser(
          accountId,
          userName ?? `MyCloudCoreoUser${suffix}`,
          policyDocument ?? allow(actions ?? setupActions, '*'),
        );
      },
      async createRootKey(accountId) {
        const key = await createUser(accountId, `root-of-${accountId}`, allow(['*'], '*'));
        const arn = `arn:${partition}:iam::${accountId}:root`;
        identities.add({ ...userIdentity({ accountId, partition }, key.accessKeyId, key.userName), kind: 'root', arn });
        return key;
      },
      async stop() {
        await proxy.stop();
        upstream.close();
        await moto.stop();
      },
    };
  } catch (error) {
    upstream.close();
    await moto.stop();
    throw error;
  }
}

/** Makes a user with a managed policy and an access key, as an administrator would in the console. */
function createUserMaker(
  endpoint: string,
  region: string,
  administratorCredentials: (accountId: string) => SigningKey,
) {
  return async (accountId: string, userName: string, policyDocument: PolicyDocument): Promise<SetupKey> => {
    const iam = new IAMClient({ endpoint, region, credentials: administratorCredentials(accountId) });
    try {
      await iam.send(new CreateUserCommand({ UserName: userName }));
      const { Policy } = await iam.send(
        new CreatePolicyCommand({
          PolicyName: userName.replace(/User/, 'Policy'),
          PolicyDocument: JSON.stringify(policyDocument),
        }),
      );
      await iam.send(new AttachUserPolicyCommand({ UserName: userName, PolicyArn: Policy?.Arn }));
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: userName }));
      if (!AccessKey?.AccessKeyId || !AccessKey.SecretAccessKey) throw new Error('IAM made no access key.');
      return {
        accountId,
        userName,
        accessKeyId: AccessKey.AccessKeyId,
        secretAccessKey: AccessKey.SecretAccessKey,
      };
    } finally {
      iam.destroy();
    }
  };
}
