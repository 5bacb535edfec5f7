import { declareService } from '../declare-service.ts';

export const elb = declareService(
  {
    id: 'elb',
    name: 'Elastic Load Balancing (Classic)',
    scope: 'regional',
    load: () => import('@aws-sdk/client-elastic-load-balancing'),
    client: 'ElasticLoadBalancingClient',
    iamPrefix: 'elasticloadbalancing',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::ElasticLoadBalancing::LoadBalancer',
      list: 'DescribeLoadBalancers',
      input: { PageSize: 400 },
      items: (page) => page.LoadBalancerDescriptions,
      arn: (balancer, at) =>
        `arn:${at.partition}:elasticloadbalancing:${at.region}:${at.accountId}:loadbalancer/${balancer.LoadBalancerName}`,
      name: (balancer) => balancer.LoadBalancerName,
      // Auto Scaling adds and removes machines.
      volatile: ['Instances'],
      gone: ['LoadBalancerNotFound', 'AccessPointNotFoundException'],
      parts: (read, readMany) => ({
        LoadBalancerAttributes: read('DescribeLoadBalancerAttributes', {
          input: (balancer) => ({ LoadBalancerName: balancer.LoadBalancerName }),
          pick: (output) => output.LoadBalancerAttributes,
        }),
        // Which protocols and ciphers a listener takes is in its policy, whose name says nothing.
        PolicyDescriptions: read('DescribeLoadBalancerPolicies', {
          input: (balancer) => ({ LoadBalancerName: balancer.LoadBalancerName }),
          pick: (output) => output.PolicyDescriptions,
          applies: ({ ListenerDescriptions }) =>
            ListenerDescriptions?.some(({ Listener }) => /^(https|ssl)$/i.test(Listener?.Protocol ?? '')) ?? false,
        }),
        Tags: readMany('DescribeTags', {
          size: 20,
          input: (balancers) => ({
            LoadBalancerNames: balancers.flatMap(({ LoadBalancerName }) => LoadBalancerName ?? []),
          }),
          pick: (output, balancer) =>
            output.TagDescriptions?.find(({ LoadBalancerName }) => LoadBalancerName === balancer.LoadBalancerName)
              ?.Tags,
        }),
      }),
    }),
  ],
);
