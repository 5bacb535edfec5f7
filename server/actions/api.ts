import { z } from '@hono/zod-openapi';
import { severitySchema } from '../findings/rule-api.ts';
import { changesOf, failureSchema, instant, pageOf, pageQuery } from '../http/schemas.ts';
import { severities } from '../rules/rule-file.ts';
import { actionStatuses } from './statuses.ts';

const id = z.string().max(100);
const anyJson = z.unknown();
const parametersSchema = z.record(z.string().max(100), anyJson);

export const actionKindSchema = z
  .object({
    id: z.string(),
    title: z.string().openapi({ description: 'What is asked for: “Block public access to the bucket”.' }),
    what: z.string(),
    service: z.string(),
    serviceName: z.string().openapi({ description: '“Amazon S3”' }),
    types: z.array(z.string()).openapi({ description: 'The asset types that it is for.' }),
    parameters: z.record(z.string(), anyJson).openapi({ description: 'What it takes, as a JSON Schema.' }),
    permissions: z.array(z.string()).openapi({ description: 'The IAM actions that it needs beyond the audit policy.' }),
    canBeUndone: z.boolean(),
    whyNoUndo: z.string().nullable(),
    isTriedFirst: z.boolean().openapi({ description: 'AWS is asked whether it would do it, when it is planned.' }),
    ruleIds: z.array(z.string()).openapi({ description: 'The rules whose findings it mends.' }),
  })
  .openapi('ActionKind');

export const actionKindsSchema = z.object({ items: z.array(actionKindSchema) }).openapi('ActionKinds');

export const actionSummarySchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    status: z.enum(actionStatuses),
    cloudAccountId: z.string(),
    awsAccountId: z.string(),
    accountNickname: z.string(),
    assetId: z.string(),
    assetArn: z.string(),
    assetName: z.string(),
    assetType: z.string(),
    region: z.string(),
    findingId: z.string().nullable(),
    ruleId: z.string().nullable(),
    severity: severitySchema.nullable(),
    batchId: z.string().nullable(),
    policyId: z.string().nullable(),
    requestedBy: z.object({ userId: z.string(), name: z.string() }),
    requestedAt: instant,
    approvedBy: z.object({ userId: z.string(), name: z.string() }).nullable(),
    dueAt: instant.nullable().openapi({ description: 'When the account’s change window begins that it waits for.' }),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    failure: failureSchema.nullable(),
  })
  .openapi('ActionSummary');

export const actionSchema = actionSummarySchema
  .extend({
    what: z.string(),
    parameters: parametersSchema,
    plan: z
      .object({
        plannedAt: instant,
        changes: z.array(z.object({ path: z.string(), before: anyJson, after: anyJson })),
        mayBreak: z.array(z.string()),
        wasTried: z.boolean(),
      })
      .nullable(),
    permissions: z.array(z.string()),
    canBeUndone: z.boolean(),
    whyNoUndo: z.string().nullable(),
    obstacle: failureSchema
      .nullable()
      .openapi({ description: 'Why it could not be applied or undone now: protected, not permitted, stopped.' }),
    beginsAt: instant
      .nullable()
      .openapi({ description: 'When it would begin if it were applied now, for the account’s window; null: at once.' }),
    needsApproval: z.boolean(),
    events: z.array(z.object({ at: instant, what: z.string(), who: z.string().nullable() })),
    awsRequests: z.array(
      z.object({ operation: z.string(), requestId: z.string().nullable(), outcome: z.string(), at: instant }),
    ),
  })
  .openapi('Action');

export const actionPageSchema = pageOf(actionSummarySchema, 'ActionPage');

const several = z.string().max(4000).optional();

export const actionFilterQuery = z.object({
  status: several.openapi({ description: 'Comma separated.' }),
  kind: several,
  cloudAccountId: several,
  assetId: several,
  findingId: several,
  batchId: several,
  policyId: several,
});

export const actionQuery = pageQuery.extend(actionFilterQuery.shape);

export const actionCountsSchema = z
  .object({
    total: z.number().int(),
    byStatus: z.array(z.object({ status: z.enum(actionStatuses), count: z.number().int() })),
  })
  .openapi('ActionCounts');

export const actionRequestSchema = z
  .object({
    kind: id,
    parameters: parametersSchema.default({}),
    findingIds: z.array(id).max(500).optional().openapi({ description: 'Findings that it is to mend …' }),
    assetIds: z.array(id).max(500).optional().openapi({ description: '… or assets, of whatever is found of them.' }),
  })
  .refine(({ findingIds, assetIds }) => (findingIds?.length ?? 0) + (assetIds?.length ?? 0) > 0, {
    message: 'Name at least one finding or asset.',
  })
  .openapi('ActionRequest');

export const actionsRequestedSchema = z
  .object({
    ids: z.array(z.string()),
    batchId: z.string().nullable().openapi({ description: 'Names all that were asked for together.' }),
    refused: z.array(z.object({ id: z.string(), why: z.string() })),
  })
  .openapi('ActionsRequested');

export const actionChangeSchema = z
  .object({
    ids: z.array(id).min(1).max(500).optional(),
    batchId: id.optional().openapi({ description: 'All of a batch that the change is for.' }),
    change: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('apply'),
        assetName: z
          .string()
          .max(1000)
          .optional()
          .openapi({ description: 'The asset’s name, for an action that has no way back.' }),
      }),
      z.object({ kind: z.literal('approve') }),
      z.object({ kind: z.literal('reject'), reason: z.string().trim().max(2000).optional() }),
      z.object({ kind: z.literal('cancel') }),
      z.object({ kind: z.literal('undo') }),
      z.object({ kind: z.literal('plan') }),
    ]),
  })
  .refine(({ ids, batchId }) => (ids === undefined) !== (batchId === undefined), {
    message: 'Name actions, or a batch.',
  })
  .openapi('ActionChange');

export const actionsChangedSchema = changesOf('actions', 'ActionsChanged');

/** What a finding or an asset offers: an action, with the parameters that suit, and whether it may be applied. */
export const offersSchema = z
  .object({
    items: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        what: z.string(),
        parameters: parametersSchema,
        parameterSchema: z.record(z.string(), anyJson),
        canBeUndone: z.boolean(),
        mendsFinding: z.boolean().openapi({ description: 'The rule names it; else it only suits the asset.' }),
        obstacle: failureSchema.nullable(),
      }),
    ),
  })
  .openapi('ActionOffers');

export const approvalRuleSchema = z
  .object({
    kinds: z.array(id).max(200).optional(),
    severities: z.array(z.enum(severities)).optional(),
    cloudAccountIds: z.array(id).max(1000).optional(),
    tagKey: z.string().max(128).optional(),
    tagValue: z.string().max(256).optional(),
  })
  .openapi('ApprovalRule');

export const actionSettingsSchema = z
  .object({
    approvals: z.array(approvalRuleSchema).max(50).openapi({
      description: 'A second person must approve what any of these fits; one that names nothing fits all.',
    }),
    brake: z
      .object({ by: z.string(), at: instant, reason: z.string() })
      .nullable()
      .openapi({ description: 'Everything is stopped; null: it is not.' }),
  })
  .openapi('ActionSettings');

export const approvalsChangeSchema = actionSettingsSchema.pick({ approvals: true }).openapi('ApprovalsChange');

export const brakeChangeSchema = z
  .object({ isOn: z.boolean(), reason: z.string().trim().max(500).default('') })
  .openapi('BrakeChange');

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time looks like 22:00.');

export const changeWindowSchema = z
  .object({
    days: z.array(z.number().int().min(0).max(6)).min(1).max(7).openapi({ description: '0 is Sunday.' }),
    from: time,
    to: time.openapi({ description: 'Before `from`: on the next day.' }),
    timeZone: z.string().max(100).refine(isTimeZone, 'A time zone looks like Europe/Berlin.'),
  })
  .openapi('ChangeWindow');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const managementSchema = z
  .object({
    accessLevel: z.enum(['audit', 'manage']),
    ticked: z.array(z.string()).openapi({ description: 'The actions that CloudCoreo is to be allowed.' }),
    permitted: z.array(z.string()).openapi({ description: 'Those of them that the role was last seen to be allowed.' }),
    wider: z.array(z.string()).openapi({ description: 'What the role’s policies allow beyond what is ticked.' }),
    seenAt: instant.nullable(),
    isInForce: z.boolean().openapi({ description: 'The role is allowed exactly what is ticked.' }),
    isProtected: z.boolean(),
    window: changeWindowSchema.nullable(),
    policies: z
      .array(z.object({ name: z.string(), document: z.string() }))
      .openapi({ description: 'What the role’s policies for this must be.' }),
    cliScript: z.string().openapi({ description: 'Brings the role there, whatever it has now. Empty: nothing to do.' }),
    cloudFormationTemplate: z.string(),
    terraform: z.string(),
  })
  .openapi('AccountManagement');

export const managementChangeSchema = z
  .object({
    ticked: z.array(id).max(200),
    isProtected: z.boolean(),
    window: changeWindowSchema.nullable(),
  })
  .partial()
  .openapi('AccountManagementChange');

const policyFields = {
  name: z.string().trim().min(1).max(100),
  ruleId: id,
  kind: id,
  parameters: parametersSchema.default({}),
  cloudAccountIds: z.array(id).max(1000).default([]).openapi({ description: 'Empty: all accounts.' }),
  mode: z.enum(['plan', 'apply']).openapi({ description: '`plan`: plan and ask. `apply`: apply within the window.' }),
  limitPerDay: z.number().int().min(1).max(1000).default(10),
  isEnabled: z.boolean().default(true),
};

export const actionPolicyInputSchema = z.object(policyFields).openapi('ActionPolicyInput');

export const actionPolicySchema = z
  .object(policyFields)
  .extend({
    id: z.string(),
    createdBy: z.string(),
    createdAt: instant,
    usedToday: z.number().int().openapi({ description: 'Actions that it asked for in the last 24 hours.' }),
  })
  .openapi('ActionPolicy');

export const actionPoliciesSchema = z.object({ items: z.array(actionPolicySchema) }).openapi('ActionPolicies');

export type ActionKindView = z.infer<typeof actionKindSchema>;
export type ActionSummaryView = z.infer<typeof actionSummarySchema>;
export type ActionView = z.infer<typeof actionSchema>;
export type ActionPage = z.infer<typeof actionPageSchema>;
export type ActionQuery = z.infer<typeof actionQuery>;
export type ActionFilter = z.infer<typeof actionFilterQuery>;
export type ActionCounts = z.infer<typeof actionCountsSchema>;
export type ActionRequest = z.infer<typeof actionRequestSchema>;
export type ActionsRequested = z.infer<typeof actionsRequestedSchema>;
export type ActionChange = z.infer<typeof actionChangeSchema>;
export type ActionsChanged = z.infer<typeof actionsChangedSchema>;
export type ActionOffers = z.infer<typeof offersSchema>;
export type ActionSettingsView = z.infer<typeof actionSettingsSchema>;
export type ManagementView = z.infer<typeof managementSchema>;
export type ManagementChange = z.infer<typeof managementChangeSchema>;
export type ActionPolicyInput = z.infer<typeof actionPolicyInputSchema>;
export type ActionPolicyView = z.infer<typeof actionPolicySchema>;
