import { declareService } from '../declare-service.ts';

export const firehose = declareService(
  {
    id: 'firehose',
    name: 'Amazon Data Firehose',
    scope: 'regional',
    load: () => import('@aws-sdk/client-firehose'),
    client: 'FirehoseClient',
    withheld: [
      'HECToken',
      'AccessKey',
      'Password',
      'PrivateKey',
      'KeyPassphrase',
      'CommonAttributes',
      // Of Redshift's COPY command; credentials can be among them.
      'CopyOptions',
    ],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::KinesisFirehose::DeliveryStream',
      list: 'ListDeliveryStreams',
      // More than a region can have: the next page would be asked for by name, for AWS gives no token.
      input: { Limit: 10_000 },
      items: ({ DeliveryStreamNames, HasMoreDeliveryStreams }) => {
        if (HasMoreDeliveryStreams) throw new Error('Amazon Data Firehose has more streams than it lists at once.');
        return DeliveryStreamNames;
      },
      arn: (name, at) => `arn:${at.partition}:firehose:${at.region}:${at.accountId}:deliverystream/${name}`,
      name: (name) => name,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        DeliveryStreamDescription: read('DescribeDeliveryStream', {
          input: (name) => ({ DeliveryStreamName: name }),
          pick: (output) => output.DeliveryStreamDescription,
        }),
        Tags: read('ListTagsForDeliveryStream', {
          // A stream has at most 50 tags.
          input: (name) => ({ DeliveryStreamName: name, Limit: 50 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);
