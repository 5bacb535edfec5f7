import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { logGroupArns, logs } from './sdk.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const allowedDays = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
] as const;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html */
export const keepLogsLonger = declareAction(logs, {
  id: 'logs-log-group-keep-longer',
  title: 'Keep the log group’s logs for longer',
  what: 'Sets for how long CloudWatch keeps the logs of the group. It is never made shorter: that would delete logs.',
  types: ['AWS::Logs::LogGroup'],
  parameters: z.object({
    days: z.literal(allowedDays).default(365).describe('The fewest days that logs are kept for.'),
  }),
  calls: {
    // Asked by prefix, which AWS takes for all groups.
    DescribeLogGroups: {
      permission: 'logs:DescribeLogGroups',
      on: 'arn:{partition}:logs:{region}:{account}:log-group:*',
    },
    PutRetentionPolicy: { permission: 'logs:PutRetentionPolicy', on: logGroupArns },
  },
  gone: ['ResourceNotFoundException'],
  async read(aws, { name }): Promise<{ retentionInDays: number | null } | null> {
    // AWS lists them by name, and no longer name stands before the one that it begins with.
    const { logGroups = [] } = await aws.call('DescribeLogGroups', { logGroupNamePrefix: name });
    const group = logGroups.find(({ logGroupName }) => logGroupName === name);
    return group === undefined ? null : { retentionInDays: group.retentionInDays ?? null };
  },
  want(state, { days }, { name, document }) {
    // For ever is longest.
    if (state.retentionInDays === null || state.retentionInDays >= days) return { to: state };
    return document.logGroupClass === 'DELIVERY'
      ? { refused: `${name} is of the class Delivery, of which AWS keeps logs for two days, whatever is set.` }
      : { to: { retentionInDays: days } };
  },
  mayBreak: ({ from }, { name }) => [
    `Storage of ${name} grows, and is charged.`,
    `Undoing it later has AWS delete what is older than ${from?.retentionInDays} days by then.`,
  ],
  async write(aws, { name }, { to }) {
    // Logs that are kept for ever are never touched, so that neither state is without an end.
    if (to === null || to.retentionInDays === null) return;
    await aws.call('PutRetentionPolicy', { logGroupName: name, retentionInDays: to.retentionInDays });
  },
});
