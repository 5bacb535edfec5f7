import { z } from '@hono/zod-openapi';
import { instant, pageOf, pageQuery } from '../http/schemas.ts';
import { severitySchema } from './rule-api.ts';

export const findingSummarySchema = z
  .object({
    id: z.string(),
    cloudAccountId: z.string(),
    awsAccountId: z.string(),
    accountNickname: z.string(),
    ruleId: z.string(),
    title: z.string().openapi({ description: 'The rule’s title: what is so when it passes.' }),
    severity: severitySchema,
    status: z.enum(['open', 'resolved']),
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

export const findingSchema = findingSummarySchema
  .extend({
    arn: z.string().nullable(),
    evidence: z
      .array(z.object({ path: z.string(), value: z.string().nullable() }))
      .openapi({ description: 'The values of the document that the rule looked at, as JSON; null: it is not there.' }),
    cannotTell: z
      .array(z.object({ part: z.string(), operation: z.string(), code: z.string(), permission: z.string().nullable() }))
      .openapi({ description: 'Not empty: the finding stands from before, and the rule cannot tell any more.' }),
    why: z.string(),
    mend: z.object({
      console: z.string(),
      cli: z.string().optional(),
      terraform: z.string().optional(),
      cloudformation: z.string().optional(),
    }),
    references: z.array(z.string()),
    controls: z.record(z.string(), z.array(z.string())),
    events: z.array(
      z.object({
        at: instant,
        kind: z.enum(['opened', 'reopened', 'resolved']),
        resolvedBy: findingSummarySchema.shape.resolvedBy,
      }),
    ),
  })
  .openapi('Finding');

export const findingPageSchema = pageOf(findingSummarySchema, 'FindingPage');

const several = z.string().max(4000).optional();

/** Each filter takes several values, comma separated, of which one must match; all filters must match. */
export const findingFilterQuery = z.object({
  status: z.enum(['open', 'resolved', 'all']).default('open'),
  severity: several.openapi({ description: '`critical`, `high`, `medium`, `low`, `informational`.' }),
  cloudAccountId: several,
  ruleId: several,
  service: several,
  region: several,
  assetType: several,
  assetId: several,
  name: z.string().max(300).optional().openapi({ description: 'Part of the asset’s name, case does not matter.' }),
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
    byCloudAccount: z.array(z.object({ cloudAccountId: z.string(), nickname: z.string(), count: z.number().int() })),
  })
  .openapi('FindingCounts');

export type FindingSummaryView = z.infer<typeof findingSummarySchema>;
export type FindingView = z.infer<typeof findingSchema>;
export type FindingPage = z.infer<typeof findingPageSchema>;
export type FindingQuery = z.infer<typeof findingQuery>;
export type FindingFilter = z.infer<typeof findingFilterQuery>;
export type FindingCounts = z.infer<typeof findingCountsSchema>;
