import { declareService } from '../declare-service.ts';

/** An alarm's state follows what it watches. */
const state = [
  ...['StateValue', 'StateReason', 'StateReasonData', 'StateUpdatedTimestamp', 'StateTransitionedTimestamp'],
  ...['EvaluationState', 'ActionsSuppressedBy', 'ActionsSuppressedReason'],
];

export const cloudwatch = declareService(
  {
    id: 'cloudwatch',
    name: 'Amazon CloudWatch',
    scope: 'regional',
    load: () => import('@aws-sdk/client-cloudwatch'),
    client: 'CloudWatchClient',
  },
  ({ listing }) => [
    listing({
      list: 'DescribeAlarms',
      input: { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 },
      assets: (asset) => [
        asset({
          type: 'AWS::CloudWatch::Alarm',
          items: (page) => page.MetricAlarms,
          arn: (alarm) => alarm.AlarmArn ?? '',
          name: (alarm) => alarm.AlarmName,
          volatile: state,
          gone: ['ResourceNotFound'],
          parts: (read) => ({
            Tags: read('ListTagsForResource', {
              input: (alarm) => ({ ResourceARN: alarm.AlarmArn }),
              pick: (output) => output.Tags,
            }),
          }),
        }),
        asset({
          type: 'AWS::CloudWatch::CompositeAlarm',
          items: (page) => page.CompositeAlarms,
          arn: (alarm) => alarm.AlarmArn ?? '',
          name: (alarm) => alarm.AlarmName,
          volatile: state,
          gone: ['ResourceNotFound'],
          parts: (read) => ({
            Tags: read('ListTagsForResource', {
              input: (alarm) => ({ ResourceARN: alarm.AlarmArn }),
              pick: (output) => output.Tags,
            }),
          }),
        }),
      ],
    }),
  ],
);
