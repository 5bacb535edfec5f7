import { declareService } from '../declare-service.ts';

export const elbv2 = declareService(
  {
    id: 'elbv2',
    name: 'Elastic Load Balancing',
    scope: 'regional',
    load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
    client: 'ElasticLoadBalancingV2Client',
    iamPrefix: 'elasticloadbalancing',
    // Of a listener that signs users in by OpenID Connect.
    withheld: ['ClientSecret'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      list: 'DescribeLoadBalancers',
      input: { PageSize: 400 },
      items: (page) => page.LoadBalancers,
      arn: (balancer) => balancer.LoadBalancerArn ?? '',
      name: (balancer) => balancer.LoadBalancerName,
      gone: ['LoadBalancerNotFound'],
      parts: (read, readMany) => ({
        Attributes: read('DescribeLoadBalancerAttributes', {
          input: (balancer) => ({ LoadBalancerArn: balancer.LoadBalancerArn }),
          pick: (output) => output.Attributes,
        }),
        Tags: readMany('DescribeTags', {
          size: 20,
          input: (balancers) => ({ ResourceArns: balancers.flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []) }),
          pick: (output, balancer) =>
            output.TagDescriptions?.find(({ ResourceArn }) => ResourceArn === balancer.LoadBalancerArn)?.Tags,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::ElasticLoadBalancingV2::Listener',
          list: 'DescribeListeners',
          input: (balancer) => ({ LoadBalancerArn: balancer.LoadBalancerArn, PageSize: 400 }),
          items: (page) => page.Listeners,
          arn: (listener) => listener.ListenerArn ?? '',
          name: (listener, _at, balancer) =>
            [balancer.LoadBalancerName, listener.Protocol, listener.Port].filter(Boolean).join(' '),
        }),
      ],
    }),
    asset({
      type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      list: 'DescribeTargetGroups',
      input: { PageSize: 400 },
      items: (page) => page.TargetGroups,
      arn: (group) => group.TargetGroupArn ?? '',
      name: (group) => group.TargetGroupName,
      gone: ['TargetGroupNotFound'],
      parts: (_read, readMany) => ({
        Tags: readMany('DescribeTags', {
          size: 20,
          input: (groups) => ({ ResourceArns: groups.flatMap(({ TargetGroupArn }) => TargetGroupArn ?? []) }),
          pick: (output, group) =>
            output.TagDescriptions?.find(({ ResourceArn }) => ResourceArn === group.TargetGroupArn)?.Tags,
        }),
      }),
    }),
  ],
);
