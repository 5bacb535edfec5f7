import type { ResourceType } from '@aws-sdk/client-wafv2';
import { declareService } from '../declare-service.ts';

// Said in partitions where AWS WAF does not know CloudFront. With other reasons the code is a failure.
// https://docs.aws.amazon.com/waf/latest/APIReference/API_ListWebACLs.html
const unknownScope = [{ code: 'WAFInvalidParameterException', message: /The scope is not valid/ }];

const pages = { input: 'NextMarker', output: 'NextMarker' };

/** What lives in a region is asked for there; what protects CloudFront is in the home region. */
const scopes = [
  { Scope: 'REGIONAL', atHomeOnly: false },
  { Scope: 'CLOUDFRONT', atHomeOnly: true },
] as const;

export const wafv2 = declareService(
  {
    id: 'wafv2',
    name: 'AWS WAF',
    scope: 'regional',
    load: () => import('@aws-sdk/client-wafv2'),
    client: 'WAFV2Client',
    encodedDocuments: ['Policy'],
    // Rules compare with, and add, header values by which an origin knows that a request came through the front door.
    withheld: ['SearchString', 'InsertHeaders'],
    otherNeeds: [
      {
        action: 'cognito-idp:ListResourcesForWebACL',
        why: 'Lets AWS WAF tell which user pools a web ACL protects.',
      },
    ],
  },
  ({ asset }) =>
    scopes.flatMap(({ Scope, atHomeOnly }) => [
      asset({
        type: 'AWS::WAFv2::WebACL',
        list: 'ListWebACLs',
        input: { Scope, Limit: 100 },
        atHomeOnly,
        absent: atHomeOnly ? unknownScope : [],
        pages,
        items: (page) => page.WebACLs,
        arn: (acl) => acl.ARN ?? '',
        name: (acl) => acl.Name,
        gone: ['WAFNonexistentItemException'],
        parts: (read) => {
          const protectedBy = (type: ResourceType) =>
            read('ListResourcesForWebACL', {
              input: (acl) => ({ WebACLArn: acl.ARN, ResourceType: type }),
              pick: (output) => output.ResourceArns,
              // CloudFront alone knows what it protects with which web ACL.
              applies: () => Scope === 'REGIONAL',
            });
          return {
            WebACL: read('GetWebACL', {
              input: (acl) => ({ Name: acl.Name, Scope, Id: acl.Id }),
              pick: (output) => output.WebACL,
            }),
            LoggingConfiguration: read('GetLoggingConfiguration', {
              input: (acl) => ({ ResourceArn: acl.ARN }),
              pick: (output) => output.LoggingConfiguration,
              absent: ['WAFNonexistentItemException'],
            }),
            LoadBalancerArns: protectedBy('APPLICATION_LOAD_BALANCER'),
            ApiGatewayStageArns: protectedBy('API_GATEWAY'),
            AppSyncApiArns: protectedBy('APPSYNC'),
            UserPoolArns: protectedBy('COGNITO_USER_POOL'),
            Tags: read('ListTagsForResource', {
              input: (acl) => ({ ResourceARN: acl.ARN, Limit: 100 }),
              pick: (output) => output.TagInfoForResource?.TagList,
            }),
          };
        },
      }),
      asset({
        type: 'AWS::WAFv2::RuleGroup',
        list: 'ListRuleGroups',
        input: { Scope, Limit: 100 },
        atHomeOnly,
        absent: atHomeOnly ? unknownScope : [],
        pages,
        items: (page) => page.RuleGroups,
        arn: (group) => group.ARN ?? '',
        name: (group) => group.Name,
        gone: ['WAFNonexistentItemException'],
        parts: (read) => ({
          RuleGroup: read('GetRuleGroup', {
            input: (group) => ({ Name: group.Name, Scope, Id: group.Id }),
            pick: (output) => output.RuleGroup,
          }),
          // Whom the rule group is shared with.
          Policy: read('GetPermissionPolicy', {
            input: (group) => ({ ResourceArn: group.ARN }),
            pick: (output) => output.Policy,
            absent: ['WAFNonexistentItemException'],
          }),
          Tags: read('ListTagsForResource', {
            input: (group) => ({ ResourceARN: group.ARN, Limit: 100 }),
            pick: (output) => output.TagInfoForResource?.TagList,
          }),
        }),
      }),
      asset({
        type: 'AWS::WAFv2::IPSet',
        list: 'ListIPSets',
        input: { Scope, Limit: 100 },
        atHomeOnly,
        absent: atHomeOnly ? unknownScope : [],
        pages,
        items: (page) => page.IPSets,
        arn: (set) => set.ARN ?? '',
        name: (set) => set.Name,
        gone: ['WAFNonexistentItemException'],
        parts: (read) => ({
          IPSet: read('GetIPSet', {
            input: (set) => ({ Name: set.Name, Scope, Id: set.Id }),
            pick: (output) => output.IPSet,
          }),
          Tags: read('ListTagsForResource', {
            input: (set) => ({ ResourceARN: set.ARN, Limit: 100 }),
            pick: (output) => output.TagInfoForResource?.TagList,
          }),
        }),
      }),
    ]),
);
