import { declareService } from '../declare-service.ts';

export const networkFirewall = declareService(
  {
    id: 'network-firewall',
    name: 'AWS Network Firewall',
    scope: 'regional',
    load: () => import('@aws-sdk/client-network-firewall'),
    client: 'NetworkFirewallClient',
    encodedDocuments: ['Policy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::NetworkFirewall::Firewall',
      list: 'ListFirewalls',
      input: { MaxResults: 100 },
      items: (page) => page.Firewalls,
      arn: (firewall) => firewall.FirewallArn ?? '',
      name: (firewall) => firewall.FirewallName,
      tags: 'Firewall.Tags',
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Firewall: read('DescribeFirewall', {
          input: (firewall) => ({ FirewallArn: firewall.FirewallArn }),
          pick: (output) => output.Firewall,
        }),
        LoggingConfiguration: read('DescribeLoggingConfiguration', {
          input: (firewall) => ({ FirewallArn: firewall.FirewallArn }),
          pick: (output) => output.LoggingConfiguration,
        }),
      }),
    }),
    asset({
      type: 'AWS::NetworkFirewall::FirewallPolicy',
      list: 'ListFirewallPolicies',
      input: { MaxResults: 100 },
      items: (page) => page.FirewallPolicies,
      arn: (policy) => policy.Arn ?? '',
      name: (policy) => policy.Name,
      tags: 'FirewallPolicy.FirewallPolicyResponse.Tags',
      volatile: [
        'FirewallPolicy.FirewallPolicyResponse.ConsumedStatefulDomainCapacity',
        'FirewallPolicy.FirewallPolicyResponse.ConsumedStatefulRuleCapacity',
        'FirewallPolicy.FirewallPolicyResponse.ConsumedStatelessRuleCapacity',
      ],
      parts: (read) => ({
        FirewallPolicy: read('DescribeFirewallPolicy', { input: (policy) => ({ FirewallPolicyArn: policy.Arn }) }),
        // Whom the policy is shared with.
        Policy: read('DescribeResourcePolicy', {
          input: (policy) => ({ ResourceArn: policy.Arn }),
          pick: (output) => output.Policy,
          absent: ['ResourceNotFoundException'],
        }),
      }),
    }),
    asset({
      type: 'AWS::NetworkFirewall::RuleGroup',
      list: 'ListRuleGroups',
      input: { Scope: 'ACCOUNT', MaxResults: 100 },
      items: (page) => page.RuleGroups,
      arn: (group) => group.Arn ?? '',
      name: (group) => group.Name,
      tags: 'RuleGroup.RuleGroupResponse.Tags',
      volatile: ['RuleGroup.RuleGroupResponse.ConsumedCapacity'],
      parts: (read) => ({
        RuleGroup: read('DescribeRuleGroup', { input: (group) => ({ RuleGroupArn: group.Arn }) }),
        Policy: read('DescribeResourcePolicy', {
          input: (group) => ({ ResourceArn: group.Arn }),
          pick: (output) => output.Policy,
          absent: ['ResourceNotFoundException'],
        }),
      }),
    }),
  ],
);
