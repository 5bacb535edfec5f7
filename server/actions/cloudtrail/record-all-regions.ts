import { declareAction } from '../declare-action.ts';
import { cloudtrail, trailArn, whyNotItsTrail } from './sdk.ts';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html */
export const recordAllRegionsInTrail = declareAction(cloudtrail, {
  id: 'cloudtrail-trail-record-all-regions',
  title: 'Record all regions in the trail',
  what: 'Makes the trail one of all regions, with the events of global services such as IAM.',
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
    if (trail === undefined) return null;
    const { IsMultiRegionTrail = false, IncludeGlobalServiceEvents = false } = trail;
    return { IsMultiRegionTrail, IncludeGlobalServiceEvents };
  },
  want(state, _, target) {
    const refused = whyNotItsTrail(target);
    if (refused !== undefined) return { refused };
    if (state.IsMultiRegionTrail) return { to: state };
    // AWS lets no trail of all regions be without the events of global services.
    return { to: { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true } };
  },
  mayBreak: (_, { name }) => [
    `${name} records the events of all regions that the account has on, also those that are turned on later. Where another trail records them already, AWS charges for the second copy.`,
    `What ${name} records besides management events, such as access to objects, is recorded in all regions, too, and charged.`,
  ],
  async write(aws, { arn }, { to }) {
    if (to === null) return;
    const { IsMultiRegionTrail, IncludeGlobalServiceEvents } = to;
    await aws.call('UpdateTrail', { Name: arn, IsMultiRegionTrail, IncludeGlobalServiceEvents });
  },
});
