import { declareService } from '../declare-service.ts';

export const stepfunctions = declareService(
  {
    id: 'stepfunctions',
    name: 'AWS Step Functions',
    scope: 'regional',
    load: () => import('@aws-sdk/client-sfn'),
    client: 'SFNClient',
    iamPrefix: 'states',
    // The workflow itself: code, with constants in it.
    withheld: ['definition'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::StepFunctions::StateMachine',
      list: 'ListStateMachines',
      input: { maxResults: 1000 },
      items: (page) => page.stateMachines,
      arn: (machine) => machine.stateMachineArn ?? '',
      name: (machine) => machine.name,
      gone: ['StateMachineDoesNotExist', 'ResourceNotFound'],
      parts: (read) => ({
        StateMachine: read('DescribeStateMachine', {
          // The rest could be read with the right to decrypt it only.
          input: (machine) => ({ stateMachineArn: machine.stateMachineArn, includedData: 'METADATA_ONLY' as const }),
        }),
        Tags: read('ListTagsForResource', {
          input: (machine) => ({ resourceArn: machine.stateMachineArn }),
          pick: (output) => output.tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::StepFunctions::Activity',
      list: 'ListActivities',
      input: { maxResults: 1000 },
      items: (page) => page.activities,
      arn: (activity) => activity.activityArn ?? '',
      name: (activity) => activity.name,
      gone: ['ActivityDoesNotExist', 'ResourceNotFound'],
      parts: (read) => ({
        Activity: read('DescribeActivity', { input: (activity) => ({ activityArn: activity.activityArn }) }),
        Tags: read('ListTagsForResource', {
          input: (activity) => ({ resourceArn: activity.activityArn }),
          pick: (output) => output.tags,
        }),
      }),
    }),
  ],
);
