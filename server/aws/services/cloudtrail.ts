import { declareService } from '../declare-service.ts';

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
      // Each trail is taken where it was made. Of a trail of several regions the others show shadows, and a member account
      // sees its organization's trails as shadows alone, so these must be asked for:
      // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
      list: 'DescribeTrails',
      input: { includeShadowTrails: true },
      items: (page, at) => page.trailList?.filter(({ HomeRegion }) => HomeRegion === at.region),
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
