import { describe, expect, it } from 'vitest';
import { writeReport } from './report.ts';
import { exportedFinding, resolved, sourceOf, testRule, testSuppression, textOf } from './test-findings.ts';

const mend = {
  console: 'Close it,\nand look again.\n- once\n- twice',
  cli: 'aws s3api <bucket>',
  terraform: 'resource {}',
};
const isPrivate = testRule('bucket-private', { mend, references: ['https://docs.aws.amazon.com/s3'] });
const isNamed = testRule('bucket-named', { severity: 'low' });
const report = (...given: Parameters<typeof sourceOf>) => textOf(writeReport(sourceOf(...given)));

const two = [
  exportedFinding({ severity: 'low', ruleId: 'bucket-named', title: 'Buckets have names' }),
  exportedFinding(),
  exportedFinding({ id: 'fd_2', evidence: [{ path: 'Policy', value: null }] }),
];

describe('the report', () => {
  it('counts by severity and by rule, and has the findings of the most severe rule first', async () => {
    const text = await report(two, [isPrivate, isNamed]);
    expect(text).toContain('<h1>Open findings of Acme</h1>');
    const order = [...text.matchAll(/<section class="rule" id="([^"]+)"/g)].map(([, id]) => id);
    expect(order).toEqual(['bucket-private', 'bucket-named']);
    expect(text).toMatch(/<b>2<\/b>\s*<span><i class="dot high"><\/i>High/);
    expect(text).toMatch(/<a href="#bucket-private">S3 buckets are private<\/a><\/td>\s*<td class="number">2/);
    expect(text.match(/href="https:\/\/cloudcoreo.example.com\/findings\/fd_/g)).toHaveLength(3);
  });

  it('has what the rule saw, why it matters and how to mend it', async () => {
    const text = await report(two, [isPrivate]);
    expect(text).toContain('<code>PublicAccessBlock.BlockPublicAcls</code> <code><bdi>false</bdi></code>');
    expect(text).toContain('<code>Policy</code> <em>not there</em>');
    expect(text).toContain('<p class="words">Because.</p>');
    expect(text).toContain('<div class="words">Close it, and look again.\n- once\n- twice</div>');
    expect(text).toContain('<pre>aws s3api &#60;bucket&#62;</pre>');
    expect(text).toContain('<details><summary>Terraform</summary><pre>resource {}</pre></details>');
    expect(text).toContain('<a href="https://docs.aws.amazon.com/s3">');
  });

  it('says who accepted what, who is to mend it, and when it was resolved', async () => {
    const text = await report(
      [
        exportedFinding({ status: 'suppressed', suppression: testSuppression() }),
        exportedFinding({ assignee: { userId: 'u_1', name: 'Grace' }, timesOpened: 2 }),
        exportedFinding(resolved('passes')),
      ],
      [isPrivate],
      { status: 'all' },
    );
    expect(text).toContain('Risk accepted until 2027-01-01 by Ada: A public web site.');
    expect(text).toContain('assigned to Grace');
    expect(text).toContain('reopened');
    expect(text).toContain('resolved 25 Nov 2026');
  });

  it('says what it was filtered by, and has the controls of that framework alone', async () => {
    const house = await report(two, [testRule('bucket-private', { controls: { fsbp: ['S3.8'] } })], {
      ...{ status: 'open', framework: 'house', cloudAccountId: 'ca_1,ca_9', severity: '!medium', name: '<prod>' },
    });
    expect(house).toMatch(/<dt>Framework<\/dt><dd><bdi>House rules 2\.0</);
    expect(house).toMatch(/<dt>Account<\/dt><dd><bdi>Production, ca_9</);
    expect(house).toMatch(/<dt>Severity<\/dt><dd><bdi>not medium</);
    expect(house).toMatch(/<dt>Name has<\/dt><dd><bdi>&#60;prod&#62;</);
    expect(house).toContain('<li>House rules 2.0 <b>1.1</b></li>');
    expect(house).not.toContain('S3.8');
    expect(await report(two, [isPrivate])).not.toContain('aria-label="Filter"');
  });

  it('escapes all that an account or a rule can put into it, and runs and loads nothing', async () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
    const finding = exportedFinding({
      ...{ assetName: hostile, arn: hostile, accountNickname: hostile, region: hostile, title: hostile },
      ...{ evidence: [{ path: hostile, value: hostile }], assignee: { userId: 'u_1', name: hostile } },
      suppression: testSuppression({ reason: hostile, authorName: hostile }),
    });
    const rule = testRule('bucket-private', { title: hostile, why: hostile, mend: { console: hostile, cli: hostile } });
    const text = await report([finding], [rule], { status: 'open', name: hostile, region: hostile });
    expect(text).not.toMatch(/<script|<img|<link|<iframe|@import|url\(|src=x onerror='/);
    expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`.replaceAll("'", '&#39;'));
  });

  it('is complete when nothing matches, and for a rule that is no more', async () => {
    expect(await report([], [])).toMatch(/No finding matches\..*<\/html>\s*$/s);
    expect(await report([exportedFinding()], [])).toMatch(/This rule is no more\..*<\/html>\s*$/s);
  });
});
