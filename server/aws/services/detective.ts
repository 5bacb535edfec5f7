import { declareService } from '../declare-service.ts';

export const detective = declareService(
  {
    id: 'detective',
    name: 'Amazon Detective',
    scope: 'regional',
    partitions: ['aws', 'aws-us-gov'],
    load: () => import('@aws-sdk/client-detective'),
    client: 'DetectiveClient',
  },
  ({ asset }) => [
    // The accounts that administrate a behavior graph see it, its members do not.
    asset({
      type: 'AWS::Detective::Graph',
      list: 'ListGraphs',
      input: { MaxResults: 200 },
      items: (page) => page.GraphList,
      arn: (graph) => graph.Arn ?? '',
      gone: ['ResourceNotFoundException'],
      volatile: [
        'MemberDetails.UpdatedTime',
        'MemberDetails.VolumeUsageInBytes',
        'MemberDetails.VolumeUsageUpdatedTime',
      ],
      parts: (read) => ({
        MemberDetails: read('ListMembers', {
          input: (graph) => ({ GraphArn: graph.Arn, MaxResults: 200 }),
          pick: (output) => output.MemberDetails,
          allPages: true,
        }),
        Tags: read('ListTagsForResource', {
          input: (graph) => ({ ResourceArn: graph.Arn }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);
