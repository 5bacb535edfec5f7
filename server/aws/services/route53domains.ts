import { declareService } from '../declare-service.ts';

export const route53domains = declareService(
  {
    id: 'route53domains',
    name: 'Amazon Route 53 Domains',
    scope: 'global',
    partitions: ['aws'],
    load: () => import('@aws-sdk/client-route-53-domains'),
    client: 'Route53DomainsClient',
    // Names, addresses and telephone numbers of people.
    withheld: ['AdminContact', 'RegistrantContact', 'TechContact', 'BillingContact'],
  },
  ({ asset }) => [
    asset({
      // CloudFormation has no type for domains, and AWS no ARN.
      type: 'AWS::Route53Domains::Domain',
      list: 'ListDomains',
      input: { MaxItems: 100 },
      items: (page) => page.Domains,
      arn: (domain, at) => `arn:${at.partition}:route53domains::${at.accountId}:domain/${domain.DomainName}`,
      name: (domain) => domain.DomainName,
      parts: (read) => ({
        DomainDetail: read('GetDomainDetail', { input: (domain) => ({ DomainName: domain.DomainName }) }),
        Tags: read('ListTagsForDomain', {
          input: (domain) => ({ DomainName: domain.DomainName }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
  ],
);
