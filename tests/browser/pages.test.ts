import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import { regionsOfSampleEstate } from '../../sandbox/estate.ts';
import type { ActionsRequested, ActionView } from '../../server/actions/api.ts';
import type { FindingPage } from '../../server/findings/api.ts';
import { requestWith } from '../aws-console.ts';
import { type Product, startProduct, until } from '../product.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';
import { seriousFaults, wcag } from './serious-faults.ts';

// Every page, wide and narrow, light and dark: no serious accessibility fault, nothing that sticks out, no complaint.

let aws: Aws;
let product: Product;
let browser: Browser;
let context: BrowserContext;
const paths: Record<string, string> = {};

beforeAll(async () => {
  aws = await startAws({ estate: 'sample', regions: regionsOfSampleEstate });
  product = await startProduct({ aws });
  const key = await aws.createSetupUser(aws.accounts.customers[0].accountId);
  const { body: account } = await product.connect(requestWith(key, '<b>production</b> 🚀'));
  if (account.lastScan !== null) await product.finishedScan(account.id, account.lastScan.id);
  const failing = await aws.createSetupUser(aws.accounts.customers[1].accountId, { actions: ['iam:GetUser'] });
  await product.connect(requestWith(failing, 'half made'));
  const { body: accounts } = await product.call<{ items: { id: string }[] }>(
    'GET',
    '/api/v1/cloud-accounts?search=half',
  );
  const { body: buckets } = await product.call<{ items: { id: string }[] }>(
    'GET',
    '/api/v1/assets?type=AWS::S3::Bucket',
  );
  const finding = await until('there is a finding of a bucket', async () => {
    const { body } = await product.call<FindingPage>('GET', '/api/v1/findings?assetType=AWS::S3::Bucket');
    return body.items[0];
  });
  await product.call('POST', '/api/v1/suppressions', {
    ruleId: 'ec2-vpc-flow-logs-enabled',
    reason: 'Too much to keep.',
  });
  const kind = 's3-bucket-block-public-access';
  const { body: asked } = await product.call<ActionsRequested>('POST', '/api/v1/actions', {
    kind,
    assetIds: buckets.items.slice(0, 3).map(({ id }) => id),
  });
  const [actionId] = asked.ids;
  await until('the action is planned', async () => {
    const { body } = await product.call<ActionView>('GET', `/api/v1/actions/${actionId}`);
    return body.status === 'planning' ? undefined : true;
  });
  await product.call('PATCH', `/api/v1/cloud-accounts/${account.id}/management`, {
    ticked: ['s3-bucket-block-public-access'],
  });
  await product.call('PUT', '/api/v1/action-settings/approvals', { approvals: [{ severities: ['critical'] }] });
  await product.call('POST', '/api/v1/action-policies', {
    name: 'Block what is public',
    ruleId: 's3-bucket-public-access-blocked',
    kind: 's3-bucket-block-public-access',
    mode: 'plan',
  });
  Object.assign(paths, {
    dashboard: '/',
    findings: '/findings?group=asset',
    'a finding': `/findings/${finding.id}`,
    suppressions: '/suppressions',
    actions: `/actions?batchId=${asked.batchId}`,
    'an action': `/actions/${actionId}`,
    'an asset’s findings': `/assets/${finding.assetId}?tab=findings`,
    'an asset’s actions': `/assets/${finding.assetId}?tab=actions`,
    rules: '/rules',
    'a rule': '/rules/ec2-instance-no-databases-from-world',
    'write a rule': '/rules/new',
    compliance: '/compliance',
    'a framework': '/compliance/cis-7.0?open=2.1.4,2.5',
    assets: '/assets',
    asset: `/assets/${buckets.items[0]?.id}`,
    'cloud accounts': '/settings/cloud-accounts',
    'connect with a key': '/settings/cloud-accounts/new',
    'connect with a role': '/settings/cloud-accounts/new?method=role',
    'a cloud account': `/settings/cloud-accounts/${account.id}`,
    ...(account.lastScan && scanPages(`/settings/cloud-accounts/${account.id}/scans/${account.lastScan.id}`)),
    'what may be changed': `/settings/cloud-accounts/${account.id}/manage`,
    'a half-made cloud account': `/settings/cloud-accounts/${accounts.items[0]?.id}`,
    'action settings': '/settings/actions',
    notifications: '/settings/notifications',
    team: '/settings/team',
    'API keys': '/settings/api-keys',
    'sign-in security': '/settings/security',
    'no such page': '/nowhere',
  });
  browser = await openBrowser();
  context = await browser.newContext();
  await signInAs(await context.newPage(), product);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
  await aws.stop();
});

function scanPages(path: string): Record<string, string> {
  return {
    // Of the 1,200 cells a few rows: they are all alike, and looking at each takes a minute.
    'a scan': `${path}?service=ec2`,
    'a scan’s gaps': `${path}?tab=gaps`,
    'a scan’s changes': `${path}?tab=changes`,
    'a scan’s calls': `${path}?tab=calls`,
  };
}

const pageNames = [
  'dashboard',
  'findings',
  'a finding',
  'suppressions',
  'actions',
  'an action',
  'an asset’s findings',
  'an asset’s actions',
  'rules',
  'a rule',
  'write a rule',
  'compliance',
  'a framework',
  'assets',
  'asset',
  'cloud accounts',
  'connect with a key',
  'connect with a role',
  'a cloud account',
  'a scan',
  'a scan’s gaps',
  'a scan’s changes',
  'a scan’s calls',
  'what may be changed',
  'a half-made cloud account',
  'action settings',
  'team',
  'API keys',
  'sign-in security',
  'no such page',
];
const looks = [
  { width: 1280, mode: 'light' },
  { width: 390, mode: 'dark' },
] as const;

describe.each(looks)('at $width px, $mode', ({ width, mode }) => {
  it.each(pageNames)('the page “%s” is accessible and fits', async (name) => {
    const page = await context.newPage();
    const trouble = watchForTrouble(page, product.url);
    try {
      await page.emulateMedia({ colorScheme: mode, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`${product.url}${paths[name]}`);
      await page.locator('h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await seriousFaults(page, { tags: wcag })).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      expect(trouble).toEqual([]);
      if (process.env.SCREENSHOTS) {
        await page.screenshot({
          path: `${process.env.SCREENSHOTS}/${name.replaceAll(' ', '-')}-${width}-${mode}.png`,
          fullPage: true,
        });
      }
    } finally {
      await page.close();
    }
  });

  it('the sign-in page is accessible and fits', async () => {
    const stranger = await browser.newContext({ colorScheme: mode, viewport: { width, height: 844 } });
    const page = await stranger.newPage();
    const trouble = watchForTrouble(page, product.url);
    await page.goto(product.url);
    await page.getByLabel('E-mail').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await stranger.close();
  });
});
