import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/requirements.ts';
import type { Product } from '../product.ts';

/** A browser that asks nobody but the pages it shows. */
export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
}

/**
 * Collects what a page must never do: throw, log an error, break its Content-Security-Policy or ask another host.
 * Answers of the API that are refusals are not the page's fault and are left out.
 */
export function watchForTrouble(page: Page, ownUrl: string): string[] {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`threw: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      trouble.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(ownUrl) && !url.startsWith('data:') && !url.startsWith('blob:')) trouble.push(`asked ${url}`);
  });
  return trouble;
}

/** Signs in on the sign-in page, as a person does. */
export async function signInAs(page: Page, product: Product): Promise<void> {
  await page.goto(product.url);
  await page.getByLabel('E-mail').fill(product.owner.email);
  await page.getByLabel('Password', { exact: true }).fill(product.owner.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
}
