import type { Stack } from '@aws-sdk/client-cloudformation';
import { declareService } from '../declare-service.ts';

/**
 * A stack without the values of its outputs: AWS warns that they can hold secrets. The one that tells the version of
 * CDK's bootstrap stack stays: old ones let others take over the account's deployments.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
 */
export function withoutOutputValues(stack: Stack): Stack {
  if (stack.Outputs === undefined) return stack;
  return {
    ...stack,
    Outputs: stack.Outputs.map((output) =>
      output.OutputKey === 'BootstrapVersion' ? output : { ...output, OutputValue: '[withheld]' },
    ),
  };
}

export const cloudformation = declareService(
  {
    id: 'cloudformation',
    name: 'AWS CloudFormation',
    scope: 'regional',
    load: () => import('@aws-sdk/client-cloudformation'),
    client: 'CloudFormationClient',
    withheld: ['Parameters'],
    otherNeeds: [
      {
        action: 'cloudformation:ListStacks',
        why: 'AWS asks for it when the stacks are described without naming one.',
      },
    ],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::CloudFormation::Stack',
      list: 'DescribeStacks',
      items: (page) => page.Stacks?.map(withoutOutputValues),
      arn: (stack) => stack.StackId ?? '',
      name: (stack) => stack.StackName,
      volatile: ['DriftInformation.LastCheckTimestamp'],
    }),
    asset({
      type: 'AWS::CloudFormation::StackSet',
      list: 'ListStackSets',
      input: { Status: 'ACTIVE', MaxResults: 100 },
      items: (page) => page.Summaries,
      arn: (set, at) => `arn:${at.partition}:cloudformation:${at.region}:${at.accountId}:stackset/${set.StackSetId}`,
      name: (set) => set.StackSetName,
      volatile: ['LastDriftCheckTimestamp'],
    }),
  ],
);
