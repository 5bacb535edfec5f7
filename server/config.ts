import { z } from 'zod';
import { type AllowedHosts, readAllowedHosts } from './notifications/addresses.ts';
import type { Pace } from './scans/jobs.ts';
import type { Retention } from './scans/retention.ts';

const port = z.coerce.number().int().min(0).max(65535);
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));

const hosts = z.string().superRefine((text, context) => {
  try {
    readAllowedHosts(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'not a list of hosts' });
  }
});

const days = z.coerce.number().int().min(1).max(3650);

/**
 * Every setting there is, read from environment variables once, at start. `docs/configuration.md` lists the same
 * variables; a test compares the two.
 */
export const environmentSchema = z.object({
  CLOUDCOREO_HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
  CLOUDCOREO_PORT: port.default(8400).describe('Port to listen on; 0 picks a free one.'),
  CLOUDCOREO_URL: url
    .refine((value) => URL.parse(value)?.pathname === '/', 'an address without a path')
    .optional()
    .describe('How browsers reach CloudCoreo, for example `https://cloudcoreo.example.com`. Default: host and port.'),
  CLOUDCOREO_ROLE: z
    .enum(['web', 'worker', 'all'])
    .default('all')
    .describe('`web` answers requests, `worker` runs jobs, `all` does both in one process.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('A PostgreSQL server (15 or newer). Without it the embedded database in the data directory is used.'),
  CLOUDCOREO_DATA_DIR: z
    .string()
    .min(1)
    .default('data')
    .describe('Folder of the embedded database and of the generated secret. Made with mode 0700.'),
  CLOUDCOREO_SECRET: z
    .string()
    .min(32, 'at least 32 characters, for example from `openssl rand -base64 32`')
    .optional()
    .describe(
      'Signs sessions and encrypts stored secrets. Required with `DATABASE_URL`; else made in the data directory.',
    ),
  CLOUDCOREO_OWNER_EMAIL: z
    .email()
    .optional()
    .describe('With the password: creates the first owner of an empty database.'),
  CLOUDCOREO_OWNER_PASSWORD: z
    .string()
    .min(12)
    .max(128)
    .optional()
    .describe('Password of that first owner, 12 to 128 characters.'),
  CLOUDCOREO_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('How much is logged. No level logs a secret.'),
  CLOUDCOREO_TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('How many reverse proxies stand in front, for the caller address in `X-Forwarded-For`.'),
  CLOUDCOREO_CONNECTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe('Connect attempts that one user may make in a minute.'),
  CLOUDCOREO_SIGN_INS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .describe('Sign-in attempts from one address in a minute.'),
  CLOUDCOREO_PROPAGATION_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(600)
    .default(90)
    .describe('How long connecting waits for a new role to become visible in AWS.'),
  CLOUDCOREO_TEMPLATE_URL: z
    .url()
    .optional()
    .describe('S3 address of the published CloudFormation template; switches the quick-create link on.'),
  CLOUDCOREO_CALLS_AT_A_TIME: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(64)
    .describe('Calls to AWS that one worker has under way at a time.'),
  CLOUDCOREO_API_SHARE: z.coerce
    .number()
    .min(0.01)
    .max(100)
    .default(0.5)
    .describe(
      'The part of the request limits that AWS publishes which scans use, from 0.01 to 1; more only where AWS has raised the limits of the accounts.',
    ),
  CLOUDCOREO_HISTORY_DAYS: days.default(365).describe('Days for which is kept what assets were before they changed.'),
  CLOUDCOREO_DELETED_ASSETS_DAYS: days.default(90).describe('Days for which assets are kept that are no more.'),
  CLOUDCOREO_SCAN_DETAILS_DAYS: days
    .default(30)
    .describe('Days for which the parts, calls and gaps of scans are kept; their totals are kept for a year.'),
  CLOUDCOREO_NOTIFY_PRIVATE_HOSTS: hosts
    .optional()
    .describe(
      'Hosts within your network that notifications may be sent to, also without TLS: names, addresses and networks such as `10.1.0.0/16`, comma separated. All others must be on the public internet.',
    ),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'a region, for example us-east-1')
    .default('us-east-1')
    .describe('Home region of the hub identity. It also chooses the partition: AWS, China or GovCloud.'),
  AWS_ENDPOINT_URL: url.optional().describe('Another endpoint for every AWS service, such as the sandbox.'),
});

type Environment = z.infer<typeof environmentSchema>;

export interface Config {
  host: string;
  port: number;
  publicUrl: string | undefined;
  runsWeb: boolean;
  runsWorker: boolean;
  databaseUrl: string | undefined;
  dataDirectory: string;
  secret: string | undefined;
  firstOwner: { email: string; password: string } | undefined;
  logLevel: Environment['CLOUDCOREO_LOG_LEVEL'];
  trustedProxies: number;
  connectsPerMinute: number;
  signInsPerMinute: number;
  propagationSeconds: number;
  templateUrl: string | undefined;
  pace: Pace;
  retention: Retention;
  /** Hosts that notifications may be sent to although they are not on the public internet. */
  notifyPrivateHosts: AllowedHosts;
  region: string;
  awsEndpoint: string | undefined;
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] };

/**
 * Reads the configuration. An empty variable counts as unset. The problems name the variable and what is expected,
 * never the value, which could be a secret.
 */
export function readConfig(environment: Record<string, string | undefined>): ConfigResult {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  }
  const values = parsed.data;
  const problems: string[] = [];
  if (values.DATABASE_URL && !values.CLOUDCOREO_SECRET) {
    problems.push('CLOUDCOREO_SECRET: required with DATABASE_URL, so that every process signs with the same secret');
  }
  if (Boolean(values.CLOUDCOREO_OWNER_EMAIL) !== Boolean(values.CLOUDCOREO_OWNER_PASSWORD)) {
    problems.push('CLOUDCOREO_OWNER_EMAIL and CLOUDCOREO_OWNER_PASSWORD: set both or neither');
  }
  if (!values.DATABASE_URL && values.CLOUDCOREO_ROLE !== 'all') {
    problems.push(
      'CLOUDCOREO_ROLE: the embedded database serves one process; set DATABASE_URL to split web and worker',
    );
  }
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      host: values.CLOUDCOREO_HOST,
      port: values.CLOUDCOREO_PORT,
      publicUrl: values.CLOUDCOREO_URL,
      runsWeb: values.CLOUDCOREO_ROLE !== 'worker',
      runsWorker: values.CLOUDCOREO_ROLE !== 'web',
      databaseUrl: values.DATABASE_URL,
      dataDirectory: values.CLOUDCOREO_DATA_DIR,
      secret: values.CLOUDCOREO_SECRET,
      firstOwner:
        values.CLOUDCOREO_OWNER_EMAIL && values.CLOUDCOREO_OWNER_PASSWORD
          ? { email: values.CLOUDCOREO_OWNER_EMAIL, password: values.CLOUDCOREO_OWNER_PASSWORD }
          : undefined,
      logLevel: values.CLOUDCOREO_LOG_LEVEL,
      trustedProxies: values.CLOUDCOREO_TRUSTED_PROXIES,
      connectsPerMinute: values.CLOUDCOREO_CONNECTS_PER_MINUTE,
      signInsPerMinute: values.CLOUDCOREO_SIGN_INS_PER_MINUTE,
      propagationSeconds: values.CLOUDCOREO_PROPAGATION_SECONDS,
      templateUrl: values.CLOUDCOREO_TEMPLATE_URL,
      pace: { callsAtATime: values.CLOUDCOREO_CALLS_AT_A_TIME, share: values.CLOUDCOREO_API_SHARE },
      retention: {
        historyDays: values.CLOUDCOREO_HISTORY_DAYS,
        deletedAssetsDays: values.CLOUDCOREO_DELETED_ASSETS_DAYS,
        scanDetailsDays: values.CLOUDCOREO_SCAN_DETAILS_DAYS,
        scansDays: 365,
      },
      notifyPrivateHosts: readAllowedHosts(values.CLOUDCOREO_NOTIFY_PRIVATE_HOSTS ?? ''),
      region: values.AWS_REGION,
      awsEndpoint: values.AWS_ENDPOINT_URL,
    },
  };
}
