import { declareService } from '../declare-service.ts';

export const acm = declareService(
  {
    id: 'acm',
    name: 'AWS Certificate Manager',
    scope: 'regional',
    load: () => import('@aws-sdk/client-acm'),
    client: 'ACMClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::CertificateManager::Certificate',
      list: 'ListCertificates',
      input: {
        MaxItems: 1000,
        // Without it AWS leaves out the certificates of all other kinds of key.
        Includes: {
          keyTypes: [
            ...(['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096'] as const),
            ...(['EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1'] as const),
          ],
        },
      },
      items: (page) => page.CertificateSummaryList,
      arn: (certificate) => certificate.CertificateArn ?? '',
      name: (certificate) => certificate.DomainName,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Certificate: read('DescribeCertificate', {
          input: (certificate) => ({ CertificateArn: certificate.CertificateArn }),
          pick: (output) => output.Certificate,
        }),
        Tags: read('ListTagsForCertificate', {
          input: (certificate) => ({ CertificateArn: certificate.CertificateArn }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);
