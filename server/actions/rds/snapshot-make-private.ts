import { declareAction } from '../declare-action.ts';
import { rds, snapshotArn } from './sdk.ts';
import { privacyParameters, type Sharing, sharingChange, sharingEnds, sharingOf, sharingWanted } from './sharing.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html */
export const makeSnapshotPrivate = declareAction(rds, {
  id: 'rds-snapshot-make-private',
  title: 'Make the snapshot private',
  what: 'Ends that everybody can restore the snapshot, and on request that other accounts can.',
  types: ['AWS::RDS::DBSnapshot'],
  parameters: privacyParameters,
  calls: {
    DescribeDBSnapshotAttributes: { permission: 'rds:DescribeDBSnapshotAttributes', on: snapshotArn },
    ModifyDBSnapshotAttribute: { permission: 'rds:ModifyDBSnapshotAttribute', on: snapshotArn },
  },
  gone: ['DBSnapshotNotFound', 'DBSnapshotNotFoundFault'],
  async read(aws, { name }): Promise<Sharing> {
    const found = await aws.call('DescribeDBSnapshotAttributes', { DBSnapshotIdentifier: name });
    return sharingOf(found.DBSnapshotAttributesResult?.DBSnapshotAttributes);
  },
  want: (state, parameters) => sharingWanted(state, parameters),
  mayBreak: (change, { name }) => sharingEnds(change, name),
  async write(aws, { name }, change) {
    const asked = sharingChange(change);
    if (asked !== undefined) await aws.call('ModifyDBSnapshotAttribute', { DBSnapshotIdentifier: name, ...asked });
  },
  settlesWithinSeconds: 60,
});
