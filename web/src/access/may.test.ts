import { describe, expect, test } from 'vitest';
import { type Deed, may, reasonMayNot, rolesUpTo } from './may.ts';

const operatorDeeds: Deed[] = [
  'connect',
  'verify',
  'scan',
  'handle-findings',
  'change-assets',
  'try-rules',
  'manage-api-keys',
];
const adminDeeds: Deed[] = [
  'rename',
  'disconnect',
  'rotate-external-id',
  'release-brake',
  'manage-actions',
  'change-rules',
  'manage-members',
];

describe('may', () => {
  test('lets a viewer change nothing', () => {
    for (const deed of [...operatorDeeds, ...adminDeeds]) expect(may('viewer', deed)).toBe(false);
  });

  test('lets an operator connect, verify, scan, handle findings, change assets, try rules and have API keys only', () => {
    for (const deed of operatorDeeds) expect(may('operator', deed)).toBe(true);
    for (const deed of adminDeeds) expect(may('operator', deed)).toBe(false);
  });

  test('lets admins and owners do everything', () => {
    for (const deed of [...operatorDeeds, ...adminDeeds]) {
      expect(may('admin', deed)).toBe(true);
      expect(may('owner', deed)).toBe(true);
    }
  });
});

test('names the role that is missing', () => {
  expect(reasonMayNot('viewer', 'connect')).toBe('Needs the role operator; yours is viewer.');
  expect(reasonMayNot('owner', 'connect')).toBeUndefined();
});

test('nobody hands out a role above their own', () => {
  expect(rolesUpTo('admin')).toEqual(['admin', 'operator', 'viewer']);
  expect(rolesUpTo('viewer')).toEqual(['viewer']);
});
