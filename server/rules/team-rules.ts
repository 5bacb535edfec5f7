import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { readCustomRule } from './custom-rule.ts';
import type { BrokenFile } from './library.ts';
import type { RuleFile, Severity } from './rule-file.ts';
import { customRules, ruleSettings } from './schema.ts';

/** The rules that CloudCoreo brings along. */
export interface RuleLibrary {
  rules: readonly RuleFile[];
  broken: readonly BrokenFile[];
}

/** A rule as a team has it. */
export interface TeamRule {
  rule: RuleFile;
  isEnabled: boolean;
  /** The team's, or else the rule's own. */
  severity: Severity;
  /** The values that the team changed. */
  parameters: Readonly<Record<string, unknown>>;
  /** Of a rule that the team wrote itself. */
  custom: { version: number; source: string; authorName: string; writtenAt: Date } | null;
}

/** All rules of a team, with what it changed about them; and those of its own that cannot be read any more. */
export async function readTeamRules(
  database: Database,
  teamId: string,
  library: RuleLibrary,
): Promise<{ rules: TeamRule[]; broken: BrokenFile[] }> {
  const settings = await database.select().from(ruleSettings).where(eq(ruleSettings.teamId, teamId));
  const settingOf = new Map(settings.map((row) => [row.ruleId, row]));
  const written = await newestCustomRules(database, teamId);
  const broken = [...library.broken];
  const toTeamRule = (rule: RuleFile, custom: TeamRule['custom']): TeamRule => {
    const setting = settingOf.get(rule.id);
    return {
      rule,
      isEnabled: setting?.isEnabled ?? true,
      severity: setting?.severity ?? rule.severity,
      parameters: setting?.parameters ?? {},
      custom,
    };
  };
  const rules = library.rules.map((rule) => toTeamRule(rule, null));
  for (const { ruleId, source, version, authorName, writtenAt } of written) {
    const read = readCustomRule(source);
    if ('rule' in read) rules.push(toTeamRule(read.rule, { version, source, authorName, writtenAt }));
    else broken.push({ path: ruleId, message: read.message });
  }
  return { rules, broken };
}

/** The newest version of each rule that a team wrote; removed ones are left out. */
async function newestCustomRules(database: Database, teamId: string) {
  const rows = await database
    .selectDistinctOn([customRules.ruleId])
    .from(customRules)
    .where(eq(customRules.teamId, teamId))
    .orderBy(customRules.ruleId, sql`${customRules.version} desc`);
  return rows.filter(({ source }) => source !== '');
}

/** All versions of a rule that a team wrote, newest first. */
export async function listCustomVersions(database: Database, teamId: string, ruleId: string) {
  return database
    .select()
    .from(customRules)
    .where(and(eq(customRules.teamId, teamId), eq(customRules.ruleId, ruleId)))
    .orderBy(sql`${customRules.version} desc`);
}
