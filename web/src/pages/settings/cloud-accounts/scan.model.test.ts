import { expect, test } from 'vitest';
import type { ScanSummaryView } from '../../../../../server/scans/api.ts';
import {
  callsByOperation,
  isUnderWay,
  scanMilliseconds,
  scanProgress,
  scanScope,
  scanStatus,
  throttledCalls,
} from './scan.model.ts';

const scan: ScanSummaryView = {
  id: 's',
  cloudAccountId: 'a',
  state: 'partial',
  trigger: 'manual',
  regions: null,
  services: null,
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

const line = { service: 's3', region: 'us-east-1', operation: 'ListBuckets', outcome: 'ok', calls: 1, milliseconds: 5 };

test('sums the ledger by operation over regions, with how often AWS gave which answer', () => {
  expect(
    callsByOperation([
      { ...line, calls: 2 },
      { ...line, region: 'eu-west-1', outcome: 'SlowDown', calls: 3 },
      { ...line, region: 'eu-west-1', outcome: 'AccessDenied' },
      { ...line, service: 's3control' },
    ]),
  ).toEqual([
    {
      key: 's3 ListBuckets',
      service: 's3',
      operation: 'ListBuckets',
      calls: 6,
      errors: 4,
      outcomes: [
        { outcome: 'SlowDown', calls: 3 },
        { outcome: 'ok', calls: 2 },
        { outcome: 'AccessDenied', calls: 1 },
      ],
      regions: 2,
      milliseconds: 15,
    },
    expect.objectContaining({ service: 's3control', calls: 1, errors: 0 }),
  ]);
});

test('counts as throttled only what AWS refused for speed', () => {
  expect(
    throttledCalls([line, { ...line, outcome: 'SlowDown', calls: 3 }, { ...line, outcome: 'AccessDenied', calls: 9 }]),
  ).toBe(3);
});

test('says what a scan was limited to', () => {
  expect(scanScope({ regions: null, services: null })).toBe('Everything');
  expect(scanScope({ regions: ['eu-west-1'], services: null })).toBe('all services in eu-west-1');
  expect(scanScope({ regions: null, services: ['s3', 'ec2', 'iam', 'sqs'] })).toBe('4 services in all regions');
});
