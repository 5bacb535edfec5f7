import type { ActionDeclaration } from './action.ts';
import { cloudtrailActions } from './cloudtrail/actions.ts';
import { dynamodbActions } from './dynamodb/actions.ts';
import { ec2Actions } from './ec2/actions.ts';
import { elbv2Actions } from './elbv2/actions.ts';
import { kmsActions } from './kms/actions.ts';
import { logsActions } from './logs/actions.ts';
import { rdsActions } from './rds/actions.ts';
import { s3Actions } from './s3/actions.ts';
import { s3controlActions } from './s3control/actions.ts';
import { secretsmanagerActions } from './secretsmanager/actions.ts';

/** Every action that CloudCoreo knows. */
const declared: readonly ActionDeclaration[] = [
  ...s3Actions,
  ...ec2Actions,
  ...cloudtrailActions,
  ...kmsActions,
  ...logsActions,
  ...s3controlActions,
  ...rdsActions,
  ...dynamodbActions,
  ...elbv2Actions,
  ...secretsmanagerActions,
];

export const actionKinds: ReadonlyMap<string, ActionDeclaration> = new Map(declared.map((kind) => [kind.id, kind]));
