import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../../server/notifications/test-receiver.ts';
import { type Product, startProduct } from '../product.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';

/** Nothing here asks AWS. */
const aws = {
  endpoint: 'http://127.0.0.1:9',
  region: 'us-east-1',
  hubCredentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x'.repeat(40) },
};

let receiver: Receiver;
let product: Product;
let browser: Browser;
beforeAll(async () => {
  receiver = await startReceiver();
  product = await startProduct({ aws, environment: { CLOUDCOREO_NOTIFY_PRIVATE_HOSTS: '127.0.0.1' } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await receiver?.stop();
});

async function save(page: Page, button: string) {
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

it('sets a channel and a subscription up, tests the channel, and keeps its secrets to itself', async () => {
  const page = await browser.newPage();
  const trouble = watchForTrouble(page, product.url);
  await signInAs(page, product);
  await page.goto(`${product.url}/settings/notifications`);
  await page.getByText('No channels yet').waitFor();
  expect(await page.getByRole('button', { name: 'Add subscription' }).first().getAttribute('aria-disabled')).toBe(
    'true',
  );

  await page.getByRole('button', { name: 'Add channel' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Give the channel a name.').waitFor();
  await page.getByLabel('Name').fill('incidents');
  await page.getByLabel('URL').fill(`${receiver.url}/canary`);
  await page.getByRole('button', { name: 'Generate' }).click();
  const signingKey = await page.getByLabel('Signing key', { exact: true }).inputValue();
  expect(signingKey).toMatch(/^[\w-]{43}$/);
  await save(page, 'Add');

  await page.getByRole('button', { name: 'Send a test to incidents' }).click();
  await page.getByText('127.0.0.1 answered 200.').waitFor();
  expect(receiver.received.map(({ path }) => path)).toEqual(['/canary']);
  receiver.answer = (_, response) => response.writeHead(410).end();
  await page.getByRole('button', { name: 'Send a test to incidents' }).click();
  await page.getByText('The test did not arrive at “incidents”').waitFor();
  await page.getByText('Make a new one there and give the channel its URL.').waitFor();

  await page.getByRole('button', { name: 'Add subscription' }).first().click();
  await page.getByLabel('Name').fill('urgent');
  await page.getByLabel('Once a day').check();
  await save(page, 'Add');
  await page
    .getByRole('row', { name: /urgent.*Opened, Open again.*critical, high.*incidents.*Daily at 08:00/ })
    .waitFor();
  await page.getByRole('button', { name: 'Switch off: urgent' }).click();
  await page.getByRole('button', { name: 'Switch on: urgent' }).waitFor();

  await page.getByRole('button', { name: 'Change incidents' }).click();
  expect(await page.getByLabel('URL').inputValue()).toBe('');
  await page.getByLabel('Name').fill('incident tool');
  await save(page, 'Save');
  await page.reload();
  await page.getByRole('row', { name: /incident tool.*Webhook.*127\.0\.0\.1/ }).waitFor();
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.body.innerHTML]),
  );
  expect(kept).not.toContain(signingKey);
  expect(kept).not.toContain('canary');

  await page.getByRole('button', { name: 'Delete incident tool' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('Subscriptions use the channel “incident tool”: “urgent”.').waitFor();
  expect(trouble).toEqual([]);
});
