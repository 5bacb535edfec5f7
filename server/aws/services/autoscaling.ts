import { declareService } from '../declare-service.ts';

export const autoscaling = declareService(
  {
    id: 'autoscaling',
    name: 'Amazon EC2 Auto Scaling',
    scope: 'regional',
    load: () => import('@aws-sdk/client-auto-scaling'),
    client: 'AutoScalingClient',
    withheld: ['UserData'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::AutoScaling::AutoScalingGroup',
      list: 'DescribeAutoScalingGroups',
      input: { MaxRecords: 100 },
      items: (page) => page.AutoScalingGroups,
      arn: (group) => group.AutoScalingGroupARN ?? '',
      name: (group) => group.AutoScalingGroupName,
      // A group grows and shrinks by itself.
      volatile: ['DesiredCapacity', 'PredictedCapacity', 'Instances', 'WarmPoolSize'],
    }),
    asset({
      type: 'AWS::AutoScaling::LaunchConfiguration',
      list: 'DescribeLaunchConfigurations',
      input: { MaxRecords: 100 },
      items: (page) => page.LaunchConfigurations,
      arn: (configuration) => configuration.LaunchConfigurationARN ?? '',
      name: (configuration) => configuration.LaunchConfigurationName,
    }),
  ],
);
