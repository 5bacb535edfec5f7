import { declareAction } from '../declare-action.ts';
import { elbv2 } from './sdk.ts';

const Key = 'routing.http.drop_invalid_header_fields.enabled';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
export const dropInvalidHeadersOfLoadBalancer = declareAction(elbv2, {
  id: 'elbv2-load-balancer-drop-invalid-headers',
  title: 'Drop invalid header fields',
  what: 'Has the Application Load Balancer remove HTTP header fields whose names are not valid before it passes a request on.',
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  calls: {
    DescribeLoadBalancerAttributes: { permission: 'elasticloadbalancing:DescribeLoadBalancerAttributes', on: '*' },
    ModifyLoadBalancerAttributes: {
      permission: 'elasticloadbalancing:ModifyLoadBalancerAttributes',
      on: { role: 'arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/app/*', session: '{arn}' },
    },
  },
  gone: ['LoadBalancerNotFound'],
  async read(aws, { arn }) {
    const { Attributes } = await aws.call('DescribeLoadBalancerAttributes', { LoadBalancerArn: arn });
    // Only Application Load Balancers have it.
    return { [Key]: Attributes?.find((attribute) => attribute.Key === Key)?.Value ?? null };
  },
  want: (state, _, { name }) =>
    state[Key] === null
      ? { refused: `${name} is no Application Load Balancer: it does not look at headers.` }
      : { to: { [Key]: 'true' } },
  mayBreak: (_, { name }) => [
    `Programs behind ${name} no longer see header fields with other signs in their names than letters, digits and hyphens: with an underscore or a dot, for example.`,
    'It is in force within moments; nothing restarts.',
  ],
  async write(aws, { arn }, { to }) {
    const Value = to?.[Key];
    if (typeof Value !== 'string') return;
    await aws.call('ModifyLoadBalancerAttributes', { LoadBalancerArn: arn, Attributes: [{ Key, Value }] });
  },
});
