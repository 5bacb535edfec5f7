import type { SdkOfAction, Target } from '../action.ts';

export const cloudtrail: SdkOfAction<typeof import('@aws-sdk/client-cloudtrail')> = {
  service: 'cloudtrail',
  client: 'CloudTrailClient',
  load: () => import('@aws-sdk/client-cloudtrail'),
};

/** The trail; an organization's trail belongs to another account, and is only read. */
export const trailArn = {
  role: 'arn:{partition}:cloudtrail:{region}:{account}:trail/*',
  session: '{arn}',
};

/** Why an account cannot change a trail that it has; undefined when it can. */
export function whyNotItsTrail({ name, arn, accountId }: Target): string | undefined {
  const owner = arn.split(':')[4];
  return owner === accountId
    ? undefined
    : `${name} is a trail of the organization: only the account ${owner}, which it belongs to, can change it.`;
}
