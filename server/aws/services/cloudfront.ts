import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { declareService } from '../declare-service.ts';

/** Of a distribution's configuration, what its listing does not tell. */
function whatTheListingLacks(config: DistributionConfig | undefined) {
  if (config === undefined) return undefined;
  const { CallerReference, DefaultRootObject, Logging, ContinuousDeploymentPolicyId, TenantConfig } = config;
  return { CallerReference, DefaultRootObject, Logging, ContinuousDeploymentPolicyId, TenantConfig };
}

export const cloudfront = declareService(
  {
    id: 'cloudfront',
    name: 'Amazon CloudFront',
    scope: 'global',
    load: () => import('@aws-sdk/client-cloudfront'),
    client: 'CloudFrontClient',
    // Headers that CloudFront adds on the way to an origin, often a secret that the origin knows the distribution by.
    withheld: ['HeaderValue'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::CloudFront::Distribution',
      list: 'ListDistributions',
      input: { MaxItems: 100 },
      items: (page) => page.DistributionList?.Items,
      arn: (distribution) => distribution.ARN ?? '',
      name: (distribution) => distribution.Aliases?.Items?.[0],
      volatile: ['Status'],
      gone: ['NoSuchDistribution', 'NoSuchResource'],
      parts: (read) => ({
        DistributionConfig: read('GetDistributionConfig', {
          input: (distribution) => ({ Id: distribution.Id }),
          pick: (output) => whatTheListingLacks(output.DistributionConfig),
        }),
        Tags: read('ListTagsForResource', {
          input: (distribution) => ({ Resource: distribution.ARN }),
          pick: (output) => output.Tags?.Items,
        }),
      }),
    }),
    asset({
      type: 'AWS::CloudFront::OriginAccessControl',
      list: 'ListOriginAccessControls',
      input: { MaxItems: 100 },
      items: (page) => page.OriginAccessControlList?.Items,
      arn: (control, at) => `arn:${at.partition}:cloudfront::${at.accountId}:origin-access-control/${control.Id}`,
      name: (control) => control.Name,
    }),
    asset({
      type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity',
      list: 'ListCloudFrontOriginAccessIdentities',
      input: { MaxItems: 100 },
      items: (page) => page.CloudFrontOriginAccessIdentityList?.Items,
      arn: (identity, at) => `arn:${at.partition}:cloudfront::${at.accountId}:origin-access-identity/${identity.Id}`,
    }),
  ],
);
