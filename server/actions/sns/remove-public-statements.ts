import { declareAction } from '../declare-action.ts';
import { losesAccess, type ResourcePolicy, readPolicy, withoutPublicStatements } from '../public-statements.ts';
import { sns, topicArn } from './sdk.ts';

/**
 * What a new topic has. SNS takes no policy without statements.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
function ownersPolicy(arn: string, accountId: string): ResourcePolicy {
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          ...['SNS:GetTopicAttributes', 'SNS:SetTopicAttributes', 'SNS:AddPermission', 'SNS:RemovePermission'],
          ...['SNS:DeleteTopic', 'SNS:Subscribe', 'SNS:ListSubscriptionsByTopic', 'SNS:Publish'],
        ],
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
      },
    ],
  };
}

export const removePublicStatementsOfTopic = declareAction(sns, {
  id: 'sns-topic-remove-public-statements',
  title: 'Remove public statements of the topic’s policy',
  what: 'Removes the statements of the topic’s policy that let everybody in. When none is left, the owner alone is let in.',
  types: ['AWS::SNS::Topic'],
  calls: {
    GetTopicAttributes: { permission: 'sns:GetTopicAttributes', on: topicArn },
    SetTopicAttributes: { permission: 'sns:SetTopicAttributes', on: topicArn },
  },
  gone: ['NotFound', 'ResourceNotFound'],
  async read(aws, { arn }) {
    const { Attributes } = await aws.call('GetTopicAttributes', { TopicArn: arn });
    return { Policy: readPolicy(Attributes?.Policy) };
  },
  want: ({ Policy }, _parameters, { arn, accountId }) => ({
    to: { Policy: Policy && (withoutPublicStatements(Policy) ?? ownersPolicy(arn, accountId)) },
  }),
  mayBreak: ({ from }, { name }) =>
    losesAccess(from?.Policy ?? null, name, 'publishes to the topic or subscribes to it'),
  async write(aws, { arn }, { to }) {
    if (!to?.Policy) return;
    const AttributeValue = JSON.stringify(to.Policy);
    await aws.call('SetTopicAttributes', { TopicArn: arn, AttributeName: 'Policy', AttributeValue });
  },
});
