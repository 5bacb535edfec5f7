import { declareService } from '../declare-service.ts';

export const efs = declareService(
  {
    id: 'efs',
    name: 'Amazon Elastic File System',
    scope: 'regional',
    load: () => import('@aws-sdk/client-efs'),
    client: 'EFSClient',
    iamPrefix: 'elasticfilesystem',
    encodedDocuments: ['Policy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::EFS::FileSystem',
      list: 'DescribeFileSystems',
      input: { MaxItems: 100 },
      items: (page) => page.FileSystems,
      arn: (system, at) =>
        system.FileSystemArn ??
        `arn:${at.partition}:elasticfilesystem:${at.region}:${at.accountId}:file-system/${system.FileSystemId}`,
      name: (system) => system.Name,
      volatile: ['SizeInBytes'],
      gone: ['FileSystemNotFound'],
      parts: (read) => ({
        Policy: read('DescribeFileSystemPolicy', {
          input: (system) => ({ FileSystemId: system.FileSystemId }),
          pick: (output) => output.Policy,
          absent: ['PolicyNotFound'],
        }),
        BackupPolicy: read('DescribeBackupPolicy', {
          input: (system) => ({ FileSystemId: system.FileSystemId }),
          pick: (output) => output.BackupPolicy,
          absent: ['PolicyNotFound'],
        }),
      }),
      // Asked for each file system, since a region without file systems has neither.
      children: (list) => [
        list({
          type: 'AWS::EFS::AccessPoint',
          list: 'DescribeAccessPoints',
          input: (system) => ({ FileSystemId: system.FileSystemId, MaxResults: 100 }),
          items: (page) => page.AccessPoints,
          arn: (point, at) =>
            point.AccessPointArn ??
            `arn:${at.partition}:elasticfilesystem:${at.region}:${at.accountId}:access-point/${point.AccessPointId}`,
          name: (point) => point.Name,
        }),
        list({
          type: 'AWS::EFS::MountTarget',
          list: 'DescribeMountTargets',
          applies: (system) => system.NumberOfMountTargets !== 0,
          input: (system) => ({ FileSystemId: system.FileSystemId, MaxItems: 100 }),
          items: (page) => page.MountTargets,
          // Mount targets have no ARN of AWS's.
          arn: (target, at) =>
            `arn:${at.partition}:elasticfilesystem:${at.region}:${at.accountId}:mount-target/${target.MountTargetId}`,
          gone: ['MountTargetNotFound'],
          parts: (read) => ({
            SecurityGroups: read('DescribeMountTargetSecurityGroups', {
              input: (target) => ({ MountTargetId: target.MountTargetId }),
              pick: (output) => output.SecurityGroups,
            }),
          }),
        }),
      ],
    }),
  ],
);
