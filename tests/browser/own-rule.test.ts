import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import { regionsOfSampleEstate } from '../../sandbox/estate.ts';
import type { FindingPage } from '../../server/findings/api.ts';
import type { RuleView } from '../../server/findings/rule-api.ts';
import { requestWith } from '../aws-console.ts';
import { type Product, startProduct, until } from '../product.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';
import { seriousFaults, wcag } from './serious-faults.ts';

// A rule of one's own, from the first line to its removal, in one browser, from top to bottom.

let aws: Aws;
let product: Product;
let browser: Browser;
let page: Page;
let trouble: string[];

beforeAll(async () => {
  aws = await startAws({ estate: 'sample', regions: regionsOfSampleEstate });
  product = await startProduct({ aws });
  aws.control.faults.add({
    match: { action: 'GetBucketAcl' },
    effect: { kind: 'error', status: 403, code: 'AccessDenied', message: 'no identity-based policy allows it' },
  });
  const key = await aws.createSetupUser(aws.accounts.customers[0].accountId);
  const { body: account } = await product.connect(requestWith(key, 'production'));
  if (account.lastScan === null) throw new Error('Connecting started no scan.');
  await product.finishedScan(account.id, account.lastScan.id);
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

const id = 'custom-s3-bucket-versioned';
const rule = (condition: string, severity = 'medium') =>
  `id: ${id}
title: Our S3 buckets keep versions
type: AWS::S3::Bucket
severity: ${severity}
condition: ${condition}
why: We want them back.
mend: { console: Turn it on. }
`;
const versioned = `asset.?Versioning.?Status.orValue('') == 'Enabled'`;

const editor = () => page.getByRole('textbox', { name: 'The rule as YAML' });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const trial = () => page.getByRole('table', { name: 'What the rule says' });
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

async function write(source: string): Promise<void> {
  await editor().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(source);
}

async function look(): Promise<void> {
  expect(await seriousFaults(page, { tags: wcag })).toEqual([]);
}

const openFindings = async () => {
  const { body } = await product.call<FindingPage>('GET', `/api/v1/findings?ruleId=${id}`);
  return body.items.length;
};

it('begins as a rule that can be tried at once', async () => {
  await page.getByRole('link', { name: 'Rules', exact: true }).first().click();
  await page.getByRole('link', { name: 'Write a rule' }).click();
  await heading('Write a rule');
  await page.getByText('daysSince(dyn, google.protobuf.Timestamp): double').waitFor();
  await button('Try it').click();
  await trial()
    .getByRole('rowheader', { name: /^northwind-/ })
    .first()
    .waitFor();
  await look();
});

it('is told what is wrong, and on which line', async () => {
  await write(rule('asset.Versioning.Status ==', 'huge').replace('why', 'wy'));
  await button('Try it').click();
  await page.getByText('3 things to correct').waitFor();
  await page.getByText('It is missing.').waitFor();
  await page.getByText('A rule has no such field.').waitFor();
  await button('Line 4').click();
  await page.keyboard.press('Home');
  await page.keyboard.insertText('# ');
  expect(await editor().innerText()).toContain('# severity: huge');
  await write(rule('asset.Versioning.Status =='));
  await button('Try it').click();
  await page.getByText('1 thing to correct').waitFor();
  await look();
});

it('says unknown where something could not be read, with the missing permission', async () => {
  await write(rule('asset.Acl.Grants.size() > 0'));
  await button('Try it').click();
  await trial().getByText('s3:GetBucketAcl').first().waitFor();
  expect(await trial().getByText('Fail', { exact: true }).count()).toBe(0);
});

it('shows what fails and the values that it looked at, before anything is kept', async () => {
  await write(rule(versioned));
  await button('Try it').click();
  const row = trial().locator('tbody tr', { hasText: 'northwind-prod-website' });
  await row.getByText('Fail', { exact: true }).waitFor();
  await row.getByText('Versioning', { exact: false }).first().waitFor();
  expect((await product.call('GET', `/api/v1/rules/${id}`)).status).toBe(404);
});

it('is there again after a link that was followed by mistake', async () => {
  await page.getByRole('link', { name: 'Assets', exact: true }).first().click();
  await heading('Assets');
  await page.goBack();
  await page.getByText('This is what you had written').waitFor();
  expect(await editor().innerText()).toContain(id);
});

it('is saved, and judges', async () => {
  await button('Save').click();
  await heading('Our S3 buckets keep versions');
  await page.getByText('is saved as version 1').waitFor();
  await until('the rule has findings', async () => ((await openFindings()) > 0 ? true : undefined));
  await page.reload();
  await page.getByRole('link', { name: 'Findings of this rule' }).click();
  await page.getByRole('link', { name: 'Our S3 buckets keep versions' }).first().waitFor();
  await page.goBack();
});

it('is set by the team without being changed', async () => {
  await heading('Our S3 buckets keep versions');
  await page.getByRole('button', { name: /^Severity/ }).click();
  await page.getByRole('option', { name: 'Critical' }).click();
  await button('Save settings').click();
  await page.getByText('The settings are saved').waitFor();
  const { body } = await product.call<RuleView>('GET', `/api/v1/rules/${id}`);
  expect(body).toMatchObject({ severity: 'critical', ownSeverity: 'medium', custom: { version: 1 } });
  await look();
});

it('is not written over when somebody else saved it meanwhile', async () => {
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await heading('Edit a rule');
  const theirs = { source: rule(versioned, 'low'), version: 1 };
  expect((await product.call('POST', '/api/v1/rules', theirs)).status).toBe(201);
  await write(rule(versioned, 'high'));
  await button('Save').click();
  await page.getByText('The rule was changed meanwhile').waitFor();
  await page.locator('.difference del', { hasText: 'severity: low' }).waitFor();
  await button('Save mine over version 2').click();
  await page.getByText('is saved as version 3').waitFor();
});

it('goes back to a version that it was', async () => {
  await page.getByText('From version 2 to 3').waitFor();
  await page.getByRole('button', { name: /^Compare with/ }).click();
  await page.getByRole('option', { name: /^Version 1/ }).click();
  await button('Go back to version 1').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Go back', exact: true }).click();
  await page.getByText('The rule is as it was at version 1').waitFor();
  const { body } = await product.call<RuleView>('GET', `/api/v1/rules/${id}`);
  expect(body.custom).toMatchObject({ version: 4, source: rule(versioned) });
});

it('is exported as the file that it is, and imported again', async () => {
  const download = page.waitForEvent('download');
  await button('Export').click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`${id}.yaml`);
  expect(await readFile(await file.path(), 'utf8')).toBe(rule(versioned));
  await page.goto(`${product.url}/rules/new?from=s3-bucket-public-access-blocked`);
  await editor().getByText('custom-s3-bucket-public-access-blocked').waitFor();
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: `${id}.yaml`, mimeType: 'application/yaml' },
    buffer: Buffer.from(rule('"true"')),
  });
  await editor().getByText(id).waitFor();
});

it('is disabled among others, and its findings are resolved', async () => {
  await page.goto(`${product.url}/rules?origin=team`);
  const rows = page.getByRole('table', { name: 'Rules' }).locator('tbody tr');
  await rows.getByRole('checkbox').first().click();
  await button('Disable').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable', exact: true }).click();
  await page.getByText('1 rule is disabled').waitFor();
  await rows.getByText('Off', { exact: true }).waitFor();
  await until('its findings are resolved', async () => ((await openFindings()) === 0 ? true : undefined));
});

it('is removed, and can still be had back', async () => {
  await page.goto(`${product.url}/rules/${id}`);
  await button('Remove').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('is removed', { exact: false }).first().waitFor();
  await page.goto(`${product.url}/rules/${id}`);
  await page.getByText('The rule could not be read').waitFor();
  await button('Go back to version 4').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Go back', exact: true }).click();
  await heading('Our S3 buckets keep versions');
});

it('gave the browser nothing to complain about', () => {
  expect(trouble).toEqual([]);
});
