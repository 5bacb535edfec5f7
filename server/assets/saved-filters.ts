import { and, asc, eq, or } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { violatedConstraint } from '../database/errors.ts';
import { failed, type Result, success } from '../failure.ts';
import { newId } from '../identifier.ts';
import type { SavedFilterRequest, SavedFilterView } from './api.ts';
import { type SavedFilter, savedFilters } from './schema.ts';

interface Owner {
  teamId: string;
  userId: string;
}

/** A person's own filters and those that others of the team share. */
export async function listSavedFilters(database: Database, owner: Owner): Promise<SavedFilterView[]> {
  const rows = await database
    .select()
    .from(savedFilters)
    .where(
      and(
        eq(savedFilters.teamId, owner.teamId),
        or(eq(savedFilters.userId, owner.userId), eq(savedFilters.isShared, true)),
      ),
    )
    .orderBy(asc(savedFilters.name), asc(savedFilters.id))
    .limit(200);
  return rows.map((row) => toView(row, owner));
}

/** Gives a filter a name. */
export async function saveFilter(
  database: Database,
  owner: Owner,
  request: SavedFilterRequest,
): Promise<Result<SavedFilterView>> {
  try {
    const [row] = await database
      .insert(savedFilters)
      .values({ ...request, ...owner, id: newId('sf') })
      .returning();
    if (row === undefined) throw new Error('PostgreSQL inserted a filter and returned none.');
    return success(toView(row, owner));
  } catch (error) {
    if (violatedConstraint(error) !== 'saved_filters_name') throw error;
    return failed({
      code: 'filter_name_taken',
      detail: `You have a saved filter “${request.name}” already.`,
      mend: 'Choose another name, or delete that filter first.',
    });
  }
}

/** Deletes a person's own filter; false when there is none. */
export async function deleteSavedFilter(database: Database, owner: Owner, id: string): Promise<boolean> {
  const rows = await database
    .delete(savedFilters)
    .where(and(eq(savedFilters.id, id), eq(savedFilters.teamId, owner.teamId), eq(savedFilters.userId, owner.userId)))
    .returning({ id: savedFilters.id });
  return rows.length === 1;
}

function toView({ id, name, query, isShared, userId }: SavedFilter, owner: Owner): SavedFilterView {
  return { id, name, query, isShared, isOwn: userId === owner.userId };
}
