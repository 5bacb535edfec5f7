import type { Target } from '../action.ts';
import { declareAction } from '../declare-action.ts';
import { instanceArn, instanceGone, modifiedWithinSeconds, rds, textOf } from './sdk.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html#USER_UpgradeDBInstance.Upgrading.AutoMinorVersionUpgrades */
export const upgradeMinorVersionsOfInstance = declareAction(rds, {
  id: 'rds-instance-upgrade-minor-versions',
  title: 'Let the instance take minor upgrades',
  what: 'Turns on automatic upgrades of the database instance to new minor versions, in its maintenance window.',
  types: ['AWS::RDS::DBInstance', 'AWS::Neptune::DBInstance'],
  calls: {
    DescribeDBInstances: { permission: 'rds:DescribeDBInstances', on: instanceArn },
    ModifyDBInstance: { permission: 'rds:ModifyDBInstance', on: instanceArn },
  },
  gone: instanceGone,
  async read(aws, { name }) {
    const { DBInstances } = await aws.call('DescribeDBInstances', { DBInstanceIdentifier: name });
    const instance = DBInstances?.[0];
    return instance === undefined ? null : { AutoMinorVersionUpgrade: instance.AutoMinorVersionUpgrade ?? false };
  },
  want: (_, __, target) =>
    textOf(target, 'Engine')?.startsWith('custom-')
      ? { refused: `${target.name} is of RDS Custom, where you upgrade the database yourself.` }
      : { to: { AutoMinorVersionUpgrade: true } },
  mayBreak: (_, target) => [
    `When AWS has a minor version for ${target.name}, it upgrades in the maintenance window${windowOf(target)}, with a short outage.`,
    'The setting itself is in force at once, without a restart.',
  ],
  // In force at once, whatever ApplyImmediately says; that would bring on all changes that wait for the maintenance window.
  async write(aws, { name }, { to }) {
    if (to === null) return;
    await aws.call('ModifyDBInstance', {
      DBInstanceIdentifier: name,
      AutoMinorVersionUpgrade: to.AutoMinorVersionUpgrade,
    });
  },
  settlesWithinSeconds: modifiedWithinSeconds,
});

function windowOf(target: Target): string {
  const window = textOf(target, 'PreferredMaintenanceWindow');
  return window === undefined ? '' : ` (${window} UTC)`;
}
