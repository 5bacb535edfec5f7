import { expect, test } from 'vitest';
import type { ScanSummaryView } from '../../../../../server/scans/api.ts';
import { callsByService, isUnderWay, scanMilliseconds, scanProgress, scanStatus } from './scan.model.ts';

const scan: ScanSummaryView = {
  id: 's',
  cloudAccountId: 'a',
  state: 'partial',
  trigger: 'manual',
  queuedAt: '2030-01-01T00:00:00Z',
  startedAt: '2030-01-01T00:00:01Z',
  finishedAt: '2030-01-01T00:00:06Z',
  failure: null,
  parts: { total: 8, finished: 3 },
  assets: 0,
  added: 0,
  changed: 0,
  deleted: 0,
  calls: 0,
  gaps: 2,
};

test('counts the gaps of a partial scan', () => {
  expect(scanStatus(scan)).toEqual({ type: 'warning', text: 'Partial, 2 gaps' });
});

test('a scan is under way while it waits or runs', () => {
  expect(isUnderWay({ state: 'queued' })).toBe(true);
  expect(isUnderWay({ state: 'running' })).toBe(true);
  expect(isUnderWay(scan)).toBe(false);
});

test('progress is 0 before the parts are planned and never rounds up to done', () => {
  expect(scanProgress({ parts: { total: 0, finished: 0 } })).toBe(0);
  expect(scanProgress({ parts: { total: 1000, finished: 999 } })).toBe(99);
  expect(scanProgress({ parts: { total: 8, finished: 8 } })).toBe(100);
});

test('measures a running scan until now and never below zero', () => {
  const now = new Date('2030-01-01T00:00:03Z');
  expect(scanMilliseconds(scan, now)).toBe(5000);
  expect(scanMilliseconds({ startedAt: '2030-01-01T00:00:01Z', finishedAt: null }, now)).toBe(2000);
  expect(scanMilliseconds({ startedAt: '2030-01-01T00:00:09Z', finishedAt: null }, now)).toBe(0);
  expect(scanMilliseconds({ startedAt: null, finishedAt: null }, now)).toBeUndefined();
});

test('sums the ledger by service and counts the errors', () => {
  const line = { region: 'us-east-1', operation: 'X', milliseconds: 1 };
  expect(
    callsByService([
      { ...line, service: 's3', outcome: 'ok', calls: 2 },
      { ...line, service: 'ec2', outcome: 'ok', calls: 9 },
      { ...line, service: 's3', outcome: 'AccessDenied', calls: 3 },
    ]),
  ).toEqual([
    { service: 'ec2', calls: 9, errors: 0 },
    { service: 's3', calls: 5, errors: 3 },
  ]);
});
