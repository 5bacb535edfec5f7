import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import type { Faulty } from './faulty.ts';
import { proveActions } from './prove.ts';

type Statement = Record<string, unknown>;

/** The statements' names in a policy that AWS gives as text. */
function sids(policy: string | undefined): unknown[] | undefined {
  return policy && JSON.parse(policy).Statement.map(({ Sid }: Statement) => Sid);
}

const FunctionName = 'faulty-public-function';

const publicFunction: Faulty = {
  kind: 'lambda-function-remove-public-permissions',
  what: 'a function that everybody may invoke, by its name and by its URL',
  type: 'AWS::Lambda::Function',
  rule: 'lambda-function-not-public',
  async make(connect, accountId) {
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    const role = { RoleName: 'of-the-public-function', AssumeRolePolicyDocument: JSON.stringify(trust) };
    const { Role } = await connect(IAMClient).send(new CreateRoleCommand(role));
    const client = connect(LambdaClient);
    await client.send(
      new CreateFunctionCommand({
        ...{ FunctionName, Role: Role?.Arn, Runtime: 'nodejs22.x', Handler: 'index.handler' },
        Code: { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') },
      }),
    );
    const add = (permission: Statement) =>
      client.send(
        new AddPermissionCommand({
          ...{ FunctionName, StatementId: '', Action: 'lambda:InvokeFunction', Principal: '*' },
          ...permission,
        }),
      );
    await add({ StatementId: 'bucket', Principal: 's3.amazonaws.com', SourceAccount: accountId });
    await add({ StatementId: 'all' });
    await add({ StatementId: 'url', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' });
    await add({ StatementId: 'organization', PrincipalOrgID: 'o-a1b2c3d4e5' });
    return FunctionName;
  },
  look: () => ({ service: 'lambda', operation: 'get_policy', input: { FunctionName } }),
  // Their order tells nothing: what was put back stands last.
  see(answer) {
    const statements: Statement[] = JSON.parse((answer as { Policy: string }).Policy).Statement;
    return Object.fromEntries(
      statements
        .toSorted((a, b) => (String(a.Sid) < String(b.Sid) ? -1 : 1))
        .map(({ Sid, Principal, Action, Condition }) => [Sid, { Principal, Action, Condition }]),
    );
  },
  mended: {
    bucket: {
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Condition: { StringEquals: { 'AWS:SourceAccount': expect.stringMatching(/^\d{12}$/) } },
    },
    organization: {
      Principal: '*',
      Action: 'lambda:InvokeFunction',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    },
  },
};

function topic(Name: string, what: string, others: Statement[], mended: string[]): Faulty {
  return {
    kind: 'sns-topic-remove-public-statements',
    what,
    type: 'AWS::SNS::Topic',
    rule: 'sns-topic-not-public',
    async make(connect) {
      const client = connect(SNSClient);
      const { TopicArn } = await client.send(new CreateTopicCommand({ Name }));
      const open = { Sid: 'open', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sns:Publish', Resource: TopicArn };
      const Statement = [open, ...others.map((statement) => ({ ...statement, Resource: TopicArn }))];
      const AttributeValue = JSON.stringify({ Version: '2012-10-17', Id: 'ours', Statement });
      await client.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
      return Name;
    },
    look: (accountId) => ({
      service: 'sns',
      operation: 'get_topic_attributes',
      input: { TopicArn: `arn:aws:sns:us-east-1:${accountId}:${Name}` },
    }),
    see: (answer) => sids((answer as { Attributes: Record<string, string> }).Attributes.Policy),
    mended,
  };
}

function queue(QueueName: string, what: string, others: Statement[], mended: string[] | undefined): Faulty {
  return {
    kind: 'sqs-queue-remove-public-statements',
    what,
    type: 'AWS::SQS::Queue',
    rule: 'sqs-queue-not-public',
    async make(connect, accountId) {
      const Resource = `arn:aws:sqs:us-east-1:${accountId}:${QueueName}`;
      const open = { Sid: 'open', Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource };
      const Statement = [...others.map((statement) => ({ ...statement, Resource })), open];
      const Policy = JSON.stringify({ Version: '2012-10-17', Id: 'ours', Statement });
      await connect(SQSClient).send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
      return QueueName;
    },
    look: (accountId) => ({
      service: 'sqs',
      operation: 'get_queue_attributes',
      input: { QueueUrl: `http://localhost/${accountId}/${QueueName}`, AttributeNames: ['Policy'] },
    }),
    see: (answer) => sids((answer as { Attributes?: Record<string, string> }).Attributes?.Policy),
    mended,
  };
}

const ofPartner = { Sid: 'partner', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' } };
const ofBucket = {
  Sid: 'bucket',
  Effect: 'Allow',
  Principal: '*',
  Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::faulty-sender' } },
};

proveActions(
  ['lambda', 'sns', 'sqs'],
  [
    publicFunction,
    topic(
      'faulty-public-topic',
      'a topic that everybody may publish to, among others',
      [
        { ...ofPartner, Action: 'sns:Subscribe' },
        { ...ofBucket, Action: 'sns:Publish' },
      ],
      ['partner', 'bucket'],
    ),
    topic('faulty-only-public-topic', 'a topic with no other statement', [], ['__default_statement_ID']),
    queue(
      'faulty-public-queue',
      'a queue that everybody may send to, among others',
      [
        { ...ofPartner, Action: 'sqs:ReceiveMessage' },
        { ...ofBucket, Action: 'sqs:SendMessage' },
      ],
      ['partner', 'bucket'],
    ),
    queue('faulty-only-public-queue', 'a queue with no other statement', [], undefined),
  ],
);
