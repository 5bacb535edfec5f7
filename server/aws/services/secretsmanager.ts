import { declareService } from '../declare-service.ts';

export const secretsmanager = declareService(
  {
    id: 'secretsmanager',
    name: 'AWS Secrets Manager',
    scope: 'regional',
    load: () => import('@aws-sdk/client-secrets-manager'),
    client: 'SecretsManagerClient',
    encodedDocuments: ['ResourcePolicy'],
    withheld: ['ExternalSecretRotationMetadata'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::SecretsManager::Secret',
      list: 'ListSecrets',
      input: { MaxResults: 100, IncludePlannedDeletion: true },
      items: (page) => page.SecretList,
      arn: (secret) => secret.ARN ?? '',
      name: (secret) => secret.Name,
      volatile: [
        'LastAccessedDate',
        'LastChangedDate',
        'LastRotatedDate',
        'NextRotationDate',
        // A rotation makes a new version.
        'SecretVersionsToStages',
      ],
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        ResourcePolicy: read('GetResourcePolicy', {
          input: (secret) => ({ SecretId: secret.ARN }),
          pick: (output) => output.ResourcePolicy,
          // AWS tells nothing of a secret that waits for its deletion.
          applies: (secret) => secret.DeletedDate === undefined,
        }),
      }),
    }),
  ],
);
