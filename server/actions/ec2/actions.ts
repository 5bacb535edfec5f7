import type { ActionDeclaration } from '../action.ts';
import { blockPublicSnapshots } from './block-public-snapshots.ts';
import { closeSecurityGroupToWorld } from './close-to-world.ts';
import { deleteVolumeAfterSnapshot } from './delete-volume.ts';
import { encryptVolumesByDefault } from './encrypt-volumes-by-default.ts';
import { makeImagePrivate } from './make-image-private.ts';
import { makeSnapshotPrivate } from './make-snapshot-private.ts';
import { releaseAddress } from './release-address.ts';
import { requireImdsv2 } from './require-imdsv2.ts';
import { startInstance } from './start-instance.ts';
import { stopInstance } from './stop-instance.ts';

export const ec2Actions: readonly ActionDeclaration[] = [
  closeSecurityGroupToWorld,
  requireImdsv2,
  encryptVolumesByDefault,
  blockPublicSnapshots,
  makeSnapshotPrivate,
  makeImagePrivate,
  stopInstance,
  startInstance,
  deleteVolumeAfterSnapshot,
  releaseAddress,
];
