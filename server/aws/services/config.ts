import { declareService } from '../declare-service.ts';

export const config = declareService(
  {
    id: 'config',
    name: 'AWS Config',
    scope: 'regional',
    load: () => import('@aws-sdk/client-config-service'),
    client: 'ConfigServiceClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Config::ConfigurationRecorder',
      list: 'DescribeConfigurationRecorders',
      items: (page) => page.ConfigurationRecorders,
      arn: (recorder, at) =>
        recorder.arn ??
        `arn:${at.partition}:config:${at.region}:${at.accountId}:configuration-recorder/${recorder.name}`,
      name: (recorder) => recorder.name,
      volatile: ['Status.lastStatusChangeTime'],
      gone: ['NoSuchConfigurationRecorderException'],
      parts: (read) => ({
        Status: read('DescribeConfigurationRecorderStatus', {
          input: (recorder) => ({ ConfigurationRecorderNames: [recorder.name ?? ''] }),
          pick: (output) => output.ConfigurationRecordersStatus?.[0],
        }),
      }),
      children: (list) => [
        // Made for a recorder; a region has one of each at most.
        list({
          type: 'AWS::Config::DeliveryChannel',
          list: 'DescribeDeliveryChannels',
          items: (page) => page.DeliveryChannels,
          // Delivery channels have no ARN of AWS's.
          arn: (channel, at) =>
            `arn:${at.partition}:config:${at.region}:${at.accountId}:delivery-channel/${channel.name}`,
          name: (channel) => channel.name,
        }),
      ],
    }),
    asset({
      type: 'AWS::Config::ConfigRule',
      list: 'DescribeConfigRules',
      items: (page) => page.ConfigRules,
      arn: (rule) => rule.ConfigRuleArn ?? '',
      name: (rule) => rule.ConfigRuleName,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Tags: read('ListTagsForResource', {
          // Other services, Security Hub above all, make hundreds of rules, which have no tags of the account's.
          applies: (rule) => rule.CreatedBy === undefined,
          input: (rule) => ({ ResourceArn: rule.ConfigRuleArn, Limit: 100 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::Config::ConfigurationAggregator',
      list: 'DescribeConfigurationAggregators',
      input: { Limit: 100 },
      items: (page) => page.ConfigurationAggregators,
      arn: (aggregator) => aggregator.ConfigurationAggregatorArn ?? '',
      name: (aggregator) => aggregator.ConfigurationAggregatorName,
    }),
  ],
);
