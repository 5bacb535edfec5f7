import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
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
    trigger: text('trigger', { enum: ['connect', 'manual', 'schedule', 'action'] }).notNull(),
    requestedBy: text('requested_by'),
    /** What the scan is limited to; `null`: all. */
    regions: jsonb('regions').$type<string[]>(),
    services: jsonb('services').$type<string[]>(),
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

/** How far one service in one region is. */
export interface ScanRegion {
  state: 'waiting' | 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled' | 'not_offered';
  assets: number;
  calls: number;
  startedAt: string | null;
  finishedAt: string | null;
}

/**
 * One service within a scan, in all its regions: what a worker takes at a time. Each region is collected, fails and is
 * shown by itself; that they share a row is why a scan without changes writes little (docs/decisions/006).
 */
export const scanParts = pgTable(
  'scan_parts',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    scanId: text('scan_id').notNull(),
    service: text('service').notNull(),
    state: text('state', { enum: ['waiting', 'running', 'succeeded', 'partial', 'failed', 'cancelled'] }).notNull(),
    /** Higher ones are begun first. */
    priority: integer('priority').notNull().default(0),
    /** The worker that holds this part, and the try. Whoever takes it over writes another; the former can write no more. */
    worker: text('worker'),
    claim: text('claim'),
    tries: integer('tries').notNull().default(0),
    startedAt: timestamp('started_at', { withTimezone: true }),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    assets: integer('assets').notNull().default(0),
    added: integer('added').notNull().default(0),
    changed: integer('changed').notNull().default(0),
    deleted: integer('deleted').notNull().default(0),
    calls: integer('calls').notNull().default(0),
    regions: jsonb('regions').$type<Record<string, ScanRegion>>().notNull(),
    ledger: jsonb('ledger').$type<LedgerLine[]>().notNull().default([]),
    gaps: jsonb('gaps').$type<Gap[]>().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.scanId, table.service] }),
    index('scan_parts_open').on(table.priority, table.scanId).where(sql`finished_at is null`),
  ],
);

/** The processes that work on scans, and when each last said that it lives. */
export const scanWorkers = pgTable('scan_workers', {
  id: text('id').primaryKey(),
  seenAt: timestamp('seen_at', { withTimezone: true }).notNull(),
});

/** When a cloud account is scanned by itself. */
export const scanSchedules = pgTable(
  'scan_schedules',
  {
    cloudAccountId: text('cloud_account_id').primaryKey(),
    /** Either the minutes between two scans, or a cron expression with its time zone. */
    intervalMinutes: integer('interval_minutes'),
    cron: text('cron'),
    timeZone: text('time_zone').notNull().default('UTC'),
    /** What is scanned; `null`: all. */
    regions: jsonb('regions').$type<string[]>(),
    services: jsonb('services').$type<string[]>(),
    isPaused: boolean('is_paused').notNull().default(false),
    nextAt: timestamp('next_at', { withTimezone: true }),
    updatedBy: text('updated_by'),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('scan_schedules_due').on(table.nextAt)],
);

export type Scan = typeof scans.$inferSelect;
export type ScanPart = typeof scanParts.$inferSelect;
export type ScanSchedule = typeof scanSchedules.$inferSelect;
