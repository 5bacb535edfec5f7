import { z } from '@hono/zod-openapi';
import { instant, pageOf, pageQuery } from '../http/schemas.ts';

export const unknownPartSchema = z
  .object({
    operation: z.string(),
    code: z.string(),
    message: z.string(),
    permission: z.string().nullable(),
  })
  .openapi('UnknownPart');

export const assetSummarySchema = z
  .object({
    id: z.string(),
    cloudAccountId: z.string(),
    awsAccountId: z.string(),
    accountNickname: z.string(),
    arn: z.string(),
    type: z.string(),
    service: z.string(),
    region: z.string(),
    name: z.string(),
    tags: z.record(z.string(), z.string()),
    unknownParts: z.number().int(),
    firstSeenAt: instant,
    changedAt: instant,
    lastSeenAt: instant,
    deletedAt: instant.nullable(),
  })
  .openapi('AssetSummary');

export const assetSchema = assetSummarySchema
  .omit({ unknownParts: true })
  .extend({
    /** The SDK's own field names; a part that AWS says is not configured is `null`. */
    document: z.record(z.string(), z.unknown()),
    /** Parts that could not be read, by name: they are not in `document`. */
    unknownParts: z.record(z.string(), unknownPartSchema),
    consoleUrl: z.string().nullable(),
  })
  .openapi('Asset');

export const assetPageSchema = pageOf(assetSummarySchema, 'AssetPage');

/**
 * Each filter takes several values, comma separated, of which one must match; a value that begins with `!` must not
 * match; all filters must match.
 */
const several = z.string().max(4000).optional();

export const assetFilterQuery = z.object({
  cloudAccountId: several,
  type: several,
  service: several,
  region: several,
  name: z.string().max(300).optional().openapi({ description: 'Part of the name, case does not matter.' }),
  tag: several.openapi({ description: '`key` or `key=value`.' }),
  text: z.string().max(300).optional().openapi({
    description:
      'Part of the name, the ARN, the tags or the texts of the document (its first 4,000 characters). Shorter than three characters: of the name.',
  }),
  state: z.enum(['present', 'deleted', 'all']).default('present'),
});

export const assetQuery = pageQuery.extend(assetFilterQuery.shape).extend({
  sort: z.enum(['name', '-name', 'type', '-type', 'region', '-region', 'changedAt', '-changedAt']).default('name'),
});

/** How many assets match, by what can be filtered on: for the filter's suggestions and the charts. */
export const assetCountsSchema = z
  .object({
    total: z.number().int(),
    isComplete: z.boolean().openapi({ description: 'False: there are more, and the counts are of 10,000 of them.' }),
    byType: z.array(z.object({ type: z.string(), count: z.number().int() })),
    byService: z.array(z.object({ service: z.string(), count: z.number().int() })),
    byRegion: z.array(z.object({ region: z.string(), count: z.number().int() })),
    byCloudAccount: z.array(z.object({ cloudAccountId: z.string(), nickname: z.string(), count: z.number().int() })),
  })
  .openapi('AssetCounts');

const fieldChangeSchema = z.object({
  path: z.string().openapi({ example: 'Encryption.Rules' }),
  before: z.unknown().optional().openapi({ description: 'Absent: there was none.' }),
  after: z.unknown().optional().openapi({ description: 'Absent: there is none.' }),
  unknown: z.enum(['before', 'after']).optional().openapi({
    description: 'This side could not be read, so that it is absent says nothing.',
  }),
});

/** What happened to an asset, newest first. */
export const assetHistorySchema = z
  .object({
    events: z.array(
      z.object({
        at: instant,
        kind: z.enum(['new', 'changed', 'deleted', 'returned']),
        scanId: z.string().nullable(),
        changes: z.array(fieldChangeSchema),
      }),
    ),
    isWhole: z.boolean().openapi({ description: 'False: older events are left out.' }),
  })
  .openapi('AssetHistory');

/** How an asset hangs together with others. */
export const assetRelationsSchema = z
  .object({
    names: z.array(assetSummarySchema).openapi({ description: 'The assets that its document names.' }),
    namedBy: z.array(assetSummarySchema).openapi({ description: 'The assets whose documents name it.' }),
    unknownNames: z.array(z.string()).openapi({ description: 'What it names and CloudCoreo does not know.' }),
    isWhole: z.boolean().openapi({ description: 'False: there are more than 100 on a side.' }),
  })
  .openapi('AssetRelations');

export const assetExportQuery = assetFilterQuery.extend({ format: z.enum(['csv', 'json']) });

export const savedFilterSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    query: z.string().openapi({ description: 'The filter as the assets page’s address has it.' }),
    isShared: z.boolean(),
    isOwn: z.boolean(),
  })
  .openapi('SavedFilter');

const plainText = z.string().regex(/^\P{Cc}*$/u, 'It has no line breaks or control characters.');

export const savedFilterRequestSchema = z
  .object({
    name: plainText.trim().min(1).max(80),
    query: plainText.max(4000),
    isShared: z.boolean().default(false),
  })
  .openapi('SavedFilterRequest');

export type AssetSummaryView = z.infer<typeof assetSummarySchema>;
export type AssetView = z.infer<typeof assetSchema>;
export type AssetPage = z.infer<typeof assetPageSchema>;
export type AssetQuery = z.infer<typeof assetQuery>;
export type AssetFilter = z.infer<typeof assetFilterQuery>;
export type AssetCounts = z.infer<typeof assetCountsSchema>;
export type AssetHistoryView = z.infer<typeof assetHistorySchema>;
export type FieldChangeView = z.infer<typeof fieldChangeSchema>;
export type AssetRelationsView = z.infer<typeof assetRelationsSchema>;
export type SavedFilterView = z.infer<typeof savedFilterSchema>;
export type SavedFilterRequest = z.infer<typeof savedFilterRequestSchema>;
