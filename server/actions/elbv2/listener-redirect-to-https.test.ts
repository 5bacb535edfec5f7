import { expect, it } from 'vitest';
import type { State, Target } from '../action.ts';
import { redirectListenerToHttps } from './listener-redirect-to-https.ts';

const balancer = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/1';
const target: Target = {
  ...{ partition: 'aws', accountId: '111122223333', region: 'us-east-1', name: 'web HTTP 80', id: '2', tags: {} },
  type: 'AWS::ElasticLoadBalancingV2::Listener',
  arn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/web/1/2',
  document: {},
};
const TargetGroupArn = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/blue/3';
const TargetGroups = [{ TargetGroupArn, Weight: 1 }];
const forward = { Type: 'forward', ForwardConfig: { TargetGroups, TargetGroupStickinessConfig: { Enabled: false } } };

async function read(DefaultActions: object[], others: object[], httpsPort = 443, Protocol = 'HTTP') {
  const listener = { Protocol, Port: 80, LoadBalancerArn: balancer, DefaultActions };
  const aws = {
    ...{ token: 'act_1', find: async () => undefined },
    async call(_: string, input: object) {
      return { Listeners: 'ListenerArns' in input ? [listener] : [listener, ...others] };
    },
  };
  return redirectListenerToHttps.read(aws, target, { httpsPort });
}

const want = (state: State | null, httpsPort = 443) => redirectListenerToHttps.want(state ?? {}, { httpsPort }, target);

const https = { Protocol: 'HTTPS', Port: 443 };

it('reads one target group the same, however AWS tells it', async () => {
  const told = [{ Type: 'forward', TargetGroupArn }, { ...forward, TargetGroupArn }, forward];
  for (const action of told)
    expect(await read([action], [https])).toEqual({ Protocol: 'HTTP', DefaultActions: [forward] });
});

it('refuses where the load balancer has no HTTPS listener to send anybody to', async () => {
  expect(want(await read([forward], []))).toEqual({ refused: expect.stringContaining('has no HTTPS listener') });
  const tls = { Protocol: 'TLS', Port: 443 };
  expect(want(await read([forward], [tls]))).toEqual({ refused: expect.stringContaining('has no HTTPS listener') });
});

it('names the ports of other HTTPS listeners, and takes one that was chosen', async () => {
  const other = { Protocol: 'HTTPS', Port: 8443 };
  expect(want(await read([forward], [other]))).toEqual({ refused: expect.stringContaining('but at 8443') });
  expect(want(await read([forward], [other], 8443), 8443)).toMatchObject({
    to: { DefaultActions: [{ RedirectConfig: { Protocol: 'HTTPS', Port: '8443' } }] },
  });
});

it('leaves a listener as it is that redirects to HTTPS, whatever else listens', async () => {
  const state = await read([{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_302' } }], []);
  expect(want(state)).toEqual({ to: state });
});

it('refuses a listener that is not for HTTP', async () => {
  expect(want(await read([forward], [https], 443, 'HTTPS'))).toEqual({ refused: expect.stringContaining('HTTPS') });
});

it('says what no longer gets where it went', () => {
  const from = { Protocol: 'HTTP', DefaultActions: [forward] };
  const told = redirectListenerToHttps.mayBreak({ from, to: null }, target, { httpsPort: 443 });
  expect(told[0]).toBe('What comes to web HTTP 80 no longer goes to blue, but is sent to HTTPS.');
});
