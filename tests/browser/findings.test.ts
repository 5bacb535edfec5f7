import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import type { CloudAccountView } from '../../server/accounts/api.ts';
import type { FindingCounts, FindingPage } from '../../server/findings/api.ts';
import { requestWith } from '../aws-console.ts';
import { type Product, startProduct, until } from '../product.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';

// What a team does with its findings, as a person does it on the pages.

let aws: Aws;
let product: Product;
let browser: Browser;
let page: Page;
let trouble: string[];

beforeAll(async () => {
  aws = await startAws({ estate: 'small' });
  product = await startProduct({ aws });
  const key = await aws.createSetupUser(aws.accounts.customers[0].accountId);
  const { body: account } = await product.connect(requestWith(key, 'production'));
  if (account.lastScan === null) throw new Error('Connecting started no scan.');
  await product.finishedScan(account.id, account.lastScan.id);
  const { id, lastScan } = account;
  await until('the account is judged', async () => {
    const { body } = await product.call<CloudAccountView>('GET', `/api/v1/cloud-accounts/${id}`);
    return body.judgedScanId === lastScan.id || undefined;
  });
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  trouble = watchForTrouble(page, product.url);
  await signInAs(page, product);
}, 240_000);
afterAll(async () => {
  await browser.close();
  await product.stop();
  await aws.stop();
});

const rows = () => page.getByRole('table', { name: 'Findings' }).locator('tbody tr');
const rowOf = (asset: string) => rows().filter({ has: page.getByRole('link', { name: asset, exact: true }) });
const dialog = () => page.getByRole('dialog');
const submit = (name: string) => dialog().getByRole('button', { name, exact: true }).click();

/** The list narrowed to one rule, and an asset that fails it. */
async function openRule(query = ''): Promise<{ ruleId: string; assetName: string }> {
  const { body } = await product.call<FindingPage>('GET', '/api/v1/findings?limit=1&sort=severity');
  const [finding] = body.items;
  if (finding === undefined) throw new Error('There is no open finding.');
  const { ruleId, assetName } = finding;
  await page.goto(`${product.url}/findings?ruleId=${ruleId}${query}`);
  await rowOf(assetName).first().waitFor();
  return { ruleId, assetName };
}

/** Selects an asset’s finding and chooses what to do with it. */
async function act(asset: string, deed: string): Promise<void> {
  await rowOf(asset).first().getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: deed, exact: true }).click();
  await dialog().waitFor();
}

describe('from the list', () => {
  it('a finding is suppressed with a reason, is gone, is found under suppressed, and comes back', async () => {
    const { ruleId, assetName } = await openRule();
    await act(assetName, 'Suppress…');
    await submit('Suppress');
    await dialog().getByText('Say why, for those who come after you.').waitFor();
    await dialog().getByLabel('Risk accepted').click();
    await dialog().getByLabel('Reason').fill('It is a honeypot.');
    await submit('Suppress');
    await page.getByText('1 finding is suppressed.').waitFor();
    await rowOf(assetName).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: /^Status/ }).click();
    await page.getByRole('option', { name: 'Suppressed', exact: true }).click();
    await page.waitForURL(/status=suppressed/);
    await rowOf(assetName).getByText('Suppressed').first().waitFor();

    await act(assetName, 'Unsuppress…');
    await submit('Unsuppress');
    await page.getByText('1 finding is open again.').waitFor();
    await page.goto(`${product.url}/findings?ruleId=${ruleId}`);
    await rowOf(assetName).getByText('Open').first().waitFor();
  });

  it('a finding is assigned to oneself, and is among those that are', async () => {
    const { assetName } = await openRule();
    await act(assetName, 'Assign…');
    await submit('Assign');
    await page.getByText('1 finding is assigned.').waitFor();
    await page.goto(`${product.url}/findings?assigneeId=me`);
    await rowOf(assetName).first().waitFor();
    expect(await rows().count()).toBe(1);
    await page.getByText('Assignee = Me').waitFor();
  });

  it('what cannot be changed is told, each with why', async () => {
    const { ruleId, assetName } = await openRule();
    await product.call('POST', '/api/v1/suppressions', { ruleId, reason: 'All of them, for now.' });
    await page.goto(`${product.url}/findings?ruleId=${ruleId}&status=suppressed`);
    await act(assetName, 'Unsuppress…');
    await submit('Unsuppress');
    await page.getByText('1 finding is not open again').waitFor();
    await page.getByText(/is meant for more than this finding/).waitFor();
  });

  it('the suppression of more is listed in words, is ended, and is kept among those that ended', async () => {
    await page.getByRole('link', { name: 'Suppressions' }).click();
    const suppression = page.getByRole('row').filter({ hasText: 'All of them, for now.' });
    await suppression.getByText(/^The rule “/).waitFor();
    await suppression.getByText('for ever').waitFor();
    await suppression.getByRole('button', { name: /^End the suppression/ }).click();
    await submit('End suppression');
    await page.getByText('Nothing is suppressed').waitFor();
    await page.getByRole('button', { name: 'Ended', exact: true }).click();
    await page.waitForURL(/state=ended/);
    await page
      .getByRole('row')
      .filter({ hasText: 'All of them, for now.' })
      .getByText(/ended by/)
      .waitFor();
  });

  it('is grouped, and narrowed to a group', async () => {
    await page.goto(`${product.url}/findings`);
    await page.getByRole('button', { name: 'Service', exact: true }).click();
    await page.waitForURL(/group=service/);
    const groups = page.getByRole('list', { name: 'Findings by service' });
    const service = (await groups.getByRole('link').first().innerText()).trim();
    await groups.getByRole('link').first().click();
    await page.waitForURL(new RegExp(`service=${service}`));
    await page.getByText(`Service = ${service}`).waitFor();
    await page.getByRole('button', { name: 'Asset', exact: true }).click();
    const asset = page.getByRole('list', { name: 'Findings by asset' }).getByRole('link').first();
    const name = (await asset.innerText()).trim();
    await asset.click();
    await page.getByText(`Asset = ${name}`).waitFor();
  });
});

describe('on a finding’s page', () => {
  it('somebody comments, suppresses and unsuppresses, and the history tells who did what', async () => {
    const { assetName } = await openRule();
    await rowOf(assetName).getByRole('rowheader').getByRole('link').click();
    await page.getByText(/fails this rule$/).waitFor();
    await page.getByRole('textbox', { name: 'Comment' }).fill('I look at it.');
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    const history = page.getByRole('list', { name: 'History of the finding' });
    await history.getByText('I look at it.').waitFor();

    await page.getByRole('button', { name: 'Suppress…' }).click();
    await dialog().getByLabel('Reason').fill('The owner mends it this week.');
    await submit('Suppress');
    await page.getByText(/^Suppressed until /).waitFor();
    await page.getByRole('button', { name: 'Unsuppress' }).click();
    await submit('Unsuppress');
    await page.getByRole('button', { name: 'Suppress…' }).waitFor();

    await history.getByText('Open again: it is not suppressed any more').first().waitFor();
    const told = (await history.getByRole('listitem').allInnerTexts()).join('\n');
    expect(told).toContain('The owner mends it this week.');
    expect(told).toMatch(/Assigned to owner/i);
    expect(told).toContain('Opened: the asset fails the rule');
  });

  it('what the rule looked at stands out in the asset’s document', async () => {
    const { body } = await product.call<FindingPage>('GET', '/api/v1/findings?service=s3&limit=1');
    await page.goto(`${product.url}/findings/${body.items[0]?.id}`);
    const tree = page.getByRole('tree', { name: 'Document of the asset' });
    await tree.locator('.document-node.is-marked').first().waitFor();
  });
});

it('a rule is suppressed in an account from the page of suppressions, until a date', async () => {
  const { body } = await product.call<FindingCounts>('GET', '/api/v1/findings/counts');
  const rule = body.byRule[0];
  if (rule === undefined) throw new Error('There is no open finding.');
  await page.goto(`${product.url}/suppressions`);
  await page.getByRole('button', { name: 'New suppression' }).first().click();
  await submit('Suppress');
  await dialog().getByText('Name a rule, an account, an asset or a tag.').waitFor();
  await dialog().getByRole('button', { name: /^Rule/ }).click();
  await page.getByRole('combobox', { name: 'Find a rule' }).fill(rule.title);
  await page.getByRole('option', { name: rule.title }).first().click();
  await dialog()
    .getByRole('button', { name: /^Account/ })
    .click();
  await page.getByRole('option', { name: /production/ }).click();
  await dialog()
    .getByText(/ meant at the moment/)
    .waitFor();
  await dialog().getByLabel('Reason').fill('Until the new network is there.');
  await dialog()
    .getByRole('button', { name: /^For how long/ })
    .click();
  await page.getByRole('option', { name: 'Until a date' }).click();
  await dialog().getByLabel('Last day').fill('2099-12-31');
  await submit('Suppress');
  const suppression = page.getByRole('row').filter({ hasText: 'Until the new network is there.' });
  await suppression.getByText('31 Dec 2099').waitFor();
  await suppression.getByText(rule.count.toLocaleString('en'), { exact: true }).waitFor();
});

it('the dashboard leads to the open findings of a severity', async () => {
  await page.goto(product.url);
  const { body } = await product.call<FindingCounts>('GET', '/api/v1/findings/counts');
  const most = [...body.bySeverity].sort((a, b) => b.count - a.count)[0];
  await page
    .getByRole('link', { name: `Open findings, ${most?.severity}: ${most?.count.toLocaleString('en')}` })
    .click();
  await page.waitForURL(new RegExp(`severity=${most?.severity}`));
  await rows().first().waitFor();
});

it('the asset’s page tells of its findings, and of the rules that it passes', async () => {
  const { body } = await product.call<FindingPage>('GET', '/api/v1/findings?service=s3&limit=1');
  const [finding] = body.items;
  await page.goto(`${product.url}/assets/${finding?.assetId}`);
  await page.getByRole('tab', { name: /^Findings \(\d+\)/ }).click();
  await page.getByText(/^The asset fails \d+ rules? and passes \d+\./).waitFor();
  await page
    .getByRole('table', { name: 'Findings of the asset' })
    .getByRole('link', { name: finding?.title ?? '' })
    .click();
  await page.getByText(/fails this rule/).waitFor();
});

it.each([
  ['Report', 'findings.html', /^<!doctype html>.*<h1>All findings of /s],
  ['CSV', 'findings.csv', /^id,status,severity,/],
  ['SARIF', 'findings.sarif', /"version":"2\.1\.0"/],
])('exports what the filter matches, as %s', async (format, fileName, content) => {
  const filter = '?status=all&severity=high';
  const { body } = await product.call<FindingCounts>('GET', `/api/v1/findings/counts${filter}`);
  await page.goto(`${product.url}/findings${filter}`);
  await rows().first().waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the findings that match' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${format}`) }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(fileName);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toMatch(content);
  expect(new Set(text.match(/\/findings\/fd_[\w-]{20}/g)).size).toBe(body.total);
});

it('gave the browser nothing to complain about', () => {
  expect(trouble).toEqual([]);
});
