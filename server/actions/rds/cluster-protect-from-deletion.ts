import { declareAction } from '../declare-action.ts';
import { clusterArn, clusterGone, modifiedWithinSeconds, rds } from './sdk.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html */
export const protectClusterFromDeletion = declareAction(rds, {
  id: 'rds-cluster-protect-from-deletion',
  title: 'Protect the cluster from deletion',
  what: 'Turns on deletion protection of the database cluster: AWS refuses to delete it until somebody turns that off.',
  types: ['AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
  calls: {
    DescribeDBClusters: { permission: 'rds:DescribeDBClusters', on: clusterArn },
    ModifyDBCluster: { permission: 'rds:ModifyDBCluster', on: clusterArn },
  },
  gone: clusterGone,
  async read(aws, { name }) {
    const { DBClusters } = await aws.call('DescribeDBClusters', { DBClusterIdentifier: name });
    const cluster = DBClusters?.[0];
    return cluster === undefined ? null : { DeletionProtection: cluster.DeletionProtection ?? false };
  },
  want: () => ({ to: { DeletionProtection: true } }),
  mayBreak: (_, { name }) => [
    `Deployment tools and scripts that delete the cluster ${name} fail until the protection is off.`,
    'Its instances can be deleted as before. Nothing restarts.',
  ],
  // In force at once, whatever ApplyImmediately says; that would bring on all changes that wait for the maintenance window.
  async write(aws, { name }, { to }) {
    if (to === null) return;
    await aws.call('ModifyDBCluster', { DBClusterIdentifier: name, DeletionProtection: to.DeletionProtection });
  },
  settlesWithinSeconds: modifiedWithinSeconds,
});
