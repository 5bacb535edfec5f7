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

export const auditVerificationSchema = z
  .object({
    isWhole: z.boolean().openapi({ description: 'No entry was altered, removed or slipped in.' }),
    sealed: z.number().int().openapi({ description: 'The entries in the chain.' }),
    unsealed: z.number().int().openapi({ description: 'Entries of the last minutes, which are not in the chain yet.' }),
    head: z.string().nullable().openapi({
      description: 'The hash of the last link. Kept elsewhere, it proves later that nothing before it changed.',
    }),
    fault: z
      .object({
        number: z.number().int(),
        entryId: z.string(),
        what: z.enum(['altered', 'removed', 'link_removed']),
      })
      .nullable()
      .openapi({ description: 'The first place where the chain is broken.' }),
  })
  .openapi('AuditVerification');

export type AuditVerification = z.infer<typeof auditVerificationSchema>;
export type AuditEntryView = z.infer<typeof auditEntrySchema>;
