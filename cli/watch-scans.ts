import { setTimeout as delay } from 'node:timers/promises';
import type { CloudAccountView } from '../server/accounts/api.ts';
import type { ScanSummaryView } from '../server/scans/api.ts';
import type { Client } from './client.ts';
import { patiently } from './patiently.ts';
import { printableLine } from './printable.ts';
import { isUnderWay, outcomeLine, progressLine, sumUp } from './scan-progress.ts';
import { openStatusLine } from './status-line.ts';
import type { Screen } from './world.ts';

export interface Watched {
  account: CloudAccountView;
  scan: ScanSummaryView;
}

const pollMilliseconds = 500;
/** A worker judges a million assets in that time. */
const judgingMilliseconds = 900_000;

/**
 * Shows the progress of scans until all have ended.
 * @returns the scans as they ended, or `undefined` when Ctrl-C ended the watching; the scans themselves go on
 */
export async function watchScans(
  client: Client,
  messages: Screen,
  begun: readonly Watched[],
): Promise<Watched[] | undefined> {
  const watched = [...begun];
  const line = openStatusLine(messages);
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  const { signal } = interrupt;
  const show = () =>
    line.show((columns) =>
      progressLine(
        sumUp(
          watched.map(({ scan }) => scan),
          Date.now(),
        ),
        columns,
      ),
    );
  const untilJudged = async (account: CloudAccountView, { id, state }: ScanSummaryView) => {
    if (state !== 'succeeded' && state !== 'partial') return;
    const path = `/api/v1/cloud-accounts/${account.id}`;
    const giveUpAt = Date.now() + judgingMilliseconds;
    for (;;) {
      const { judgedScanId, lastScan } = await patiently(
        () => client.call<CloudAccountView>('GET', path, { signal }),
        signal,
      );
      if (judgedScanId === id || lastScan?.id !== id) return;
      if (Date.now() > giveUpAt) {
        await line.say(
          `${printableLine(account.nickname)}: the rules have not judged it yet; its findings may be old.`,
        );
        return;
      }
      await line.show(() => `${printableLine(account.nickname)}: the rules judge it.`);
      await delay(pollMilliseconds, undefined, { signal });
    }
  };
  try {
    await show();
    for (;;) {
      for (const [index, { account, scan }] of watched.entries()) {
        if (!isUnderWay(scan)) continue;
        const next = { account, scan: await patiently(() => readSummary(client, scan, signal), signal) };
        watched[index] = next;
        if (isUnderWay(next.scan)) continue;
        await line.say(outcomeLine(printableLine(account.nickname), next.scan));
      }
      if (watched.every(({ scan }) => !isUnderWay(scan))) break;
      await show();
      await delay(pollMilliseconds, undefined, { signal });
    }
    // What asks for the findings next is to be told of what these scans brought.
    for (const { account, scan } of watched) await untilJudged(account, scan);
    return watched;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    process.off('SIGINT', onInterrupt);
    await line.end();
  }
}

/** The summary alone: a whole scan with its ledger is long, and is asked for twice a second. */
async function readSummary(client: Client, { id, cloudAccountId }: ScanSummaryView, signal: AbortSignal) {
  const path = `/api/v1/cloud-accounts/${cloudAccountId}/scans`;
  const { items } = await client.call<{ items: ScanSummaryView[] }>('GET', path, { query: { limit: 5 }, signal });
  return (
    items.find((scan) => scan.id === id) ?? (await client.call<ScanSummaryView>('GET', `${path}/${id}`, { signal }))
  );
}
