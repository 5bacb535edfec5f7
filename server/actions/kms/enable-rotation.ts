import type { KeyMetadata } from '@aws-sdk/client-kms';
import { z } from 'zod';
import type { Target } from '../action.ts';
import { declareAction } from '../declare-action.ts';
import { keyArn, kms } from './sdk.ts';

/** https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
export const enableRotationOfKey = declareAction(kms, {
  id: 'kms-key-enable-rotation',
  title: 'Have the key rotate by itself',
  what: 'Has KMS give the key new material every so often. A key that rotates more often already is left as it is.',
  types: ['AWS::KMS::Key'],
  parameters: z.object({
    days: z.int().min(90).max(2560).default(365).describe('The most days between two rotations.'),
  }),
  calls: {
    // AWS rotates no asymmetric and HMAC keys, and none of which it has not the key material.
    GetKeyRotationStatus: {
      permission: 'kms:GetKeyRotationStatus',
      on: keyArn,
      absent: ['UnsupportedOperationException'],
    },
    EnableKeyRotation: { permission: 'kms:EnableKeyRotation', on: keyArn },
    DisableKeyRotation: { permission: 'kms:DisableKeyRotation', on: keyArn },
  },
  gone: ['NotFoundException'],
  async read(aws, { id }): Promise<{ RotationPeriodInDays: number | null }> {
    const status = await aws.find('GetKeyRotationStatus', { KeyId: id });
    // AWS's default is a year.
    return { RotationPeriodInDays: status?.KeyRotationEnabled ? (status.RotationPeriodInDays ?? 365) : null };
  },
  want({ RotationPeriodInDays: now }, { days }, target) {
    const refused = whyNoRotation(target);
    return refused === undefined ? { to: { RotationPeriodInDays: Math.min(now ?? days, days) } } : { refused };
  },
  mayBreak: (_, { name }) => [
    `Nothing has to change in what uses ${name}: KMS keeps all former material for what it encrypted.`,
    'KMS charges monthly for the material of the first and the second rotation.',
  ],
  async write(aws, { id }, { to }) {
    if (to === null || to.RotationPeriodInDays === null) await aws.call('DisableKeyRotation', { KeyId: id });
    else await aws.call('EnableKeyRotation', { KeyId: id, RotationPeriodInDays: to.RotationPeriodInDays });
  },
});

/** Why KMS does not rotate a key, by what never changes about it; undefined when it can. */
function whyNoRotation({ name, document }: Target): string | undefined {
  const key = (document.KeyMetadata ?? {}) as Partial<KeyMetadata>;
  if (key.KeyManager === 'AWS') return `${name} is AWS’s own key, which AWS rotates every year.`;
  if (key.KeySpec !== undefined && key.KeySpec !== 'SYMMETRIC_DEFAULT') {
    return `${name} is a key of the kind ${key.KeySpec}, and KMS rotates symmetric keys for encryption alone.`;
  }
  if (key.Origin !== undefined && key.Origin !== 'AWS_KMS') {
    return `The material of ${name} was not made by KMS (${key.Origin}), so KMS cannot make new.`;
  }
  const { MultiRegionKeyType, PrimaryKey } = key.MultiRegionConfiguration ?? {};
  return MultiRegionKeyType === 'REPLICA'
    ? `${name} is a replica, which rotates with its primary key in ${PrimaryKey?.Region}.`
    : undefined;
}
