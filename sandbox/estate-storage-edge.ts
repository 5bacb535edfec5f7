import {
  type CloudFrontClient,
  CreateDistributionWithTagsCommand,
  CreateOriginAccessControlCommand,
  type DistributionConfig,
} from '@aws-sdk/client-cloudfront';
import {
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { RegisterDomainCommand, type Route53DomainsClient } from '@aws-sdk/client-route-53-domains';

/** A website as it should be, and images that are also given over HTTP, without logs. */
export async function seedDistributions(cloudfront: CloudFrontClient): Promise<void> {
  const { OriginAccessControl } = await cloudfront.send(
    new CreateOriginAccessControlCommand({
      OriginAccessControlConfig: {
        Name: 'website',
        SigningProtocol: 'sigv4',
        SigningBehavior: 'always',
        OriginAccessControlOriginType: 's3',
      },
    }),
  );
  const distribution = (
    name: string,
    bucket: string,
    more: { ViewerProtocolPolicy: 'allow-all' | 'redirect-to-https'; OriginAccessControlId: string } & Pick<
      DistributionConfig,
      'DefaultRootObject' | 'Logging'
    >,
  ) => {
    const { ViewerProtocolPolicy, OriginAccessControlId, ...config } = more;
    return new CreateDistributionWithTagsCommand({
      DistributionConfigWithTags: {
        DistributionConfig: {
          CallerReference: name,
          Comment: name,
          Enabled: true,
          Origins: {
            Quantity: 1,
            Items: [
              {
                Id: 's3',
                DomainName: `${bucket}.s3.amazonaws.com`,
                OriginAccessControlId,
                S3OriginConfig: { OriginAccessIdentity: '' },
                // What CloudCoreo must not keep.
                CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'x-origin-secret', HeaderValue: 'hunter2' }] },
              },
            ],
          },
          DefaultCacheBehavior: { TargetOriginId: 's3', ViewerProtocolPolicy },
          ...config,
        },
        Tags: { Items: [{ Key: 'Name', Value: name }] },
      },
    });
  };
  await Promise.all([
    cloudfront.send(
      distribution('website', 'northwind-prod-website', {
        ViewerProtocolPolicy: 'redirect-to-https',
        OriginAccessControlId: OriginAccessControl?.Id ?? '',
        DefaultRootObject: 'index.html',
        Logging: {
          Enabled: true,
          IncludeCookies: false,
          Bucket: 'northwind-prod-access-logs.s3.amazonaws.com',
          Prefix: 'website/',
        },
      }),
    ),
    cloudfront.send(
      distribution('catalog images', 'northwind-prod-catalog-images', {
        ViewerProtocolPolicy: 'allow-all',
        OriginAccessControlId: '',
      }),
    ),
  ]);
}

/** A zone whose queries nobody logs, with a record of an address that nobody has any more. */
export async function seedDns(route53: Route53Client): Promise<void> {
  const { HostedZone } = await route53.send(
    new CreateHostedZoneCommand({ Name: 'northwind.example', CallerReference: 'northwind.example' }),
  );
  const record = (name: string, Type: 'A' | 'CNAME', Value: string) => ({
    Action: 'UPSERT' as const,
    ResourceRecordSet: { Name: `${name}.northwind.example`, Type, TTL: 300, ResourceRecords: [{ Value }] },
  });
  await Promise.all([
    route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: HostedZone?.Id,
        ChangeBatch: {
          Changes: [
            record('www', 'CNAME', 'd111111abcdef8.cloudfront.net'),
            // An address that the account has given back.
            record('old-shop', 'A', '203.0.113.25'),
          ],
        },
      }),
    ),
    route53.send(
      new CreateHealthCheckCommand({
        CallerReference: 'www',
        HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: 'www.northwind.example', Port: 443 },
      }),
    ),
  ]);
}

/** A domain whose owners everybody can look up and which is not renewed. */
export async function registerDomain(domains: Route53DomainsClient): Promise<void> {
  const contact = {
    FirstName: 'Nora',
    LastName: 'Wind',
    ContactType: 'COMPANY' as const,
    OrganizationName: 'Northwind',
    AddressLine1: '1 Main Street',
    City: 'Springfield',
    CountryCode: 'US' as const,
    State: 'IL',
    ZipCode: '62701',
    PhoneNumber: '+1.5555550100',
    Email: 'domains@northwind.example',
  };
  await domains.send(
    new RegisterDomainCommand({
      DomainName: 'northwind-shop.com',
      DurationInYears: 2,
      AutoRenew: false,
      AdminContact: contact,
      RegistrantContact: contact,
      TechContact: contact,
      PrivacyProtectAdminContact: false,
      PrivacyProtectRegistrantContact: false,
      PrivacyProtectTechContact: false,
    }),
  );
}
