import { declareService } from '../declare-service.ts';
import type { AssetContext } from '../service.ts';

/** A parameter's path begins with a slash, of which its ARN has one: `parameter/path/name`. */
function parameterArn(parameter: { ARN?: string | undefined; Name?: string | undefined }, at: AssetContext): string {
  const path = parameter.Name?.replace(/^\//, '');
  return parameter.ARN ?? `arn:${at.partition}:ssm:${at.region}:${at.accountId}:parameter/${path}`;
}

// Values of parameters and texts of documents are never asked for: both can hold secrets.
export const ssm = declareService(
  {
    id: 'ssm',
    name: 'AWS Systems Manager',
    scope: 'regional',
    load: () => import('@aws-sdk/client-ssm'),
    client: 'SSMClient',
    encodedDocuments: ['Policy'],
  },
  ({ asset, settings }) => [
    asset({
      type: 'AWS::SSM::Parameter',
      list: 'DescribeParameters',
      input: { MaxResults: 50 },
      items: (page) => page.Parameters,
      arn: parameterArn,
      name: (parameter) => parameter.Name,
      gone: ['InvalidResourceId'],
      parts: (read) => ({
        ResourcePolicies: read('GetResourcePolicies', {
          // Others cannot be shared:
          // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html
          applies: (parameter) => parameter.Tier === 'Advanced',
          input: (parameter, at) => ({ ResourceArn: parameterArn(parameter, at), MaxResults: 50 }),
          pick: (output) => output.Policies,
          allPages: true,
        }),
        Tags: read('ListTagsForResource', {
          input: (parameter) => ({ ResourceType: 'Parameter' as const, ResourceId: parameter.Name }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    asset({
      // CloudFormation has no type for managed nodes.
      type: 'AWS::SSM::ManagedInstance',
      list: 'DescribeInstanceInformation',
      input: { MaxResults: 50 },
      items: (page) => page.InstanceInformationList,
      // AWS gives a managed EC2 instance the ARN of the instance itself, which is another asset.
      arn: (node, at) => `arn:${at.partition}:ssm:${at.region}:${at.accountId}:managed-instance/${node.InstanceId}`,
      name: (node) => node.Name ?? node.ComputerName,
      volatile: [
        ...['LastPingDateTime', 'LastAssociationExecutionDate', 'LastSuccessfulAssociationExecutionDate'],
        ...['AssociationOverview', 'PatchState.SnapshotId', 'PatchState.OperationStartTime'],
        'PatchState.OperationEndTime',
      ],
      gone: ['InvalidResourceId'],
      parts: (read, readMany) => ({
        PatchState: readMany('DescribeInstancePatchStates', {
          size: 50,
          input: (nodes) => ({ InstanceIds: nodes.map(({ InstanceId }) => InstanceId ?? ''), MaxResults: 100 }),
          pick: (output, node) => output.InstancePatchStates?.find(({ InstanceId }) => InstanceId === node.InstanceId),
        }),
        Tags: read('ListTagsForResource', {
          // The tags of an EC2 instance are the instance's.
          applies: (node) => node.ResourceType === 'ManagedInstance',
          input: (node) => ({ ResourceType: 'ManagedInstance' as const, ResourceId: node.InstanceId }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    asset({
      type: 'AWS::SSM::Document',
      list: 'ListDocuments',
      input: { Filters: [{ Key: 'Owner', Values: ['Self'] }], MaxResults: 50 },
      items: (page) => page.DocumentIdentifiers,
      arn: (document, at) => `arn:${at.partition}:ssm:${at.region}:${at.accountId}:document/${document.Name}`,
      name: (document) => document.Name,
      gone: ['InvalidDocument'],
      parts: (read) => ({
        /** Whom the document is shared with; `all` is everybody. */
        AccountIds: read('DescribeDocumentPermission', {
          input: (document) => ({ Name: document.Name, PermissionType: 'Share' as const, MaxResults: 200 }),
          pick: (output) => output.AccountIds,
          allPages: true,
          pages: { input: 'NextToken', output: 'NextToken' },
        }),
      }),
    }),
    // CloudFormation has no type for these: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetServiceSetting.html
    settings({
      type: 'AWS::SSM::ServiceSettings',
      name: 'Systems Manager settings',
      arn: (at) => `arn:${at.partition}:ssm:${at.region}:${at.accountId}:servicesettings`,
      parts: (read) => ({
        DocumentPublicSharing: read('GetServiceSetting', {
          input: () => ({ SettingId: '/ssm/documents/console/public-sharing-permission' }),
          pick: (output) => output.ServiceSetting,
          // AWS has not brought the setting to this region.
          absent: ['ServiceSettingNotFound'],
        }),
        AutomationLogDestination: read('GetServiceSetting', {
          input: () => ({ SettingId: '/ssm/automation/customer-script-log-destination' }),
          pick: (output) => output.ServiceSetting,
          // AWS has not brought the setting to this region.
          absent: ['ServiceSettingNotFound'],
        }),
      }),
    }),
  ],
);
