import type { SdkOfAction } from '../action.ts';

export const secretsmanager: SdkOfAction<typeof import('@aws-sdk/client-secrets-manager')> = {
  service: 'secretsmanager',
  client: 'SecretsManagerClient',
  load: () => import('@aws-sdk/client-secrets-manager'),
};

/** A secret's ARN ends in six signs that its name does not have. */
export const secretArn = { role: 'arn:{partition}:secretsmanager:{region}:{account}:secret:*', session: '{arn}' };
