import { declareAction } from '../declare-action.ts';
import { instanceArn, instanceGone, modifiedWithinSeconds, rds } from './sdk.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding */
export const endPublicAccessOfInstance = declareAction(rds, {
  id: 'rds-instance-end-public-access',
  title: 'Take away the instance’s public address',
  what: 'Makes the database instance not publicly accessible: its name leads to its address in the VPC alone.',
  types: ['AWS::RDS::DBInstance', 'AWS::Neptune::DBInstance'],
  calls: {
    DescribeDBInstances: { permission: 'rds:DescribeDBInstances', on: instanceArn },
    ModifyDBInstance: { permission: 'rds:ModifyDBInstance', on: instanceArn },
  },
  gone: instanceGone,
  async read(aws, { name }) {
    const { DBInstances } = await aws.call('DescribeDBInstances', { DBInstanceIdentifier: name });
    const instance = DBInstances?.[0];
    return instance === undefined ? null : { PubliclyAccessible: instance.PubliclyAccessible ?? false };
  },
  want: () => ({ to: { PubliclyAccessible: false } }),
  mayBreak: (_, { name }) => [
    `Whoever connects to ${name} from outside its VPC is cut off, unless through a VPN, a peering or a bastion.`,
    'Programs in the VPC go on working. RDS does it at once, without a restart.',
  ],
  // In force at once, whatever ApplyImmediately says; that would bring on all changes that wait for the maintenance window.
  async write(aws, { name }, { to }) {
    if (to === null) return;
    await aws.call('ModifyDBInstance', {
      DBInstanceIdentifier: name,
      PubliclyAccessible: to.PubliclyAccessible,
    });
  },
  settlesWithinSeconds: modifiedWithinSeconds,
});
