import { declareAction } from '../declare-action.ts';
import { cloudtrail, trailArn, whyNotItsTrail } from './sdk.ts';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html */
export const validateLogFilesOfTrail = declareAction(cloudtrail, {
  id: 'cloudtrail-trail-validate-log-files',
  title: 'Make the trail’s logs tamper-evident',
  what: 'Has CloudTrail sign a digest of the trail’s log files every hour, so that a changed or missing file is found out.',
  types: ['AWS::CloudTrail::Trail'],
  calls: {
    // AWS knows no resource for it.
    DescribeTrails: { permission: 'cloudtrail:DescribeTrails', on: '*' },
    UpdateTrail: { permission: 'cloudtrail:UpdateTrail', on: trailArn },
  },
  gone: ['TrailNotFoundException'],
  async read(aws, { arn }) {
    const { trailList = [] } = await aws.call('DescribeTrails', { trailNameList: [arn] });
    const trail = trailList.find(({ TrailARN }) => TrailARN === arn);
    return trail === undefined ? null : { LogFileValidationEnabled: trail.LogFileValidationEnabled ?? false };
  },
  want(_, _parameters, target) {
    const refused = whyNotItsTrail(target);
    return refused === undefined ? { to: { LogFileValidationEnabled: true } } : { refused };
  },
  mayBreak: () => ['Nothing breaks. The trail’s bucket takes a small digest file every hour.'],
  async write(aws, { arn }, { to }) {
    if (to === null) return;
    await aws.call('UpdateTrail', { Name: arn, EnableLogFileValidation: to.LogFileValidationEnabled });
  },
});
