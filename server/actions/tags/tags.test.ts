import { describe, expect, it } from 'vitest';
import type { ActionCaller, ActionDeclaration, State, Target } from '../action.ts';
import { CallError } from '../call.ts';
import { removeTagsOfAsset, setTagsOfAsset } from './asset-tags.ts';
import { setTagsOfIdentity } from './identity-tags.ts';

const bucket: Target = {
  ...{ partition: 'aws', accountId: '111122223333', region: 'us-east-1', type: 'AWS::S3::Bucket' },
  ...{ arn: 'arn:aws:s3:::photos', name: 'photos', id: 'photos', tags: {}, document: {} },
};
const snapshot: Target = {
  ...bucket,
  ...{ type: 'AWS::EC2::Snapshot', arn: 'arn:aws:ec2:us-east-1::snapshot/snap-0123', name: 'snap-0123' },
};

/** Answers each operation with what is given, and notes the inputs. */
function answering(answers: Record<string, unknown>) {
  const inputs: [operation: string, input: object][] = [];
  const call = async (operation: string, input: object) => {
    inputs.push([operation, input]);
    return answers[operation] ?? {};
  };
  const aws: ActionCaller = { token: 't', call, find: call };
  return { aws, inputs };
}

async function failureOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof CallError ? error.failure : error;
}

const parse = ({ parameters }: ActionDeclaration, given: State) => parameters.safeParse(given).success;

describe('tags of assets', () => {
  const parameters = { tags: { team: 'web' } };

  it.each(['aws:name', 'AWS:name', 'cloudcoreo:protected', 'cloudcoreo:protected-too', '', 'a'.repeat(129)])(
    'are never those with the key “%s”',
    (key) => {
      expect(parse(setTagsOfAsset, { tags: { team: 'web', [key]: 'x' } })).toBe(false);
      expect(parse(removeTagsOfAsset, { keys: ['team', key] })).toBe(false);
    },
  );

  it('are at least one', () => {
    expect(parse(setTagsOfAsset, { tags: {} })).toBe(false);
    expect(parse(removeTagsOfAsset, { keys: [] })).toBe(false);
    expect(parse(setTagsOfAsset, { tags: { 'Kostenstelle für ÖPNV': '' } })).toBe(true);
  });

  it('are none of an asset that the tagging service does not list', async () => {
    const { aws } = answering({ GetResources: { ResourceTagMappingList: [] } });
    expect(await setTagsOfAsset.read(aws, bucket, parameters)).toEqual({ team: null });
  });

  it('are unknown of an asset that has some and is not listed', async () => {
    const { aws } = answering({ GetResources: { ResourceTagMappingList: [] } });
    const failure = await failureOf(setTagsOfAsset.read(aws, { ...bucket, tags: { owner: 'ann' } }, parameters));
    expect(failure).toMatchObject({ code: 'action_unfit' });
  });

  it('are not changed where the former value is not seen, which could not be put back', () => {
    const tagged = { ...bucket, tags: { team: 'data' } };
    expect(setTagsOfAsset.want({ team: null }, parameters, tagged)).toHaveProperty('refused');
    expect(removeTagsOfAsset.want({ team: null }, { keys: ['team'] }, tagged)).toHaveProperty('refused');
    expect(removeTagsOfAsset.want({ team: 'data' }, { keys: ['team'] }, tagged)).toEqual({ to: { team: null } });
  });

  it('of a snapshot are asked for with the account in its ARN', async () => {
    const ResourceARN = 'arn:aws:ec2:us-east-1:111122223333:snapshot/snap-0123';
    const Tags = [{ Key: 'team', Value: 'data' }];
    const { aws, inputs } = answering({ GetResources: { ResourceTagMappingList: [{ ResourceARN, Tags }] } });
    expect(await setTagsOfAsset.read(aws, snapshot, parameters)).toEqual({ team: 'data' });
    await setTagsOfAsset.write(aws, snapshot, { from: { team: 'data' }, to: { team: 'web' } }, parameters);
    await setTagsOfAsset.write(aws, snapshot, { from: { team: 'web' }, to: { team: null } }, parameters);
    expect(inputs).toEqual([
      ['GetResources', { ResourceARNList: [ResourceARN] }],
      ['TagResources', { ResourceARNList: [ResourceARN], Tags: { team: 'web' } }],
      ['UntagResources', { ResourceARNList: [ResourceARN], TagKeys: ['team'] }],
    ]);
  });

  it.each([
    ['action_denied', 'User: arn:aws:sts::1:x is not authorized to perform: s3:PutBucketTagging'],
    ['action_refused_by_aws', 'A resource cannot have more than 50 tags.'],
  ])('that the asset’s service refuses are %s', async (code, ErrorMessage) => {
    const FailedResourcesMap = { [bucket.arn]: { ErrorCode: 'InvalidParameterException', ErrorMessage } };
    const { aws } = answering({ TagResources: { FailedResourcesMap }, UntagResources: { FailedResourcesMap } });
    for (const to of [{ team: 'web' }, { team: null }]) {
      const writing = setTagsOfAsset.write(aws, bucket, { from: { team: 'data' }, to }, parameters);
      expect(await failureOf(writing)).toMatchObject({ code, detail: expect.stringContaining(ErrorMessage) });
    }
  });
});

it('refuses a key of an IAM user that is there in other letters, since IAM takes both for one', async () => {
  const { aws } = answering({ ListUserTags: { Tags: [{ Key: 'Team', Value: 'web' }] } });
  const ann = { ...bucket, type: 'AWS::IAM::User', arn: 'arn:aws:iam::111122223333:user/ann', name: 'ann' };
  const failure = await failureOf(setTagsOfIdentity.read(aws, ann, { tags: { team: 'data' } }));
  expect(failure).toMatchObject({ code: 'action_unfit', mend: expect.stringContaining('Team') });
});
