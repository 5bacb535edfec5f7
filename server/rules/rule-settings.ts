import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { failed, type Result, success } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import type { RuleFile, Severity } from './rule-file.ts';
import { ruleSettings } from './schema.ts';
import type { TeamRule } from './team-rules.ts';

export interface RuleSettings {
  isEnabled: boolean;
  /** Null: the rule's own. */
  severity: Severity | null;
  /** Those that differ from the rule's defaults. */
  parameters: Record<string, unknown>;
}

/** Sets what a team changes about a rule; what is the rule's own anyway is not kept. */
export async function changeRuleSettings(
  tx: Database,
  caller: Caller,
  rule: RuleFile,
  given: RuleSettings,
): Promise<Result<undefined>> {
  const faults = Object.entries(given.parameters).flatMap(([name, value]) => faultOfParameter(rule, name, value));
  if (faults.length > 0) {
    return failed({
      code: 'parameter_invalid',
      detail: faults.join(' '),
      mend: 'GET /api/v1/rules/{id} shows the parameters with their defaults.',
    });
  }
  const severity = given.severity === rule.severity ? null : given.severity;
  const parameters = Object.fromEntries(
    Object.entries(given.parameters).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(rule.parameters[name]?.default),
    ),
  );
  const { isEnabled } = given;
  const isOwn = isEnabled && severity === null && Object.keys(parameters).length === 0;
  const { teamId } = caller;
  if (isOwn) {
    await tx.delete(ruleSettings).where(and(eq(ruleSettings.teamId, teamId), eq(ruleSettings.ruleId, rule.id)));
  } else {
    const set = { isEnabled, severity, parameters, updatedAt: new Date(), updatedByName: caller.name };
    await tx
      .insert(ruleSettings)
      .values({ teamId, ruleId: rule.id, ...set })
      .onConflictDoUpdate({ target: [ruleSettings.teamId, ruleSettings.ruleId], set });
  }
  await writeAudit(tx, {
    ...{ teamId, actor: caller, action: 'rule.set', target: rule.id },
    details: { isEnabled, severity, parameters },
  });
  return success(undefined);
}

/**
 * Switches rules of a team on or off; their severities and parameters stay.
 * @param rules those of the team
 */
export async function switchRules(
  tx: Database,
  caller: Caller,
  rules: readonly TeamRule[],
  ids: readonly string[],
  isEnabled: boolean,
): Promise<{ changed: string[]; unchanged: { id: string; why: string }[] }> {
  const ruleOf = new Map(rules.map((of) => [of.rule.id, of]));
  const changed: string[] = [];
  const unchanged: { id: string; why: string }[] = [];
  for (const id of new Set(ids)) {
    const of = ruleOf.get(id);
    if (of === undefined) {
      unchanged.push({ id, why: 'There is no rule with this ID in your team.' });
      continue;
    }
    const { rule, severity, parameters } = of;
    const result =
      of.isEnabled === isEnabled
        ? success(undefined)
        : await changeRuleSettings(tx, caller, rule, { isEnabled, severity, parameters: { ...parameters } });
    if (result.ok) changed.push(id);
    else unchanged.push({ id, why: result.failure.detail });
  }
  return { changed, unchanged };
}

function faultOfParameter(rule: RuleFile, name: string, value: unknown): string[] {
  const known = rule.parameters[name];
  if (known === undefined) return [`The rule has no parameter ${name}.`];
  const { default: usual, minimum, maximum } = known;
  if (kindOf(value) !== kindOf(usual)) return [`${name} must be ${kindOf(usual)}, such as ${JSON.stringify(usual)}.`];
  if (typeof value === 'number') {
    if (minimum !== undefined && value < minimum) return [`${name} must be ${minimum} or more.`];
    if (maximum !== undefined && value > maximum) return [`${name} must be ${maximum} or less.`];
  }
  // A list of numbers stays one: a rule compares without converting.
  if (Array.isArray(value) && Array.isArray(usual) && usual.length > 0) {
    const kind = typeof usual[0];
    if (value.some((one) => typeof one !== kind)) return [`${name} must be a list of ${kind}s.`];
  }
  return [];
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'string' ? 'a text' : 'a map of texts';
}
