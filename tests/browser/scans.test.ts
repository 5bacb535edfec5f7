import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import type { OverviewView, ScanView, ScheduleView } from '../../server/scans/api.ts';
import { openConsole, requestWith } from '../aws-console.ts';
import { type Product, startProduct } from '../product.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';
import { seriousFaults } from './serious-faults.ts';

// Scans and schedules, as a person watches, cancels, reads and sets them.

let aws: Aws;
let product: Product;
let browser: Browser;
let page: Page;
let trouble: string[];
let awsAccountId: string;
let accountPath: string;
let firstScanPath: string;
let heldCall: string;

beforeAll(async () => {
  aws = await startAws();
  product = await startProduct({ aws });
  // A scan that is held at one call, of a service that comes early, cannot end before it was looked at.
  heldCall = aws.control.faults.add({ match: { action: 'ListWorkGroups' }, effect: { kind: 'hold-before' } });
  awsAccountId = aws.accounts.customers[0]?.accountId ?? '';
  const { body: account } = await product.connect(requestWith(await aws.createSetupUser(awsAccountId), 'production'));
  accountPath = `/settings/cloud-accounts/${account.id}`;
  firstScanPath = `${accountPath}/scans/${account.lastScan?.id}`;
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(40_000);
  trouble = watchForTrouble(page, product.url);
  await signInAs(page, product);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
  await aws.stop();
});

describe('a scan', () => {
  it('is watched live: a cell for each service in each region, which changes by itself', {
    timeout: 120_000,
  }, async () => {
    await page.goto(product.url + firstScanPath);
    await page.getByRole('button', { name: /^Amazon Athena, us-east-1: Running/ }).waitFor();
    await aws.control.faults.waitUntilStruck(heldCall);
    await page.evaluate(() => document.body.setAttribute('data-loaded', 'once'));
    await page.getByRole('button', { name: /^AWS Account Management, global: Succeeded: 1 asset/ }).waitFor();
    await page.getByRole('progressbar').waitFor();

    const { details } = await readScan();
    const regions = new Set(details.map(({ region }) => region));
    const rows = page.getByRole('table', { name: 'Parts of the scan: services by regions' }).getByRole('row');
    expect(await rows.count()).toBe(new Set(details.map(({ service }) => service)).size + 1);
    expect(await rows.first().getByRole('columnheader').count()).toBe(regions.size + 3);

    const search = page.getByLabel('Find a service');
    await search.fill('athena');
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(2);
    await expectNoSeriousFault();
    await search.fill('');
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBeGreaterThan(2);
    expect(await page.locator('body').getAttribute('data-loaded')).toBe('once');
  });

  it('is read cell by cell with the keyboard', async () => {
    const first = page.locator('.scan-grid button[tabindex="0"]');
    await first.focus();
    const name = await first.getAttribute('aria-label');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const second = page.locator('.scan-grid button:focus');
    expect(await second.getAttribute('data-row')).toBe('1');
    expect(await second.getAttribute('data-column')).toBe('1');
    expect(await second.getAttribute('aria-label')).not.toBe(name);
    await page.keyboard.press('Enter');
    await page.locator('.scan-chosen strong').waitFor();
  });

  it('is cancelled from its page within five seconds, with a question before', { timeout: 120_000 }, async () => {
    await page.getByRole('button', { name: 'Cancel the scan' }).click();
    await page.getByRole('dialog').getByText('no asset is taken for deleted').waitFor();
    await expectNoSeriousFault('[role=dialog]');
    const asked = Date.now();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel it' }).click();
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
    // By the server's own time: how fast a browser draws a thousand cells is another matter.
    expect(Date.parse((await readScan()).finishedAt ?? '') - asked).toBeLessThan(5000);
    await page.getByRole('button', { name: /^Amazon Athena, us-east-1: Cancelled/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Cancel the scan' }).count()).toBe(0);
    expect((await readScan()).state).toBe('cancelled');
    aws.control.faults.remove(heldCall);
  });

  it('is started for one service in one region, and reads no other', async () => {
    await denyToRole('sqs:ListQueues');
    await page.goto(product.url + accountPath);
    await page.getByRole('button', { name: 'Other ways to scan' }).click();
    await page.getByRole('menuitem', { name: 'Scan some regions or services…' }).click();
    const dialog = page.getByRole('dialog');
    await expectNoSeriousFault('[role=dialog]');
    await choose('Regions', 'eu-west-1');
    await choose('Services', 'Amazon SQS');
    await dialog.getByRole('button', { name: 'Start the scan' }).click();

    await page.getByRole('heading', { name: 'Scan of production' }).waitFor();
    await page.getByRole('button', { name: /^Amazon SQS, eu-west-1: Failed/ }).waitFor();
    const { details, regions, services } = await readScan();
    expect({ regions, services }).toEqual({ regions: ['eu-west-1'], services: ['sqs'] });
    expect(details.filter(({ service }) => service !== 'sqs' && service !== 'plan')).toEqual([]);
    await page.getByText('Only sqs in eu-west-1').waitFor();
  });

  it('shows of a gap AWS’s code, the missing permission and what to do', async () => {
    await page.getByRole('tab', { name: 'Gaps (1)' }).click();
    const row = page.getByRole('table', { name: 'Gaps' }).getByRole('row').nth(1);
    await row.getByText('AccessDenied').first().waitFor();
    const cells = await row.getByRole('cell').or(row.getByRole('rowheader')).allInnerTexts();
    expect(cells[0]).toMatch(/sqs:ListQueues\s+Amazon SQS/);
    expect(cells[1]).toBe('eu-west-1');
    expect(cells[2]).toContain('AccessDenied');
    expect(cells[3]).toBe('sqs:ListQueues');
    expect(cells[4]).toBe('The whole listing');
    expect(cells[5]).toMatch(/does not allow .*sqs:ListQueues/);
    await row.getByRole('link', { name: 'Open the account' }).click();
    await page.getByRole('heading', { name: 'production', exact: true }).waitFor();
  });

  it('shows its gaps on a narrow screen without anything beyond the edge', async () => {
    await page.goBack();
    await page.setViewportSize({ width: 390, height: 844 });
    const mend = page.getByText(/does not allow .*sqs:ListQueues/);
    await mend.waitFor();
    const box = await mend.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    await expectNoSeriousFault();
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

describe('the schedule', () => {
  it('is every six hours unless somebody chose otherwise, with the next scan', async () => {
    await page.goto(product.url + accountPath);
    await page.getByText('Every 6 hours').waitFor();
    await page.getByText(/^in \d hours?, |^in \d+ minutes?, |^just now, /).waitFor();
  });

  it('refuses what is no cron expression and says why', async () => {
    await page.getByRole('button', { name: 'Change the schedule' }).click();
    await page.getByRole('radio', { name: /At set times/ }).click();
    await page.getByLabel('Cron expression').fill('99 3 * * *');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('“99 3 * * *” is not a cron expression.').waitFor();
    await expectNoSeriousFault('[role=dialog]');
  });

  it('is saved with its time zone, regions and services, and kept after a reload', async () => {
    await page.getByLabel('Cron expression').fill('30 4 * * 1-5');
    await page.getByRole('button', { name: /^Time zone/ }).click();
    await page
      .getByRole('searchbox', { name: 'Find a time zone' })
      .or(page.getByLabel('Find a time zone'))
      .fill('Berlin');
    await page.getByRole('option', { name: 'Europe/Berlin' }).click();
    await choose('Regions', 'eu-west-1');
    await choose('Services', 'Amazon SQS');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    for (const look of ['saved', 'reloaded']) {
      if (look === 'reloaded') await page.reload();
      await page.getByText('30 4 * * 1-5 (cron, Europe/Berlin)').waitFor();
    }
    const { nextAt, ...schedule } = await readSchedule();
    expect(schedule).toEqual({
      intervalMinutes: null,
      cron: '30 4 * * 1-5',
      timeZone: 'Europe/Berlin',
      regions: ['eu-west-1'],
      services: ['sqs'],
      isPaused: false,
    });
    const berlin = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' });
    expect(berlin.format(new Date(nextAt ?? 0))).toBe('04:30');
  });

  it('is paused and resumed', async () => {
    await page.getByRole('button', { name: 'Pause the schedule' }).click();
    await page.getByText('Paused', { exact: true }).waitFor();
    expect(await readSchedule()).toMatchObject({ isPaused: true, nextAt: null, cron: '30 4 * * 1-5' });
    await page.reload();
    await page.getByRole('button', { name: 'Resume the schedule' }).click();
    await page.getByRole('button', { name: 'Pause the schedule' }).waitFor();
    expect((await readSchedule()).isPaused).toBe(false);
  });
});

it('the dashboard’s figures are the API’s', async () => {
  const { body: overview } = await product.call<OverviewView>('GET', '/api/v1/overview');
  expect(overview.assets).toBeGreaterThan(0);
  await page.goto(product.url);
  await page.getByRole('link', { name: `Assets: ${overview.assets.toLocaleString('en')}` }).waitFor();
  await page.getByRole('link', { name: `Cloud accounts: ${overview.cloudAccounts}` }).waitFor();
  const gaps = page.getByRole('list', { name: 'Coverage gaps by account' }).getByRole('listitem');
  expect((await gaps.allInnerTexts()).map((text) => text.split(/\s+/))).toEqual(
    overview.gaps.map(({ nickname, gaps: count }) => [nickname, count.toLocaleString('en')]),
  );
  await page.getByRole('application', { name: 'Assets new, changed and deleted by day' }).waitFor();
  await expectNoSeriousFault();
  expect(trouble).toEqual([]);
});

/** Chooses one option of a list in the dialog that is open. */
async function choose(list: string, option: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: new RegExp(`^${list}`) }).click();
  await page
    .getByRole('option', { name: new RegExp(`^${option}`) })
    .first()
    .click();
  await page.keyboard.press('Escape');
}

async function denyToRole(action: string): Promise<void> {
  await openConsole(aws)
    .iamOf(awsAccountId)
    .send(
      new PutRolePolicyCommand({
        RoleName: 'CloudCoreoAssumedRole',
        PolicyName: 'Deny',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Action: action, Resource: '*' }],
        }),
      }),
    );
}

/** The scan whose page is shown, by the API. */
async function readScan(): Promise<ScanView> {
  const [, accountId, scanId] = /cloud-accounts\/([^/]+)\/scans\/([^/?]+)/.exec(page.url()) ?? [];
  return (await product.call<ScanView>('GET', `/api/v1/cloud-accounts/${accountId}/scans/${scanId}`)).body;
}

async function readSchedule(): Promise<ScheduleView> {
  const accountId = accountPath.split('/').at(-1);
  return (await product.call<ScheduleView>('GET', `/api/v1/cloud-accounts/${accountId}/schedule`)).body;
}

async function expectNoSeriousFault(within = 'body'): Promise<void> {
  expect(await seriousFaults(page, { within })).toEqual([]);
}
