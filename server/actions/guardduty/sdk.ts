import type { SdkOfAction } from '../action.ts';

export const guardduty: SdkOfAction<typeof import('@aws-sdk/client-guardduty')> = {
  service: 'guardduty',
  client: 'GuardDutyClient',
  load: () => import('@aws-sdk/client-guardduty'),
};
