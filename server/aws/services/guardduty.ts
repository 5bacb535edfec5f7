import { declareService } from '../declare-service.ts';

export const guardduty = declareService(
  {
    id: 'guardduty',
    name: 'Amazon GuardDuty',
    scope: 'regional',
    load: () => import('@aws-sdk/client-guardduty'),
    client: 'GuardDutyClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::GuardDuty::Detector',
      list: 'ListDetectors',
      input: { MaxResults: 50 },
      // There is at most one in a region.
      items: (page) => page.DetectorIds,
      arn: (id, at) => `arn:${at.partition}:guardduty:${at.region}:${at.accountId}:detector/${id}`,
      tags: 'Detector.Tags',
      volatile: ['FindingStatistics', 'Members.UpdatedAt'],
      parts: (read) => ({
        Detector: read('GetDetector', { input: (id) => ({ DetectorId: id }) }),
        Administrator: read('GetAdministratorAccount', {
          input: (id) => ({ DetectorId: id }),
          pick: (output) => output.Administrator,
        }),
        Members: read('ListMembers', {
          input: (id) => ({ DetectorId: id, MaxResults: 50 }),
          pick: (output) => output.Members,
          allPages: true,
        }),
        // Filters can hide findings.
        FilterNames: read('ListFilters', {
          input: (id) => ({ DetectorId: id, MaxResults: 50 }),
          pick: (output) => output.FilterNames,
          allPages: true,
        }),
        PublishingDestinations: read('ListPublishingDestinations', {
          input: (id) => ({ DetectorId: id, MaxResults: 50 }),
          pick: (output) => output.Destinations,
          allPages: true,
        }),
        FindingStatistics: read('GetFindingsStatistics', {
          input: (id) => ({
            DetectorId: id,
            FindingCriteria: { Criterion: { 'service.archived': { Equals: ['false'] } } },
            GroupBy: 'SEVERITY' as const,
          }),
          pick: (output) => output.FindingStatistics,
        }),
      }),
    }),
  ],
);
