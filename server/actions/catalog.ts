import { accessanalyzerActions } from './accessanalyzer/actions.ts';
import type { ActionDeclaration } from './action.ts';
import { cloudtrailActions } from './cloudtrail/actions.ts';
import { configActions } from './config/actions.ts';
import { dynamodbActions } from './dynamodb/actions.ts';
import { ec2Actions } from './ec2/actions.ts';
import { ecrActions } from './ecr/actions.ts';
import { elbv2Actions } from './elbv2/actions.ts';
import { guarddutyActions } from './guardduty/actions.ts';
import { iamActions } from './iam/actions.ts';
import { kmsActions } from './kms/actions.ts';
import { lambdaActions } from './lambda/actions.ts';
import { logsActions } from './logs/actions.ts';
import { rdsActions } from './rds/actions.ts';
import { s3Actions } from './s3/actions.ts';
import { s3controlActions } from './s3control/actions.ts';
import { secretsmanagerActions } from './secretsmanager/actions.ts';
import { snsActions } from './sns/actions.ts';
import { sqsActions } from './sqs/actions.ts';
import { tagActions } from './tags/actions.ts';

/** Every action that CloudCoreo knows. */
const declared: readonly ActionDeclaration[] = [
  ...s3Actions,
  ...ec2Actions,
  ...cloudtrailActions,
  ...iamActions,
  ...kmsActions,
  ...logsActions,
  ...s3controlActions,
  ...rdsActions,
  ...dynamodbActions,
  ...elbv2Actions,
  ...secretsmanagerActions,
  ...accessanalyzerActions,
  ...configActions,
  ...ecrActions,
  ...guarddutyActions,
  ...lambdaActions,
  ...snsActions,
  ...sqsActions,
  ...tagActions,
];

export const actionKinds: ReadonlyMap<string, ActionDeclaration> = new Map(declared.map((kind) => [kind.id, kind]));
