import { declareService } from '../declare-service.ts';

export const opensearch = declareService(
  {
    id: 'opensearch',
    name: 'Amazon OpenSearch Service',
    scope: 'regional',
    load: () => import('@aws-sdk/client-opensearch'),
    client: 'OpenSearchClient',
    iamPrefix: 'es',
    encodedDocuments: ['AccessPolicies'],
  },
  ({ asset }) => [
    // Domains of Elasticsearch are here too.
    asset({
      type: 'AWS::OpenSearchService::Domain',
      list: 'ListDomainNames',
      items: (page) => page.DomainNames,
      arn: (domain, at) => `arn:${at.partition}:es:${at.region}:${at.accountId}:domain/${domain.DomainName}`,
      name: (domain) => domain.DomainName,
      volatile: ['Domain.ChangeProgressDetails'],
      gone: ['ResourceNotFoundException'],
      parts: (read, readMany) => ({
        Domain: readMany('DescribeDomains', {
          size: 5,
          input: (domains) => ({ DomainNames: domains.map(({ DomainName }) => DomainName ?? '') }),
          pick: (output, domain) => output.DomainStatusList?.find(({ DomainName }) => DomainName === domain.DomainName),
        }),
        Tags: read('ListTags', {
          input: (domain, at) => ({
            ARN: `arn:${at.partition}:es:${at.region}:${at.accountId}:domain/${domain.DomainName}`,
          }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
  ],
);
