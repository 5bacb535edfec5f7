import { declareService } from '../declare-service.ts';
import type { AssetContext } from '../service.ts';

function groupArn(name: string | undefined, at: AssetContext): string {
  return `arn:${at.partition}:logs:${at.region}:${at.accountId}:log-group:${name}`;
}

export const logs = declareService(
  {
    id: 'logs',
    name: 'Amazon CloudWatch Logs',
    scope: 'regional',
    load: () => import('@aws-sdk/client-cloudwatch-logs'),
    client: 'CloudWatchLogsClient',
    encodedDocuments: ['policyDocument', 'DataProtectionPolicy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Logs::LogGroup',
      list: 'DescribeLogGroups',
      input: { limit: 50 },
      items: (page) => page.logGroups,
      // The ARN that AWS gives ends in `:*`, where policies want all streams of the group.
      arn: (group, at) => groupArn(group.logGroupName, at),
      name: (group) => group.logGroupName,
      volatile: ['storedBytes'],
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        DataProtectionPolicy: read('GetDataProtectionPolicy', {
          applies: (group) => group.dataProtectionStatus !== undefined,
          input: (group) => ({ logGroupIdentifier: group.logGroupName }),
          pick: (output) => output.policyDocument,
        }),
        Tags: read('ListTagsForResource', {
          input: (group, at) => ({ resourceArn: groupArn(group.logGroupName, at) }),
          pick: (output) => output.tags,
        }),
      }),
    }),
    // One call for all groups instead of one for each.
    asset({
      type: 'AWS::Logs::MetricFilter',
      list: 'DescribeMetricFilters',
      input: { limit: 50 },
      items: (page) => page.metricFilters,
      // Metric filters have no ARN of AWS's.
      arn: (filter, at) => `${groupArn(filter.logGroupName, at)}:metric-filter:${filter.filterName}`,
      name: (filter) => filter.filterName,
    }),
    asset({
      type: 'AWS::Logs::ResourcePolicy',
      list: 'DescribeResourcePolicies',
      input: { limit: 50 },
      pages: { input: 'nextToken', output: 'nextToken' },
      items: (page) => page.resourcePolicies,
      // Resource policies have no ARN of AWS's.
      arn: (policy, at) => `arn:${at.partition}:logs:${at.region}:${at.accountId}:resource-policy:${policy.policyName}`,
      name: (policy) => policy.policyName,
    }),
  ],
);
