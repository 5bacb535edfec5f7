import { z } from '@hono/zod-openapi';
import { changesOf, instant, pageOf, pageQuery } from '../http/schemas.ts';
import { missingSchema, ruleSchema, severitySchema } from './rule-api.ts';

export const findingStatuses = ['open', 'suppressed', 'resolved'] as const;
export const suppressionKinds = ['suppressed', 'risk_accepted', 'false_positive'] as const;

export const findingSummarySchema = z
  .object({
    id: z.string(),
    cloudAccountId: z.string(),
    awsAccountId: z.string(),
    accountNickname: z.string(),
    ruleId: z.string(),
    title: z.string().openapi({ description: 'The rule’s title: what is so when it passes.' }),
    severity: severitySchema,
    status: z
      .enum(findingStatuses)
      .openapi({ description: 'Suppressed: it is open, and somebody accepted that for now.' }),
    assignee: z.object({ userId: z.string(), name: z.string() }).nullable(),
    assetId: z.string(),
    assetType: z.string(),
    assetName: z.string(),
    service: z.string(),
    region: z.string(),
    firstSeenAt: instant,
    openedAt: instant,
    timesOpened: z.number().int(),
    resolvedAt: instant.nullable(),
    resolvedBy: z
      .enum(['passes', 'not_applicable', 'asset_gone', 'rule_off'])
      .nullable()
      .openapi({ description: 'Why it is resolved; null while it is open.' }),
  })
  .openapi('FindingSummary');

/** What a suppression is meant for: all that is named must match. */
const scopeSchema = z.object({
  findingId: z.string().max(100).nullable().default(null),
  ruleId: z.string().max(100).nullable().default(null),
  cloudAccountId: z.string().max(100).nullable().default(null),
  assetId: z.string().max(100).nullable().default(null),
  tagKey: z.string().min(1).max(128).nullable().default(null),
  tagValue: z.string().max(256).nullable().default(null).openapi({ description: 'Null with a key: any value.' }),
});

const suppressionInputs = {
  kind: z.enum(suppressionKinds).default('suppressed'),
  reason: z.string().trim().min(3, 'Say why, for those who come after you.').max(2000),
  expiresAt: instant.nullable().default(null).openapi({ description: 'When it ends by itself; null: never.' }),
};

export const suppressionSchema = scopeSchema
  .extend({
    id: z.string(),
    about: z
      .object({
        ruleId: z.string().nullable(),
        assetName: z.string().nullable(),
        accountNickname: z.string().nullable(),
      })
      .openapi({ description: 'What it names, for people to read; of a finding its rule, asset and account.' }),
    kind: z.enum(suppressionKinds),
    reason: z.string(),
    authorName: z.string(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    endedAt: instant.nullable(),
    endedByName: z.string().nullable().openapi({ description: 'Null although it has ended: it expired.' }),
    findings: z.number().int().openapi({ description: 'How many findings it suppresses now.' }),
  })
  .openapi('Suppression');

export const suppressionsSchema = z.object({ items: z.array(suppressionSchema) }).openapi('Suppressions');

export const newSuppressionSchema = scopeSchema
  .extend(suppressionInputs)
  .refine(
    ({ findingId, ruleId, cloudAccountId, assetId, tagKey }) =>
      findingId ?? ruleId ?? cloudAccountId ?? assetId ?? tagKey,
    {
      message: 'Name what is to be suppressed: a finding, a rule, an account, an asset or a tag.',
    },
  )
  .refine(({ tagKey, tagValue }) => tagValue === null || tagKey !== null, { message: 'A value needs its key.' })
  .openapi('NewSuppression');

/** What can be done to many findings at once. */
export const findingChangeSchema = z
  .object({
    ids: z.array(z.string().max(100)).min(1).max(1000),
    change: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('assign'), userId: z.string().max(100).nullable() }),
      z.object({ kind: z.literal('comment'), text: z.string().trim().min(1).max(4000) }),
      z.object({
        kind: z.literal('suppress'),
        as: suppressionInputs.kind,
        reason: suppressionInputs.reason,
        expiresAt: suppressionInputs.expiresAt,
      }),
      z.object({ kind: z.literal('unsuppress') }),
    ]),
  })
  .openapi('FindingChange');

export const findingChangedSchema = changesOf('findings', 'FindingChanged');

export const findingSchema = findingSummarySchema
  .extend({
    arn: z.string().nullable(),
    evidence: z
      .array(z.object({ path: z.string(), value: z.string().nullable() }))
      .openapi({ description: 'The values of the document that the rule looked at, as JSON; null: it is not there.' }),
    cannotTell: z
      .array(missingSchema)
      .openapi({ description: 'Not empty: the finding stands from before, and the rule cannot tell any more.' }),
    suppression: suppressionSchema.nullable().openapi({ description: 'What suppresses it.' }),
    tags: z.record(z.string(), z.string()).openapi({ description: 'Of the asset.' }),
    why: z.string(),
    mend: ruleSchema.shape.mend,
    references: z.array(z.string()),
    controls: z.record(z.string(), z.array(z.string())),
    events: z.array(
      z.object({
        at: instant,
        kind: z.enum(['opened', 'reopened', 'resolved', 'suppressed', 'unsuppressed', 'assigned', 'commented']),
        resolvedBy: findingSummarySchema.shape.resolvedBy,
        actorName: z.string().nullable().openapi({ description: 'Null: a judgement, or time.' }),
        text: z.string().nullable().openapi({ description: 'The comment, the reason, the assignee’s name.' }),
      }),
    ),
  })
  .openapi('Finding');

const ruleOfAsset = z.object({ ruleId: z.string(), title: z.string(), severity: severitySchema });

export const assetJudgementSchema = z
  .object({
    judgedAt: instant.nullable().openapi({ description: 'When what the rules say changed last; null: never judged.' }),
    failed: z.array(ruleOfAsset).openapi({ description: 'Those that it fails, suppressed or not.' }),
    unknown: z
      .array(ruleOfAsset.extend({ missing: z.array(missingSchema) }))
      .openapi({ description: 'Those that cannot tell, and why.' }),
    broken: z.array(ruleOfAsset.extend({ message: z.string() })),
    passed: z.array(ruleOfAsset),
  })
  .openapi('AssetJudgement');

export const findingPageSchema = pageOf(findingSummarySchema, 'FindingPage');

const several = z.string().max(4000).optional();

/** Each filter takes several values, comma separated, of which one must match; all filters must match. */
export const findingFilterQuery = z.object({
  status: z.enum([...findingStatuses, 'all']).default('open'),
  severity: several.openapi({ description: '`critical`, `high`, `medium`, `low`, `informational`.' }),
  cloudAccountId: several,
  ruleId: several,
  service: several,
  region: several,
  assetType: several,
  assetId: several,
  assigneeId: several.openapi({ description: 'User IDs; `none`: nobody.' }),
  framework: z.string().max(60).optional().openapi({ description: 'Of the rules of this compliance framework …' }),
  control: z.string().max(60).optional().openapi({ description: '… and of this control of it.' }),
  name: z.string().max(300).optional().openapi({ description: 'Part of the asset’s name, case does not matter.' }),
  openedSince: instant.optional().openapi({ description: 'Opened the last time at this moment or later.' }),
  resolvedSince: instant.optional().openapi({ description: 'Resolved at this moment or later.' }),
});

export const findingCountsQuery = findingFilterQuery.extend({
  by: z.enum(['asset']).optional().openapi({ description: 'Also count by asset, which takes longer.' }),
});

export const findingQuery = pageQuery.extend(findingFilterQuery.shape).extend({
  sort: z.enum(['severity', 'openedAt', '-openedAt']).default('severity').openapi({
    description: '`severity`: most severe first, and of those the oldest.',
  }),
});

/** How many findings match, by what can be filtered on. */
export const findingCountsSchema = z
  .object({
    total: z.number().int(),
    bySeverity: z.array(z.object({ severity: severitySchema, count: z.number().int() })),
    byRule: z.array(
      z.object({ ruleId: z.string(), title: z.string(), severity: severitySchema, count: z.number().int() }),
    ),
    byService: z.array(z.object({ service: z.string(), count: z.number().int() })),
    byRegion: z.array(z.object({ region: z.string(), count: z.number().int() })),
    byAssetType: z.array(z.object({ assetType: z.string(), count: z.number().int() })),
    byAsset: z
      .array(z.object({ assetId: z.string(), assetName: z.string(), assetType: z.string(), count: z.number().int() }))
      .openapi({ description: 'The hundred with most, when that is asked for by `by=asset`.' }),
    byFramework: z.array(z.object({ framework: z.string(), title: z.string(), count: z.number().int() })),
    byCloudAccount: z.array(z.object({ cloudAccountId: z.string(), nickname: z.string(), count: z.number().int() })),
  })
  .openapi('FindingCounts');

export type FindingSummaryView = z.infer<typeof findingSummarySchema>;
export type FindingView = z.infer<typeof findingSchema>;
export type AssetJudgementView = z.infer<typeof assetJudgementSchema>;
export type FindingPage = z.infer<typeof findingPageSchema>;
export type FindingQuery = z.infer<typeof findingQuery>;
export type FindingFilter = z.infer<typeof findingFilterQuery>;
const findingDaySchema = z.object({
  day: z.iso.date(),
  critical: z.number().int(),
  high: z.number().int(),
  medium: z.number().int(),
  low: z.number().int(),
  informational: z.number().int(),
  suppressed: z.number().int(),
});

const changed = z.number().int().openapi({ description: 'At most 10,000: who sees that has a list to look at.' });

export const findingChangesSchema = z
  .object({ opened: changed, reopened: changed, resolved: changed })
  .openapi('FindingChangesSince');

export const findingTrendSchema = z.object({ days: z.array(findingDaySchema) }).openapi('FindingTrend');

export type FindingChangesSince = z.infer<typeof findingChangesSchema>;
export type FindingTrend = z.infer<typeof findingTrendSchema>;
export type SuppressionView = z.infer<typeof suppressionSchema>;
export type NewSuppression = z.infer<typeof newSuppressionSchema>;
export type FindingChange = z.infer<typeof findingChangeSchema>;
export type FindingChanged = z.infer<typeof findingChangedSchema>;
export type FindingCounts = z.infer<typeof findingCountsSchema>;
