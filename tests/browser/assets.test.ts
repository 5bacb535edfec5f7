import { readFile } from 'node:fs/promises';
import { PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteTopicCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import { regionsOfSampleEstate } from '../../sandbox/estate.ts';
import type { AssetPage } from '../../server/assets/api.ts';
import type { ScanView } from '../../server/scans/api.ts';
import { requestWith } from '../aws-console.ts';
import { type Product, startProduct } from '../product.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';

// The explorer and an asset's page, as a person uses them: two scans, between which a bucket changed, a topic went and a
// permission was lost.

const changedBucket = 'northwind-prod-website';

let aws: Aws;
let product: Product;
let browser: Browser;
let page: Page;
let trouble: string[];
let deletedTopic: string;

beforeAll(async () => {
  aws = await startAws({ estate: 'sample', regions: regionsOfSampleEstate });
  product = await startProduct({ aws });
  const { accountId } = aws.accounts.customers[0];
  const { body: account } = await product.connect(requestWith(await aws.createSetupUser(accountId), 'production'));
  if (account.lastScan === null) throw new Error('Connecting started no scan.');
  await product.finishedScan(account.id, account.lastScan.id);

  deletedTopic = await changeSomething(accountId);
  aws.control.faults.add({
    match: { action: 'GetBucketAcl' },
    effect: { kind: 'error', status: 403, code: 'AccessDenied', message: 'no identity-based policy allows it' },
  });
  const { body: scan } = await product.call<ScanView>('POST', `/api/v1/cloud-accounts/${account.id}/scans`, {
    services: ['s3', 'sns'],
  });
  await product.finishedScan(account.id, scan.id);

  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
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

/** Changes a bucket and deletes a topic, whose name is returned. */
async function changeSomething(accountId: string): Promise<string> {
  const settings = {
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: aws.administratorCredentials(accountId),
  };
  await new S3Client({ ...settings, forcePathStyle: true }).send(
    new PutBucketVersioningCommand({ Bucket: changedBucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  const sns = new SNSClient(settings);
  const { Topics: [topic] = [] } = await sns.send(new ListTopicsCommand({}));
  if (topic?.TopicArn === undefined) throw new Error('The sample estate has no topic.');
  await sns.send(new DeleteTopicCommand({ TopicArn: topic.TopicArn }));
  return topic.TopicArn.split(':').at(-1) ?? '';
}

const rows = () => page.getByRole('table', { name: 'Assets' }).locator('tbody tr');
const shownNames = () => rows().getByRole('rowheader').allInnerTexts();
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Opens the explorer by its address and waits for its rows. */
async function openAssets(query: string): Promise<void> {
  await page.goto(`${product.url}/assets${query}`);
  await rows().first().waitFor();
}

describe('the filter', () => {
  it('is typed by keyboard, goes into the address, and is there again after a reload', async () => {
    await openAssets('');
    await page.getByRole('combobox', { name: 'Find assets' }).focus();
    await page.keyboard.type('northwind-prod-invoices');
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=northwind-prod-invoices/);
    await page.getByRole('heading', { name: /^Matching assets/ }).waitFor();
    await expect.poll(shownNames).toContain('northwind-prod-invoices');
    await rows().filter({ hasText: '$default' }).first().waitFor({ state: 'detached' });
    const before = await shownNames();
    await page.reload();
    await rows().first().waitFor();
    await expect.poll(shownNames).toEqual(before);
  });

  it('narrows to a type from the counts, and Back widens it again', async () => {
    await openAssets('?service=s3');
    await page.getByRole('link', { name: 'Show only S3::Bucket' }).click();
    await page.waitForURL(/type=AWS%3A%3AS3%3A%3ABucket/);
    await rows().filter({ hasNotText: 'AWS::S3::Bucket' }).first().waitFor({ state: 'detached' });
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has('type'));
    await page.getByRole('link', { name: 'Show only S3::Bucket' }).waitFor();
  });

  it('sorts by the address too', async () => {
    await openAssets('?type=AWS::S3::Bucket&sort=-name');
    await expect.poll(async () => (await shownNames()).length).toBeGreaterThan(3);
    const names = await shownNames();
    expect(names).toEqual([...names].sort().reverse());
  });

  it('says so when nothing matches, and is cleared from there', async () => {
    await page.goto(`${product.url}/assets?text=there-is-no-such-thing`);
    await page.getByText('No asset matches').waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByRole('heading', { name: /^All assets/ }).waitFor();
  });

  it('is saved under a name, chosen again, and deleted', async () => {
    await openAssets('?type=AWS::S3::Bucket');
    await page.getByRole('button', { name: 'Save filter' }).click();
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.type('All buckets');
    await page.keyboard.press('Enter');
    await page.getByText('The filter “All buckets” is saved.').waitFor();
    await openAssets('');
    await page.getByRole('button', { name: /Saved filters/ }).click();
    await page.getByRole('option', { name: 'All buckets' }).click();
    await page.waitForURL(/type=AWS%3A%3AS3%3A%3ABucket/);
    await page.getByRole('button', { name: 'Delete saved filter' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Save filter' }).waitFor();
  });
});

it('shows the columns that were chosen after a reload too', async () => {
  await openAssets('');
  expect(await page.getByRole('columnheader', { name: 'ARN' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Preferences' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('ARN', { exact: true }).click();
  await dialog.getByLabel('Changed', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('columnheader', { name: 'ARN' }).waitFor();
  await page.reload();
  await page.getByRole('columnheader', { name: 'ARN' }).waitFor();
  expect(await page.getByRole('columnheader', { name: 'Changed' }).count()).toBe(0);
});

it('exports as CSV what the filter matches, and all of it', async () => {
  const filter = '?type=AWS::S3::Bucket&tag=team%3Dfinance';
  await openAssets(filter);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('assets.csv');
  const [header, ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  const { body: listed } = await product.call<AssetPage>('GET', `/api/v1/assets${filter}`);
  const place = header?.split(',').indexOf('name') ?? -1;
  expect(lines.map((line) => line.split(',')[place])).toEqual(listed.items.map(({ name }) => name));
  expect(lines.length).toBeGreaterThan(1);
});

describe('an asset’s page', () => {
  it('shows what changed, and Back leads to the list as it was left', async () => {
    await openAssets('?type=AWS::S3::Bucket&sort=-name');
    await page.getByRole('link', { name: changedBucket, exact: true }).click();
    await heading(changedBucket);
    await page.getByRole('tab', { name: /^History/ }).click();
    await page.waitForURL(/tab=history/);
    const history = page.getByRole('list', { name: 'History of the asset' });
    await history.getByText('Changed', { exact: true }).waitFor();
    const difference = history.locator('.difference', { hasText: 'Versioning' });
    await difference.locator('ins', { hasText: 'Enabled' }).waitFor();
    await page.goBack();
    await page.waitForURL(/sort=-name/);
    await rows().first().waitFor();
  });

  it('leads by its relations to another asset, which leads back', async () => {
    const { body: instances } = await product.call<AssetPage>('GET', '/api/v1/assets?type=AWS::EC2::Instance&limit=1');
    const [instance] = instances.items;
    if (instance === undefined) throw new Error('The sample estate has no instance.');
    await page.goto(`${product.url}/assets/${instance.id}?tab=relations`);
    const graph = page.getByRole('navigation', { name: 'Relations of this asset' });
    const subnet = graph.getByRole('link', { name: /^Names .*AWS::EC2::Subnet$/ }).first();
    await subnet.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.endsWith(instance.id));
    await page.getByText('AWS::EC2::Subnet').first().waitFor();
    await page.goBack();
    await heading(instance.name);
  });

  it('shows a part that could not be read as unknown, with the missing permission and the mend', async () => {
    await openAssets('?type=AWS::S3::Bucket');
    await page.getByRole('link', { name: changedBucket, exact: true }).click();
    await page.getByText(/parts? of this asset could not be read/).waitFor();
    await page.getByText('the permission s3:GetBucketAcl is missing').first().waitFor();
    await page.getByText('What to do:').first().waitFor();
    const tree = page.getByRole('tree', { name: 'Document of the asset' });
    await tree.getByText(/^Unknown: AccessDenied/).waitFor();
  });

  it('says of an asset that is gone that it is', async () => {
    await openAssets('?state=deleted');
    const row = rows().filter({ hasText: deletedTopic });
    await row.getByText('Deleted').first().waitFor();
    await row.getByRole('link', { name: deletedTopic }).click();
    await page.getByText('This asset is gone').waitFor();
  });
});

it('gave the browser nothing to complain about', () => {
  expect(trouble).toEqual([]);
});
