import { declareService } from '../declare-service.ts';

export const kms = declareService(
  {
    id: 'kms',
    name: 'AWS Key Management Service',
    scope: 'regional',
    load: () => import('@aws-sdk/client-kms'),
    client: 'KMSClient',
    encodedDocuments: ['Policy'],
  },
  ({ asset }) => [
    // AWS-managed keys are among them: the listing does not tell them apart.
    asset({
      type: 'AWS::KMS::Key',
      list: 'ListKeys',
      input: { Limit: 1000 },
      items: (page) => page.Keys,
      arn: (key) => key.KeyArn ?? '',
      gone: ['NotFoundException'],
      parts: (read) => ({
        KeyMetadata: read('DescribeKey', {
          input: (key) => ({ KeyId: key.KeyId }),
          pick: (output) => output.KeyMetadata,
        }),
        Policy: read('GetKeyPolicy', {
          input: (key) => ({ KeyId: key.KeyId, PolicyName: 'default' }),
          pick: (output) => output.Policy,
        }),
        // AWS rotates no asymmetric and HMAC keys, and none of which it has not the key material.
        KeyRotationStatus: read('GetKeyRotationStatus', {
          input: (key) => ({ KeyId: key.KeyId }),
          absent: ['UnsupportedOperationException'],
        }),
        Grants: read('ListGrants', {
          input: (key) => ({ KeyId: key.KeyId, Limit: 100 }),
          pick: (output) => output.Grants,
          allPages: true,
        }),
        Tags: read('ListResourceTags', {
          input: (key) => ({ KeyId: key.KeyId, Limit: 50 }),
          pick: (output) => output.Tags,
          allPages: true,
        }),
      }),
      // Automatic rotation gives the key new material.
      volatile: ['KeyRotationStatus.NextRotationDate', 'KeyMetadata.CurrentKeyMaterialId'],
    }),
    asset({
      type: 'AWS::KMS::Alias',
      list: 'ListAliases',
      input: { Limit: 100 },
      // AWS also lists the aliases that it will give to keys of its own once they are made.
      items: (page) => page.Aliases?.filter(({ TargetKeyId }) => TargetKeyId !== undefined),
      arn: (alias) => alias.AliasArn ?? '',
      name: (alias) => alias.AliasName,
    }),
  ],
);
