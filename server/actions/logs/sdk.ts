import type { SdkOfAction } from '../action.ts';

export const logs: SdkOfAction<typeof import('@aws-sdk/client-cloudwatch-logs')> = {
  service: 'logs',
  client: 'CloudWatchLogsClient',
  load: () => import('@aws-sdk/client-cloudwatch-logs'),
};

/**
 * The ARNs of a log group: AWS asks for the one with an ending, too, in all but tagging.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
export const logGroupArns = [
  'arn:{partition}:logs:{region}:{account}:log-group:{name}',
  'arn:{partition}:logs:{region}:{account}:log-group:{name}:*',
];
