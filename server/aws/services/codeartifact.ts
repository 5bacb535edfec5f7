import { declareService } from '../declare-service.ts';

export const codeartifact = declareService(
  {
    id: 'codeartifact',
    name: 'AWS CodeArtifact',
    scope: 'regional',
    partitions: ['aws'],
    load: () => import('@aws-sdk/client-codeartifact'),
    client: 'CodeartifactClient',
    encodedDocuments: ['document'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::CodeArtifact::Domain',
      list: 'ListDomains',
      input: { maxResults: 1000 },
      items: (page) => page.domains,
      arn: (domain) => domain.arn ?? '',
      name: (domain) => domain.name,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        PermissionsPolicy: read('GetDomainPermissionsPolicy', {
          input: (domain) => ({ domain: domain.name, domainOwner: domain.owner }),
          pick: (output) => output.policy,
          absent: ['ResourceNotFoundException'],
        }),
        Tags: read('ListTagsForResource', {
          input: (domain) => ({ resourceArn: domain.arn }),
          pick: (output) => output.tags,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::CodeArtifact::PackageGroup',
          list: 'ListPackageGroups',
          input: (domain) => ({ domain: domain.name, domainOwner: domain.owner, maxResults: 1000 }),
          items: (page) => page.packageGroups,
          arn: (group) => group.arn ?? '',
          name: (group) => group.pattern,
        }),
      ],
    }),
    asset({
      type: 'AWS::CodeArtifact::Repository',
      list: 'ListRepositories',
      input: { maxResults: 1000 },
      items: (page) => page.repositories,
      arn: (repository) => repository.arn ?? '',
      name: (repository) => repository.name,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Repository: read('DescribeRepository', {
          input: ({ domainName, domainOwner, name }) => ({ domain: domainName, domainOwner, repository: name }),
          pick: (output) => output.repository,
        }),
        PermissionsPolicy: read('GetRepositoryPermissionsPolicy', {
          input: ({ domainName, domainOwner, name }) => ({ domain: domainName, domainOwner, repository: name }),
          pick: (output) => output.policy,
          absent: ['ResourceNotFoundException'],
        }),
        // Those alone that take versions from a public registry as well as their publisher's: AWS never sets both, and
        // somebody else's version could replace the publisher's.
        // https://docs.aws.amazon.com/codeartifact/latest/ug/package-origin-controls.html
        PackagesOpenToBothOrigins: read('ListPackages', {
          input: ({ domainName, domainOwner, name }) => ({
            ...{ domain: domainName, domainOwner, repository: name },
            ...{ publish: 'ALLOW' as const, upstream: 'ALLOW' as const, maxResults: 1000 },
          }),
          pick: (output) => output.packages,
          allPages: true,
        }),
        Tags: read('ListTagsForResource', {
          input: (repository) => ({ resourceArn: repository.arn }),
          pick: (output) => output.tags,
        }),
      }),
    }),
  ],
);
