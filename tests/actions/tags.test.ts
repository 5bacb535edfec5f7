import { CreateVolumeCommand, EC2Client } from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import type { Faulty } from './faulty.ts';
import { proveActions } from './prove.ts';

interface Tag {
  Key: string;
  Value: string;
}

const asRecord = (tags: readonly Tag[]) => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

const untaggedBucket: Faulty = {
  kind: 'asset-set-tags',
  what: 'a bucket with a former owner and without a team',
  parameters: { tags: { owner: 'bob', team: 'web' } },
  type: 'AWS::S3::Bucket',
  async make(connect) {
    const Bucket = 'faulty-tags';
    const client = connect(S3Client);
    await client.send(new CreateBucketCommand({ Bucket }));
    const TagSet = [
      { Key: 'owner', Value: 'ann' },
      { Key: 'stage', Value: 'live' },
    ];
    await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    return Bucket;
  },
  look: () => ({ service: 's3', operation: 'get_bucket_tagging', input: { Bucket: 'faulty-tags' } }),
  see: (answer) => asRecord((answer as { TagSet: Tag[] }).TagSet),
  mended: { owner: 'bob', stage: 'live', team: 'web' },
};

let volumeId = '';
const taggedVolume: Faulty = {
  kind: 'asset-remove-tags',
  what: 'a volume with a tag that means nothing any more',
  parameters: { keys: ['former', 'never-there'] },
  type: 'AWS::EC2::Volume',
  async make(connect) {
    const Tags = [
      { Key: 'Name', Value: 'faulty-volume' },
      { Key: 'former', Value: 'yes' },
    ];
    const TagSpecifications = [{ ResourceType: 'volume' as const, Tags }];
    const input = { AvailabilityZone: 'us-east-1a', Size: 1, TagSpecifications };
    const { VolumeId } = await connect(EC2Client).send(new CreateVolumeCommand(input));
    volumeId = VolumeId ?? '';
    return 'faulty-volume';
  },
  look: () => ({ service: 'ec2', operation: 'describe_volumes', input: { VolumeIds: [volumeId] } }),
  see: (answer) => asRecord((answer as { Volumes: { Tags?: Tag[] }[] }).Volumes[0]?.Tags ?? []),
  mended: { Name: 'faulty-volume' },
};

const Tags = [
  { Key: 'owner', Value: 'ann' },
  { Key: 'stage', Value: 'live' },
];
const seeTags = (answer: unknown) => asRecord((answer as { Tags: Tag[] }).Tags);

function taggedUser(UserName: string): Pick<Faulty, 'type' | 'make' | 'look' | 'see'> {
  return {
    type: 'AWS::IAM::User',
    async make(connect) {
      await connect(iam.IAMClient).send(new iam.CreateUserCommand({ UserName, Tags }));
      return UserName;
    },
    look: () => ({ service: 'iam', operation: 'list_user_tags', input: { UserName } }),
    see: seeTags,
  };
}

function taggedRole(RoleName: string): Pick<Faulty, 'type' | 'make' | 'look' | 'see'> {
  return {
    type: 'AWS::IAM::Role',
    async make(connect) {
      const statement = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
      const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      await connect(iam.IAMClient).send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Tags }));
      return RoleName;
    },
    look: () => ({ service: 'iam', operation: 'list_role_tags', input: { RoleName } }),
    see: seeTags,
  };
}

const toSet = {
  kind: 'iam-identity-set-tags',
  parameters: { tags: { owner: 'bob', team: 'web' } },
  mended: { owner: 'bob', stage: 'live', team: 'web' },
};
const toRemove = { kind: 'iam-identity-remove-tags', parameters: { keys: ['owner'] }, mended: { stage: 'live' } };

// A change and its undoing both set and remove: what was not there is removed again, what was removed is set again.
proveActions(
  ['tagging'],
  [
    untaggedBucket,
    taggedVolume,
    { ...toSet, ...taggedUser('faulty-set'), what: 'a user of a former owner' },
    { ...toSet, ...taggedRole('faulty-set'), what: 'a role of a former owner' },
    { ...toRemove, ...taggedUser('faulty-remove'), what: 'a user with an owner' },
    { ...toRemove, ...taggedRole('faulty-remove'), what: 'a role with an owner' },
  ],
);
