import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { failed, type Result, success } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import type { AssetType } from './asset-types.ts';
import { faultsOfCustomRule, readCustomRule } from './custom-rule.ts';
import { describeFault } from './rule-faults.ts';
import type { RuleFile } from './rule-file.ts';
import { customRules } from './schema.ts';
import { listCustomVersions, readTeamRules } from './team-rules.ts';

/** A team has no more rules of its own than this. */
const mostCustomRules = 200;

/** Reads and checks a rule that somebody wrote. */
export function checkCustomRule(source: string, types: ReadonlyMap<string, AssetType>): Result<RuleFile> {
  const read = readCustomRule(source);
  const faults = 'message' in read ? read.faults : faultsOfCustomRule(read.rule, source, types);
  if ('message' in read || faults.length > 0) {
    return failed({
      code: 'rule_invalid',
      detail: faults.map(describeFault).join('\n'),
      mend: 'Correct what is named here. docs/rules.md says how a rule is written.',
      fields: faults,
    });
  }
  return success(read.rule);
}

/**
 * Keeps a rule that a team wrote as its newest version.
 * @param expectedVersion the version that its author began from, 0 for a new rule: a change made meanwhile is not written over
 */
export async function saveCustomRule(
  tx: Database,
  caller: Caller,
  source: string,
  expectedVersion: number,
  types: ReadonlyMap<string, AssetType>,
): Promise<Result<RuleFile>> {
  const checked = checkCustomRule(source, types);
  if (!checked.ok) return checked;
  const { teamId } = caller;
  const ruleId = checked.value.id;
  const [newest] = await listCustomVersions(tx, teamId, ruleId);
  const isThere = newest !== undefined && newest.source !== '';
  if ((isThere ? newest.version : 0) !== expectedVersion) {
    return failed({
      code: 'rule_changed',
      detail: isThere
        ? `${ruleId} is at version ${newest.version}, written by ${newest.authorName}.`
        : `There is no rule ${ruleId} any more.`,
      mend: isThere ? 'Open it again and make your change there, or give yours another ID.' : 'Save it as a new rule.',
    });
  }
  if (!isThere) {
    const { rules } = await readTeamRules(tx, teamId, { rules: [], broken: [] });
    if (rules.length >= mostCustomRules) {
      return failed({
        code: 'too_many_rules',
        detail: `A team has at most ${mostCustomRules} rules of its own.`,
        mend: 'Remove those that nobody needs.',
      });
    }
  }
  const version = (newest?.version ?? 0) + 1;
  await writeVersion(tx, caller, ruleId, version, source);
  return checked;
}

/** Removes a rule that a team wrote. Its versions stay. */
export async function removeCustomRule(tx: Database, caller: Caller, ruleId: string): Promise<boolean> {
  const [newest] = await listCustomVersions(tx, caller.teamId, ruleId);
  if (newest === undefined || newest.source === '') return false;
  await writeVersion(tx, caller, ruleId, newest.version + 1, '');
  return true;
}

async function writeVersion(tx: Database, caller: Caller, ruleId: string, version: number, source: string) {
  const { teamId, name: authorName } = caller;
  // Two that save at once come to the same version, of which the key lets one through.
  await tx.insert(customRules).values({ teamId, ruleId, version, source, writtenAt: new Date(), authorName });
  await writeAudit(tx, {
    ...{ teamId, actor: caller, action: source === '' ? 'rule.remove' : 'rule.write', target: ruleId },
    details: { version },
  });
}
