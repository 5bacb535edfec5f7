import { declareAction } from '../declare-action.ts';
import { cloudtrail, trailArn, whyNotItsTrail } from './sdk.ts';

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html */
export const startLoggingOfTrail = declareAction(cloudtrail, {
  id: 'cloudtrail-trail-start-logging',
  title: 'Start the trail',
  what: 'Has the trail record again. What happened while it was stopped is in CloudTrail’s event history alone, for 90 days.',
  types: ['AWS::CloudTrail::Trail'],
  calls: {
    GetTrailStatus: { permission: 'cloudtrail:GetTrailStatus', on: trailArn },
    StartLogging: { permission: 'cloudtrail:StartLogging', on: trailArn },
    StopLogging: { permission: 'cloudtrail:StopLogging', on: trailArn },
  },
  gone: ['TrailNotFoundException'],
  async read(aws, { arn }) {
    const { IsLogging = false } = await aws.call('GetTrailStatus', { Name: arn });
    return { IsLogging };
  },
  want(_, _parameters, target) {
    const refused = whyNotItsTrail(target);
    return refused === undefined ? { to: { IsLogging: true } } : { refused };
  },
  mayBreak: ({ to }, { name }) =>
    to?.IsLogging
      ? [
          `Where another trail records the same management events, AWS charges for the second copy that ${name} makes.`,
          'Look in the event history who called StopLogging: intruders do that first.',
        ]
      : [],
  async write(aws, { arn }, { to }) {
    if (to?.IsLogging) await aws.call('StartLogging', { Name: arn });
    else await aws.call('StopLogging', { Name: arn });
  },
});
