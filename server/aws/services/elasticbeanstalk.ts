import type { ConfigurationOptionSetting } from '@aws-sdk/client-elastic-beanstalk';
import { declareService } from '../declare-service.ts';

/**
 * The namespaces of options whose values are settings of AWS's own. In others, such as
 * `aws:elasticbeanstalk:application:environment`, applications keep their secrets.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
const namespacesOfSettings = [
  'aws:autoscaling:asg',
  'aws:autoscaling:launchconfiguration',
  'aws:autoscaling:updatepolicy:rollingupdate',
  'aws:ec2:instances',
  'aws:ec2:vpc',
  'aws:elasticbeanstalk:cloudwatch:logs',
  'aws:elasticbeanstalk:cloudwatch:logs:health',
  'aws:elasticbeanstalk:command',
  'aws:elasticbeanstalk:environment',
  'aws:elasticbeanstalk:healthreporting:system',
  'aws:elasticbeanstalk:hostmanager',
  'aws:elasticbeanstalk:managedactions',
  'aws:elasticbeanstalk:managedactions:platformupdate',
  'aws:elasticbeanstalk:xray',
  'aws:elb:loadbalancer',
  'aws:elbv2:loadbalancer',
];
/** Load balancers' listeners are in one namespace for each port. */
const listenerNamespace = /^aws:elb(v2)?:listener(:[a-z0-9]+)?$/;

function withoutSecrets({ Value, ...option }: ConfigurationOptionSetting): ConfigurationOptionSetting {
  const namespace = option.Namespace ?? '';
  return namespacesOfSettings.includes(namespace) || listenerNamespace.test(namespace) ? { ...option, Value } : option;
}

export const elasticbeanstalk = declareService(
  {
    id: 'elasticbeanstalk',
    name: 'AWS Elastic Beanstalk',
    scope: 'regional',
    load: () => import('@aws-sdk/client-elastic-beanstalk'),
    client: 'ElasticBeanstalkClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::ElasticBeanstalk::Application',
      list: 'DescribeApplications',
      items: (page) => page.Applications,
      arn: (application) => application.ApplicationArn ?? '',
      name: (application) => application.ApplicationName,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Tags: read('ListTagsForResource', {
          input: (application) => ({ ResourceArn: application.ApplicationArn }),
          pick: (output) => output.ResourceTags,
        }),
      }),
    }),
    asset({
      type: 'AWS::ElasticBeanstalk::Environment',
      list: 'DescribeEnvironments',
      input: { IncludeDeleted: false, MaxRecords: 1000 },
      pages: { input: 'NextToken', output: 'NextToken' },
      items: (page) => page.Environments,
      arn: (environment) => environment.EnvironmentArn ?? '',
      name: (environment) => environment.EnvironmentName,
      volatile: ['Health', 'HealthStatus'],
      gone: ['ResourceNotFoundException', { code: 'InvalidParameterValue', message: /No Environment found/ }],
      parts: (read) => ({
        OptionSettings: read('DescribeConfigurationSettings', {
          input: (environment) => ({
            ApplicationName: environment.ApplicationName,
            EnvironmentName: environment.EnvironmentName,
          }),
          pick: (output) => output.ConfigurationSettings?.[0]?.OptionSettings?.map(withoutSecrets),
        }),
        Tags: read('ListTagsForResource', {
          input: (environment) => ({ ResourceArn: environment.EnvironmentArn }),
          pick: (output) => output.ResourceTags,
        }),
      }),
    }),
  ],
);
