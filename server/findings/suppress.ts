import { and, eq, isNull } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { failed, type Result, success } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import { notFound } from '../http/problem.ts';
import { newId } from '../identifier.ts';
import type { NewSuppression, SuppressionView } from './api.ts';
import { suppressions } from './schema.ts';
import { findSuppression } from './suppression-query.ts';
import { addSuppressions, endSuppression } from './suppressions.ts';

/** Suppresses what a person names, at once. */
export async function suppress(
  database: Database,
  caller: Caller,
  wanted: NewSuppression,
  now: Date,
): Promise<Result<SuppressionView>> {
  const { expiresAt, ...given } = wanted;
  const row = {
    ...{ ...given, teamId: caller.teamId, id: newId('sup'), authorId: caller.userId, authorName: caller.name },
    ...{ createdAt: now, expiresAt: expiresAt === null ? null : new Date(expiresAt), endedAt: null, endedByName: null },
  };
  if (row.expiresAt !== null && row.expiresAt <= now) {
    return failed({
      code: 'suppression_over',
      detail: 'The suppression would be over before it begins.',
      mend: 'Choose a day that is still to come.',
    });
  }
  await database.transaction(async (tx) => {
    await addSuppressions(tx, [row]);
    const { reason, kind } = wanted;
    await writeAudit(tx, {
      ...{ teamId: caller.teamId, actor: caller, action: 'suppression.create', target: row.id },
      details: { ...namedIn(wanted), kind, reason, expiresAt },
    });
  });
  const view = await findSuppression(database, caller.teamId, row.id);
  return view === undefined ? failed(notFound('suppression')) : success(view);
}

/** What a suppression names, without what it leaves open. */
function namedIn({ findingId, ruleId, cloudAccountId, assetId, tagKey, tagValue }: NewSuppression) {
  const named = { findingId, ruleId, cloudAccountId, assetId, tagKey, tagValue };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null));
}

/** Ends a suppression before its time. */
export async function unsuppress(
  database: Database,
  caller: Caller,
  id: string,
  now: Date,
): Promise<Result<SuppressionView>> {
  const [found] = await database
    .select()
    .from(suppressions)
    .where(and(eq(suppressions.teamId, caller.teamId), eq(suppressions.id, id)));
  if (found === undefined) return failed(notFound('suppression'));
  if (found.endedAt === null) {
    await database.transaction(async (tx) => {
      await endSuppression(tx, found, now, caller.name);
      await writeAudit(tx, {
        ...{ teamId: caller.teamId, actor: caller, action: 'suppression.end', target: id },
        details: {},
      });
    });
  }
  const view = await findSuppression(database, caller.teamId, id);
  return view === undefined ? failed(notFound('suppression')) : success(view);
}

/** The suppressions that hold and are meant for one finding alone. */
export function ofFindingAlone(teamId: string, findingId: string) {
  return and(eq(suppressions.teamId, teamId), eq(suppressions.findingId, findingId), isNull(suppressions.endedAt));
}
