import { declareService } from '../declare-service.ts';

const pages = { input: 'pageToken', output: 'nextPageToken' };

export const lightsail = declareService(
  {
    id: 'lightsail',
    name: 'Amazon Lightsail',
    scope: 'regional',
    partitions: ['aws'],
    load: () => import('@aws-sdk/client-lightsail'),
    client: 'LightsailClient',
    // What containers are started with.
    withheld: ['environment', 'command', 'masterUserPassword'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Lightsail::Instance',
      list: 'GetInstances',
      pages,
      items: (page) => page.instances,
      arn: (instance) => instance.arn ?? '',
      name: (instance) => instance.name,
      tags: 'tags',
    }),
    asset({
      type: 'AWS::Lightsail::Database',
      list: 'GetRelationalDatabases',
      pages,
      items: (page) => page.relationalDatabases,
      arn: (database) => database.arn ?? '',
      name: (database) => database.name,
      tags: 'tags',
      volatile: ['latestRestorableTime'],
    }),
    asset({
      type: 'AWS::Lightsail::StaticIp',
      list: 'GetStaticIps',
      pages,
      items: (page) => page.staticIps,
      arn: (address) => address.arn ?? '',
      name: (address) => address.name,
    }),
    asset({
      type: 'AWS::Lightsail::LoadBalancer',
      list: 'GetLoadBalancers',
      pages,
      items: (page) => page.loadBalancers,
      arn: (balancer) => balancer.arn ?? '',
      name: (balancer) => balancer.name,
      tags: 'tags',
    }),
    asset({
      type: 'AWS::Lightsail::Bucket',
      list: 'GetBuckets',
      pages,
      items: (page) => page.buckets,
      arn: (bucket) => bucket.arn ?? '',
      name: (bucket) => bucket.name,
      tags: 'tags',
    }),
    asset({
      type: 'AWS::Lightsail::Container',
      list: 'GetContainerServices',
      items: (page) => page.containerServices,
      arn: (service) => service.arn ?? '',
      name: (service) => service.containerServiceName,
      tags: 'tags',
    }),
    asset({
      type: 'AWS::Lightsail::Distribution',
      list: 'GetDistributions',
      // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetDistributions.html
      atHomeOnly: true,
      pages,
      items: (page) => page.distributions,
      arn: (distribution) => distribution.arn ?? '',
      name: (distribution) => distribution.name,
      tags: 'tags',
    }),
  ],
);
