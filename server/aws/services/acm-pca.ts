import { declareService } from '../declare-service.ts';

export const acmPca = declareService(
  {
    id: 'acm-pca',
    name: 'AWS Private Certificate Authority',
    scope: 'regional',
    load: () => import('@aws-sdk/client-acm-pca'),
    client: 'ACMPCAClient',
    encodedDocuments: ['Policy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::ACMPCA::CertificateAuthority',
      list: 'ListCertificateAuthorities',
      input: { MaxResults: 100 },
      items: (page) => page.CertificateAuthorities,
      arn: (authority) => authority.Arn ?? '',
      name: (authority) => authority.CertificateAuthorityConfiguration?.Subject?.CommonName,
      parts: (read) => {
        // A deleted authority stays listed until it is gone for good.
        const applies = (authority: { Status?: string | undefined }) => authority.Status !== 'DELETED';
        return {
          Policy: read('GetPolicy', {
            input: (authority) => ({ ResourceArn: authority.Arn }),
            pick: (output) => output.Policy,
            absent: ['ResourceNotFoundException'],
            applies,
          }),
          Permissions: read('ListPermissions', {
            input: (authority) => ({ CertificateAuthorityArn: authority.Arn }),
            pick: (output) => output.Permissions,
            allPages: true,
            applies,
          }),
          Tags: read('ListTags', {
            input: (authority) => ({ CertificateAuthorityArn: authority.Arn }),
            pick: (output) => output.Tags,
            allPages: true,
            applies,
          }),
        };
      },
    }),
  ],
);
