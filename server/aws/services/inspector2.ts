import type { BatchGetAccountStatusCommandOutput } from '@aws-sdk/client-inspector2';
import { declareService } from '../declare-service.ts';

export const inspector2 = declareService(
  {
    id: 'inspector2',
    name: 'Amazon Inspector',
    scope: 'regional',
    load: () => import('@aws-sdk/client-inspector2'),
    client: 'Inspector2Client',
  },
  ({ asset }) => [
    // Also there where Inspector is off. CloudFormation has no type for it.
    asset({
      type: 'AWS::InspectorV2::AccountStatus',
      list: 'BatchGetAccountStatus',
      input: (at) => ({ accountIds: [at.accountId] }),
      items: accountsOf,
      arn: (_account, at) => `arn:${at.partition}:inspector2:${at.region}:${at.accountId}:account-status`,
      name: () => 'Account status',
      volatile: ['FindingCounts'],
      parts: (read) => ({
        FindingCounts: read('ListFindingAggregations', {
          input: (_account, at) => ({
            aggregationType: 'ACCOUNT' as const,
            accountIds: [{ comparison: 'EQUALS' as const, value: at.accountId }],
          }),
          pick: (output) => output.responses,
          allPages: true,
          applies: isOn,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::InspectorV2::Filter',
          list: 'ListFilters',
          input: () => ({ maxResults: 100 }),
          applies: isOn,
          items: (page) => page.filters,
          arn: (filter) => filter.arn ?? '',
          name: (filter) => filter.name,
          tags: 'tags',
        }),
      ],
    }),
  ],
);

/** AWS answers with success also when it cannot tell the account's status. */
function accountsOf({ accounts, failedAccounts }: BatchGetAccountStatusCommandOutput) {
  const [failed] = failedAccounts ?? [];
  if (failed !== undefined) throw new Error(`AWS does not tell the status: ${failed.errorCode} ${failed.errorMessage}`);
  return accounts;
}

function isOn({ state }: { state: { status: string | undefined } | undefined }): boolean {
  return state?.status !== 'DISABLED';
}
