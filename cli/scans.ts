import type { CloudAccountView } from '../server/accounts/api.ts';
import type { ScanRequestBody, ScanSummaryView, ScanView } from '../server/scans/api.ts';
import type { Client } from './client.ts';
import { command } from './command.ts';
import { findAccount } from './find-account.ts';
import { chooseColumns, limited, listOptions, readFormat, readLimit, writeList } from './list.ts';
import { printableLine } from './printable.ts';
import { exitCodes, ProblemError, usageProblem } from './problem.ts';
import { choiceOptions, readChoice } from './scan-choice.ts';
import { exitCodeOf, groupGaps, isUnderWay, mendOf } from './scan-progress.ts';
import { signedInClient } from './settings.ts';
import { nameOf, plural, writeJson, writeTrouble } from './show.ts';
import type { Column } from './table.ts';
import { type Watched, watchScans } from './watch-scans.ts';
import type { Screen, World } from './world.ts';

const columns: Column<ScanSummaryView>[] = [
  { name: 'queued', value: ({ queuedAt }) => queuedAt },
  { name: 'state', value: ({ state }) => state },
  { name: 'trigger', value: ({ trigger }) => trigger },
  { name: 'parts', value: ({ parts }) => `${parts.finished}/${parts.total}`, align: 'right' },
  { name: 'assets', value: ({ assets }) => String(assets), align: 'right' },
  { name: 'new', value: ({ added }) => String(added), align: 'right' },
  { name: 'changed', value: ({ changed }) => String(changed), align: 'right' },
  { name: 'deleted', value: ({ deleted }) => String(deleted), align: 'right' },
  { name: 'calls', value: ({ calls }) => String(calls), align: 'right' },
  { name: 'gaps', value: ({ gaps }) => String(gaps), align: 'right' },
  { name: 'finished', value: ({ finishedAt }) => finishedAt ?? '' },
  { name: 'id', value: ({ id }) => id, isWhole: true },
];

const usualColumns = ['queued', 'state', 'parts', 'assets', 'new', 'changed', 'deleted', 'calls', 'gaps'];

export const scanCommands = [
  command({
    words: ['scan'],
    summary: 'Scan accounts now',
    arguments: ['[account]...'],
    options: {
      all: { type: 'boolean', description: 'All connected accounts' },
      wait: { type: 'boolean', description: 'Wait for the end, and show the progress until then' },
      ...choiceOptions,
    },
    notes: [
      'An account is a nickname, an AWS account ID or an ID. One scan of an account runs at a time: while one does, it is\n' +
        'that one. Ctrl-C ends the waiting, not the scan. With --wait the command ends with 4 when something could not be\n' +
        'read, and with 1 when a scan failed or was cancelled.',
    ],
    examples: [
      'cloudcoreo scan production --wait',
      'cloudcoreo scan --all',
      'cloudcoreo scan production --regions eu-west-1,eu-central-1 --services s3,ec2 --wait',
    ],
    async run({ values, arguments: references }, world) {
      if (values.all === references.length > 0) {
        throw usageProblem('Which accounts are to be scanned?', 'Name them, or give --all.');
      }
      if (!values.all && references.length === 0) {
        throw usageProblem('No account was named.', 'Name one as “cloudcoreo accounts list” shows it, or give --all.');
      }
      const client = await signedInClient(world);
      const accounts = values.all ? await connectedAccounts(client) : await namedAccounts(client, references);
      const begun = await begin(client, accounts, readChoice(values));
      if (!values.wait) {
        if (values.json)
          await writeJson(
            world,
            oneOrAll(
              begun.map(({ scan }) => scan),
              references,
            ),
          );
        else for (const each of begun) await world.output.write(begunLine(each));
        return exitCodes.ok;
      }
      const ended = await watchScans(client, world.messages, begun);
      if (ended === undefined) {
        await world.messages.write(
          `${plural(begun.length, 'scan')} not waited for any longer: the server goes on. To watch again, start the same command; to stop: cloudcoreo scan cancel <account>\n`,
        );
        return exitCodes.interrupted;
      }
      const scans = await Promise.all(ended.map(({ scan }) => readScan(client, scan)));
      if (values.json) await writeJson(world, oneOrAll(scans, references));
      else for (const [index, scan] of scans.entries()) await writeEnd(world.output, ended[index]?.account, scan);
      return exitCodeOf(scans);
    },
  }),

  command({
    words: ['scan', 'cancel'],
    summary: 'Cancel the scan of an account that is under way',
    arguments: ['<account>'],
    options: {},
    notes: ['What was read until then is kept. To scan an account whose nickname is “cancel”, use its ID.'],
    examples: ['cloudcoreo scan cancel production'],
    async run({ values, arguments: [reference = ''] }, world) {
      const client = await signedInClient(world);
      const account = await findAccount(client, reference);
      const path = `/api/v1/cloud-accounts/${account.id}/scans`;
      const { items } = await client.call<{ items: ScanSummaryView[] }>('GET', path, { query: { limit: 1 } });
      const newest = items.find(isUnderWay);
      if (newest === undefined) {
        throw new ProblemError({
          code: 'scan_not_running',
          detail: `No scan of ${nameOf(account)} is under way.`,
          mend: `See those that were: cloudcoreo scans list ${account.id}`,
        });
      }
      const scan = await client.call<ScanSummaryView>('POST', `${path}/${newest.id}/cancel`);
      if (values.json) await writeJson(world, scan);
      else await world.output.write(`The scan of ${nameOf(account)} is being cancelled.\n`);
      return exitCodes.ok;
    },
  }),

  command({
    words: ['scans', 'list'],
    summary: 'The scans of an account, newest first',
    arguments: ['<account>'],
    options: listOptions,
    notes: [`Columns: ${columns.map(({ name }) => name).join(', ')}. --limit is 20 where it is not given.`],
    examples: ['cloudcoreo scans list production', 'cloudcoreo scans list production --limit all --output csv'],
    async run({ values, arguments: [reference = ''] }, world) {
      const format = readFormat(values);
      const shown = chooseColumns(columns, values.columns, usualColumns);
      const limit = readLimit(values.limit, 20);
      const client = await signedInClient(world);
      const { id } = await findAccount(client, reference);
      const query = { limit: Math.min(limit ?? 1000, 1000) };
      const pages = client.pages<ScanSummaryView>(`/api/v1/cloud-accounts/${id}/scans`, query);
      const count = await writeList(world.output, format, shown, limited(pages, limit));
      if (count === 0) await world.messages.write('The account was not scanned yet.\n');
      return exitCodes.ok;
    },
  }),

  command({
    words: ['scans', 'show'],
    summary: 'What a scan came to, with its gaps',
    arguments: ['<account>', '[scan-id]'],
    options: {},
    notes: ['Without the ID of a scan it is the newest. --json has all parts and calls.'],
    examples: ['cloudcoreo scans show production'],
    async run({ values, arguments: [reference = '', scanId] }, world) {
      const client = await signedInClient(world);
      const account = await findAccount(client, reference);
      const id = scanId ?? account.lastScan?.id;
      if (id === undefined) {
        throw new ProblemError({
          code: 'not_found',
          detail: `${nameOf(account)} was not scanned yet.`,
          mend: `Scan it: cloudcoreo scan ${account.id} --wait`,
        });
      }
      const scan = await readScan(client, { id, cloudAccountId: account.id });
      if (values.json) await writeJson(world, scan);
      else await writeShown(world, account, scan);
      return exitCodes.ok;
    },
  }),
];

async function connectedAccounts(client: Client): Promise<CloudAccountView[]> {
  const accounts: CloudAccountView[] = [];
  const query = { state: 'connected', limit: 1000 };
  for await (const page of client.pages<CloudAccountView>('/api/v1/cloud-accounts', query)) accounts.push(...page);
  if (accounts.length > 0) return accounts;
  throw new ProblemError({
    code: 'not_found',
    detail: 'No account is connected yet.',
    mend: 'Connect one: cloudcoreo accounts add',
  });
}

/** Each account once, however often it was named. */
async function namedAccounts(client: Client, references: readonly string[]): Promise<CloudAccountView[]> {
  const accounts = new Map<string, CloudAccountView>();
  for (const reference of references) {
    const account = await findAccount(client, reference);
    accounts.set(account.id, account);
  }
  return [...accounts.values()];
}

async function begin(client: Client, accounts: readonly CloudAccountView[], body: ScanRequestBody): Promise<Watched[]> {
  const begun: Watched[] = [];
  for (const account of accounts) {
    const scan = await client.call<ScanSummaryView>('POST', `/api/v1/cloud-accounts/${account.id}/scans`, { body });
    begun.push({ account, scan });
  }
  return begun;
}

function readScan(client: Client, { id, cloudAccountId }: Pick<ScanSummaryView, 'id' | 'cloudAccountId'>) {
  return client.call<ScanView>('GET', `/api/v1/cloud-accounts/${cloudAccountId}/scans/${encodeURIComponent(id)}`);
}

/** For one account that was named the scan itself, else a list, so that a script knows what it gets. */
function oneOrAll<Scan>(scans: readonly Scan[], references: readonly string[]): Scan | readonly Scan[] | undefined {
  return references.length === 1 ? scans[0] : scans;
}

function begunLine({ account, scan }: Watched): string {
  const state = scan.state === 'queued' ? 'is queued' : 'is under way';
  return `The scan of ${nameOf(account)} ${state}: ${scan.id}\n`;
}

async function writeShown({ output }: World, account: CloudAccountView, scan: ScanView): Promise<void> {
  const { parts } = scan;
  if (isUnderWay(scan)) {
    await output.write(`${nameOf(account)}: ${scan.state}, ${parts.finished} of ${plural(parts.total, 'part')}\n`);
  }
  await writeEnd(output, account, scan);
}

/** Why it failed, and the gaps with what to do about each. */
async function writeEnd(screen: Screen, account: CloudAccountView | undefined, scan: ScanView): Promise<void> {
  const nickname = printableLine(account?.nickname ?? scan.cloudAccountId);
  if (scan.failure !== null) await writeTrouble(screen, scan.failure, `The scan of ${nickname} failed`);
  const groups = groupGaps(scan.gapList);
  if (groups.length === 0) return;
  await screen.write(`\n${plural(scan.gaps, 'gap')} in ${nickname}: what these reads would show is unknown.\n`);
  for (const group of groups) {
    const { service, operation, code, regions, assets, message } = group;
    const concerned = assets === 0 ? 'a whole listing' : plural(assets, 'asset');
    const heading = `${service}, ${operation}: ${code} in ${regions.join(', ')} (${concerned})`;
    await screen.write(`\n${screen.paint('yellow', printableLine(heading))}\n`);
    if (message !== '') await screen.write(`  ${printableLine(message)}\n`);
    await screen.write(`  ${printableLine(mendOf(group, nickname))}\n`);
  }
}
