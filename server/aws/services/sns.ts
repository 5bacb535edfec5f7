import { declareService } from '../declare-service.ts';

export const sns = declareService(
  {
    id: 'sns',
    name: 'Amazon SNS',
    scope: 'regional',
    load: () => import('@aws-sdk/client-sns'),
    client: 'SNSClient',
    encodedDocuments: ['Policy', 'DeliveryPolicy', 'EffectiveDeliveryPolicy', 'ArchivePolicy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::SNS::Topic',
      list: 'ListTopics',
      items: (page) => page.Topics,
      arn: (topic) => topic.TopicArn ?? '',
      gone: ['NotFound', 'ResourceNotFound'],
      volatile: [
        ...['Attributes.SubscriptionsConfirmed', 'Attributes.SubscriptionsPending', 'Attributes.SubscriptionsDeleted'],
        'Attributes.BeginningArchiveTime',
      ],
      parts: (read) => ({
        Attributes: read('GetTopicAttributes', {
          input: (topic) => ({ TopicArn: topic.TopicArn }),
          pick: (output) => output.Attributes,
        }),
        Tags: read('ListTagsForResource', {
          input: (topic) => ({ ResourceArn: topic.TopicArn }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::SNS::Subscription',
      list: 'ListSubscriptions',
      // What nobody has confirmed yet is no subscription: AWS gives it an ARN when it becomes one.
      items: (page) => page.Subscriptions?.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:')),
      arn: (subscription) => subscription.SubscriptionArn ?? '',
    }),
  ],
);
