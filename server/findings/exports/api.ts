import { z } from '@hono/zod-openapi';
import { partitions } from '../../aws/partition.ts';
import { instant } from '../../http/schemas.ts';
import { findingFilterQuery, findingSchema, suppressionSchema } from '../api.ts';

export const exportFormats = ['csv', 'json', 'html', 'sarif', 'ocsf', 'asff'] as const;

export const findingExportQuery = findingFilterQuery.extend({ format: z.enum(exportFormats) });

/** A finding with all that is needed to understand and mend it without CloudCoreo. */
export const exportedFindingSchema = findingSchema
  .omit({ events: true })
  .extend({
    partition: z.enum(partitions),
    suppression: suppressionSchema
      .pick({ id: true, kind: true, reason: true, authorName: true, createdAt: true, expiresAt: true })
      .nullable(),
    judgedAt: instant.nullable().openapi({ description: 'When the rules judged its account last.' }),
    url: z.string().openapi({ description: 'Its page in CloudCoreo.' }),
  })
  .openapi('ExportedFinding');

export type ExportFormat = (typeof exportFormats)[number];
export type ExportedFinding = z.infer<typeof exportedFindingSchema>;
