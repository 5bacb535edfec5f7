import { declareAction } from '../declare-action.ts';
import { dynamodb, tableArn, tableGone } from './sdk.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection */
export const protectTableFromDeletion = declareAction(dynamodb, {
  id: 'dynamodb-table-protect-from-deletion',
  title: 'Protect the table from deletion',
  what: 'Turns on deletion protection of the table: AWS refuses to delete it until somebody turns that off.',
  types: ['AWS::DynamoDB::Table'],
  calls: {
    DescribeTable: { permission: 'dynamodb:DescribeTable', on: tableArn },
    UpdateTable: { permission: 'dynamodb:UpdateTable', on: tableArn },
  },
  gone: tableGone,
  async read(aws, { name }) {
    const { Table } = await aws.call('DescribeTable', { TableName: name });
    return Table === undefined ? null : { DeletionProtectionEnabled: Table.DeletionProtectionEnabled ?? false };
  },
  want: () => ({ to: { DeletionProtectionEnabled: true } }),
  mayBreak: (_, { name }) => [
    `Deployment tools and scripts that delete ${name}, or replace it, fail until the protection is off.`,
    'Nothing is interrupted.',
  ],
  async write(aws, { name }, { to }) {
    if (to === null) return;
    await aws.call('UpdateTable', { TableName: name, DeletionProtectionEnabled: to.DeletionProtectionEnabled });
  },
  settlesWithinSeconds: 120,
});
