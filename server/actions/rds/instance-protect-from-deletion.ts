import { declareAction } from '../declare-action.ts';
import { instanceArn, instanceGone, modifiedWithinSeconds, rds, textOf } from './sdk.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html#USER_DeleteInstance.DeletionProtection */
export const protectInstanceFromDeletion = declareAction(rds, {
  id: 'rds-instance-protect-from-deletion',
  title: 'Protect the instance from deletion',
  what: 'Turns on deletion protection of the database instance: AWS refuses to delete it until somebody turns that off.',
  types: ['AWS::RDS::DBInstance'],
  calls: {
    DescribeDBInstances: { permission: 'rds:DescribeDBInstances', on: instanceArn },
    ModifyDBInstance: { permission: 'rds:ModifyDBInstance', on: instanceArn },
  },
  gone: instanceGone,
  async read(aws, { name }) {
    const { DBInstances } = await aws.call('DescribeDBInstances', { DBInstanceIdentifier: name });
    const instance = DBInstances?.[0];
    return instance === undefined ? null : { DeletionProtection: instance.DeletionProtection ?? false };
  },
  want(_, __, target) {
    const cluster = textOf(target, 'DBClusterIdentifier');
    return cluster === undefined
      ? { to: { DeletionProtection: true } }
      : { refused: `${target.name} is a member of the cluster ${cluster}, which has the protection.` };
  },
  mayBreak: (_, { name }) => [
    `Deployment tools and scripts that delete ${name} fail until the protection is off.`,
    'Nothing else changes. RDS does it at once, without a restart.',
  ],
  // In force at once, whatever ApplyImmediately says; that would bring on all changes that wait for the maintenance window.
  async write(aws, { name }, { to }) {
    if (to === null) return;
    await aws.call('ModifyDBInstance', {
      DBInstanceIdentifier: name,
      DeletionProtection: to.DeletionProtection,
    });
  },
  settlesWithinSeconds: modifiedWithinSeconds,
});
