import { declareService } from '../declare-service.ts';

export const sqs = declareService(
  {
    id: 'sqs',
    name: 'Amazon SQS',
    scope: 'regional',
    load: () => import('@aws-sdk/client-sqs'),
    client: 'SQSClient',
    encodedDocuments: ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::SQS::Queue',
      list: 'ListQueues',
      // Without it AWS stops at 1,000 queues, and says nothing of the others.
      input: { MaxResults: 1000 },
      items: (page) => page.QueueUrls?.map((QueueUrl) => ({ QueueUrl })),
      arn: (queue, at) =>
        `arn:${at.partition}:sqs:${at.region}:${at.accountId}:${queue.QueueUrl.split('/').at(-1) ?? ''}`,
      gone: ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'],
      volatile: [
        ...['Attributes.ApproximateNumberOfMessages', 'Attributes.ApproximateNumberOfMessagesDelayed'],
        'Attributes.ApproximateNumberOfMessagesNotVisible',
      ],
      parts: (read) => ({
        Attributes: read('GetQueueAttributes', {
          input: (queue) => ({ QueueUrl: queue.QueueUrl, AttributeNames: ['All' as const] }),
          pick: (output) => output.Attributes,
        }),
        Tags: read('ListQueueTags', {
          input: (queue) => ({ QueueUrl: queue.QueueUrl }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);
