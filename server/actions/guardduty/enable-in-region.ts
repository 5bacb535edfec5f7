import type { Need } from '../action.ts';
import { type CallerOf, declareAction } from '../declare-action.ts';
import { guardduty } from './sdk.ts';

/** There is at most one detector in a region, with an ID of AWS's choice. */
const detectorArn = 'arn:{partition}:guardduty:{region}:{account}:detector/*';

/**
 * The roles that AWS makes for GuardDuty when it is turned on, which has Malware Protection in it.
 * https://docs.aws.amazon.com/guardduty/latest/ug/using-service-linked-roles.html
 */
function serviceLinkedRole(service: string, role: string): Need {
  return {
    permission: 'iam:CreateServiceLinkedRole',
    on: `arn:{partition}:iam::{account}:role/aws-service-role/${service}/${role}`,
    condition: { StringEquals: { 'iam:AWSServiceName': service } },
  };
}

const calls = {
  ListDetectors: { permission: 'guardduty:ListDetectors', on: '*' },
  GetDetector: { permission: 'guardduty:GetDetector', on: detectorArn },
  CreateDetector: {
    permission: 'guardduty:CreateDetector',
    on: '*',
    also: [
      serviceLinkedRole('guardduty.amazonaws.com', 'AWSServiceRoleForAmazonGuardDuty'),
      serviceLinkedRole(
        'malware-protection.guardduty.amazonaws.com',
        'AWSServiceRoleForAmazonGuardDutyMalwareProtection',
      ),
    ],
  },
  UpdateDetector: { permission: 'guardduty:UpdateDetector', on: detectorArn },
  DeleteDetector: { permission: 'guardduty:DeleteDetector', on: detectorArn },
} as const;

type Caller = CallerOf<typeof import('@aws-sdk/client-guardduty'), typeof calls>;

async function findDetector(aws: Caller): Promise<string | undefined> {
  return (await aws.call('ListDetectors', {})).DetectorIds?.[0];
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html */
export const enableInRegion = declareAction(guardduty, {
  id: 'guardduty-region-enable',
  title: 'Turn on GuardDuty in the region',
  what: 'Turns on GuardDuty with the protection plans that AWS turns on by itself, or resumes it where it is suspended.',
  types: ['AWS::EC2::AccountSettings'],
  calls,
  async read(aws): Promise<{ GuardDuty: 'none' | 'ENABLED' | 'DISABLED' }> {
    const DetectorId = await findDetector(aws);
    if (DetectorId === undefined) return { GuardDuty: 'none' };
    return { GuardDuty: (await aws.call('GetDetector', { DetectorId })).Status ?? 'DISABLED' };
  },
  want: () => ({ to: { GuardDuty: 'ENABLED' as const } }),
  mayBreak: ({ from }, { region }) => [
    `AWS asks money for GuardDuty in ${region}, by the events and the data that it looks at; new accounts pay nothing for 30 days.`,
    ...(from?.GuardDuty === 'none' ? ['Undoing deletes what GuardDuty found since.'] : []),
  ],
  // Whoever undoes goes back to `none` only from where there was no detector: one that was suspended is suspended again.
  async write(aws, _target, { to }) {
    const DetectorId = await findDetector(aws);
    const Enable = to?.GuardDuty === 'ENABLED';
    if (to?.GuardDuty === 'none') {
      if (DetectorId !== undefined) await aws.call('DeleteDetector', { DetectorId });
    } else if (DetectorId === undefined) {
      await aws.call('CreateDetector', { Enable, ClientToken: aws.token });
    } else {
      await aws.call('UpdateDetector', { DetectorId, Enable });
    }
  },
});
