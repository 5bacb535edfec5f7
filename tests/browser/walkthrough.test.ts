import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import { regionsOfSampleEstate } from '../../sandbox/estate.ts';
import type { CloudAccountView } from '../../server/accounts/api.ts';
import { type Console, openConsole, roleWithPolicies } from '../aws-console.ts';
import { type Product, startProduct } from '../product.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';

// The whole of the reference document, as a person goes through it, in one browser, from top to bottom.

let aws: Aws;
let console: Console;
let product: Product;
let browser: Browser;
let page: Page;
let trouble: string[];

beforeAll(async () => {
  aws = await startAws({ estate: 'sample', regions: regionsOfSampleEstate });
  console = openConsole(aws);
  product = await startProduct({ aws });
  browser = await openBrowser();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  trouble = watchForTrouble(page, product.url);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
  await aws.stop();
});

describe('connecting an AWS account through a temporary user', () => {
  const UserName = 'MyCloudCoreoUser';
  const PolicyName = 'MyCloudCoreoPolicy';
  let accountId: string;
  let PolicyArn: string;
  let key: { AccessKeyId: string; SecretAccessKey: string };

  it('opens the form under Settings, Cloud Accounts, ADD NEW', async () => {
    await signInAs(page, product);
    await page.getByRole('link', { name: 'Settings' }).first().click();
    await page.getByRole('tab', { name: 'Cloud Accounts' }).click();
    await page.getByRole('button', { name: 'ADD NEW' }).first().click();
    await page.getByRole('heading', { name: 'Connect a Cloud Account' }).waitFor();
  });

  it('creates the user with the policy that the page shows, as the AWS console would (steps 1 to 4)', async () => {
    accountId = console.freshAccount();
    const iam = console.iamOf(accountId);
    await page
      .getByRole('button', { name: /copy.*policy/i })
      .first()
      .click();
    const policy = await page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(policy).Statement[0].Action).toHaveLength(6);

    await iam.send(new CreateUserCommand({ UserName }));
    const created = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: policy }));
    PolicyArn = created.Policy?.Arn ?? '';
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    key = { AccessKeyId: AccessKey?.AccessKeyId ?? '', SecretAccessKey: AccessKey?.SecretAccessKey ?? '' };
  });

  it('pastes its key, and the nickname appears (step 5)', async () => {
    await page.getByLabel('Nickname').fill('production');
    await page.getByLabel('Access Key ID').fill(key.AccessKeyId);
    await page.getByLabel('Secret Access Key').fill(key.SecretAccessKey);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByText('production is connected').first().waitFor();
    await page.getByRole('link', { name: 'production' }).first().waitFor();
    expect(await console.madeObjects(accountId)).toEqual(roleWithPolicies);
  });

  it('made exactly the six calls with the key, one each, and three of them once a policy', () => {
    const calls = aws.control.calls.list({ accessKeyId: key.AccessKeyId }).map(({ action }) => action);
    const policies = roleWithPolicies.policies;
    expect(calls).toEqual([
      'GetUser',
      ...policies.flatMap(() => ['GetPolicy', 'CreatePolicy']),
      ...['GetRole', 'CreateRole'],
      ...policies.map(() => 'AttachRolePolicy'),
    ]);
  });

  it('left nothing of the secret in the page or in what the browser stores', async () => {
    const stored = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      const caches = await globalThis.caches.keys().catch(() => []);
      return JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        databases,
        caches,
        location.href,
        JSON.stringify(history.state),
        document.documentElement.outerHTML,
        [...document.querySelectorAll('input')].map(({ value }) => value),
      ]);
    });
    expect(stored).not.toContain(key.SecretAccessKey);
    const state = JSON.stringify(await page.context().storageState({ indexedDB: true }));
    expect(state).not.toContain(key.SecretAccessKey);
  });

  it('shows the assets that the first scan brings', async () => {
    await endedFirstScan();
    await page.getByRole('link', { name: 'Assets', exact: true }).first().click();
    await page.getByRole('heading', { name: /^Assets/ }).waitFor();
    await page.getByText('CloudCoreoAssumedRole', { exact: true }).first().waitFor();
  });

  it('removes the temporary user, as the AWS console would (step 6)', async () => {
    const iam = console.iamOf(accountId);
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: key.AccessKeyId }));
    await iam.send(new DeleteUserCommand({ UserName }));
  });

  it('verifies without the user, and sees it removed', async () => {
    await page.getByRole('link', { name: 'Settings' }).first().click();
    await page.getByRole('link', { name: 'production' }).first().click();
    await page.getByRole('heading', { name: 'production' }).waitFor();
    await page.getByRole('button', { name: 'Re-verify' }).click();
    await page.getByText('production is verified').first().waitFor();
    await page
      .getByText(/setup user removed/i)
      .first()
      .waitFor();
  });

  it('scans again without the user', async () => {
    const scan = page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/scans'),
    );
    await page.getByRole('button', { name: 'Scan now' }).click();
    const { id, cloudAccountId } = await (await scan).json();
    const finished = await product.finishedScan(cloudAccountId, id);
    await page.getByRole('heading', { name: 'Scan of production' }).waitFor();
    expect(finished.assets).toBeGreaterThan(100);
    // The emulator fails at some calls; the policies that connecting made must allow every one of them.
    expect(finished.gapList.filter(({ message }) => message.includes('not authorized to perform'))).toEqual([]);
  });

  it('ran no script of an asset with a hostile name, and gave the browser nothing to complain about', async () => {
    await page.goto(`${product.url}/assets?text=onerror`);
    await page.getByText('<img src=x onerror=').first().waitFor();
    expect(trouble).toEqual([]);
  });

  /** The first scan began with the connection; while it runs no other can be started. */
  async function endedFirstScan(): Promise<void> {
    const { body } = await product.call<{ items: CloudAccountView[] }>('GET', '/api/v1/cloud-accounts');
    const [account] = body.items;
    if (!account?.lastScan) throw new Error('Connecting started no scan.');
    await product.finishedScan(account.id, account.lastScan.id);
  }
});
