import { AllocateAddressCommand, DescribeAddressesCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import type { CloudAccountView } from '../../server/accounts/api.ts';
import type { AssetPage } from '../../server/assets/api.ts';
import type { FindingPage } from '../../server/findings/api.ts';
import { requestWith } from '../aws-console.ts';
import { type Product, startProduct, until } from '../product.ts';
import { type Connect, connectAs } from '../rules/wrong.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';
import { seriousFaults } from './serious-faults.ts';

// From a finding to what is changed in AWS and back again, as a person does it on the pages.

const block = { id: 's3-bucket-block-public-access', title: 'Block public access to the bucket' };
const ruleId = 's3-bucket-public-access-blocked';
const buckets = ['open-first', 'open-second', 'open-third'] as const;
const address = 'lonely-address';

let aws: Aws;
let product: Product;
let connect: Connect;
let browser: Browser;
let page: Page;
let trouble: string[];

beforeAll(async () => {
  aws = await startAws({ regions: ['us-east-1'] });
  product = await startProduct({ aws });
  const { accountId } = aws.accounts.customers[0];
  connect = connectAs(aws, accountId);
  for (const Bucket of buckets) {
    await connect(S3Client).send(new CreateBucketCommand({ Bucket }));
    await connect(S3Client).send(new DeletePublicAccessBlockCommand({ Bucket }));
  }
  const named = { ResourceType: 'elastic-ip' as const, Tags: [{ Key: 'Name', Value: address }] };
  await connect(EC2Client).send(new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: [named] }));
  const { body: account } = await product.connect({
    ...requestWith(await aws.createSetupUser(accountId), 'production'),
    actions: [block.id, 'ec2-eip-release'],
  });
  const scanId = account.lastScan?.id ?? '';
  await product.finishedScan(account.id, scanId);
  await until('the account is judged', async () => {
    const { body } = await product.call<CloudAccountView>('GET', `/api/v1/cloud-accounts/${account.id}`);
    return body.judgedScanId === scanId || undefined;
  });
  await until('the actions are in force', async () => {
    const path = `/api/v1/cloud-accounts/${account.id}/management/check`;
    return (await product.call<{ isInForce: boolean }>('POST', path)).body.isInForce || undefined;
  });
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  trouble = watchForTrouble(page, product.url);
  await signInAs(page, product);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await aws?.stop();
});

const dialog = () => page.getByRole('dialog');
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const confirm = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
const see = (text: string | RegExp) => page.getByText(text).first().waitFor();

/** What AWS blocks of a bucket, asked without CloudCoreo. */
async function blockOf(Bucket: string) {
  try {
    const { PublicAccessBlockConfiguration } = await connect(S3Client).send(
      new GetPublicAccessBlockCommand({ Bucket }),
    );
    return Object.values(PublicAccessBlockConfiguration ?? {});
  } catch (error) {
    return (error as Error).name;
  }
}

const unblocked = 'NoSuchPublicAccessBlockConfiguration';
const blocked = [true, true, true, true];

async function findingOf(name: string): Promise<FindingPage['items'][number]> {
  const { body } = await product.call<FindingPage>('GET', `/api/v1/findings?ruleId=${ruleId}&status=all`);
  const finding = body.items.find(({ assetName }) => assetName === name);
  if (finding === undefined) throw new Error(`${ruleId} finds nothing about ${name}.`);
  return finding;
}

async function assetOf(type: string, name: string): Promise<string> {
  const { body } = await product.call<AssetPage>('GET', `/api/v1/assets?type=${type}&limit=1000`);
  return body.items.find((asset) => asset.name === name)?.id ?? '';
}

describe('from a finding', () => {
  it('an action that mends it is planned: what it changes is seen, and nothing is changed', async () => {
    const finding = await findingOf('open-first');
    await page.goto(`${product.url}/findings/${finding.id}`);
    const offers = page.getByRole('list', { name: 'Actions that mend this finding' });
    await offers.getByRole('button', { name: `Plan: ${block.title}` }).click();
    await page.waitForURL(/\/actions\/act_/);
    await see('Nothing is changed yet. It is applied when you say so.');
    await page.locator('del').getByText('Not configured').waitFor();
    await page.locator('ins').getByText('"BlockPublicAcls": true').waitFor();
    await see(/^Who reads objects of open-first without signing in/);
    await see('Yes, with one click');
    expect(await seriousFaults(page)).toEqual([]);
    expect(await blockOf('open-first')).toBe(unblocked);
  });

  it('is applied: AWS has it, its calls are told, and the finding is resolved', async () => {
    await press('Apply…');
    expect(await seriousFaults(page)).toEqual([]);
    await confirm('Apply');
    await see('The change is made. The asset was read again, and is as planned.');
    expect(await blockOf('open-first')).toEqual(blocked);
    await page.getByRole('button', { name: /^Calls made to AWS/ }).click();
    const call = page.getByRole('row').filter({ hasText: 'PutPublicAccessBlock' });
    await call.getByRole('button', { name: 'Copy request ID' }).waitFor();
    await until('the finding is resolved', async () =>
      (await findingOf('open-first')).status === 'resolved' ? true : undefined,
    );
    await page.getByRole('link', { name: ruleId }).click();
    await see('Resolved');
    const past = page.getByRole('list', { name: 'Actions of this finding' });
    await past.getByText('Done').waitFor();
    await past.getByRole('link', { name: block.title }).click();
  });

  it('is undone with one click, and AWS has what it had', async () => {
    await press('Undo…');
    await confirm('Undo');
    await see('The change was undone. The asset was read again, and is as it was.');
    expect(await blockOf('open-first')).toBe(unblocked);
    const history = page.getByRole('list', { name: 'History of the action' });
    expect((await history.getByRole('listitem').allInnerTexts()).join('\n')).toMatch(
      /Undone.*To be undone.*Done.*Planned.*Asked for/s,
    );
  });
});

describe('several findings of a rule', () => {
  it('are planned together, applied together, and their progress is seen', async () => {
    await page.goto(`${product.url}/findings?ruleId=${ruleId}`);
    for (const name of ['open-second', 'open-third']) {
      const row = page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
      await row.getByRole('checkbox').click();
    }
    await press('Actions');
    await page.getByRole('menuitem', { name: 'Plan an action…' }).click();
    await confirm('Plan');
    await page.waitForURL(/\/actions\?batchId=bat_/);
    await press('Apply 2 plans…');
    await confirm('Apply');
    await page.getByRole('list', { name: 'Progress of the actions' }).getByText('2 done').waitFor();
    expect([await blockOf('open-second'), await blockOf('open-third')]).toEqual([blocked, blocked]);
  });

  it('are undone from the list', async () => {
    await page.getByRole('checkbox', { name: 'Select all actions of this page' }).click();
    await press('Change selected');
    await page.getByRole('menuitem', { name: 'Undo…' }).click();
    await confirm('Undo');
    await page.getByRole('list', { name: 'Progress of the actions' }).getByText('2 undone or cancelled').waitFor();
    expect([await blockOf('open-second'), await blockOf('open-third')]).toEqual([unblocked, unblocked]);
    await page.getByRole('tab', { name: 'Undone or cancelled (2)' }).click();
    await page.waitForURL(/stage=undone/);
  });
});

describe('an action on an asset', () => {
  it('says what keeps it from being applied, and leads to where that is mended', async () => {
    await page.goto(`${product.url}/assets/${await assetOf('AWS::S3::Bucket', 'open-first')}?tab=actions`);
    const offer = page.getByRole('listitem').filter({ hasText: 'Encrypt new objects of the bucket by default' });
    await offer.getByText(/the action is not ticked/).waitFor();
    const link = offer.getByRole('link', { name: 'Open the account’s Manage page' });
    expect(await link.getAttribute('href')).toMatch(/\/settings\/cloud-accounts\/[^/]+\/manage$/);
    await offer.getByRole('button', { name: /^Plan:/ }).click();
    const key = dialog().getByLabel('Key');
    expect(await key.inputValue()).toBe('SSE-S3');
    await key.fill('no key');
    await confirm('Plan');
    await dialog()
      .getByText(/right form/)
      .waitFor();
    await key.fill('aws/s3');
    await confirm('Plan');
    await page.waitForURL(/\/actions\/act_/);
    await see('It cannot be applied now');
    expect(await page.getByRole('button', { name: 'Apply…' }).getAttribute('aria-disabled')).toBe('true');
    await press('Cancel');
    await see('It was called off before it began.');
  });

  it('that has no way back asks for the asset’s name', async () => {
    const find = async () => (await connect(EC2Client).send(new DescribeAddressesCommand({}))).Addresses?.length;
    await page.goto(`${product.url}/assets?type=AWS::EC2::EIP`);
    await page.getByRole('checkbox', { name: `Select ${address}` }).click();
    await press('Plan an action…');
    await confirm('Plan');
    await page.waitForURL(/\/actions\/act_/);
    await press('Apply…');
    await confirm('Apply for good');
    await dialog().getByText(`Type ${address}.`, { exact: true }).waitFor();
    expect(await find()).toBe(1);
    await dialog().getByLabel('Name of the asset').fill(address);
    await confirm('Apply for good');
    await see('The change is made.');
    expect(await find()).toBe(0);
    expect(await page.getByRole('button', { name: 'Undo…' }).getAttribute('aria-disabled')).toBe('true');
  });
});

it('everything is stopped by one button, and goes on when an admin releases it', async () => {
  await page.goto(`${product.url}/actions?stage=undone`);
  await press('Stop everything…');
  await dialog()
    .getByLabel(/^Reason/)
    .fill('The website is down.');
  await confirm('Stop everything');
  await see('All actions are stopped');
  await see('The website is down.');
  expect(await seriousFaults(page)).toEqual([]);
  const { body } = await product.call<{ items: { id: string }[] }>('GET', '/api/v1/actions?status=undone&limit=1');
  await page.goto(`${product.url}/actions/${body.items[0]?.id}`);
  await press('Plan again');
  await see('Nothing is changed yet. It is applied when you say so.');
  expect(await page.getByRole('button', { name: 'Apply…' }).getAttribute('aria-disabled')).toBe('true');
  await press('Release');
  await confirm('Release');
  await page.getByText('All actions are stopped').waitFor({ state: 'detached' });
  await press('Apply…');
  await confirm('Apply');
  await see('The change is made.');
});

it('gave the browser nothing to complain about', () => {
  expect(trouble).toEqual([]);
});
