import { declareService } from '../declare-service.ts';
import type { AssetContext } from '../service.ts';

const pages = { input: 'NextToken', output: 'NextToken' };

function arnOf(kind: string, id: string | undefined, at: AssetContext): string {
  return `arn:${at.partition}:workspaces:${at.region}:${at.accountId}:${kind}/${id}`;
}

export const workspaces = declareService(
  {
    id: 'workspaces',
    name: 'Amazon WorkSpaces',
    scope: 'regional',
    load: () => import('@aws-sdk/client-workspaces'),
    client: 'WorkSpacesClient',
    // The code with which a desktop client finds its directory.
    withheld: ['RegistrationCode'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::WorkSpaces::Workspace',
      list: 'DescribeWorkspaces',
      input: { Limit: 25 },
      items: (page) => page.Workspaces,
      arn: (workspace, at) => arnOf('workspace', workspace.WorkspaceId, at),
      gone: ['ResourceNotFoundException'],
      // A desktop stops when nobody uses it.
      volatile: ['State', 'ConnectionStatus'],
      parts: (read, readMany) => ({
        ConnectionStatus: readMany('DescribeWorkspacesConnectionStatus', {
          size: 25,
          input: (workspaces) => ({ WorkspaceIds: workspaces.flatMap(({ WorkspaceId }) => WorkspaceId ?? []) }),
          pick: (output, { WorkspaceId }) =>
            output.WorkspacesConnectionStatus?.find((status) => status.WorkspaceId === WorkspaceId),
        }),
        Tags: read('DescribeTags', {
          input: (workspace) => ({ ResourceId: workspace.WorkspaceId }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    // CloudFormation has no types for the next three.
    asset({
      type: 'AWS::WorkSpaces::Directory',
      list: 'DescribeWorkspaceDirectories',
      input: { Limit: 25 },
      items: (page) => page.Directories,
      arn: (directory, at) => arnOf('directory', directory.DirectoryId, at),
      name: (directory) => directory.WorkspaceDirectoryName ?? directory.DirectoryName,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Tags: read('DescribeTags', {
          input: (directory) => ({ ResourceId: directory.DirectoryId }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    asset({
      type: 'AWS::WorkSpaces::IpGroup',
      list: 'DescribeIpGroups',
      pages,
      input: { MaxResults: 25 },
      items: (page) => page.Result,
      arn: (group, at) => arnOf('workspaceipgroup', group.groupId, at),
      name: (group) => group.groupName,
    }),
    asset({
      type: 'AWS::WorkSpaces::WorkspaceImage',
      list: 'DescribeWorkspaceImages',
      pages,
      input: { ImageType: 'OWNED', MaxResults: 25 },
      items: (page) => page.Images,
      arn: (image, at) => arnOf('workspaceimage', image.ImageId, at),
      name: (image) => image.Name,
      gone: ['ResourceNotFoundException'],
      // AWS announces updates.
      volatile: ['Updates'],
      parts: (read) => ({
        ImagePermissions: read('DescribeWorkspaceImagePermissions', {
          input: (image) => ({ ImageId: image.ImageId, MaxResults: 25 }),
          pick: (output) => output.ImagePermissions,
          allPages: true,
          pages,
        }),
      }),
    }),
  ],
);
