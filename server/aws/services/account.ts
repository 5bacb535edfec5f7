import { declareService } from '../declare-service.ts';

export const account = declareService(
  {
    id: 'account',
    name: 'AWS Account Management',
    scope: 'global',
    load: () => import('@aws-sdk/client-account'),
    client: 'AccountClient',
    // Where the contact lives is of no use to a rule.
    withheld: ['AddressLine1', 'AddressLine2', 'AddressLine3', 'DistrictOrCounty', 'PostalCode'],
  },
  ({ settings }) => [
    // CloudFormation has no type for it.
    settings({
      type: 'AWS::Account::Account',
      name: 'Account',
      arn: (at) => `arn:${at.partition}:account::${at.accountId}:account`,
      parts: (read) => {
        const alternateContact = (AlternateContactType: 'BILLING' | 'OPERATIONS' | 'SECURITY') =>
          read('GetAlternateContact', {
            input: () => ({ AlternateContactType }),
            pick: (output) => output.AlternateContact,
            absent: ['ResourceNotFoundException'],
          });
        return {
          ContactInformation: read('GetContactInformation', {
            pick: (output) => output.ContactInformation,
            absent: ['ResourceNotFoundException'],
          }),
          BillingContact: alternateContact('BILLING'),
          OperationsContact: alternateContact('OPERATIONS'),
          SecurityContact: alternateContact('SECURITY'),
          Regions: read('ListRegions', {
            input: () => ({ MaxResults: 50 }),
            pick: (output) => output.Regions,
            allPages: true,
          }),
        };
      },
    }),
  ],
);
