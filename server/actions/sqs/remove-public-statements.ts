import type { Target } from '../action.ts';
import { declareAction } from '../declare-action.ts';
import { losesAccess, readPolicy, withoutPublicStatements } from '../public-statements.ts';
import { queueArn, sqs } from './sdk.ts';

/** SQS knows its queues by their address alone, which never changes. */
function addressOf({ document }: Target): { QueueUrl: string } {
  return { QueueUrl: String(document.QueueUrl) };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const removePublicStatementsOfQueue = declareAction(sqs, {
  id: 'sqs-queue-remove-public-statements',
  title: 'Remove public statements of the queue’s policy',
  what: 'Removes the statements of the queue’s policy that let everybody in, and the policy itself when none is left.',
  types: ['AWS::SQS::Queue'],
  calls: {
    GetQueueAttributes: { permission: 'sqs:GetQueueAttributes', on: queueArn },
    SetQueueAttributes: { permission: 'sqs:SetQueueAttributes', on: queueArn },
  },
  gone: ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'],
  async read(aws, target) {
    const found = await aws.call('GetQueueAttributes', { ...addressOf(target), AttributeNames: ['Policy'] });
    return { Policy: readPolicy(found.Attributes?.Policy) };
  },
  want: ({ Policy }) => ({ to: { Policy: withoutPublicStatements(Policy) } }),
  mayBreak: ({ from }, { name }) => losesAccess(from?.Policy ?? null, name, 'sends to the queue or takes from it'),
  async write(aws, target, { to }) {
    // An empty text takes the policy away.
    const Policy = to?.Policy ? JSON.stringify(to.Policy) : '';
    await aws.call('SetQueueAttributes', { ...addressOf(target), Attributes: { Policy } });
  },
  // “When you change a queue's attributes, the change can take up to 60 seconds to propagate.”
  settlesWithinSeconds: 90,
});
