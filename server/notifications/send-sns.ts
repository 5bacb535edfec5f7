import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { type AwsError, explainAwsError, isDenied } from '../aws/errors.ts';
import type { Hub } from '../aws/hub.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { documentOf } from './document.ts';
import { plainMessage } from './email.ts';
import { type Message, type Sent, titleOf } from './message.ts';

/** Publishes a message to a topic as the hub identity, which must be allowed `sns:Publish` on it. */
export async function publishToTopic(
  hub: Pick<Hub, 'clientOptions'>,
  topicArn: string,
  message: Message,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns');
  const client = new SNSClient(hub.clientOptions(topicArn.split(':')[3] ?? ''));
  try {
    await client.send(new PublishCommand(publicationOf(topicArn, message)), { abortSignal: signal });
    return success({ detail: `Amazon SNS took the message for ${topicArn}.` });
  } catch (error) {
    if (signal.aborted) return failed(silent);
    return failed(failureOf(topicArn, explainAwsError(error, 'sns:Publish')));
  } finally {
    client.destroy();
  }
}

/** Programs get the document, people who subscribed with an e-mail address get text. */
function publicationOf(topicArn: string, message: Message): PublishCommandInput {
  return {
    TopicArn: topicArn,
    Subject: `CloudCoreo: ${titleOf(message)}`.slice(0, 100),
    MessageStructure: 'json',
    Message: JSON.stringify({ default: JSON.stringify(documentOf(message)), email: plainMessage(message) }),
    MessageAttributes: { kind: { DataType: 'String', StringValue: message.kind } },
    // A topic that keeps the order drops what it has already.
    ...(topicArn.endsWith('.fifo') ? { MessageGroupId: 'cloudcoreo', MessageDeduplicationId: message.id } : {}),
  };
}

const silent: Failure = {
  code: 'destination_silent',
  detail: 'Amazon SNS did not answer in time.',
  mend: 'Check the region in the ARN, and that a firewall between it and CloudCoreo lets connections through.',
};

function failureOf(topicArn: string, { kind, answer }: AwsError): Failure {
  if (isDenied(kind)) {
    const statement = { Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn };
    return {
      code: 'aws_denied',
      detail: `AWS does not let the identity that CloudCoreo runs as publish to ${topicArn}.`,
      mend: 'Add this statement to the policy of that identity. A topic of another account, and one that is encrypted with a key of yours, must allow it too.',
      commands: JSON.stringify(statement, null, 2),
      aws: answer,
    };
  }
  if (kind === 'unreachable') {
    return {
      code: 'aws_unreachable',
      detail: `Amazon SNS could not be reached (${answer.code}).`,
      mend: 'Check the region in the ARN, and the network of the machine that CloudCoreo runs on.',
      aws: answer,
    };
  }
  if (kind === 'throttled') {
    return { code: 'aws_throttled', detail: 'Amazon SNS throttled the call.', mend: 'Wait.', aws: answer };
  }
  if (kind === 'credentials_missing' || kind === 'key_unknown') {
    return {
      code: 'hub_identity_missing',
      detail: `CloudCoreo has no AWS identity of its own, or AWS does not accept it (${answer.code}).`,
      mend: 'Give CloudCoreo an identity; docs/configuration.md says how, and which policy it needs.',
      aws: answer,
    };
  }
  return {
    code: 'aws_refused',
    detail: `Amazon SNS did not take the message for ${topicArn} (${answer.code}).`,
    mend: 'Check that the topic is there, and look at what AWS said.',
    aws: answer,
  };
}
