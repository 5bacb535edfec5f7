import { declareService } from '../declare-service.ts';
import type { AssetContext } from '../service.ts';

function arnOf(kind: string, id: string | undefined, at: AssetContext): string {
  return `arn:${at.partition}:fsx:${at.region}:${at.accountId}:${kind}/${id}`;
}

const byFileSystem = (id: string | undefined) => [{ Name: 'file-system-id' as const, Values: [id ?? ''] }];

export const fsx = declareService(
  {
    id: 'fsx',
    name: 'Amazon FSx',
    scope: 'regional',
    load: () => import('@aws-sdk/client-fsx'),
    client: 'FSxClient',
    withheld: ['FsxAdminPassword'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::FSx::FileSystem',
      list: 'DescribeFileSystems',
      items: (page) => page.FileSystems,
      arn: (system, at) => system.ResourceARN ?? arnOf('file-system', system.FileSystemId, at),
      volatile: ['AdministrativeActions'],
      gone: ['FileSystemNotFound'],
      children: (list) => [
        list({
          type: 'AWS::FSx::Volume',
          list: 'DescribeVolumes',
          applies: (system) => system.FileSystemType === 'ONTAP' || system.FileSystemType === 'OPENZFS',
          input: (system) => ({ Filters: byFileSystem(system.FileSystemId) }),
          items: (page) => page.Volumes,
          arn: (volume, at, system) =>
            volume.ResourceARN ?? arnOf('volume', `${system.FileSystemId}/${volume.VolumeId}`, at),
          name: (volume) => volume.Name,
          volatile: ['AdministrativeActions'],
        }),
        list({
          type: 'AWS::FSx::StorageVirtualMachine',
          list: 'DescribeStorageVirtualMachines',
          applies: (system) => system.FileSystemType === 'ONTAP',
          input: (system) => ({ Filters: byFileSystem(system.FileSystemId) }),
          items: (page) => page.StorageVirtualMachines,
          arn: (machine, at, system) =>
            machine.ResourceARN ??
            arnOf('storage-virtual-machine', `${system.FileSystemId}/${machine.StorageVirtualMachineId}`, at),
          name: (machine) => machine.Name,
        }),
      ],
    }),
    // Backups outlive their file systems. CloudFormation has no type for them.
    asset({
      type: 'AWS::FSx::Backup',
      list: 'DescribeBackups',
      items: (page) => page.Backups,
      arn: (backup, at) => backup.ResourceARN ?? arnOf('backup', backup.BackupId, at),
      volatile: ['ProgressPercent', 'SizeInBytes'],
    }),
  ],
);
