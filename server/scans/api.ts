import { z } from '@hono/zod-openapi';
import { failureSchema, instant, pageOf, pageQuery } from '../http/schemas.ts';

export const scanSummarySchema = z
  .object({
    id: z.string(),
    cloudAccountId: z.string(),
    state: z.enum(['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled']),
    trigger: z.enum(['connect', 'manual', 'schedule', 'action']),
    regions: z.array(z.string()).nullable().openapi({ description: 'What the scan is limited to; null: all.' }),
    services: z.array(z.string()).nullable(),
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
    state: z.enum(['waiting', 'running', 'succeeded', 'partial', 'failed', 'cancelled', 'not_offered']).openapi({
      description: '`not_offered`: AWS does not have the service in this region.',
    }),
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

const names = z
  .array(z.string().regex(/^[a-z0-9-]{1,40}$/))
  .min(1)
  .max(200);

/** What a scan is to be limited to. */
export const scanRequestSchema = z
  .object({
    regions: names
      .nullable()
      .optional()
      .openapi({ description: 'Regions to scan; left out or null: all enabled ones.' }),
    services: names.nullable().optional().openapi({ description: 'Services to scan; left out or null: all.' }),
  })
  .openapi('ScanRequest');

export const scanChangeSchema = z
  .object({
    assetId: z.string(),
    kind: z.enum(['new', 'changed', 'deleted', 'returned']),
    arn: z.string(),
    name: z.string(),
    type: z.string(),
    region: z.string(),
    fields: z.array(z.string()).openapi({ description: 'The fields that changed, at most 50.' }),
  })
  .openapi('ScanChange');

export const scanChangesQuery = pageQuery.extend({ kind: z.enum(['new', 'changed', 'deleted', 'returned']) });
export const scanChangePageSchema = pageOf(scanChangeSchema, 'ScanChangePage');

/** When a cloud account is scanned by itself. */
export const scheduleSchema = z
  .object({
    intervalMinutes: z.number().int().nullable(),
    cron: z.string().nullable(),
    timeZone: z.string(),
    regions: z.array(z.string()).nullable(),
    services: z.array(z.string()).nullable(),
    isPaused: z.boolean(),
    nextAt: instant.nullable(),
  })
  .openapi('ScanSchedule');

export const scheduleChangeSchema = z
  .object({
    intervalMinutes: z
      .number()
      .int()
      .min(15)
      .max(60 * 24 * 31)
      .nullable()
      .openapi({ description: 'Minutes between two scans. Either this or `cron`.' }),
    cron: z.string().max(200).nullable().openapi({ description: 'Five fields, for example `0 3 * * 1-5`.' }),
    timeZone: z.string().max(60).default('UTC').openapi({ description: 'IANA name, for `cron`.' }),
    regions: names.nullable(),
    services: names.nullable(),
    isPaused: z.boolean(),
  })
  .openapi('ScanScheduleChange');

/** What CloudCoreo collects from a service. */
export const serviceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scope: z.enum(['global', 'regional']),
    types: z.array(z.string()),
  })
  .openapi('Service');

/** How the team's accounts are, for the dashboard. */
export const overviewSchema = z
  .object({
    cloudAccounts: z.number().int(),
    assets: z.number().int(),
    days: z.array(
      z.object({ day: z.string(), added: z.number().int(), changed: z.number().int(), deleted: z.number().int() }),
    ),
    gaps: z.array(
      z.object({
        cloudAccountId: z.string(),
        nickname: z.string(),
        scanId: z.string(),
        finishedAt: instant,
        gaps: z.number().int(),
      }),
    ),
    running: z.array(z.object({ cloudAccountId: z.string(), nickname: z.string(), scanId: z.string() })),
  })
  .openapi('Overview');

export type ScanSummaryView = z.infer<typeof scanSummarySchema>;
export type ScanView = z.infer<typeof scanSchema>;
export type ScanRequestBody = z.infer<typeof scanRequestSchema>;
export type ScanChangePage = z.infer<typeof scanChangePageSchema>;
export type ScanChangesQuery = z.infer<typeof scanChangesQuery>;
export type ScheduleView = z.infer<typeof scheduleSchema>;
export type ScheduleChange = z.infer<typeof scheduleChangeSchema>;
export type ServiceView = z.infer<typeof serviceSchema>;
export type OverviewView = z.infer<typeof overviewSchema>;
