import { declareService } from '../service.ts';

export const cloudtrail = declareService(
  {
    id: 'cloudtrail',
    name: 'AWS CloudTrail',
    scope: 'regional',
    load: () => import('@aws-sdk/client-cloudtrail'),
    client: 'CloudTrailClient',
    encodedDocuments: ['ResourcePolicy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::CloudTrail::Trail',
      // Brings the trails of all regions, each once, where DescribeTrails shows a trail of several regions in all of them.
      list: 'ListTrails',
      atHomeOnly: true,
      items: (page) => page.Trails,
      region: (trail) => trail.HomeRegion,
      arn: (trail) => trail.TrailARN ?? '',
      name: (trail) => trail.Name,
      volatile: [
        ...['Status.LatestDeliveryTime', 'Status.LatestNotificationTime', 'Status.LatestCloudWatchLogsDeliveryTime'],
        ...['Status.LatestDigestDeliveryTime', 'Status.LatestDeliveryAttemptTime'],
        ...['Status.LatestNotificationAttemptTime', 'Status.LatestDeliveryAttemptSucceeded'],
        'Status.LatestNotificationAttemptSucceeded',
      ],
      gone: ['TrailNotFoundException'],
      parts: (read, readMany) => ({
        // By ARN, since a trail of the organization belongs to another account.
        Trail: readMany('DescribeTrails', {
          size: 20,
          input: (trails) => ({ trailNameList: trails.map(({ TrailARN }) => TrailARN ?? '') }),
          pick: (output, trail) => output.trailList?.find(({ TrailARN }) => TrailARN === trail.TrailARN),
        }),
        Status: read('GetTrailStatus', { input: (trail) => ({ Name: trail.TrailARN }) }),
        EventSelectors: read('GetEventSelectors', {
          input: (trail) => ({ TrailName: trail.TrailARN }),
          pick: ({ EventSelectors, AdvancedEventSelectors }) => ({ EventSelectors, AdvancedEventSelectors }),
        }),
        InsightSelectors: read('GetInsightSelectors', {
          input: (trail) => ({ TrailName: trail.TrailARN }),
          pick: (output) => output.InsightSelectors,
          absent: ['InsightNotEnabledException'],
        }),
        Tags: readMany('ListTags', {
          size: 20,
          input: (trails) => ({ ResourceIdList: trails.map(({ TrailARN }) => TrailARN ?? '') }),
          pick: (output, trail) =>
            output.ResourceTagList?.find(({ ResourceId }) => ResourceId === trail.TrailARN)?.TagsList,
        }),
      }),
    }),
    asset({
      type: 'AWS::CloudTrail::EventDataStore',
      list: 'ListEventDataStores',
      input: { MaxResults: 1000 },
      items: (page) => page.EventDataStores,
      arn: (store) => store.EventDataStoreArn ?? '',
      name: (store) => store.Name,
      gone: ['EventDataStoreNotFoundException'],
      parts: (read, readMany) => ({
        EventDataStore: read('GetEventDataStore', {
          input: (store) => ({ EventDataStore: store.EventDataStoreArn }),
        }),
        ResourcePolicy: read('GetResourcePolicy', {
          input: (store) => ({ ResourceArn: store.EventDataStoreArn }),
          pick: (output) => output.ResourcePolicy,
          absent: ['ResourcePolicyNotFoundException'],
        }),
        Tags: readMany('ListTags', {
          size: 20,
          input: (stores) => ({ ResourceIdList: stores.map(({ EventDataStoreArn }) => EventDataStoreArn ?? '') }),
          pick: (output, store) =>
            output.ResourceTagList?.find(({ ResourceId }) => ResourceId === store.EventDataStoreArn)?.TagsList,
        }),
      }),
    }),
  ],
);
