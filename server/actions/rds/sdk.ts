import type { SdkOfAction, Target } from '../action.ts';

export const rds: SdkOfAction<typeof import('@aws-sdk/client-rds')> = {
  service: 'rds',
  client: 'RDSClient',
  load: () => import('@aws-sdk/client-rds'),
};

// Amazon DocumentDB and Amazon Neptune are behind RDS's API, with RDS's IAM actions and ARNs.
export const instanceArn = 'arn:{partition}:rds:{region}:{account}:db:{name}';
export const clusterArn = 'arn:{partition}:rds:{region}:{account}:cluster:{name}';
export const snapshotArn = 'arn:{partition}:rds:{region}:{account}:snapshot:{name}';
export const clusterSnapshotArn = 'arn:{partition}:rds:{region}:{account}:cluster-snapshot:{name}';

export const instanceGone = ['DBInstanceNotFound', 'DBInstanceNotFoundFault'];
export const clusterGone = ['DBClusterNotFoundFault'];

/** RDS works through a change in some minutes, and shows the setting when it is in force. */
export const modifiedWithinSeconds = 600;

/** A field of the document; undefined when it is not text, as where AWS left it out. */
export function textOf({ document }: Target, field: string): string | undefined {
  const value = document[field];
  return typeof value === 'string' ? value : undefined;
}
