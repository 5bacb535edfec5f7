import { and, eq, inArray } from 'drizzle-orm';
import { members, users } from '../access/schema.ts';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { failed, type Result, success } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import { newId } from '../identifier.ts';
import type { FindingChange, FindingChanged } from './api.ts';
import { type Finding, findingEvents, findings, suppressions } from './schema.ts';
import { ofFindingAlone } from './suppress.ts';
import { addSuppressions, endSuppression, lockAccounts } from './suppressions.ts';

/**
 * Does what a person asks to up to a thousand findings: all that can be changed are, in one transaction, and of each other
 * one it is said why not.
 */
export async function changeFindings(
  database: Database,
  caller: Caller,
  { ids, change }: FindingChange,
  now: Date,
): Promise<Result<FindingChanged>> {
  const { teamId } = caller;
  const assignee = change.kind === 'assign' ? await nameOfMember(database, teamId, change.userId) : null;
  if (assignee === undefined) {
    return failed({
      code: 'assignee_unknown',
      detail: 'There is nobody with this ID in your team.',
      mend: 'Choose a member of the team; GET /api/v1/members lists them.',
    });
  }
  return await database.transaction(async (tx) => {
    // All at once and before anything is written: nobody can then wait for what waits for them.
    await lockAccounts(tx, teamId, null);
    const found = await tx
      .select()
      .from(findings)
      .where(and(eq(findings.teamId, teamId), inArray(findings.id, [...new Set(ids)])));
    const unchanged = [...new Set(ids)]
      .filter((id) => !found.some((finding) => finding.id === id))
      .map((id) => ({ id, why: 'There is no finding with this ID in your team.' }));
    const changed: string[] = [];
    for (const finding of found) {
      const why = await changeOne(tx, caller, finding, change, assignee, now);
      if (why === undefined) changed.push(finding.id);
      else unchanged.push({ id: finding.id, why });
    }
    if (changed.length > 0) {
      await writeAudit(tx, {
        ...{ teamId, actor: caller, action: `finding.${change.kind}`, target: changed[0] ?? '' },
        details: { ...change, findings: changed },
      });
    }
    return success({ changed, unchanged });
  });
}

/** @returns why it cannot be changed; undefined when it is */
async function changeOne(
  tx: Database,
  caller: Caller,
  finding: Finding,
  change: FindingChange['change'],
  assignee: string | null,
  now: Date,
): Promise<string | undefined> {
  const { cloudAccountId, id } = finding;
  const event = { ...{ cloudAccountId, id: newId('fe'), findingId: id, at: now }, actorName: caller.name };
  if (change.kind === 'comment') {
    await tx.insert(findingEvents).values({ ...event, kind: 'commented', text: change.text });
    return undefined;
  }
  if (change.kind === 'assign') {
    if (finding.assigneeId === change.userId) return undefined;
    await tx
      .update(findings)
      .set({ assigneeId: change.userId })
      .where(and(eq(findings.cloudAccountId, cloudAccountId), eq(findings.id, id)));
    await tx.insert(findingEvents).values({ ...event, kind: 'assigned', text: assignee });
    return undefined;
  }
  if (change.kind === 'suppress') {
    if (finding.status === 'resolved') return 'It is resolved.';
    const expiresAt = change.expiresAt === null ? null : new Date(change.expiresAt);
    if (expiresAt !== null && expiresAt <= now) return 'The suppression would be over before it begins.';
    const { teamId, userId: authorId, name: authorName } = caller;
    await addSuppressions(tx, [
      {
        ...{ teamId, id: newId('sup'), findingId: id, ruleId: null, cloudAccountId, assetId: null },
        ...{ tagKey: null, tagValue: null, kind: change.as, reason: change.reason, authorId, authorName },
        ...{ createdAt: now, expiresAt, endedAt: null, endedByName: null },
      },
    ]);
    return undefined;
  }
  if (finding.status !== 'suppressed') return 'It is not suppressed.';
  for (const own of await tx.select().from(suppressions).where(ofFindingAlone(caller.teamId, id))) {
    await endSuppression(tx, own, now, caller.name);
  }
  const [still] = await tx
    .select({ id: findings.suppressionId })
    .from(findings)
    .where(and(eq(findings.cloudAccountId, cloudAccountId), eq(findings.id, id)));
  return still?.id == null
    ? undefined
    : `The suppression ${still.id} is meant for more than this finding: end that one.`;
}

/** @returns null for nobody, undefined when there is no such member */
async function nameOfMember(database: Database, teamId: string, userId: string | null) {
  if (userId === null) return null;
  const [member] = await database
    .select({ name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.organizationId, teamId), eq(members.userId, userId)));
  return member?.name;
}
