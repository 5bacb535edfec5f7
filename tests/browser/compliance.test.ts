import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import type { ControlView, FrameworkView } from '../../server/compliance/api.ts';
import { requestWith } from '../aws-console.ts';
import { type Product, startProduct, until } from '../product.ts';
import { openBrowser, signInAs, watchForTrouble } from './browser.ts';
import { seriousFaults } from './serious-faults.ts';

// A framework as an auditor goes through it: what rules say, what people answer, and the report on paper.

const framework = 'cis-7.0';

let aws: Aws;
let product: Product;
let browser: Browser;
let page: Page;
let trouble: string[];
let cloudAccountId: string;
/** One that no rule judges. */
let manual: ControlView;
/** One that an asset fails. */
let failed: ControlView;

beforeAll(async () => {
  aws = await startAws({ regions: ['us-east-1'] });
  product = await startProduct({ aws });
  const key = await aws.createSetupUser(aws.accounts.customers[0].accountId);
  const { body: account } = await product.connect(requestWith(key, 'production'));
  cloudAccountId = account.id;
  [manual, failed] = await until('the account is judged', async () => {
    const { controls } = await readFramework();
    const unanswered = controls.find(({ rules }) => rules.length === 0);
    const failing = controls.find(({ rules }) => rules.some((rule) => rule.failed > 0));
    return unanswered && failing ? ([unanswered, failing] as const) : undefined;
  });
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(30_000);
  trouble = watchForTrouble(page, product.url);
  await signInAs(page, product);
}, 240_000);
afterAll(async () => {
  await browser.close();
  await product.stop();
  await aws.stop();
});

async function readFramework(query = ''): Promise<FrameworkView> {
  return (await product.call<FrameworkView>('GET', `/api/v1/compliance/${framework}${query}`)).body;
}

const controlsInState = async (state: string) =>
  Number(
    await page
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^${state}`) })
      .locator('.state-count')
      .first()
      .innerText(),
  );
const controlButton = ({ id, title }: ControlView) => page.getByRole('button', { name: `${id} ${title}` });
const answersOf = ({ id }: ControlView) => page.getByRole('list', { name: `Answers for control ${id}` });
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

it('is found from the navigation, by a text that stays in the address', async () => {
  await page.getByRole('link', { name: 'Compliance', exact: true }).click();
  await heading('Compliance');
  await page.getByRole('searchbox', { name: 'Find frameworks' }).fill('cis aws foundations benchmark 7');
  await page.waitForURL(/text=cis/);
  await page.getByRole('link', { name: 'CIS AWS Foundations Benchmark 7.0.0' }).click();
  await heading('CIS AWS Foundations Benchmark 7.0.0');
});

it('opens a control to its rules, which lead to what fails them', async () => {
  await page.goto(`${product.url}/compliance/${framework}?cloudAccountId=${cloudAccountId}`);
  await controlButton(failed).click();
  await page.waitForURL((url) => url.searchParams.get('open') === failed.id);
  await page.reload();
  const rules = page.getByRole('table', { name: `Rules of control ${failed.id}` });
  await rules.waitFor();
  const findings = page.getByRole('link', { name: 'Open findings of this control' });
  const address = new URL((await findings.getAttribute('href')) ?? '', product.url);
  expect(address.pathname).toBe('/findings');
  expect(Object.fromEntries(address.searchParams)).toEqual({ framework, control: failed.id, cloudAccountId });
  const [rule] = failed.rules.filter((one) => one.failed > 0);
  await rules
    .getByRole('link', { name: String(rule?.failed), exact: true })
    .first()
    .click();
  await page.waitForURL(/\/findings\?ruleId=/);
  await heading('Findings');
  await page.goBack();
  await rules.getByRole('link').first().click();
  await page.waitForURL(/\/rules\//);
});

describe('an answer for a control that no rule judges', () => {
  it('wants to be chosen and reasoned before it is sent', async () => {
    await page.goto(`${product.url}/compliance/${framework}?text=${manual.id}`);
    await controlButton(manual).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Record an answer' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await dialog.getByText('Choose an answer.').waitFor();
    await dialog.getByText('Say what was looked at, and where that can be seen.').waitFor();
    expect(await seriousFaults(page, { within: '[role=dialog]' })).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('is counted, with who gave it and until when it holds', async () => {
    const before = { passed: await controlsInState('Passed'), manual: await controlsInState('Manual') };
    await page.getByRole('button', { name: 'Record an answer' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Met', exact: true }).check();
    await dialog.getByLabel('Evidence').fill('The organization’s chart, page 3.');
    await dialog.getByLabel(/Holds until/).fill('2999-12-31');
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByText(`The answer for ${manual.id} is recorded.`).waitFor();
    const answer = answersOf(manual).getByRole('listitem');
    await answer.getByText('The organization’s chart, page 3.').waitFor();
    await answer.getByText('Holds until December 31, 2999.').waitFor();
    await answer.getByText(product.owner.email).waitFor();
    await expect.poll(() => controlsInState('Passed')).toBe(before.passed + 1);
    await expect.poll(() => controlsInState('Manual')).toBe(before.manual - 1);
    const { counts } = await readFramework();
    expect([counts.passed, counts.manual]).toEqual([before.passed + 1, before.manual - 1]);
  });

  it('for one account goes before the one for all, and is shown as expired when it is', async () => {
    const path = `/api/v1/compliance/${framework}/${manual.id}/answer`;
    const given = { cloudAccountId, answer: 'not_applicable', evidence: 'Asked long ago.' };
    await product.call('PUT', path, { ...given, expiresAt: '2020-01-02T00:00:00Z' });
    await page.goto(`${product.url}/compliance/${framework}?cloudAccountId=${cloudAccountId}&open=${manual.id}`);
    const answer = answersOf(manual).getByRole('listitem');
    await answer.getByText('Expired: Not applicable').waitFor();
    expect(await answersOf(manual).getByRole('listitem').count()).toBe(1);
    await controlButton(manual).getByText('Answer expired').waitFor();
    await controlButton(manual).getByText('Manual').waitFor();
  });

  it('is taken back, and the one for all counts again', async () => {
    await page.getByRole('button', { name: 'Take back the answer for production' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await page.getByText(`The answer for ${manual.id} is taken back.`).waitFor();
    await controlButton(manual).getByText('Passed').waitFor();
    await answersOf(manual).getByText('All cloud accounts').waitFor();
  });
});

describe('the report', () => {
  it('has every control opened, the account, the date and the score, and nothing of the page around it', async () => {
    await page.goto(`${product.url}/compliance/${framework}?cloudAccountId=${cloudAccountId}&state=passed`);
    await page.getByRole('button', { name: 'Print' }).and(page.locator(':enabled')).waitFor();
    const { controls, score } = await readFramework(`?cloudAccountId=${cloudAccountId}`);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    const report = page.getByRole('article');
    expect(await report.getByRole('heading', { level: 3 }).count()).toBe(controls.length);
    const text = await report.innerText();
    for (const expected of ['production', aws.accounts.customers[0].accountId, `${score}%`, 'chart, page 3']) {
      expect(text).toContain(expected);
    }
    for (const rule of controls.flatMap(({ rules }) => rules)) expect(text).toContain(rule.title);
    expect(text).toContain(new Date().toLocaleDateString('en', { dateStyle: 'long' }));
    expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await report.waitFor({ state: 'detached' });
    await page.emulateMedia({ media: 'screen' });
  });

  it('is what the browser puts on paper', async () => {
    const wanted = page.evaluate(
      () =>
        new Promise<string>((resolve) =>
          window.addEventListener('afterprint', () => resolve(document.querySelector('.report')?.textContent ?? ''), {
            once: true,
            capture: true,
          }),
        ),
    );
    const file = await page.pdf({ preferCSSPageSize: true });
    expect(file.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await wanted).toContain('Compliance report');
  });
});

it('gave the browser nothing to complain about', () => {
  expect(trouble).toEqual([]);
});
