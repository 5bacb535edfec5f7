import { declareAction } from '../declare-action.ts';
import { clusterArn, clusterGone, modifiedWithinSeconds, rds, textOf } from './sdk.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/modify-multi-az-db-cluster.html */
export const upgradeMinorVersionsOfCluster = declareAction(rds, {
  id: 'rds-cluster-upgrade-minor-versions',
  title: 'Let the Multi-AZ cluster take minor upgrades',
  what: 'Turns on automatic upgrades of the Multi-AZ cluster to new minor versions, in its maintenance window.',
  types: ['AWS::RDS::DBCluster'],
  calls: {
    DescribeDBClusters: { permission: 'rds:DescribeDBClusters', on: clusterArn },
    ModifyDBCluster: { permission: 'rds:ModifyDBCluster', on: clusterArn },
  },
  gone: clusterGone,
  async read(aws, { name }) {
    const { DBClusters } = await aws.call('DescribeDBClusters', { DBClusterIdentifier: name });
    const cluster = DBClusters?.[0];
    return cluster === undefined ? null : { AutoMinorVersionUpgrade: cluster.AutoMinorVersionUpgrade ?? false };
  },
  want: (_, __, target) =>
    textOf(target, 'Engine')?.startsWith('aurora')
      ? { refused: `${target.name} is of Aurora, whose instances have this setting each.` }
      : { to: { AutoMinorVersionUpgrade: true } },
  mayBreak: (_, { name }) => [
    `When AWS has a minor version for ${name}, it upgrades in the maintenance window, with a short outage.`,
    'The setting itself is in force at once, without a restart.',
  ],
  // In force at once, whatever ApplyImmediately says; that would bring on all changes that wait for the maintenance window.
  async write(aws, { name }, { to }) {
    if (to === null) return;
    await aws.call('ModifyDBCluster', {
      DBClusterIdentifier: name,
      AutoMinorVersionUpgrade: to.AutoMinorVersionUpgrade,
    });
  },
  settlesWithinSeconds: modifiedWithinSeconds,
});
