import { declareAction } from '../declare-action.ts';
import { clusterSnapshotArn, rds } from './sdk.ts';
import { privacyParameters, type Sharing, sharingChange, sharingEnds, sharingOf, sharingWanted } from './sharing.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-share-snapshot.html */
export const makeClusterSnapshotPrivate = declareAction(rds, {
  id: 'rds-cluster-snapshot-make-private',
  title: 'Make the cluster snapshot private',
  what: 'Ends that everybody can restore the snapshot of the cluster, and on request that other accounts can.',
  types: ['AWS::RDS::DBClusterSnapshot', 'AWS::DocDB::DBClusterSnapshot', 'AWS::Neptune::DBClusterSnapshot'],
  parameters: privacyParameters,
  calls: {
    DescribeDBClusterSnapshotAttributes: {
      permission: 'rds:DescribeDBClusterSnapshotAttributes',
      on: clusterSnapshotArn,
    },
    ModifyDBClusterSnapshotAttribute: { permission: 'rds:ModifyDBClusterSnapshotAttribute', on: clusterSnapshotArn },
  },
  gone: ['DBClusterSnapshotNotFoundFault'],
  async read(aws, { name }): Promise<Sharing> {
    const found = await aws.call('DescribeDBClusterSnapshotAttributes', { DBClusterSnapshotIdentifier: name });
    return sharingOf(found.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes);
  },
  want: (state, parameters) => sharingWanted(state, parameters),
  mayBreak: (change, { name }) => sharingEnds(change, name),
  async write(aws, { name }, change) {
    const asked = sharingChange(change);
    if (asked === undefined) return;
    await aws.call('ModifyDBClusterSnapshotAttribute', { DBClusterSnapshotIdentifier: name, ...asked });
  },
  settlesWithinSeconds: 60,
});
