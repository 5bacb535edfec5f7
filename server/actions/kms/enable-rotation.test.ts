import { expect, it } from 'vitest';
import { testTarget } from '../test-target.ts';
import { enableRotationOfKey } from './enable-rotation.ts';

const want = (RotationPeriodInDays: number | null, KeyMetadata: object = {}) =>
  enableRotationOfKey.want(
    { RotationPeriodInDays },
    { days: 365 },
    testTarget({ name: '0a', document: { KeyMetadata } }),
  );

it('makes the time between rotations shorter, and never longer', () => {
  expect(want(null)).toEqual({ to: { RotationPeriodInDays: 365 } });
  expect(want(1095)).toEqual({ to: { RotationPeriodInDays: 365 } });
  expect(want(90)).toEqual({ to: { RotationPeriodInDays: 90 } });
});

it.each([
  ['AWS’s own key', { KeyManager: 'AWS' }],
  ['a key of the kind RSA_2048', { KeyManager: 'CUSTOMER', KeySpec: 'RSA_2048' }],
  ['was not made by KMS (EXTERNAL)', { KeySpec: 'SYMMETRIC_DEFAULT', Origin: 'EXTERNAL' }],
  [
    'with its primary key in us-east-1',
    { MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Region: 'us-east-1' } } },
  ],
])('refuses what KMS does not rotate: “%s”', (said, metadata) => {
  expect(want(null, metadata)).toEqual({ refused: expect.stringContaining(said) });
});
