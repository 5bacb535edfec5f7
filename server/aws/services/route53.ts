import type { ListResourceRecordSetsResponse, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { declareService } from '../declare-service.ts';

/** Zones are listed as `/hostedzone/Z123` and asked about as `Z123`. */
function zoneIdOf(zone: { Id: string | undefined }): string {
  return zone.Id?.split('/').at(-1) ?? '';
}

/**
 * A page of records can end within a name, and the next page begins at the name: so a name's records are taken from
 * the page that has all of them.
 * @throws when a page holds one name alone, since what follows could not be asked for
 */
export function completeRecords(
  page: Pick<ListResourceRecordSetsResponse, 'ResourceRecordSets' | 'IsTruncated' | 'NextRecordName'>,
): ResourceRecordSet[] {
  const records = page.ResourceRecordSets ?? [];
  if (!page.IsTruncated) return records;
  const complete = records.filter(({ Name }) => Name !== page.NextRecordName);
  if (complete.length === 0) throw new Error(`More records than fit a page are named ${page.NextRecordName}.`);
  return complete;
}

const isPublic = (zone: { Config?: { PrivateZone?: boolean | undefined } | undefined }) => !zone.Config?.PrivateZone;

export const route53 = declareService(
  {
    id: 'route53',
    name: 'Amazon Route 53',
    scope: 'global',
    load: () => import('@aws-sdk/client-route-53'),
    client: 'Route53Client',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Route53::HostedZone',
      list: 'ListHostedZones',
      input: { MaxItems: 100 },
      items: (page) => page.HostedZones,
      arn: (zone, at) => `arn:${at.partition}:route53:::hostedzone/${zoneIdOf(zone)}`,
      name: (zone) => zone.Name,
      volatile: ['ResourceRecordSetCount'],
      gone: ['NoSuchHostedZone'],
      parts: (read, readMany) => ({
        QueryLoggingConfig: read('ListQueryLoggingConfigs', {
          // Queries of private zones are logged by the resolver of their VPCs.
          applies: isPublic,
          input: (zone) => ({ HostedZoneId: zoneIdOf(zone) }),
          pick: (output) => output.QueryLoggingConfigs?.[0],
        }),
        DNSSEC: read('GetDNSSEC', {
          applies: isPublic,
          input: (zone) => ({ HostedZoneId: zoneIdOf(zone) }),
        }),
        Tags: readMany('ListTagsForResources', {
          size: 10,
          input: (zones) => ({ ResourceType: 'hostedzone' as const, ResourceIds: zones.map(zoneIdOf) }),
          pick: (output, zone) => output.ResourceTagSets?.find(({ ResourceId }) => ResourceId === zoneIdOf(zone))?.Tags,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::Route53::RecordSet',
          list: 'ListResourceRecordSets',
          input: (zone) => ({ HostedZoneId: zoneIdOf(zone), MaxItems: 300 }),
          pages: { input: 'StartRecordName', output: 'NextRecordName' },
          items: completeRecords,
          // Records have no ARN of AWS's.
          arn: (record, at, zone) => {
            const words = ['hostedzone', zoneIdOf(zone), 'recordset', record.Name, record.Type, record.SetIdentifier];
            return `arn:${at.partition}:route53:::${words.filter((word) => word !== undefined).join('/')}`;
          },
          name: (record) => record.Name,
        }),
      ],
    }),
    asset({
      type: 'AWS::Route53::HealthCheck',
      list: 'ListHealthChecks',
      input: { MaxItems: 1000 },
      items: (page) => page.HealthChecks,
      arn: (check, at) => `arn:${at.partition}:route53:::healthcheck/${check.Id}`,
      gone: ['NoSuchHealthCheck'],
      parts: (_read, readMany) => ({
        Tags: readMany('ListTagsForResources', {
          size: 10,
          input: (checks) => ({ ResourceType: 'healthcheck' as const, ResourceIds: checks.map(({ Id }) => Id ?? '') }),
          pick: (output, check) => output.ResourceTagSets?.find(({ ResourceId }) => ResourceId === check.Id)?.Tags,
        }),
      }),
    }),
  ],
);
