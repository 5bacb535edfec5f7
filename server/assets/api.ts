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

/** Each filter takes several values, comma separated, of which one must match; all filters must match. */
const several = z.string().max(4000).optional();

export const assetFilterQuery = z.object({
  cloudAccountId: several,
  type: several,
  service: several,
  region: several,
  name: z.string().max(300).optional().openapi({ description: 'Part of the name, case does not matter.' }),
  tag: several.openapi({ description: '`key` or `key=value`.' }),
  text: z.string().max(300).optional().openapi({ description: 'Part of the ARN, the name or the document.' }),
  state: z.enum(['present', 'deleted', 'all']).default('present'),
});

export const assetQuery = pageQuery.extend(assetFilterQuery.shape).extend({
  sort: z.enum(['name', '-name', 'type', '-type', 'region', '-region', 'changedAt', '-changedAt']).default('name'),
});

/** How many assets match, by what can be filtered on: for the filter's suggestions and the charts. */
export const assetCountsSchema = z
  .object({
    total: z.number().int(),
    byType: z.array(z.object({ type: z.string(), count: z.number().int() })),
    byService: z.array(z.object({ service: z.string(), count: z.number().int() })),
    byRegion: z.array(z.object({ region: z.string(), count: z.number().int() })),
    byCloudAccount: z.array(z.object({ cloudAccountId: z.string(), nickname: z.string(), count: z.number().int() })),
  })
  .openapi('AssetCounts');

export type AssetSummaryView = z.infer<typeof assetSummarySchema>;
export type AssetView = z.infer<typeof assetSchema>;
export type AssetPage = z.infer<typeof assetPageSchema>;
export type AssetQuery = z.infer<typeof assetQuery>;
export type AssetFilter = z.infer<typeof assetFilterQuery>;
export type AssetCounts = z.infer<typeof assetCountsSchema>;
