import type { SdkOfAction } from '../action.ts';

export const tagging: SdkOfAction<typeof import('@aws-sdk/client-resource-groups-tagging-api')> = {
  service: 'tagging',
  client: 'ResourceGroupsTaggingAPIClient',
  load: () => import('@aws-sdk/client-resource-groups-tagging-api'),
};

/** Users and roles have tags of IAM's own: the tagging service writes them, but does not read them. */
export const taggingOfIdentities: SdkOfAction<typeof import('@aws-sdk/client-iam')> = {
  service: 'tagging',
  client: 'IAMClient',
  load: () => import('@aws-sdk/client-iam'),
};
