import type { SdkOfAction } from '../action.ts';

export const iam: SdkOfAction<typeof import('@aws-sdk/client-iam')> = {
  service: 'iam',
  client: 'IAMClient',
  load: () => import('@aws-sdk/client-iam'),
};

// The user, group or role that is the target. Its path is in its ARN.
export const theUser = { role: 'arn:{partition}:iam::{account}:user/*', session: '{arn}' };
export const theGroup = { role: 'arn:{partition}:iam::{account}:group/*', session: '{arn}' };
export const theRole = { role: 'arn:{partition}:iam::{account}:role/*', session: '{arn}' };
