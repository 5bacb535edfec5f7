import type { GetEmailIdentityResponse } from '@aws-sdk/client-sesv2';
import { declareService } from '../declare-service.ts';

/** AWS gives an identity's policies as texts by name; as a list, each text is known for a policy. */
export function withPoliciesListed({ Policies, ...identity }: GetEmailIdentityResponse) {
  return {
    ...identity,
    Policies: Object.entries(Policies ?? {}).map(([PolicyName, Policy]) => ({ PolicyName, Policy })),
  };
}

export const ses = declareService(
  {
    id: 'ses',
    name: 'Amazon Simple Email Service',
    scope: 'regional',
    load: () => import('@aws-sdk/client-sesv2'),
    client: 'SESv2Client',
    encodedDocuments: ['Policy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::SES::EmailIdentity',
      list: 'ListEmailIdentities',
      input: { PageSize: 1000 },
      items: (page) => page.EmailIdentities,
      arn: (identity, at) => `arn:${at.partition}:ses:${at.region}:${at.accountId}:identity/${identity.IdentityName}`,
      name: (identity) => identity.IdentityName,
      tags: 'EmailIdentity.Tags',
      volatile: [
        'EmailIdentity.VerificationInfo.LastCheckedTimestamp',
        'EmailIdentity.VerificationInfo.LastSuccessTimestamp',
      ],
      gone: ['NotFoundException'],
      parts: (read) => ({
        EmailIdentity: read('GetEmailIdentity', {
          input: (identity) => ({ EmailIdentity: identity.IdentityName }),
          pick: withPoliciesListed,
        }),
      }),
    }),
    asset({
      type: 'AWS::SES::ConfigurationSet',
      list: 'ListConfigurationSets',
      input: { PageSize: 1000 },
      items: (page) => page.ConfigurationSets,
      arn: (name, at) => `arn:${at.partition}:ses:${at.region}:${at.accountId}:configuration-set/${name}`,
      name: (name) => name,
      tags: 'ConfigurationSet.Tags',
      volatile: ['ConfigurationSet.ReputationOptions.LastFreshStart'],
      gone: ['NotFoundException'],
      parts: (read) => ({
        ConfigurationSet: read('GetConfigurationSet', { input: (name) => ({ ConfigurationSetName: name }) }),
      }),
    }),
  ],
);
