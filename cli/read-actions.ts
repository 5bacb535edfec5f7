import type { ActionSummaryView, ActionView } from '../server/actions/api.ts';
import type { Client } from './client.ts';

/** How many are asked for side by side. */
const atATime = 8;

/** Actions with their plans, in the order of their IDs. Throws ProblemError when there is none with one of these. */
export async function readActions(client: Client, ids: readonly string[], signal?: AbortSignal): Promise<ActionView[]> {
  const actions: ActionView[] = [];
  for (let start = 0; start < ids.length; start += atATime) {
    const some = ids.slice(start, start + atATime);
    const read = (id: string) =>
      client.call<ActionView>('GET', `/api/v1/actions/${encodeURIComponent(id)}`, signal && { signal });
    actions.push(...(await Promise.all(some.map(read))));
  }
  return actions;
}

/** The IDs of those of a batch that are as far as these statuses say. */
export async function idsOfBatch(client: Client, batchId: string, status: string): Promise<string[]> {
  const ids: string[] = [];
  const query = { batchId, status, limit: 1000 };
  for await (const page of client.pages<ActionSummaryView>('/api/v1/actions', query)) {
    ids.push(...page.map(({ id }) => id));
  }
  return ids;
}
