import { z } from 'zod';
import type { Target } from '../action.ts';
import { declareAction } from '../declare-action.ts';
import { instanceArn, instanceGone, modifiedWithinSeconds, rds, textOf } from './sdk.ts';

interface Backups extends Record<string, unknown> {
  BackupRetentionPeriod: number;
  /** Names of settings whose change waits for the maintenance window; left out when there is none. */
  WaitingChanges?: string[];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html */
export const keepBackupsOfInstance = declareAction(rds, {
  id: 'rds-instance-keep-backups',
  title: 'Keep the instance’s backups for longer',
  what: 'Has RDS keep automatic backups of the database instance for so many days. What is kept longer already stays so.',
  types: ['AWS::RDS::DBInstance'],
  parameters: z.object({
    days: z.int().min(1).max(35).default(7).describe('Days that automatic backups are kept, at least.'),
  }),
  calls: {
    DescribeDBInstances: { permission: 'rds:DescribeDBInstances', on: instanceArn },
    ModifyDBInstance: { permission: 'rds:ModifyDBInstance', on: instanceArn },
  },
  gone: instanceGone,
  async read(aws, { name }): Promise<Backups | null> {
    const { DBInstances } = await aws.call('DescribeDBInstances', { DBInstanceIdentifier: name });
    const instance = DBInstances?.[0];
    if (instance === undefined) return null;
    const waiting = waitingChanges(instance.PendingModifiedValues);
    return {
      BackupRetentionPeriod: instance.BackupRetentionPeriod ?? 0,
      ...(waiting.length > 0 && { WaitingChanges: waiting }),
    };
  },
  want(state, { days }, target) {
    const { BackupRetentionPeriod, WaitingChanges } = state;
    const cluster = textOf(target, 'DBClusterIdentifier');
    if (cluster !== undefined) return { refused: `${target.name} is backed up with its cluster ${cluster}.` };
    if (BackupRetentionPeriod === 0 && WaitingChanges !== undefined) {
      return {
        refused: `Changes of ${target.name} wait for its maintenance window (${WaitingChanges.join(', ')}). Turning backups on now would bring them on at once, too. Have them applied or take them back first.`,
      };
    }
    return { to: { ...state, BackupRetentionPeriod: Math.max(BackupRetentionPeriod, days) } };
  },
  mayBreak({ from, to }, target) {
    const { name, document } = target;
    const undoing = `Undoing it deletes the backups of ${name} that are then too old.`;
    if (from?.BackupRetentionPeriod !== 0) {
      return [`Nothing is interrupted. AWS bills the space of ${to?.BackupRetentionPeriod} days of backups.`, undoing];
    }
    return [
      `Turning backups on can interrupt ${name} for some seconds to minutes: connections are lost. RDS does it at once (ApplyImmediately), not in the maintenance window.`,
      ...(document.MultiAZ === true
        ? []
        : [`From then on, reading and writing may stop for a moment when the daily backup begins${windowOf(target)}.`]),
      'AWS bills the space of backups beyond the size of the database.',
      'Undoing it interrupts again, and deletes all automatic backups that were made since.',
    ];
  },
  async write(aws, { name }, { from, to }) {
    if (to === null) return;
    const { BackupRetentionPeriod } = to;
    // Only to or from 0 days it would wait for the maintenance window; and ApplyImmediately brings on whatever waits.
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html
    const isTurned = from?.BackupRetentionPeriod === 0 || BackupRetentionPeriod === 0;
    await aws.call('ModifyDBInstance', {
      DBInstanceIdentifier: name,
      BackupRetentionPeriod,
      ...(isTurned && { ApplyImmediately: true }),
    });
  },
  settlesWithinSeconds: modifiedWithinSeconds,
});

function waitingChanges(pending: object | undefined): string[] {
  return Object.entries(pending ?? {})
    .filter(([name, value]) => name !== 'BackupRetentionPeriod' && value !== undefined)
    .map(([name]) => name)
    .sort();
}

function windowOf(target: Target): string {
  const window = textOf(target, 'PreferredBackupWindow');
  return window === undefined ? '' : ` (${window} UTC)`;
}
