import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { elbv2 } from './sdk.ts';

interface Listener extends Record<string, unknown> {
  Protocol: string;
  DefaultActions: Action[];
  /** Only where nothing listens for HTTPS at the port that was asked for: where something does. */
  HttpsPorts?: number[];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions */
export const redirectListenerToHttps = declareAction(elbv2, {
  id: 'elbv2-listener-redirect-to-https',
  title: 'Redirect HTTP to HTTPS',
  what: 'Has the HTTP listener send everybody to the same address over HTTPS (301), instead of what it does by default.',
  types: ['AWS::ElasticLoadBalancingV2::Listener'],
  parameters: z.object({
    httpsPort: z
      .int()
      .min(1)
      .max(65_535)
      .default(443)
      .describe('The port of the load balancer’s HTTPS listener that they are sent to.'),
  }),
  calls: {
    DescribeListeners: { permission: 'elasticloadbalancing:DescribeListeners', on: '*' },
    ModifyListener: {
      permission: 'elasticloadbalancing:ModifyListener',
      on: { role: 'arn:{partition}:elasticloadbalancing:{region}:{account}:listener/app/*', session: '{arn}' },
    },
  },
  gone: ['ListenerNotFound', 'LoadBalancerNotFound'],
  async read(aws, { arn }, { httpsPort }): Promise<Listener | null> {
    const { Listeners: [listener] = [] } = await aws.call('DescribeListeners', { ListenerArns: [arn] });
    if (listener === undefined) return null;
    const state = {
      Protocol: listener.Protocol ?? '',
      DefaultActions: (listener.DefaultActions ?? []).map(asWritten),
    };
    if (state.DefaultActions.some(leadsToHttps)) return state;
    const { LoadBalancerArn } = listener;
    const { Listeners = [] } = await aws.call('DescribeListeners', { LoadBalancerArn, PageSize: 400 });
    const ports = Listeners.flatMap(({ Protocol, Port }) => (Protocol === 'HTTPS' && Port ? [Port] : []));
    return ports.includes(httpsPort) ? state : { ...state, HttpsPorts: ports };
  },
  want(state, { httpsPort }, { name }) {
    const { Protocol, DefaultActions, HttpsPorts } = state;
    if (Protocol !== 'HTTP') return { refused: `${name} is no HTTP listener, but one for ${Protocol}.` };
    if (DefaultActions.some(leadsToHttps)) return { to: state };
    if (HttpsPorts?.length === 0) {
      return { refused: `The load balancer of ${name} has no HTTPS listener to send anybody to. Add one first.` };
    }
    if (HttpsPorts !== undefined) {
      return {
        refused: `The load balancer of ${name} has no HTTPS listener at port ${httpsPort}, but at ${HttpsPorts.join(', ')}. Choose that as httpsPort.`,
      };
    }
    return { to: { Protocol, DefaultActions: [redirectTo(httpsPort)] } };
  },
  mayBreak: ({ from }, { name }, { httpsPort }) => [
    ...(from?.DefaultActions ?? []).flatMap((action) => whatEnds(action, name)),
    `Programs that call ${name} and do not follow redirections fail, and POST requests become GET.`,
    `Port ${httpsPort} must be open in the load balancer’s security groups, and its certificate must be for the names in use.`,
    'Browsers remember a 301: after undoing it, some go to HTTPS even so.',
    'Rules of the listener that forward by path or host come before this, and go on over HTTP.',
  ],
  async write(aws, { arn }, { to }) {
    if (to === null) return;
    await aws.call('ModifyListener', { ListenerArn: arn, DefaultActions: to.DefaultActions });
  },
});

/** With all that AWS would fill in, so that it reads as it was written. */
function redirectTo(port: number): Action {
  return {
    Type: 'redirect',
    Order: 1,
    RedirectConfig: {
      ...{ Protocol: 'HTTPS', Port: String(port), Host: '#{host}', Path: '/#{path}', Query: '#{query}' },
      StatusCode: 'HTTP_301',
    },
  };
}

function leadsToHttps({ Type, RedirectConfig }: Action): boolean {
  return Type === 'redirect' && RedirectConfig?.Protocol === 'HTTPS';
}

/** AWS tells a single target group twice, and takes both; several only as ForwardConfig. */
function asWritten({ TargetGroupArn, ...action }: Action): Action {
  if (TargetGroupArn === undefined || action.ForwardConfig !== undefined) return action;
  return {
    ...action,
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: false },
    },
  };
}

function whatEnds({ Type, ForwardConfig, RedirectConfig, FixedResponseConfig }: Action, name: string): string[] {
  if (Type === 'forward') {
    const groups = ForwardConfig?.TargetGroups?.map(({ TargetGroupArn }) => TargetGroupArn?.split('/')[1]) ?? [];
    return [`What comes to ${name} no longer goes to ${groups.join(', ')}, but is sent to HTTPS.`];
  }
  if (Type === 'redirect') return [`${name} no longer redirects to ${RedirectConfig?.Host ?? 'another address'}.`];
  return FixedResponseConfig === undefined ? [] : [`${name} no longer answers ${FixedResponseConfig.StatusCode}.`];
}
