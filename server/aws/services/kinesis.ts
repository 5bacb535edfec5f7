import { declareService } from '../declare-service.ts';

export const kinesis = declareService(
  {
    id: 'kinesis',
    name: 'Amazon Kinesis Data Streams',
    scope: 'regional',
    load: () => import('@aws-sdk/client-kinesis'),
    client: 'KinesisClient',
    encodedDocuments: ['ResourcePolicy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Kinesis::Stream',
      list: 'ListStreams',
      input: { Limit: 10_000 },
      items: (page) => page.StreamSummaries,
      arn: (stream) => stream.StreamARN ?? '',
      name: (stream) => stream.StreamName,
      volatile: ['StreamDescriptionSummary.ConsumerCount', 'StreamDescriptionSummary.OpenShardCount'],
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        StreamDescriptionSummary: read('DescribeStreamSummary', {
          input: (stream) => ({ StreamARN: stream.StreamARN }),
          pick: (output) => output.StreamDescriptionSummary,
        }),
        ResourcePolicy: read('GetResourcePolicy', {
          input: (stream) => ({ ResourceARN: stream.StreamARN }),
          // AWS documents no answer of its own for "no policy". A stream that is no more shows in the other parts.
          pick: ({ Policy }) => (Policy === '' || Policy === '{}' ? undefined : Policy),
          absent: ['ResourceNotFoundException'],
        }),
        Tags: read('ListTagsForStream', {
          // A stream has at most 50 tags.
          input: (stream) => ({ StreamARN: stream.StreamARN, Limit: 50 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);
