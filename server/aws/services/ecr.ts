import { declareService } from '../declare-service.ts';

export const ecr = declareService(
  {
    id: 'ecr',
    name: 'Amazon ECR',
    scope: 'regional',
    load: () => import('@aws-sdk/client-ecr'),
    client: 'ECRClient',
    encodedDocuments: ['RepositoryPolicy', 'LifecyclePolicy', 'RegistryPolicy'],
  },
  ({ asset, settings }) => [
    asset({
      type: 'AWS::ECR::Repository',
      list: 'DescribeRepositories',
      input: { maxResults: 1000 },
      items: (page) => page.repositories,
      arn: (repository) => repository.repositoryArn ?? '',
      name: (repository) => repository.repositoryName,
      gone: ['RepositoryNotFoundException'],
      parts: (read) => ({
        RepositoryPolicy: read('GetRepositoryPolicy', {
          input: ({ registryId, repositoryName }) => ({ registryId, repositoryName }),
          pick: (output) => output.policyText,
          absent: ['RepositoryPolicyNotFoundException'],
        }),
        LifecyclePolicy: read('GetLifecyclePolicy', {
          input: ({ registryId, repositoryName }) => ({ registryId, repositoryName }),
          pick: (output) => output.lifecyclePolicyText,
          absent: ['LifecyclePolicyNotFoundException'],
        }),
        Tags: read('ListTagsForResource', {
          input: (repository) => ({ resourceArn: repository.repositoryArn }),
          pick: (output) => output.tags,
        }),
      }),
    }),
    settings({
      // CloudFormation has a type for each of its settings, none for the registry, and AWS gives it no ARN.
      type: 'AWS::ECR::Registry',
      name: 'Private registry',
      arn: (at) => `arn:${at.partition}:ecr:${at.region}:${at.accountId}:registry`,
      parts: (read) => ({
        RegistryPolicy: read('GetRegistryPolicy', {
          pick: (output) => output.policyText,
          absent: ['RegistryPolicyNotFoundException'],
        }),
        ScanningConfiguration: read('GetRegistryScanningConfiguration', {
          pick: (output) => output.scanningConfiguration,
        }),
      }),
    }),
  ],
);
