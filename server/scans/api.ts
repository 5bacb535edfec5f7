import { z } from '@hono/zod-openapi';
import { failureSchema, instant, pageOf } from '../http/schemas.ts';

export const scanSummarySchema = z
  .object({
    id: z.string(),
    cloudAccountId: z.string(),
    state: z.enum(['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled']),
    trigger: z.enum(['connect', 'manual']),
    queuedAt: instant,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    failure: failureSchema.nullable(),
    parts: z.object({ total: z.number().int(), finished: z.number().int() }),
    assets: z.number().int(),
    added: z.number().int(),
    changed: z.number().int(),
    deleted: z.number().int(),
    calls: z.number().int(),
    gaps: z.number().int().openapi({ description: 'Reads that failed, so that what they bring is unknown.' }),
  })
  .openapi('ScanSummary');

/** All calls of one operation with one outcome, within one part of a scan. */
export const ledgerLineSchema = z
  .object({
    service: z.string(),
    region: z.string(),
    operation: z.string(),
    outcome: z.string().openapi({ description: '`ok`, or the error code that AWS answered.' }),
    calls: z.number().int(),
    milliseconds: z.number().openapi({ description: 'Sum over the calls.' }),
  })
  .openapi('LedgerLine');

/** What could not be read. */
export const gapSchema = z
  .object({
    service: z.string(),
    region: z.string(),
    operation: z.string(),
    code: z.string(),
    message: z.string(),
    /** The IAM action that would allow it, when AWS denied it. */
    permission: z.string().nullable(),
    assets: z.number().int().openapi({ description: 'Assets concerned; 0 when a whole listing failed.' }),
  })
  .openapi('Gap');

export const scanPartSchema = z
  .object({
    service: z.string(),
    region: z.string(),
    state: z.enum(['waiting', 'running', 'succeeded', 'partial', 'failed', 'cancelled']),
    assets: z.number().int(),
    calls: z.number().int(),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .openapi('ScanPart');

export const scanSchema = scanSummarySchema
  .extend({ details: z.array(scanPartSchema), ledger: z.array(ledgerLineSchema), gapList: z.array(gapSchema) })
  .openapi('Scan');

export const scanPageSchema = pageOf(scanSummarySchema, 'ScanPage');

export type ScanSummaryView = z.infer<typeof scanSummarySchema>;
export type ScanView = z.infer<typeof scanSchema>;
