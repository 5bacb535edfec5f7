import type { Project, ProjectSource } from '@aws-sdk/client-codebuild';
import { declareService } from '../declare-service.ts';

/**
 * A project without what its sources can hold: the user and the token in an address, and build instructions that are
 * given in the project instead of in a file of the repository.
 */
export function withoutSecrets(project: Project | undefined): Project | undefined {
  return (
    project && {
      ...project,
      ...(project.source && { source: cleanSource(project.source) }),
      ...(project.secondarySources && { secondarySources: project.secondarySources.map(cleanSource) }),
    }
  );
}

function cleanSource(source: ProjectSource): ProjectSource {
  const { location, buildspec } = source;
  const isInline = buildspec !== undefined && /\n|^\s*[{#]|^\s*version\s*:/.test(buildspec);
  return {
    ...source,
    ...(location !== undefined && { location: location.replace(/\/\/[^/]*@/, '//[withheld]@') }),
    ...(isInline && { buildspec: '[withheld]' }),
  };
}

export const codebuild = declareService(
  {
    id: 'codebuild',
    name: 'AWS CodeBuild',
    scope: 'regional',
    load: () => import('@aws-sdk/client-codebuild'),
    client: 'CodeBuildClient',
    encodedDocuments: ['ResourcePolicy'],
    withheld: ['environmentVariables', 'secret'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::CodeBuild::Project',
      list: 'ListProjects',
      items: (page) => page.projects?.map((name) => ({ name })),
      arn: ({ name }, at) => `arn:${at.partition}:codebuild:${at.region}:${at.accountId}:project/${name}`,
      name: ({ name }) => name,
      tags: 'Project.tags',
      parts: (read, readMany) => ({
        Project: readMany('BatchGetProjects', {
          size: 100,
          input: (projects) => ({ names: projects.map(({ name }) => name) }),
          pick: (output, { name }) => withoutSecrets(output.projects?.find((project) => project.name === name)),
        }),
        ResourcePolicy: read('GetResourcePolicy', {
          input: ({ name }, at) => ({
            resourceArn: `arn:${at.partition}:codebuild:${at.region}:${at.accountId}:project/${name}`,
          }),
          pick: (output) => output.policy,
          absent: ['ResourceNotFoundException'],
        }),
      }),
    }),
    asset({
      type: 'AWS::CodeBuild::ReportGroup',
      list: 'ListReportGroups',
      input: { maxResults: 100 },
      items: (page) => page.reportGroups?.map((arn) => ({ arn })),
      arn: ({ arn }) => arn,
      tags: 'ReportGroup.tags',
      parts: (_read, readMany) => ({
        ReportGroup: readMany('BatchGetReportGroups', {
          size: 100,
          input: (groups) => ({ reportGroupArns: groups.map(({ arn }) => arn) }),
          pick: (output, { arn }) => output.reportGroups?.find((group) => group.arn === arn),
        }),
      }),
    }),
    // How AWS reaches the source, without the tokens.
    asset({
      type: 'AWS::CodeBuild::SourceCredential',
      list: 'ListSourceCredentials',
      items: (page) => page.sourceCredentialsInfos,
      arn: (credential) => credential.arn ?? '',
    }),
  ],
);
