import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { clusterArn, clusterGone, modifiedWithinSeconds, rds } from './sdk.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html */
export const keepBackupsOfCluster = declareAction(rds, {
  id: 'rds-cluster-keep-backups',
  title: 'Keep the cluster’s backups for longer',
  what: 'Has AWS keep automatic backups of the database cluster for so many days. What is kept longer already stays so.',
  types: ['AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
  parameters: z.object({
    days: z.int().min(1).max(35).default(7).describe('Days that automatic backups are kept, at least.'),
  }),
  calls: {
    DescribeDBClusters: { permission: 'rds:DescribeDBClusters', on: clusterArn },
    ModifyDBCluster: { permission: 'rds:ModifyDBCluster', on: clusterArn },
  },
  gone: clusterGone,
  async read(aws, { name }) {
    const { DBClusters } = await aws.call('DescribeDBClusters', { DBClusterIdentifier: name });
    const cluster = DBClusters?.[0];
    // Clusters always have backups, of a day at least.
    return cluster === undefined ? null : { BackupRetentionPeriod: cluster.BackupRetentionPeriod ?? 1 };
  },
  want: ({ BackupRetentionPeriod }, { days }) => ({
    to: { BackupRetentionPeriod: Math.max(BackupRetentionPeriod, days) },
  }),
  mayBreak: ({ to }, { name }) => [
    `Nothing is interrupted. AWS bills the space of ${to?.BackupRetentionPeriod} days of backups.`,
    `Undoing it deletes the backups of ${name} that are then too old.`,
  ],
  // From one number of days to another AWS changes it as soon as it can; ApplyImmediately would bring on whatever waits.
  async write(aws, { name }, { to }) {
    if (to === null) return;
    await aws.call('ModifyDBCluster', { DBClusterIdentifier: name, BackupRetentionPeriod: to.BackupRetentionPeriod });
  },
  settlesWithinSeconds: modifiedWithinSeconds,
});
