import { declareService } from '../declare-service.ts';

export const mq = declareService(
  {
    id: 'mq',
    name: 'Amazon MQ',
    scope: 'regional',
    load: () => import('@aws-sdk/client-mq'),
    client: 'MqClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::AmazonMQ::Broker',
      list: 'ListBrokers',
      input: { MaxResults: 100 },
      items: (page) => page.BrokerSummaries,
      arn: (broker) => broker.BrokerArn ?? '',
      name: (broker) => broker.BrokerName,
      tags: 'Broker.Tags',
      gone: ['NotFoundException'],
      parts: (read) => ({
        Broker: read('DescribeBroker', { input: (broker) => ({ BrokerId: broker.BrokerId }) }),
      }),
    }),
  ],
);
