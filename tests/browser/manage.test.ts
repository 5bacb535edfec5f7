import { AttachRolePolicyCommand, CreatePolicyCommand } from '@aws-sdk/client-iam';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import type { ManagementView } from '../../server/actions/api.ts';
import { openConsole, requestWith } from '../aws-console.ts';
import { type Product, startProduct } from '../product.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';

// What CloudCoreo may change: from the first tick to “In force”, and back; then what it does by itself.

const title = 'Block public access to the bucket';

let aws: Aws;
let product: Product;
let browser: Browser;
let page: Page;
let trouble: string[];
let accountId: string;
let managementPath: string;

beforeAll(async () => {
  aws = await startAws({ regions: ['us-east-1'] });
  product = await startProduct({ aws });
  accountId = aws.accounts.customers[0].accountId;
  const { body } = await product.connect(requestWith(await aws.createSetupUser(accountId), 'production'));
  managementPath = `/api/v1/cloud-accounts/${body.id}/management`;
  browser = await openBrowser();
  page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  trouble = watchForTrouble(page, product.url);
  await signInAs(page, product);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await aws?.stop();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');

it('raises the access level: ticked, shown as a script, done in AWS, in force', async () => {
  await page.goto(`${product.url}/settings/cloud-accounts`);
  await page.getByRole('link', { name: 'Audit: what may be changed in production' }).click();
  await page.getByText('CloudCoreo reads and changes nothing.').waitFor();

  await page.getByLabel('Find actions').fill('s3:PutBucketPublicAccessBlock');
  await page.getByRole('checkbox', { name: title }).check();
  await page.getByText('Not saved: 1 more').waitFor();
  await button('Save').click();
  await page.getByText('Waiting for the policy in AWS').waitFor();
  await page.getByText(`comes: ${title}`).waitFor();
  const script = page.getByRole('group', { name: 'CLI script' });
  expect(await script.innerText()).toContain('s3:PutBucketPublicAccessBlock');
  await button('Check now').click();
  await page.getByText('just now').waitFor();
  await page.getByText('Waiting for the policy in AWS').waitFor();

  const iam = openConsole(aws).iamOf(accountId);
  const { body } = await product.call<ManagementView>('GET', managementPath);
  for (const { name, document } of body.policies) {
    await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: document }));
    const PolicyArn = `arn:aws:iam::${accountId}:policy/${name}`;
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'CloudCoreoAssumedRole', PolicyArn }));
  }
  await button('Check now').click();
  await page.getByText('The role is allowed exactly what is ticked.').waitFor();
  await page.getByText('Nothing is left to do').waitFor();
}, 120_000);

it('says that the role is wider than ticked when the level was lowered here alone', async () => {
  await page.getByRole('checkbox', { name: title }).uncheck();
  await page.getByText('Not saved: 1 less').waitFor();
  await button('Save').click();
  await page.getByText(`goes: ${title}`).waitFor();
  await button('Check now').click();
  await page.getByText('Wider than ticked').waitFor();
  await page.getByText('goes: s3:PutBucketPublicAccessBlock').waitFor();
}, 120_000);

it('protects the account, and changes it in a window alone', async () => {
  await page.getByRole('checkbox', { name: 'Nothing is changed in this account' }).check();
  await button('Change the change window').click();
  await dialog().getByLabel('In a window').check();
  await dialog().getByLabel('Time zone').click();
  await page.keyboard.type('Berlin');
  await page.getByRole('option', { name: 'Europe/Berlin' }).click();
  await dialog().getByRole('button', { name: 'Save', exact: true }).click();
  await dialog().waitFor({ state: 'hidden' });
  await page.getByText('Mon–Thu 22:00 to 04:00 of the next day, Europe/Berlin').waitFor();
  const { body } = await product.call<ManagementView>('GET', managementPath);
  expect(body).toMatchObject({ ticked: [], isProtected: true, window: { days: [1, 2, 3, 4], from: '22:00' } });
}, 120_000);

it('makes a rule for approvals and an automatic policy, and removes both', async () => {
  await page.goto(`${product.url}/settings/actions`);
  await page.getByText('No approval is needed').waitFor();
  await button('Add rule').first().click();
  await dialog().getByLabel('The asset has the tag').fill('environment');
  await dialog().getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('row', { name: /the asset has the tag environment/ }).waitFor();
  await page.getByRole('button', { name: /^Remove the rule/ }).click();
  await dialog().getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('No approval is needed').waitFor();

  await button('Add policy').first().click();
  await dialog().getByLabel('Name').fill('block it');
  await dialog().getByLabel('When this rule finds something').click();
  await page.keyboard.type('s3-bucket-public-access-blocked');
  await page.getByRole('option', { name: /S3 buckets block public access/ }).click();
  await dialog().getByLabel('Do this').getByText(title).waitFor();
  await dialog().getByRole('button', { name: 'Add', exact: true }).click();
  await page
    .getByRole('row', { name: /block it.*S3 buckets block public access.*Plan and ask.*0 of 10.*On/ })
    .waitFor();
  await button('Delete block it').click();
  await dialog().getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('Nothing is done by itself').waitFor();
  expect(trouble).toEqual([]);
}, 120_000);
