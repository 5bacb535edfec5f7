import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client, ModifyInstanceAttributeCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { DeleteBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Connect } from '../rules/wrong.ts';
import type { Faulty } from './faulty.ts';

const role = 'CloudCoreoAssumedRole';
const all = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** Calls that would do harm, and that a role must be refused which was ticked for one action. */
export function trespasses(connect: Connect, { kind }: Faulty): Promise<unknown>[] {
  const [iam, s3, ec2] = [connect(IAMClient), connect(S3Client), connect(EC2Client)];
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  return [
    iam.send(new CreateUserCommand({ UserName: 'trespasser' })),
    iam.send(new CreateAccessKeyCommand({ UserName: 'trespasser' })),
    // Itself it may change in no case.
    iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: 'more', PolicyDocument: all })),
    iam.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn })),
    iam.send(new DeleteRoleCommand({ RoleName: role })),
    s3.send(new DeleteBucketCommand({ Bucket: 'faulty-trespass' })),
    ...(kind === 's3-bucket-require-tls'
      ? []
      : [s3.send(new PutBucketPolicyCommand({ Bucket: 'faulty-trespass', Policy: all }))]),
    ec2.send(new TerminateInstancesCommand({ InstanceIds: ['i-00000000000000000'] })),
    ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: 'i-00000000000000000', EbsOptimized: { Value: true } })),
    connect(SQSClient).send(new DeleteQueueCommand({ QueueUrl: 'http://localhost/111122223333/faulty-trespass' })),
    connect(DynamoDBClient).send(new DeleteTableCommand({ TableName: 'faulty-trespass' })),
  ];
}

export function nameOfError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** AWS's words for a call that it does not let the caller make, and the SDK's for moto's in the wrong form. */
export function isRefusal(answer: string): boolean {
  return /^(AccessDenied|UnauthorizedOperation|SyntaxError)/.test(answer);
}
