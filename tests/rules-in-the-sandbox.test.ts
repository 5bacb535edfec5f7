import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Aws, startAws } from '../sandbox/aws.ts';
import type { CloudAccountView } from '../server/accounts/api.ts';
import type { FindingPage, FindingSummaryView } from '../server/findings/api.ts';
import type { RuleView } from '../server/findings/rule-api.ts';
import { requestWith } from './aws-console.ts';
import { type Product, startProduct, until } from './product.ts';
import { wrongDatabase, wrongRepository, wrongStream, wrongTable } from './rules/data.ts';
import { openGroup, regionDefaults, unusedAddress, wideOpenGroup, wrongNetwork, wrongVolume } from './rules/ec2.ts';
import {
  mightyPolicy,
  noPasswordPolicy,
  policyWithWayUp,
  strangersRole,
  userWithWayUp,
  wrongPolicy,
  wrongRole,
  wrongUser,
} from './rules/iam.ts';
import { unblockedAccount, wrongBucket } from './rules/s3.ts';
import {
  noDetector,
  noTrail,
  wrongFunction,
  wrongKey,
  wrongLogGroup,
  wrongQueue,
  wrongTopic,
  wrongTrail,
} from './rules/services.ts';
import { connectAs, type Wrong } from './rules/wrong.ts';

// From AWS to the finding and back: what is wrong is built with AWS's own calls, found by a scan, mended, and resolved by the
// next scan.

const all: Wrong[] = [
  ...[wrongBucket, unblockedAccount, wrongUser, wrongPolicy, mightyPolicy, wrongRole, strangersRole, noPasswordPolicy],
  ...[policyWithWayUp, userWithWayUp],
  ...[openGroup, wideOpenGroup, regionDefaults, wrongVolume, wrongNetwork, unusedAddress],
  ...[wrongDatabase, wrongTable, wrongRepository, wrongStream],
  ...[wrongTrail, noTrail, wrongKey, wrongFunction, wrongTopic, wrongQueue, wrongLogGroup, noDetector],
];

let aws: Aws;
let product: Product;
let accountId: string;
let cloudAccountId: string;
const names = new Map<Wrong, Record<string, string>>();
let found: FindingSummaryView[];
const saidOfRules = new Map<string, object>();
let afterwards: FindingSummaryView[];

beforeAll(async () => {
  aws = await startAws({ regions: ['us-east-1'] });
  product = await startProduct({ aws });
  accountId = aws.accounts.customers[0].accountId;
  const connect = connectAs(aws, accountId);
  for (const wrong of all) {
    const made = await wrong.make(connect, accountId);
    const byRule = wrong.rules.map((rule) => [rule, typeof made === 'string' ? made : (made[rule] ?? '')] as const);
    names.set(wrong, Object.fromEntries(byRule));
  }
  const { status, body } = await product.connect(requestWith(await aws.createSetupUser(accountId), 'wrong'));
  expect(status).toBe(201);
  cloudAccountId = body.id;
  found = await findingsAfter(body.lastScan?.id ?? '');
  for (const rule of new Set(all.flatMap(({ rules }) => rules))) {
    const { body } = await product.call<RuleView>('GET', `/api/v1/rules/${rule}`);
    const { passed, failed, unknownBecause, brokenBecause } = body;
    saidOfRules.set(rule, { passed, failed, unknownBecause, brokenBecause });
  }
  for (const wrong of all) await wrong.mend(connect, accountId);
  const again = await product.call<{ id: string }>('POST', `/api/v1/cloud-accounts/${cloudAccountId}/scans`);
  afterwards = await findingsAfter(again.body.id);
}, 600_000);
afterAll(async () => {
  await product?.stop();
  await aws?.stop();
});

/** All findings once a scan has ended and the account is judged. */
async function findingsAfter(scanId: string): Promise<FindingSummaryView[]> {
  const scan = await product.finishedScan(cloudAccountId, scanId);
  expect(scan.state, JSON.stringify(scan.gaps)).toBe('succeeded');
  await until('the account is judged', async () => {
    const { body } = await product.call<CloudAccountView>('GET', `/api/v1/cloud-accounts/${cloudAccountId}`);
    return body.judgedScanId === scanId || undefined;
  });
  const findings: FindingSummaryView[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = `status=all&limit=1000${cursor === undefined ? '' : `&cursor=${cursor}`}`;
    const { body } = await product.call<FindingPage>('GET', `/api/v1/findings?${page}`);
    findings.push(...body.items);
    cursor = body.nextCursor;
    more = cursor !== undefined;
  }
  return findings;
}

const cases = all.flatMap((wrong) => wrong.rules.map((rule) => [rule, wrong.what, wrong] as const));

it('is told of at least sixty rules', () => {
  expect(new Set(cases.map(([rule]) => rule)).size).toBeGreaterThanOrEqual(60);
});

it.each(cases)('%s finds %s, and sees it mended', (rule, _, wrong) => {
  const name = names.get(wrong)?.[rule];
  const isIt = ({ ruleId, assetName }: FindingSummaryView) =>
    ruleId === rule && (name === '*' || assetName === name || name === accountId);
  const before = found.find(isIt);
  expect(before, whatElse(rule)).toMatchObject({ status: 'open' });
  expect(afterwards.find(({ id }) => id === before?.id)).toMatchObject({ status: 'resolved' });
});

/** What a rule that was expected to find something says instead. */
function whatElse(rule: string): string {
  const others = found.filter(({ ruleId }) => ruleId === rule).map(({ assetName }) => assetName);
  return `It found ${others.join(', ') || 'nothing'}: ${JSON.stringify(saidOfRules.get(rule))}`;
}
