import { expect, test } from 'vitest';
import type { ScanView } from '../../../../../server/scans/api.ts';
import { chooseRows, countStates, describePart, gridOf, nextPlace } from './scan-grid.model.ts';

type Part = ScanView['details'][number];

function part(service: string, region: string, change: Partial<Part> = {}): Part {
  return { service, region, state: 'succeeded', assets: 0, calls: 1, startedAt: null, finishedAt: null, ...change };
}

const services = [
  { id: 'iam', name: 'AWS IAM', scope: 'global' as const, types: [] },
  { id: 'sqs', name: 'Amazon SQS', scope: 'regional' as const, types: [] },
];
const parts = [
  part('sqs', 'us-east-1', { assets: 2, calls: 9 }),
  part('sqs', 'eu-west-1', { state: 'running', assets: 1 }),
  part('plan', 'global'),
  part('iam', 'global', { state: 'partial', assets: 30, calls: 5 }),
];

test('puts what is global first and leaves places empty that a scan has no part for', () => {
  const grid = gridOf(parts, services);
  expect(grid.regions).toEqual(['global', 'eu-west-1', 'us-east-1']);
  const sqs = grid.rows.find(({ service }) => service === 'sqs');
  expect(sqs).toMatchObject({ name: 'Amazon SQS', shortName: 'SQS', assets: 3, calls: 10 });
  expect(sqs?.parts.map((one) => one?.assets)).toEqual([undefined, 1, 2]);
});

test('a service that this server does not know keeps its ID', () => {
  expect(gridOf([part('gone', 'global')], services).rows[0]?.name).toBe('gone');
});

test('chooses rows by text, by state and in the order asked for', () => {
  const { rows } = gridOf(parts, services);
  const choice = { text: '', selection: 'all', order: 'service' } as const;
  const ids = (change: Partial<Parameters<typeof chooseRows>[1]>) =>
    chooseRows(rows, { ...choice, ...change }).map(({ service }) => service);
  expect(ids({})).toEqual(['iam', 'plan', 'sqs']);
  expect(ids({ order: 'assets' })).toEqual(['iam', 'sqs', 'plan']);
  expect(ids({ order: 'calls' })).toEqual(['sqs', 'iam', 'plan']);
  expect(ids({ text: ' AMAZON ' })).toEqual(['sqs']);
  expect(ids({ selection: 'open' })).toEqual(['sqs']);
  expect(ids({ selection: 'gaps' })).toEqual(['iam']);
  expect(ids({ selection: 'assets' })).toEqual(['iam', 'sqs']);
});

test('counts only the states that occur, and what succeeded without bringing anything by itself', () => {
  expect(countStates(parts).map(({ text, hasAssets, count }) => [text, hasAssets, count])).toEqual([
    ['Running', true, 1],
    ['Succeeded', true, 1],
    ['Succeeded, nothing there', false, 1],
    ['Partial', true, 1],
  ]);
});

test('says of a part what it brought, and nothing of one that never began', () => {
  expect(describePart(part('sqs', 'eu-west-1', { assets: 1, calls: 1204 }))).toBe('Succeeded: 1 asset, 1,204 calls');
  expect(describePart(part('sqs', 'eu-west-1', { state: 'waiting', calls: 0 }))).toBe('Waiting');
  expect(describePart(part('sqs', 'eu-west-1', { state: 'cancelled', calls: 0 }))).toBe('Cancelled');
});

test('keys lead from cell to cell and never out of the grid', () => {
  const size = { rows: 3, columns: 4 };
  expect(nextPlace('ArrowRight', { row: 1, column: 1 }, size)).toEqual({ row: 1, column: 2 });
  expect(nextPlace('ArrowUp', { row: 0, column: 1 }, size)).toEqual({ row: 0, column: 1 });
  expect(nextPlace('End', { row: 1, column: 1 }, size)).toEqual({ row: 1, column: 3 });
  expect(nextPlace('Home', { row: 1, column: 3 }, size)).toEqual({ row: 1, column: 0 });
  expect(nextPlace('PageDown', { row: 1, column: 1 }, size)).toEqual({ row: 2, column: 1 });
  expect(nextPlace('Tab', { row: 1, column: 1 }, size)).toBeUndefined();
});
