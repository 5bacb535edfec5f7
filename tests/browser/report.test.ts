import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../server/findings/exports/report.ts';
import { exportedFinding, sourceOf, testSuppression, textOf } from '../../server/findings/exports/test-findings.ts';
import { readLibrary } from '../../server/rules/library.ts';
import { openBrowser, watchForTrouble } from './browser.ts';

// The report of findings as somebody opens it from a disk, with one rule in forty of the library.

let browser: Browser;
let report: string;

beforeAll(async () => {
  const rules = readLibrary().rules.filter((_, index) => index % 40 === 0);
  const long = 'a-name-that-is-longer-than-it-ought-to-be'.repeat(4);
  const findings = rules.flatMap(({ id, title, severity, type }) => [
    exportedFinding({ ruleId: id, title, severity, assetType: type, assetName: '<b>hostile</b>' }),
    exportedFinding({
      ...{ ruleId: id, title, severity, assetType: type, assetName: long, arn: `arn:aws:s3:::${long}` },
      ...{ evidence: [{ path: long, value: long }], status: 'suppressed', suppression: testSuppression() },
    }),
  ]);
  report = await textOf(writeReport(sourceOf(findings, rules, { status: 'all', name: long })));
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each([
  ['wide', 1280, 'light'],
  ['wide and dark', 1280, 'dark'],
  ['narrow', 390, 'light'],
] as const)('the report, %s', (_, width, colorScheme) => {
  it('is readable for everybody, fits, complains of nothing and asks nobody', async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const trouble = watchForTrouble(page, 'about:');
    await page.setContent(report);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await page.locator('b', { hasText: 'hostile' }).count()).toBe(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(trouble).toEqual([]);
    await context.close();
  });
});

it('prints what is unfolded, and not what is not', async () => {
  const page = await browser.newPage();
  await page.setContent(report);
  await page.emulateMedia({ media: 'print' });
  const folded = page.locator('details').first();
  expect(await folded.isVisible()).toBe(false);
  await folded.evaluate((details) => details.setAttribute('open', ''));
  expect(await folded.isVisible()).toBe(true);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.close();
});
