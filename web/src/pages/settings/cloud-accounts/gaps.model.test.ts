import { describe, expect, test } from 'vitest';
import type { ScanView } from '../../../../../server/scans/api.ts';
import { groupGaps, isThrottled, mendOf } from './gaps.model.ts';

type Gap = ScanView['gapList'][number];

const denied: Gap = {
  service: 'sqs',
  region: 'us-east-1',
  operation: 'sqs:ListQueues',
  code: 'AccessDenied',
  message: 'not authorized',
  permission: 'sqs:ListQueues',
  assets: 0,
};
const drift = (code: 'policy_behind' | 'policy_missing', detail = 'It does not allow sqs:ListQueues.') => [
  { code, detail, mend: '' },
];

test('gaps of one operation over regions are one, with the assets of all', () => {
  const groups = groupGaps(
    [
      { ...denied, operation: 'sqs:ListQueueTags', assets: 7 },
      { ...denied, region: 'us-east-1' },
      { ...denied, region: 'eu-west-1', assets: 2 },
      { ...denied, region: 'eu-west-1', code: 'SlowDown', permission: null },
    ],
    [],
  );
  expect(groups.map(({ operation, code, regions, assets }) => ({ operation, code, regions, assets }))).toEqual([
    { operation: 'sqs:ListQueues', code: 'AccessDenied', regions: ['eu-west-1', 'us-east-1'], assets: 2 },
    { operation: 'sqs:ListQueueTags', code: 'AccessDenied', regions: ['us-east-1'], assets: 7 },
    { operation: 'sqs:ListQueues', code: 'SlowDown', regions: ['eu-west-1'], assets: 0 },
  ]);
  expect(new Set(groups.map(({ key }) => key)).size).toBe(3);
});

describe('the mend', () => {
  test.each([
    ['with an explicit deny in a service control policy', /service control policy/],
    ['because no resource control policy allows the action', /resource control policy/],
    ['because no permissions boundary allows the action', /boundary/],
    ['with an explicit deny in a resource-based policy', /resource’s own policy/],
    ['because no VPC endpoint policy allows the action', /VPC endpoint/],
  ])('names what denies when AWS says “%s”, whatever the policy’s state', (message, mend) => {
    const found = mendOf({ ...denied, message }, drift('policy_behind'));
    expect(found.text).toMatch(mend);
    expect(found.text).toContain('sqs:ListQueues');
    expect(found.isOnAccountPage).toBe(false);
  });

  test('is on the account’s page when the policy is behind, gone, or not known to differ', () => {
    expect(mendOf(denied, drift('policy_behind')).text).toMatch(/policy does not allow sqs:ListQueues/);
    expect(mendOf(denied, drift('policy_missing')).text).toMatch(/lost its policy/);
    expect(mendOf(denied, []).text).toMatch(/Re-verify/);
    expect(mendOf(denied, []).isOnAccountPage).toBe(true);
    expect(mendOf(denied, drift('policy_behind', 'It does not allow s3:GetBucketAcl.'))).toEqual(mendOf(denied, []));
  });

  test.each([
    ['ThrottlingException', /slowed CloudCoreo down/],
    ['ENOTFOUND', /was not reached/],
    ['TimeoutError', /was not reached/],
    ['InternalFailure', /AWS’s side/],
    ['ServiceUnavailableException', /AWS’s side/],
    ['TypeError', /did not understand/],
    ['OptInRequired', /signed up/],
    ['ServiceUnknown', /different versions/],
    ['ConnectionLost', /Verify the connection/],
    ['ValidationException', /says why/],
  ])('of %s is not a permission', (code, mend) => {
    expect(mendOf({ ...denied, code, permission: null }, drift('policy_behind')).text).toMatch(mend);
  });
});

test('an answer that is not about speed is not throttling', () => {
  expect(isThrottled('RequestLimitExceeded')).toBe(true);
  expect(isThrottled('AccessDenied')).toBe(false);
});
