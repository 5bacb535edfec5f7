import { declareService } from '../declare-service.ts';

export const athena = declareService(
  {
    id: 'athena',
    name: 'Amazon Athena',
    scope: 'regional',
    load: () => import('@aws-sdk/client-athena'),
    client: 'AthenaClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Athena::WorkGroup',
      list: 'ListWorkGroups',
      input: { MaxResults: 50 },
      items: (page) => page.WorkGroups,
      arn: (group, at) => `arn:${at.partition}:athena:${at.region}:${at.accountId}:workgroup/${group.Name}`,
      name: (group) => group.Name,
      parts: (read) => ({
        WorkGroup: read('GetWorkGroup', {
          input: (group) => ({ WorkGroup: group.Name }),
          pick: (output) => output.WorkGroup,
        }),
        Tags: read('ListTagsForResource', {
          input: (group, at) => ({
            ResourceARN: `arn:${at.partition}:athena:${at.region}:${at.accountId}:workgroup/${group.Name}`,
          }),
          pick: (output) => output.Tags,
          allPages: true,
        }),
      }),
    }),
  ],
);
