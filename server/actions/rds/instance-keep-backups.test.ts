import { expect, it } from 'vitest';
import type { State, Target } from '../action.ts';
import { keepBackupsOfInstance } from './instance-keep-backups.ts';

const target: Target = {
  ...{ partition: 'aws', accountId: '111122223333', region: 'us-east-1', type: 'AWS::RDS::DBInstance' },
  ...{ arn: 'arn:aws:rds:us-east-1:111122223333:db:shop', name: 'shop', id: 'shop', tags: {}, document: {} },
};

/** RDS with one instance. Notes what it is asked to change. */
function fakeRds(instance: Record<string, unknown>) {
  const modified: object[] = [];
  return {
    modified,
    aws: {
      token: 'act_1-apply',
      find: async () => undefined,
      async call(operation: string, input: object) {
        if (operation === 'DescribeDBInstances') return { DBInstances: [instance] };
        modified.push(input);
        return {};
      },
    },
  };
}

const want = (state: State, document: Target['document'] = {}, days = 7) =>
  keepBackupsOfInstance.want(state, { days }, { ...target, document });

it('never keeps backups for less long', () => {
  expect(want({ BackupRetentionPeriod: 14 })).toEqual({ to: { BackupRetentionPeriod: 14 } });
  expect(want({ BackupRetentionPeriod: 1 })).toEqual({ to: { BackupRetentionPeriod: 7 } });
});

it('asks for it at once only where backups are turned on or off', async () => {
  const { aws, modified } = fakeRds({});
  for (const [from, to] of [
    [0, 7],
    [3, 7],
    [7, 0],
  ]) {
    const change = { from: { BackupRetentionPeriod: from }, to: { BackupRetentionPeriod: to } };
    await keepBackupsOfInstance.write(aws, target, change, {});
  }
  expect(modified).toEqual([
    { DBInstanceIdentifier: 'shop', BackupRetentionPeriod: 7, ApplyImmediately: true },
    { DBInstanceIdentifier: 'shop', BackupRetentionPeriod: 7 },
    { DBInstanceIdentifier: 'shop', BackupRetentionPeriod: 0, ApplyImmediately: true },
  ]);
});

it('does not bring on changes that wait for the maintenance window', async () => {
  const { aws } = fakeRds({
    BackupRetentionPeriod: 0,
    PendingModifiedValues: { DBInstanceClass: 'db.m7g.large', BackupRetentionPeriod: 3, EngineVersion: undefined },
  });
  const state = await keepBackupsOfInstance.read(aws, target, { days: 7 });
  expect(state).toEqual({ BackupRetentionPeriod: 0, WaitingChanges: ['DBInstanceClass'] });
  expect(want(state ?? {})).toEqual({ refused: expect.stringContaining('(DBInstanceClass)') });
});

it('lets changes wait that it does not bring on', () => {
  const waiting = { WaitingChanges: ['DBInstanceClass'] };
  expect(want({ BackupRetentionPeriod: 3, ...waiting })).toEqual({ to: { BackupRetentionPeriod: 7, ...waiting } });
});

it('leaves the members of a cluster to the cluster', () => {
  expect(want({ BackupRetentionPeriod: 1 }, { DBClusterIdentifier: 'shops' })).toEqual({
    refused: 'shop is backed up with its cluster shops.',
  });
});

it('says that turning backups on can interrupt the database, and turning them up does not', () => {
  const mayBreak = (from: number, document: Target['document']) =>
    keepBackupsOfInstance
      .mayBreak(
        { from: { BackupRetentionPeriod: from }, to: { BackupRetentionPeriod: 7 } },
        { ...target, document },
        { days: 7 },
      )
      .join(' ');
  const window = { PreferredBackupWindow: '03:00-03:30' };
  expect(mayBreak(0, window)).toMatch(/can interrupt shop .*\(03:00-03:30 UTC\)/);
  expect(mayBreak(0, { ...window, MultiAZ: true })).not.toContain('03:00');
  expect(mayBreak(3, window)).toContain('Nothing is interrupted.');
});
