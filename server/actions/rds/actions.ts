import type { ActionDeclaration } from '../action.ts';
import { keepBackupsOfCluster } from './cluster-keep-backups.ts';
import { protectClusterFromDeletion } from './cluster-protect-from-deletion.ts';
import { makeClusterSnapshotPrivate } from './cluster-snapshot-make-private.ts';
import { upgradeMinorVersionsOfCluster } from './cluster-upgrade-minor-versions.ts';
import { endPublicAccessOfInstance } from './instance-end-public-access.ts';
import { keepBackupsOfInstance } from './instance-keep-backups.ts';
import { protectInstanceFromDeletion } from './instance-protect-from-deletion.ts';
import { upgradeMinorVersionsOfInstance } from './instance-upgrade-minor-versions.ts';
import { makeSnapshotPrivate } from './snapshot-make-private.ts';

export const rdsActions: readonly ActionDeclaration[] = [
  endPublicAccessOfInstance,
  protectInstanceFromDeletion,
  upgradeMinorVersionsOfInstance,
  keepBackupsOfInstance,
  protectClusterFromDeletion,
  upgradeMinorVersionsOfCluster,
  keepBackupsOfCluster,
  makeSnapshotPrivate,
  makeClusterSnapshotPrivate,
];
