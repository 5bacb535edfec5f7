import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { dynamodb, tableArn, tableGone } from './sdk.ts';

interface Recovery extends Record<string, unknown> {
  PointInTimeRecovery: { Enabled: boolean; RecoveryPeriodInDays?: number };
}

const mostDays = 35;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html */
export const keepPointsInTimeOfTable = declareAction(dynamodb, {
  id: 'dynamodb-table-keep-points-in-time',
  title: 'Turn on point-in-time recovery',
  what: 'Has DynamoDB back the table up all the time, so that it can be brought back as it was at any second of the last days.',
  types: ['AWS::DynamoDB::Table'],
  parameters: z.object({
    days: z.int().min(1).max(mostDays).default(mostDays).describe('Days that the table can be brought back to.'),
  }),
  calls: {
    DescribeContinuousBackups: { permission: 'dynamodb:DescribeContinuousBackups', on: tableArn },
    UpdateContinuousBackups: { permission: 'dynamodb:UpdateContinuousBackups', on: tableArn },
  },
  gone: tableGone,
  async read(aws, { name }): Promise<Recovery> {
    const { ContinuousBackupsDescription } = await aws.call('DescribeContinuousBackups', { TableName: name });
    const found = ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    if (found?.PointInTimeRecoveryStatus !== 'ENABLED') return { PointInTimeRecovery: { Enabled: false } };
    const { RecoveryPeriodInDays = mostDays } = found;
    return { PointInTimeRecovery: { Enabled: true, RecoveryPeriodInDays } };
  },
  want: (state, { days }) => ({
    to: state.PointInTimeRecovery.Enabled
      ? state
      : { PointInTimeRecovery: { Enabled: true, RecoveryPeriodInDays: days } },
  }),
  mayBreak: (_, { name }) => [
    'Nothing is interrupted, and nothing gets slower. AWS bills it by the size of the table, every month.',
    `Undoing it deletes what was kept of ${name} since.`,
  ],
  async write(aws, { name }, { to }) {
    if (to === null) return;
    const { Enabled, RecoveryPeriodInDays } = to.PointInTimeRecovery;
    await aws.call('UpdateContinuousBackups', {
      TableName: name,
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: Enabled,
        ...(RecoveryPeriodInDays !== undefined && { RecoveryPeriodInDays }),
      },
    });
  },
  settlesWithinSeconds: 120,
});
