import { setTimeout as delay } from 'node:timers/promises';
import type { ActionView } from '../server/actions/api.ts';
import type { Client } from './client.ts';
import { patiently } from './patiently.ts';
import { readActions } from './read-actions.ts';
import { plural } from './show.ts';
import { actionOutcome } from './show-action.ts';
import { openStatusLine } from './status-line.ts';
import type { Screen } from './world.ts';

const pollMilliseconds = 500;

/**
 * Shows the progress of actions until nothing more happens to them by itself for now.
 * @returns the actions as they are then, or `undefined` when Ctrl-C ended the watching; the actions themselves go on
 */
export async function watchActions(
  client: Client,
  messages: Screen,
  ids: readonly string[],
): Promise<ActionView[] | undefined> {
  const begunAt = Date.now();
  const settled = new Map<string, ActionView>();
  const line = openStatusLine(messages);
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  const { signal } = interrupt;
  try {
    for (;;) {
      const left = ids.filter((id) => !settled.has(id));
      for (const action of await patiently(() => readActions(client, left, signal), signal)) {
        if (!isSettled(action)) continue;
        settled.set(action.id, action);
        await line.say(actionOutcome(action));
      }
      if (settled.size === ids.length) return ids.flatMap((id) => settled.get(id) ?? []);
      const seconds = Math.floor((Date.now() - begunAt) / 1000);
      await line.show(() => `${settled.size}/${plural(ids.length, 'action')}  ${seconds} s`);
      await delay(pollMilliseconds, undefined, { signal });
    }
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    process.off('SIGINT', onInterrupt);
    await line.end();
  }
}

/** Whether it is at its end, or waits for a person, its window, or the brake: that can last for days. */
function isSettled({ status, dueAt, obstacle }: Pick<ActionView, 'status' | 'dueAt' | 'obstacle'>): boolean {
  if (status === 'queued') return dueAt !== null || obstacle?.code === 'actions_stopped';
  return !['planning', 'applying', 'undoing'].includes(status);
}
