import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** What a team changed about a rule. */
export const ruleSettings = pgTable(
  'rule_settings',
  {
    teamId: text('team_id').notNull(),
    ruleId: text('rule_id').notNull(),
    isEnabled: boolean('is_enabled').notNull(),
    /** Null: the rule's own. */
    severity: text('severity', { enum: ['critical', 'high', 'medium', 'low', 'informational'] }),
    /** Those that differ from the rule's defaults. */
    parameters: jsonb('parameters').$type<Record<string, unknown>>().notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
    updatedByName: text('updated_by_name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.ruleId] })],
);

/** The rules that a team wrote itself, each version of them; the newest is the one that judges. */
export const customRules = pgTable(
  'custom_rules',
  {
    teamId: text('team_id').notNull(),
    ruleId: text('rule_id').notNull(),
    version: integer('version').notNull(),
    /** The file, as its author wrote it. Empty: removed. */
    source: text('source').notNull(),
    writtenAt: timestamp('written_at', { withTimezone: true }).notNull(),
    authorName: text('author_name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.ruleId, table.version] })],
);
