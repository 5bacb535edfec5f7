import { IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import { createHub, type Hub } from '../aws/hub.ts';
import { publishToTopic } from './send-sns.ts';
import { messageOf, toldFinding } from './test-message.ts';

const region = 'eu-west-1';
const message = messageOf([toldFinding()]);
const never = new AbortController().signal;

let aws: Aws;
let hub: Hub;
let topicArn = '';
let queueUrl = '';
let sqs: SQSClient;
beforeAll(async () => {
  aws = await startAws({ regions: ['us-east-1', region] });
  const { endpoint } = aws;
  hub = createHub({ region: aws.region, endpoint }, async () => aws.hubCredentials);
  const administrator = { endpoint, region, credentials: aws.administratorCredentials(aws.accounts.hub.accountId) };
  const sns = new SNSClient(administrator);
  sqs = new SQSClient(administrator);
  topicArn = (await sns.send(new CreateTopicCommand({ Name: 'findings' }))).TopicArn ?? '';
  queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'findings' }))).QueueUrl ?? '';
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }));
});
afterAll(() => aws.stop());

describe('publishing to a topic', () => {
  it('is done as the hub identity, which says what it lacks as long as nobody allows it', async () => {
    const refused = await publishToTopic(hub, topicArn, message, never);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'aws_denied', aws: { operation: 'sns:Publish' } } });
    const statement = JSON.parse((!refused.ok && refused.failure.commands) || '{}');
    expect(statement).toEqual({ Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn });
  });

  it('gives programs the document and people text', async () => {
    const iam = new IAMClient({
      ...{ endpoint: aws.endpoint, region: aws.region },
      credentials: aws.administratorCredentials(aws.accounts.hub.accountId),
    });
    // The emulator does not understand statements that name a topic.
    const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' } };
    await iam.send(
      new PutUserPolicyCommand({
        ...{ UserName: 'cloudcoreo', PolicyName: 'notify', PolicyDocument: JSON.stringify(document) },
      }),
    );
    expect(await publishToTopic(hub, topicArn, message, never)).toEqual({
      ok: true,
      value: { detail: `Amazon SNS took the message for ${topicArn}.` },
    });
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 5 }));
    const envelope = JSON.parse(Messages[0]?.Body ?? '{}');
    expect(envelope).toMatchObject({ TopicArn: topicArn, Subject: 'CloudCoreo: 1 finding opened' });
    expect(JSON.parse(envelope.Message)).toMatchObject({ version: 1, id: 'nd_1', findings: [{ id: 'fd_1' }] });
  });

  it('says so when the topic is not there, or AWS is not', async () => {
    const gone = await publishToTopic(hub, topicArn.replace('findings', 'nothing'), message, never);
    expect(gone).toMatchObject({ ok: false, failure: { code: 'aws_refused' } });
    const nowhere = createHub({ region, endpoint: 'http://127.0.0.1:1' }, async () => aws.hubCredentials);
    const silent = await publishToTopic(nowhere, topicArn, message, never);
    expect(silent).toMatchObject({ ok: false, failure: { code: 'aws_unreachable' } });
    const soon = await publishToTopic(nowhere, topicArn, message, AbortSignal.abort());
    expect(soon).toMatchObject({ ok: false, failure: { code: 'destination_silent' } });
  });
});
