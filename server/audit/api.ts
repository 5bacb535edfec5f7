import { z } from '@hono/zod-openapi';
import { instant, pageOf } from '../http/schemas.ts';

const auditEntrySchema = z
  .object({
    id: z.string(),
    at: instant,
    actorId: z.string(),
    actorName: z.string(),
    action: z.string().openapi({ example: 'cloud_account.connect' }),
    target: z.string().openapi({ description: 'The ID of what was changed.' }),
    details: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditEntry');

export const auditPageSchema = pageOf(auditEntrySchema, 'AuditPage');

export type AuditEntryView = z.infer<typeof auditEntrySchema>;
