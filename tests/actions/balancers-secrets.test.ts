import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as secrets from '@aws-sdk/client-secrets-manager';
import type { Connect } from '../rules/wrong.ts';
import type { Faulty } from './faulty.ts';
import { proveActions } from './prove.ts';

/** What AWS named itself. */
const made: Record<string, string> = {};

async function makeBalancer(connect: Connect, Name: string) {
  const { Subnets = [] } = await connect(EC2Client).send(new DescribeSubnetsCommand({}));
  const { LoadBalancers: [balancer] = [] } = await connect(elb.ElasticLoadBalancingV2Client).send(
    new elb.CreateLoadBalancerCommand({
      ...{ Name, Type: 'application' },
      Subnets: Subnets.slice(0, 2).flatMap(({ SubnetId }) => SubnetId ?? []),
    }),
  );
  made[Name] = balancer?.LoadBalancerArn ?? '';
  return { LoadBalancerArn: balancer?.LoadBalancerArn, VpcId: balancer?.VpcId };
}

/** A load balancer with an HTTPS listener and one for HTTP. @param actions what that does by default */
async function makeListeners(
  connect: Connect,
  name: string,
  actions: (targets: string[]) => elb.Action[],
  httpsPort = 443,
): Promise<string> {
  const client = connect(elb.ElasticLoadBalancingV2Client);
  const { LoadBalancerArn, VpcId } = await makeBalancer(connect, name);
  const targets: string[] = [];
  for (const part of ['blue', 'green']) {
    const { TargetGroups: [group] = [] } = await client.send(
      new elb.CreateTargetGroupCommand({ Name: `${name}-${part}`, Protocol: 'HTTP', Port: 8080, VpcId }),
    );
    targets.push(group?.TargetGroupArn ?? '');
  }
  const { CertificateArn } = await connect(ACMClient).send(
    new RequestCertificateCommand({ DomainName: `${name}.example.com` }),
  );
  await client.send(
    new elb.CreateListenerCommand({
      ...{ LoadBalancerArn, Protocol: 'HTTPS', Port: httpsPort, Certificates: [{ CertificateArn }] },
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targets[0] }],
    }),
  );
  const { Listeners: [listener] = [] } = await client.send(
    new elb.CreateListenerCommand({
      ...{ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions: actions(targets) },
    }),
  );
  made[`${name} HTTP 80`] = listener?.ListenerArn ?? '';
  return `${name} HTTP 80`;
}

function ofListener(name: string, what: string, actions: (targets: string[]) => elb.Action[], httpsPort = 443): Faulty {
  const redirect = {
    ...{ Protocol: 'HTTPS', Port: String(httpsPort), Host: '#{host}', Path: '/#{path}', Query: '#{query}' },
    StatusCode: 'HTTP_301',
  };
  return {
    ...{ kind: 'elbv2-listener-redirect-to-https', what, type: 'AWS::ElasticLoadBalancingV2::Listener' },
    rule: 'elbv2-listener-redirects-to-https',
    ...(httpsPort !== 443 && { parameters: { httpsPort } }),
    make: (connect) => makeListeners(connect, name, actions, httpsPort),
    look: () => ({
      ...{ service: 'elbv2', operation: 'describe_listeners' },
      input: { ListenerArns: [made[`${name} HTTP 80`]] },
    }),
    see: (answer) => (answer as { Listeners: { DefaultActions: unknown }[] }).Listeners[0]?.DefaultActions,
    mended: [{ Type: 'redirect', Order: 1, RedirectConfig: redirect }],
  };
}

const smuggling: Faulty = {
  kind: 'elbv2-load-balancer-drop-invalid-headers',
  what: 'a load balancer that passes every header on',
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  rule: 'elbv2-load-balancer-drops-invalid-headers',
  async make(connect) {
    await makeBalancer(connect, 'faulty-smuggling');
    return 'faulty-smuggling';
  },
  look: () => ({
    ...{ service: 'elbv2', operation: 'describe_load_balancer_attributes' },
    input: { LoadBalancerArn: made['faulty-smuggling'] },
  }),
  see: (answer) =>
    (answer as { Attributes: { Key: string; Value: string }[] }).Attributes.filter(({ Key }) =>
      Key.startsWith('routing.http.drop'),
    ),
  mended: [{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' }],
};

async function makeFunction(connect: Connect): Promise<string> {
  if (made.function !== undefined) return made.function;
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const { Role } = await connect(IAMClient).send(
    new CreateRoleCommand({ RoleName: 'of-the-rotation', AssumeRolePolicyDocument }),
  );
  const { FunctionArn = '' } = await connect(LambdaClient).send(
    new CreateFunctionCommand({
      ...{ FunctionName: 'rotate', Role: Role?.Arn, Runtime: 'nodejs22.x', Handler: 'index.handler' },
      Code: { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') },
    }),
  );
  made.function = FunctionArn;
  return FunctionArn;
}

function ofSecret(Name: string, rest: Partial<Faulty> & Pick<Faulty, 'what' | 'make' | 'mended'>): Faulty {
  return {
    kind: 'secretsmanager-secret-rotate',
    type: 'AWS::SecretsManager::Secret',
    rule: 'secretsmanager-secret-rotation-enabled',
    look: () => ({ service: 'secretsmanager', operation: 'describe_secret', input: { SecretId: Name } }),
    see: (answer) => {
      const { RotationEnabled = false, RotationRules, VersionIdsToStages } = answer as Record<string, object>;
      // The rules stay when rotation is cancelled, and mean nothing then.
      return {
        RotationEnabled,
        ...(RotationEnabled && { RotationRules }),
        stages: Object.values(VersionIdsToStages ?? {}),
      };
    },
    ...rest,
  };
}

const forgotten = ofSecret('faulty-forgotten', {
  what: 'a secret that never rotated',
  parameters: { rotationLambdaArn: 'arn:aws:lambda:us-east-1:111122223333:function:rotate' },
  async make(connect) {
    await makeFunction(connect);
    const Name = 'faulty-forgotten';
    await connect(secrets.SecretsManagerClient).send(new secrets.CreateSecretCommand({ Name, SecretString: 'x' }));
    return Name;
  },
  mended: { RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 30 }, stages: [['AWSCURRENT']] },
});

const cancelled = ofSecret('faulty-cancelled', {
  what: 'a secret of which the rotation was cancelled',
  parameters: { days: 7 },
  async make(connect) {
    const Name = 'faulty-cancelled';
    const client = connect(secrets.SecretsManagerClient);
    const RotationLambdaARN = await makeFunction(connect);
    await client.send(new secrets.CreateSecretCommand({ Name, SecretString: 'x' }));
    const set = { RotationLambdaARN, RotationRules: { AutomaticallyAfterDays: 90 }, RotateImmediately: false };
    await client.send(new secrets.RotateSecretCommand({ SecretId: Name, ...set }));
    await client.send(new secrets.CancelRotateSecretCommand({ SecretId: Name }));
    return Name;
  },
  mended: { RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 7 }, stages: [['AWSCURRENT']] },
});

const [blue, green] = [0, 1];

proveActions(
  ['elbv2', 'secretsmanager'],
  [
    ofListener('faulty-plain', 'a listener that forwards to one target group', (targets) => [
      { Type: 'forward', TargetGroupArn: targets[blue] },
    ]),
    ofListener(
      'faulty-weighted',
      'a listener that forwards to two target groups',
      (targets) => [
        {
          ...{ Type: 'forward', Order: 1 },
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: targets[blue], Weight: 90 },
              { TargetGroupArn: targets[green], Weight: 10 },
            ],
            TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 600 },
          },
        },
      ],
      8443,
    ),
    ofListener('faulty-answering', 'a listener that answers by itself', () => [
      {
        Type: 'fixed-response',
        FixedResponseConfig: { StatusCode: '503', ContentType: 'text/plain', MessageBody: 'Gone.' },
      },
    ]),
    ofListener('faulty-elsewhere', 'a listener that redirects to another name, over HTTP', () => [
      {
        Type: 'redirect',
        RedirectConfig: { Protocol: '#{protocol}', Host: 'www.example.com', Path: '/#{path}', StatusCode: 'HTTP_302' },
      },
    ]),
    smuggling,
    forgotten,
    cancelled,
  ],
);
