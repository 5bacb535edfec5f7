import { declareService } from '../declare-service.ts';

export const macie2 = declareService(
  {
    id: 'macie2',
    name: 'Amazon Macie',
    scope: 'regional',
    partitions: ['aws'],
    load: () => import('@aws-sdk/client-macie2'),
    client: 'Macie2Client',
    // The code is also that of refusals:
    // https://docs.aws.amazon.com/macie/latest/APIReference/macie.html
    notEnabled: [{ code: 'AccessDeniedException', message: /^Macie is not enabled/ }],
  },
  ({ asset }) => [
    // A region without Macie costs this call alone.
    asset({
      type: 'AWS::Macie::Session',
      list: 'GetMacieSession',
      items: (session) => [session],
      // AWS gives the session no ARN.
      arn: (_session, at) => `arn:${at.partition}:macie2:${at.region}:${at.accountId}:session`,
      name: () => 'Macie session',
      volatile: ['AutomatedDiscoveryConfiguration.lastUpdatedAt'],
      parts: (read) => ({
        Administrator: read('GetAdministratorAccount', {
          pick: (output) => output.administrator,
          absent: ['ResourceNotFoundException'],
        }),
        AutomatedDiscoveryConfiguration: read('GetAutomatedDiscoveryConfiguration'),
        ClassificationExportConfiguration: read('GetClassificationExportConfiguration', {
          pick: (output) => output.configuration,
        }),
        FindingsPublicationConfiguration: read('GetFindingsPublicationConfiguration', {
          pick: (output) => output.securityHubConfiguration,
        }),
      }),
      children: (list) => [
        // CloudFormation has no type for it.
        list({
          type: 'AWS::Macie::ClassificationJob',
          list: 'ListClassificationJobs',
          input: () => ({ maxResults: 200 }),
          items: (page) => page.items,
          arn: (job, at) => `arn:${at.partition}:macie2:${at.region}:${at.accountId}:classification-job/${job.jobId}`,
          name: (job) => job.name,
          volatile: ['jobStatus', 'lastRunErrorStatus'],
        }),
        list({
          type: 'AWS::Macie::FindingsFilter',
          list: 'ListFindingsFilters',
          input: () => ({ maxResults: 25 }),
          items: (page) => page.findingsFilterListItems,
          arn: (filter) => filter.arn ?? '',
          name: (filter) => filter.name,
          tags: 'tags',
        }),
        list({
          type: 'AWS::Macie::CustomDataIdentifier',
          list: 'ListCustomDataIdentifiers',
          input: () => ({ maxResults: 25 }),
          items: (page) => page.items,
          arn: (identifier) => identifier.arn ?? '',
          name: (identifier) => identifier.name,
        }),
        list({
          type: 'AWS::Macie::AllowList',
          list: 'ListAllowLists',
          input: () => ({ maxResults: 25 }),
          items: (page) => page.allowLists,
          arn: (allowList) => allowList.arn ?? '',
          name: (allowList) => allowList.name,
        }),
      ],
    }),
  ],
);
