import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import { totpCode } from '../../server/access/test-totp.ts';
import { type Product, startProduct } from '../product.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';
import { seriousFaults } from './serious-faults.ts';

let aws: Aws;
let product: Product;
let browser: Browser;
beforeAll(async () => {
  aws = await startAws({ regions: ['us-east-1'] });
  product = await startProduct({ aws });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await product.stop();
  await aws.stop();
});

it('an authenticator app is turned on by its QR code or secret, and asked for at the next sign-in', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 1000 } })).newPage();
  const trouble = watchForTrouble(page, product.url);
  await signInAs(page, product);
  await page.goto(`${product.url}/settings/security`);
  await page.getByRole('button', { name: 'Turn on' }).first().click();
  await page.getByRole('dialog').getByLabel('Password').fill(product.owner.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  expect(await seriousFaults(page, { within: '[role=dialog]' })).toEqual([]);
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/totp.png` });

  const uri = /otpauth:\/\/totp\/\S+/.exec(await page.getByRole('dialog').innerText())?.[0] ?? '';
  await page.getByLabel(/Enter the code/).fill(totpCode(uri));
  await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  const again = await (await browser.newContext()).newPage();
  await again.goto(product.url);
  await again.getByLabel('E-mail').fill(product.owner.email);
  await again.getByLabel('Password', { exact: true }).fill(product.owner.password);
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  await again.getByLabel(/code/i).first().fill(totpCode(uri));
  await again.getByRole('button', { name: 'Confirm' }).click();
  await again.getByRole('heading', { name: 'Dashboard' }).waitFor();
  expect(trouble).toEqual([]);
});
