import type { ImageTagMutability, ImageTagMutabilityExclusionFilter } from '@aws-sdk/client-ecr';
import { declareAction } from '../declare-action.ts';
import { ecr, repositoryArn } from './sdk.ts';

type TagMutability = { imageTagMutability: ImageTagMutability; exclusions: ImageTagMutabilityExclusionFilter[] };

const immutable: TagMutability = { imageTagMutability: 'IMMUTABLE', exclusions: [] };

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html */
export const makeTagsImmutable = declareAction(ecr, {
  id: 'ecr-repository-make-tags-immutable',
  title: 'Make tags immutable',
  what: 'A tag of the repository stays with its image: nobody can put another one under it.',
  types: ['AWS::ECR::Repository'],
  calls: {
    DescribeRepositories: { permission: 'ecr:DescribeRepositories', on: repositoryArn },
    PutImageTagMutability: { permission: 'ecr:PutImageTagMutability', on: repositoryArn },
  },
  gone: ['RepositoryNotFoundException'],
  async read(aws, { name }): Promise<TagMutability> {
    const [repository] = (await aws.call('DescribeRepositories', { repositoryNames: [name] })).repositories ?? [];
    return {
      imageTagMutability: repository?.imageTagMutability ?? 'MUTABLE',
      exclusions: repository?.imageTagMutabilityExclusionFilters ?? [],
    };
  },
  want(state) {
    // What is excluded from being immutable was chosen, unless that is every tag.
    const isChosen =
      state.imageTagMutability === 'IMMUTABLE_WITH_EXCLUSION' && state.exclusions.every(({ filter }) => filter !== '*');
    return { to: isChosen ? state : immutable };
  },
  mayBreak: (_change, { name }) => [
    `Pushing to a tag that ${name} has already is refused. Builds that push “latest”, or the same version twice, fail.`,
    'Deployments that follow a tag that moves get no new images.',
  ],
  async write(aws, { name }, { to }) {
    const { imageTagMutability, exclusions } = to ?? immutable;
    await aws.call('PutImageTagMutability', {
      repositoryName: name,
      imageTagMutability,
      ...(exclusions.length > 0 && { imageTagMutabilityExclusionFilters: exclusions }),
    });
  },
});
