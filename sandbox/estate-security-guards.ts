import { CreateDetectorCommand, CreateFilterCommand, GuardDutyClient } from '@aws-sdk/client-guardduty';
import { EnableCommand, Inspector2Client } from '@aws-sdk/client-inspector2';
import { EnableMacieCommand, Macie2Client } from '@aws-sdk/client-macie2';
import { CreateFirewallCommand, NetworkFirewallClient } from '@aws-sdk/client-network-firewall';
import { EnableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { CreateProtectionCommand, CreateSubscriptionCommand, ShieldClient } from '@aws-sdk/client-shield';
import {
  CreateIPSetCommand,
  CreateRuleGroupCommand,
  CreateWebACLCommand,
  PutLoggingConfigurationCommand,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import type { Connect } from './estate-clients.ts';

interface Where {
  partition: string;
  accountId: string;
  /** The first is the home region. */
  regions: readonly string[];
}

const tags = { team: 'security', env: 'production' };
const tagPairs = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Makes, in the home region alone, what watches the account and what stands before it. */
export async function seedGuards(connect: Connect, where: Where): Promise<void> {
  const { partition, accountId } = where;
  const [home = ''] = where.regions;
  const arnIn = (service: string, resource: string) => `arn:${partition}:${service}:${home}:${accountId}:${resource}`;
  await Promise.all([
    seedWatch(connect, home, accountId),
    seedWebAcls(connect(WAFV2Client, home), arnIn('logs', 'log-group:aws-waf-logs-storefront')),
    connect(NetworkFirewallClient, home).send(
      new CreateFirewallCommand({
        FirewallName: 'egress',
        FirewallPolicyArn: arnIn('network-firewall', 'firewall-policy/egress'),
        VpcId: 'vpc-0a1b2c3d',
        SubnetMappings: [{ SubnetId: 'subnet-0a1b2c3d' }],
        DeleteProtection: false,
        Tags: tagPairs,
      }),
    ),
    // Shield Advanced is sold in the public regions alone.
    partition === 'aws' &&
      seedShield(
        connect(ShieldClient, home),
        arnIn('elasticloadbalancing', 'loadbalancer/app/storefront/50dc6c495c0c9188'),
      ),
  ]);
}

async function seedWatch(connect: Connect, region: string, accountId: string): Promise<void> {
  const guardduty = connect(GuardDutyClient, region);
  await Promise.all([
    guardduty
      .send(new CreateDetectorCommand({ Enable: true, FindingPublishingFrequency: 'SIX_HOURS', Tags: tags }))
      .then(({ DetectorId }) =>
        guardduty.send(
          new CreateFilterCommand({
            DetectorId,
            Name: 'noisy-scanners',
            Action: 'ARCHIVE',
            FindingCriteria: { Criterion: { severity: { LessThan: 4 } } },
          }),
        ),
      ),
    connect(SecurityHubClient, region).send(
      new EnableSecurityHubCommand({ EnableDefaultStandards: false, Tags: tags }),
    ),
    connect(Inspector2Client, region).send(
      new EnableCommand({ accountIds: [accountId], resourceTypes: ['EC2', 'ECR'] }),
    ),
    connect(Macie2Client, region).send(new EnableMacieCommand({ status: 'ENABLED' })),
  ]);
}

async function seedWebAcls(waf: WAFV2Client, logGroupArn: string): Promise<void> {
  const VisibilityConfig = { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: 'storefront' };
  const regional = { Scope: 'REGIONAL' as const, Tags: tagPairs };
  await waf.send(
    new CreateIPSetCommand({ ...regional, Name: 'offices', IPAddressVersion: 'IPV4', Addresses: ['192.0.2.0/24'] }),
  );
  const fromHeader = {
    ByteMatchStatement: {
      SearchString: Buffer.from('not-a-real-secret'),
      FieldToMatch: { SingleHeader: { Name: 'x-origin-verify' } },
      TextTransformations: [{ Priority: 0, Type: 'NONE' as const }],
      PositionalConstraint: 'EXACTLY' as const,
    },
  };
  const [storefront] = await Promise.all([
    waf.send(
      new CreateWebACLCommand({
        ...regional,
        Name: 'storefront',
        DefaultAction: { Block: {} },
        Rules: [{ Name: 'front-door', Priority: 0, Action: { Allow: {} }, Statement: fromHeader, VisibilityConfig }],
        VisibilityConfig,
      }),
    ),
    waf.send(
      new CreateWebACLCommand({ ...regional, Name: 'back-office', DefaultAction: { Allow: {} }, VisibilityConfig }),
    ),
    waf.send(new CreateRuleGroupCommand({ ...regional, Name: 'common', Capacity: 50, VisibilityConfig })),
  ]);
  await waf.send(
    new PutLoggingConfigurationCommand({
      LoggingConfiguration: {
        ResourceArn: storefront.Summary?.ARN,
        LogDestinationConfigs: [logGroupArn],
      },
    }),
  );
}

async function seedShield(shield: ShieldClient, loadBalancer: string): Promise<void> {
  await shield.send(new CreateSubscriptionCommand({}));
  await shield.send(new CreateProtectionCommand({ Name: 'storefront', ResourceArn: loadBalancer, Tags: tagPairs }));
}
