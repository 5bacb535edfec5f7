import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import { everyOne, findingCounts, judgedAccounts, ruleCounts } from '../findings/schema.ts';
import type { Framework } from '../rules/frameworks.ts';
import type { TeamRule } from '../rules/team-rules.ts';
import type { ControlView, FrameworkSummaryView, FrameworkView } from './api.ts';
import { complianceDays, controlAnswers } from './schema.ts';
import { countStates, scoreOf, stateOfControl } from './state.ts';

export interface ComplianceContext {
  frameworks: readonly Framework[];
  rules: readonly TeamRule[];
}

/** Of a team, or of one of its cloud accounts. */
export interface ComplianceScope {
  teamId: string;
  cloudAccountId?: string | undefined;
}

/** How the frameworks stand. */
export async function listFrameworks(
  database: Database,
  scope: ComplianceScope,
  { frameworks, rules }: ComplianceContext,
  now: Date,
): Promise<FrameworkSummaryView[]> {
  const known = await readKnown(database, scope, rules, now);
  return frameworks.map((framework) => toSummary(framework, controlsOf(framework, known)));
}

/** How a framework stands, control by control. */
export async function readFramework(
  database: Database,
  scope: ComplianceScope,
  framework: Framework,
  rules: readonly TeamRule[],
  now: Date,
): Promise<FrameworkView> {
  const controls = controlsOf(framework, await readKnown(database, scope, rules, now));
  return { ...toSummary(framework, controls), controls, days: await readDays(database, scope, framework.id) };
}

function toSummary({ id, title, version, reference }: Framework, controls: readonly ControlView[]) {
  const counts = countStates(controls.map(({ state }) => state));
  return { id, title, version, reference, controls: controls.length, counts, score: scoreOf(counts) };
}

type RuleState = ControlView['rules'][number];
type Answers = ReadonlyMap<string, ControlView['answers']>;

/** What controls are judged by. */
interface Known {
  accounts: readonly string[];
  ruleOf: ReadonlyMap<string, RuleState>;
  answers: Answers;
}

function controlsOf(framework: Framework, { accounts, ruleOf, answers }: Known): ControlView[] {
  return framework.controls.map(({ id, title, rules }) => {
    const by = {
      rules: rules.flatMap((rule) => ruleOf.get(rule) ?? []),
      answers: answers.get(`${framework.id} ${id}`) ?? [],
    };
    return { id, title, state: stateOfControl(by, accounts), ...by };
  });
}

async function readKnown(
  database: Database,
  scope: ComplianceScope,
  rules: readonly TeamRule[],
  now: Date,
): Promise<Known> {
  const { teamId, cloudAccountId } = scope;
  const rows = await database
    .select({ id: cloudAccounts.id, unlistedTypes: judgedAccounts.unlistedTypes })
    .from(cloudAccounts)
    .leftJoin(judgedAccounts, eq(judgedAccounts.cloudAccountId, cloudAccounts.id))
    .where(
      and(
        eq(cloudAccounts.teamId, teamId),
        cloudAccountId === undefined ? undefined : eq(cloudAccounts.id, cloudAccountId),
      ),
    );
  const accounts = rows.map(({ id }) => id);
  const unseenOf = (type: string) =>
    rows.filter(({ unlistedTypes }) => unlistedTypes === null || unlistedTypes.includes(type)).length;
  return {
    accounts,
    ruleOf: await readRuleStates(database, scope, rules, unseenOf),
    answers: await readAnswers(database, scope, accounts, now),
  };
}

/**
 * What each rule says of the assets of a team or an account.
 * @param unseenOf in how many accounts there may be assets of a type that nobody has seen: an account that was never judged
 * leaves nothing known
 */
async function readRuleStates(
  database: Database,
  { teamId, cloudAccountId }: ComplianceScope,
  rules: readonly TeamRule[],
  unseenOf: (type: string) => number,
): Promise<Map<string, RuleState>> {
  const ofAccount = cloudAccountId === undefined ? undefined : eq(ruleCounts.cloudAccountId, cloudAccountId);
  const counts = await database
    .select({
      ruleId: ruleCounts.ruleId,
      passed: sql<number>`sum(${ruleCounts.passed})::int`,
      failed: sql<number>`sum(${ruleCounts.failed})::int`,
      unknown: sql<number>`sum(${ruleCounts.unknown} + ${ruleCounts.broken})::int`,
    })
    .from(ruleCounts)
    .where(and(eq(ruleCounts.teamId, teamId), ofAccount))
    .groupBy(ruleCounts.ruleId);
  const suppressed = await database
    .select({ ruleId: findingCounts.ruleId, count: sql<number>`sum(${findingCounts.count})::int` })
    .from(findingCounts)
    .where(
      and(
        eq(findingCounts.teamId, teamId),
        eq(findingCounts.status, 'suppressed'),
        eq(findingCounts.cloudAccountId, cloudAccountId ?? everyOne),
        ne(findingCounts.region, everyOne),
      ),
    )
    .groupBy(findingCounts.ruleId);
  const countOf = new Map(counts.map((row) => [row.ruleId, row]));
  const suppressedOf = new Map(suppressed.map(({ ruleId, count }) => [ruleId, count]));
  return new Map(
    rules.map(({ rule, severity, isEnabled }) => {
      const { passed, failed, unknown } = countOf.get(rule.id) ?? { passed: 0, failed: 0, unknown: 0 };
      const ofRule = suppressedOf.get(rule.id) ?? 0;
      const state = {
        ...{ passed, failed: Math.max(0, failed - ofRule), suppressed: ofRule },
        unknown: unknown + unseenOf(rule.type),
      };
      return [rule.id, { id: rule.id, title: rule.title, severity, isEnabled, ...state }];
    }),
  );
}

/**
 * What people answered: of one account, its own answer goes before the one for all. Answers for accounts that are no
 * longer connected do not count.
 */
async function readAnswers(
  database: Database,
  { teamId, cloudAccountId }: ComplianceScope,
  accounts: readonly string[],
  now: Date,
): Promise<Answers> {
  const rows = await database
    .select()
    .from(controlAnswers)
    .where(and(eq(controlAnswers.teamId, teamId), inArray(controlAnswers.cloudAccountId, ['', ...accounts])));
  const byControl = Map.groupBy(rows, ({ framework, control }) => `${framework} ${control}`);
  return new Map(
    [...byControl].map(([key, given]) => {
      const own = given.filter((row) => row.cloudAccountId === cloudAccountId);
      const counted =
        cloudAccountId === undefined ? given : own.length > 0 ? own : given.filter((row) => row.cloudAccountId === '');
      return [key, counted.map((row) => toAnswer(row, now))];
    }),
  );
}

function toAnswer(row: typeof controlAnswers.$inferSelect, now: Date): ControlView['answers'][number] {
  const { cloudAccountId, answer, evidence, authorName, answeredAt, expiresAt } = row;
  return {
    ...{ cloudAccountId, answer, evidence, authorName, answeredAt: answeredAt.toISOString() },
    expiresAt: expiresAt?.toISOString() ?? null,
    isOver: expiresAt !== null && expiresAt <= now,
  };
}

/** The score at the end of each of the last ninety days on which something was judged. */
async function readDays(database: Database, { teamId, cloudAccountId }: ComplianceScope, framework: string) {
  const rows = await database
    .select({
      day: complianceDays.day,
      passed: sql<number>`sum(${complianceDays.passed})::int`,
      failed: sql<number>`sum(${complianceDays.failed})::int`,
      unknown: sql<number>`sum(${complianceDays.unknown})::int`,
    })
    .from(complianceDays)
    .where(
      and(
        eq(complianceDays.teamId, teamId),
        eq(complianceDays.framework, framework),
        cloudAccountId === undefined ? undefined : eq(complianceDays.cloudAccountId, cloudAccountId),
        sql`${complianceDays.day} > current_date - 90`,
      ),
    )
    .groupBy(complianceDays.day)
    .orderBy(complianceDays.day);
  return rows.map(({ day, ...counts }) => ({ day, score: scoreOf(counts) }));
}
