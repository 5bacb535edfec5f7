import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/database.ts';
import { testDatabaseKind } from '../database/test-database.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import { findRelations } from './relations.ts';
import { collectedAsset, deleteTestAssets, type TestOwner, writeTestAssets } from './test-asset.ts';

const kind = testDatabaseKind();
let opened: OpenDatabase;
let owner: TestOwner;
let instance: string;
let vpc: string;

const vpcAsset = collectedAsset('main', {
  type: 'AWS::EC2::VPC',
  service: 'ec2',
  arn: 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0123456789abcdef0',
});
const role = collectedAsset('app', {
  type: 'AWS::IAM::Role',
  service: 'iam',
  arn: 'arn:aws:iam::111122223333:role/app',
});
const goneRole = 'arn:aws:iam::111122223333:role/gone';
const bucket = collectedAsset('logs');
const instanceAsset = collectedAsset('web', {
  type: 'AWS::EC2::Instance',
  service: 'ec2',
  arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0',
  document: {
    VpcId: 'vpc-0123456789abcdef0',
    Roles: [role.arn, goneRole, 'arn:aws:iam::999999999999:role/elsewhere'],
    Logs: { Bucket: bucket.arn },
  },
});

beforeAll(async () => {
  opened = await kind.open();
  owner = await insertTestAccount(opened.database, { awsAccountId: '111122223333' });
  const gone = collectedAsset('gone', { type: 'AWS::IAM::Role', service: 'iam', arn: goneRole });
  const ids = await writeTestAssets(opened.database, owner, [vpcAsset, role, gone, bucket, instanceAsset]);
  await deleteTestAssets(opened.database, owner, [ids[2] ?? '']);
  vpc = ids[0] ?? '';
  instance = ids[4] ?? '';
});
afterAll(async () => {
  await opened?.close();
  kind.stop();
});

const relationsOf = (id: string, { teamId } = owner) => findRelations(opened.database, teamId, id);
const names = (assets: { name: string }[] = []) => assets.map(({ name }) => name).sort();

describe('the relations of an asset', () => {
  it('are the assets that it names, by ARN and by ID, and what it names that is not known or gone', async () => {
    const relations = await relationsOf(instance);
    expect(names(relations?.names)).toEqual(['app', 'logs', 'main']);
    expect(relations?.unknownNames.sort()).toEqual([goneRole, 'arn:aws:iam::999999999999:role/elsewhere']);
    expect(relations).toMatchObject({ namedBy: [], isWhole: true });
  });

  it('are the assets that name it', async () => {
    const relations = await relationsOf(vpc);
    expect(names(relations?.namedBy)).toEqual(['web']);
    expect(relations).toMatchObject({ names: [], unknownNames: [], isWhole: true });
  });

  it('reach into the team’s other cloud accounts', async () => {
    const other = await insertTestAccount(opened.database, { teamId: owner.teamId, awsAccountId: '444455556666' });
    const [function_ = ''] = await writeTestAssets(opened.database, other, [
      collectedAsset('function', {
        arn: 'arn:aws:lambda:eu-west-1:444455556666:function:f',
        document: { Role: role.arn, Bucket: bucket.arn },
      }),
    ]);
    expect(names((await relationsOf(function_))?.names)).toEqual(['app', 'logs']);
    await deleteTestAssets(opened.database, other, [function_]);
  });

  it('never show an asset of another team, in either direction', async () => {
    const stranger = await insertTestAccount(opened.database, { awsAccountId: '777788889999' });
    const [spy = '', theirs = ''] = await writeTestAssets(opened.database, stranger, [
      collectedAsset('spy', { document: { VpcId: 'vpc-0123456789abcdef0', Role: role.arn, Bucket: bucket.arn } }),
      collectedAsset('copy', { arn: 'arn:aws:ec2:eu-west-1:777788889999:vpc/vpc-0123456789abcdef0' }),
    ]);
    const ofSpy = await relationsOf(spy, stranger);
    expect(names(ofSpy?.names)).toEqual(['copy']);
    expect(ofSpy?.unknownNames.sort()).toEqual([bucket.arn, role.arn].sort());
    expect(names((await relationsOf(vpc))?.namedBy)).toEqual(['web']);
    expect(names((await relationsOf(instance))?.names)).toEqual(['app', 'logs', 'main']);
    expect(names((await relationsOf(theirs, stranger))?.namedBy)).toEqual(['spy']);
    expect(await relationsOf(theirs)).toBeUndefined();
    expect(await relationsOf(vpc, stranger)).toBeUndefined();
  });

  it('are told up to 100 on a side, and what is known beyond is not called unknown', async () => {
    const hub = collectedAsset('hub', { arn: 'arn:aws:iam::111122223333:role/hub' });
    const spokes = Array.from({ length: 120 }, (_, index) =>
      collectedAsset(`spoke ${index}`, {
        arn: `arn:aws:iam::111122223333:role/spoke${index}`,
        document: { Trusts: hub.arn },
      }),
    );
    const document = { Roles: [...spokes.map(({ arn }) => arn), goneRole] };
    const [id = ''] = await writeTestAssets(opened.database, owner, [{ ...hub, document }, ...spokes]);
    const relations = await relationsOf(id);
    expect(relations?.names).toHaveLength(100);
    expect(relations?.namedBy).toHaveLength(100);
    expect(relations).toMatchObject({ isWhole: false, unknownNames: [goneRole] });
  });
});
