import { declareService } from '../declare-service.ts';

export const ds = declareService(
  {
    id: 'ds',
    name: 'AWS Directory Service',
    scope: 'regional',
    load: () => import('@aws-sdk/client-directory-service'),
    client: 'DirectoryServiceClient',
    withheld: ['SharedSecret'],
  },
  ({ asset }) => [
    // One listing brings what CloudFormation calls `MicrosoftAD` and `SimpleAD`, and AD Connectors, which it does not know.
    asset({
      type: 'AWS::DirectoryService::Directory',
      list: 'DescribeDirectories',
      items: (page) => page.DirectoryDescriptions,
      arn: (directory, at) => `arn:${at.partition}:ds:${at.region}:${at.accountId}:directory/${directory.DirectoryId}`,
      name: (directory) => directory.Name,
      volatile: ['StageLastUpdatedDateTime', 'SnapshotLimits.ManualSnapshotsCurrentCount'],
      gone: ['EntityDoesNotExistException'],
      parts: (read) => {
        type Directory = { Type?: string | undefined };
        const isMicrosoft = ({ Type }: Directory) => Type === 'MicrosoftAD';
        const isOwnDirectory = ({ Type }: Directory) => Type === 'MicrosoftAD' || Type === 'SimpleAD';
        return {
          LogSubscriptions: read('ListLogSubscriptions', {
            input: (directory) => ({ DirectoryId: directory.DirectoryId }),
            pick: (output) => output.LogSubscriptions,
            allPages: true,
            applies: isMicrosoft,
          }),
          EventTopics: read('DescribeEventTopics', {
            input: (directory) => ({ DirectoryId: directory.DirectoryId }),
            pick: (output) => output.EventTopics,
          }),
          SnapshotLimits: read('GetSnapshotLimits', {
            input: (directory) => ({ DirectoryId: directory.DirectoryId }),
            pick: (output) => output.SnapshotLimits,
            applies: isOwnDirectory,
          }),
          CertificatesInfo: read('ListCertificates', {
            input: (directory) => ({ DirectoryId: directory.DirectoryId }),
            pick: (output) => output.CertificatesInfo,
            allPages: true,
            applies: isMicrosoft,
          }),
          LDAPSSettingsInfo: read('DescribeLDAPSSettings', {
            input: (directory) => ({ DirectoryId: directory.DirectoryId }),
            pick: (output) => output.LDAPSSettingsInfo,
            allPages: true,
            applies: isMicrosoft,
          }),
          Trusts: read('DescribeTrusts', {
            input: (directory) => ({ DirectoryId: directory.DirectoryId }),
            pick: (output) => output.Trusts,
            allPages: true,
            applies: isMicrosoft,
          }),
          Tags: read('ListTagsForResource', {
            input: (directory) => ({ ResourceId: directory.DirectoryId }),
            pick: (output) => output.Tags,
            allPages: true,
          }),
        };
      },
    }),
  ],
);
