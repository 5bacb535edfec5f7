import { declareService } from '../declare-service.ts';

/** Brings no assets and needs no action: AWS lets every identity call `sts:GetCallerIdentity`. */
export const sts = declareService({
  id: 'sts',
  name: 'AWS Security Token Service',
  scope: 'global',
  load: () => import('@aws-sdk/client-sts'),
  client: 'STSClient',
});
