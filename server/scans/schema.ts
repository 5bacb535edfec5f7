import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Gap, LedgerLine } from '../aws/collect.ts';
import type { Failure } from '../failure.ts';

export interface ScanTotals {
  parts: { total: number; finished: number };
  assets: number;
  added: number;
  changed: number;
  deleted: number;
  calls: number;
  gaps: number;
}

/** One pass over one cloud account. */
export const scans = pgTable(
  'scans',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    id: text('id').notNull(),
    state: text('state', { enum: ['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled'] }).notNull(),
    trigger: text('trigger', { enum: ['connect', 'manual'] }).notNull(),
    requestedBy: text('requested_by'),
    queuedAt: timestamp('queued_at', { withTimezone: true }).notNull().defaultNow(),
    startedAt: timestamp('started_at', { withTimezone: true }),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    failure: jsonb('failure').$type<Failure>(),
    /** Sums over the parts, kept when the scan ends. */
    totals: jsonb('totals').$type<ScanTotals>(),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.id] }),
    // One scan of an account at a time; a second request joins the one under way.
    uniqueIndex('scans_one_active').on(table.cloudAccountId).where(sql`state in ('queued', 'running')`),
    index('scans_newest').on(table.cloudAccountId, table.queuedAt, table.id),
  ],
);

/** One service in one region within a scan: what is collected by one job. */
export const scanParts = pgTable(
  'scan_parts',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    scanId: text('scan_id').notNull(),
    service: text('service').notNull(),
    region: text('region').notNull(),
    state: text('state', { enum: ['waiting', 'running', 'succeeded', 'partial', 'failed', 'cancelled'] }).notNull(),
    /** The try that holds this part. Whoever takes the part over writes another, and the former can write no more. */
    claim: text('claim'),
    startedAt: timestamp('started_at', { withTimezone: true }),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    assets: integer('assets').notNull().default(0),
    added: integer('added').notNull().default(0),
    changed: integer('changed').notNull().default(0),
    deleted: integer('deleted').notNull().default(0),
    calls: integer('calls').notNull().default(0),
    ledger: jsonb('ledger').$type<LedgerLine[]>().notNull().default([]),
    gaps: jsonb('gaps').$type<Gap[]>().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.cloudAccountId, table.scanId, table.service, table.region] })],
);

export type Scan = typeof scans.$inferSelect;
export type ScanPart = typeof scanParts.$inferSelect;
