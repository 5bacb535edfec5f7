import { z } from '@hono/zod-openapi';
import { failureSchema, instant, pageOf, pageQuery } from '../http/schemas.ts';
import { scanSummarySchema } from '../scans/api.ts';
import { connectStepIds } from './steps.ts';

export const nicknameSchema = z
  .string()
  .trim()
  .min(1, 'Give the account a nickname, for example "production".')
  .max(100, 'A nickname has at most 100 characters.')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  .refine((value) => !/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(value), {
    message: 'A nickname has no line breaks or control characters.',
  });

const actionsToTick = z
  .array(z.string().max(100))
  .max(200)
  .default([])
  .openapi({ description: 'The actions that CloudCoreo is to be allowed from the beginning. Default: it only reads.' });

export const roleSetupRequestSchema = z.object({ actions: actionsToTick }).openapi('RoleSetupRequest');

export const connectWithKeySchema = z
  .object({
    method: z.literal('access-key'),
    nickname: nicknameSchema,
    // Shapes are judged by `connect`, which answers with what is wrong and the mend, not only "invalid".
    accessKeyId: z.string().max(500),
    secretAccessKey: z.string().max(500),
    actions: actionsToTick,
  })
  .openapi('ConnectWithAccessKey');

export const connectWithRoleSchema = z
  .object({
    method: z.literal('role'),
    nickname: nicknameSchema,
    roleArn: z.string().trim().max(500),
    roleSetupId: z.string().max(100).openapi({ description: 'The ID that POST /api/v1/role-setups answered.' }),
  })
  .openapi('ConnectWithRole');

export const connectSchema = z.discriminatedUnion('method', [connectWithKeySchema, connectWithRoleSchema]);

export const connectStepSchema = z
  .object({
    id: z.enum(connectStepIds),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    detail: z.string(),
  })
  .openapi('ConnectStep');

/** Something in AWS that is not as CloudCoreo made it or would make it now. */
export const driftSchema = z
  .object({
    code: z.enum([
      'role_unreachable',
      'lock_open',
      'trust_changed',
      'policy_missing',
      'policy_behind',
      'policy_wider',
      'policy_unreadable',
      'other_policies',
    ]),
    detail: z.string(),
    mend: z.string(),
    commands: z.string().optional(),
  })
  .openapi('Drift');

export const cloudAccountSchema = z
  .object({
    id: z.string(),
    nickname: z.string(),
    awsAccountId: z.string(),
    partition: z.enum(['aws', 'aws-cn', 'aws-us-gov']),
    method: z.enum(['access-key', 'role']),
    accessLevel: z.enum(['audit', 'manage']),
    /** `interrupted`: the attempt that was connecting it has died; a second try carries on. */
    state: z.enum(['connecting', 'interrupted', 'failed', 'connected']),
    roleArn: z.string(),
    externalId: z.string(),
    pendingExternalId: z.string().nullable(),
    steps: z.array(connectStepSchema),
    failure: failureSchema.nullable(),
    drift: z.array(driftSchema),
    setupUser: z.object({
      state: z.enum(['none', 'present', 'removed', 'unknown']),
      name: z.string().nullable(),
      checkedAt: instant.nullable(),
    }),
    lastVerifiedAt: instant.nullable(),
    connectedAt: instant.nullable(),
    createdAt: instant,
    lastScan: scanSummarySchema.nullable(),
    judgedScanId: z
      .string()
      .nullable()
      .openapi({ description: 'The newest scan whose assets the rules have judged: the findings are of it.' }),
    assetCount: z.number().int(),
  })
  .openapi('CloudAccount');

export const cloudAccountPageSchema = pageOf(cloudAccountSchema, 'CloudAccountPage');

export const cloudAccountQuery = pageQuery.extend({
  search: z.string().max(200).optional().openapi({ description: 'Part of the nickname or of the AWS account ID.' }),
  state: z.enum(['connecting', 'interrupted', 'failed', 'connected']).optional(),
});

export const renameSchema = z.object({ nickname: nicknameSchema }).openapi('CloudAccountChange');

/** Everything a person needs to make the role by hand, and the same as scripts. */
export const roleSetupSchema = z
  .object({
    id: z.string(),
    hubAccountId: z.string(),
    partition: z.enum(['aws', 'aws-cn', 'aws-us-gov']),
    externalId: z.string(),
    actions: z.array(z.string()).openapi({ description: 'The actions that the role is to be allowed.' }),
    roleName: z.string(),
    policyName: z.string(),
    trustPolicy: z.string(),
    permissionPolicies: z.array(z.object({ name: z.string(), document: z.string() })),
    cliScript: z.string(),
    cloudFormationTemplate: z.string(),
    /** Opens the CloudFormation console with the template; absent when AWS cannot fetch the template from here. */
    cloudFormationQuickCreateUrl: z.string().nullable(),
    terraformModule: z.string(),
  })
  .openapi('RoleSetup');

/** What the hub is, and what the page needs before anything is connected. */
export const hubSchema = z
  .object({
    identity: z
      .object({ accountId: z.string(), arn: z.string(), partition: z.enum(['aws', 'aws-cn', 'aws-us-gov']) })
      .nullable(),
    /** Why there is no identity, with the mend. */
    failure: failureSchema.nullable(),
    setupPolicy: z.string().openapi({ description: 'The policy for the temporary user: six actions.' }),
    roleName: z.string(),
    policyName: z.string(),
  })
  .openapi('Hub');

export const externalIdRotationSchema = z
  .object({
    pendingExternalId: z.string(),
    trustPolicy: z.string(),
    commands: z.string(),
  })
  .openapi('ExternalIdRotation');

export const disconnectedSchema = z
  .object({ id: z.string(), commands: z.string().openapi({ description: 'Remove the role and the policy in AWS.' }) })
  .openapi('Disconnected');

/** An event of the stream that `POST /api/v1/cloud-accounts` answers to `Accept: text/event-stream`. */
export const connectEventSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('step'), step: connectStepSchema }),
    z.object({ type: z.literal('connected'), cloudAccountId: z.string(), scanId: z.string() }),
    z.object({ type: z.literal('failed'), failure: failureSchema }),
  ])
  .openapi('ConnectEvent');

export type CloudAccountView = z.infer<typeof cloudAccountSchema>;
export type CloudAccountPage = z.infer<typeof cloudAccountPageSchema>;
export type CloudAccountQuery = z.infer<typeof cloudAccountQuery>;
export type ConnectRequest = z.input<typeof connectSchema>;
export type ConnectEventView = z.infer<typeof connectEventSchema>;
export type RoleSetupView = z.infer<typeof roleSetupSchema>;
export type HubView = z.infer<typeof hubSchema>;
export type DriftView = z.infer<typeof driftSchema>;
export type ExternalIdRotationView = z.infer<typeof externalIdRotationSchema>;
