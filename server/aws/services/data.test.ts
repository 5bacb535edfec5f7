import { describe, expect, it } from 'vitest';
import { toDocument } from '../document.ts';
import type { AssetDeclaration, ServiceDeclaration } from '../service.ts';
import { athena } from './athena.ts';
import { dax } from './dax.ts';
import { dms } from './dms.ts';
import { docdb } from './docdb.ts';
import { dynamodb } from './dynamodb.ts';
import { elasticache } from './elasticache.ts';
import { emr } from './emr.ts';
import { type ArnExample, expectArns } from './expect-arns.ts';
import { firehose } from './firehose.ts';
import { glue } from './glue.ts';
import { kinesis } from './kinesis.ts';
import { memorydb } from './memorydb.ts';
import { neptune } from './neptune.ts';
import { opensearch } from './opensearch.ts';
import { rds } from './rds.ts';
import { redshift } from './redshift.ts';

const services = [
  ...[rds, docdb, neptune, dynamodb, dax, elasticache, memorydb, redshift, opensearch, kinesis, firehose],
  ...[dms, athena, glue, emr],
];

const ofRds = (resource: string) => `arn:PARTITION:rds:REGION:111122223333:${resource}`;
const ofGlue = (resource: string) => `arn:PARTITION:glue:REGION:111122223333:${resource}`;

const at = { partition: 'aws', accountId: '111122223333', region: 'eu-west-1' } as const;

/** AWS gives the ARN itself. */
const given = (field: string, arn: string): ArnExample => ({ item: { [field]: arn }, arn });

describe('the services of databases, streams and analytics', () => {
  expectArns(services, {
    'AWS::RDS::DBInstance': given('DBInstanceArn', ofRds('db:orders')),
    'AWS::RDS::DBCluster': given('DBClusterArn', ofRds('cluster:shop')),
    'AWS::RDS::GlobalCluster': given('GlobalClusterArn', 'arn:PARTITION:rds::111122223333:global-cluster:shop'),
    'AWS::RDS::DBSnapshot': given('DBSnapshotArn', ofRds('snapshot:orders-before-move')),
    'AWS::RDS::DBClusterSnapshot': given('DBClusterSnapshotArn', ofRds('cluster-snapshot:shop-before-move')),
    'AWS::RDS::DBParameterGroup': given('DBParameterGroupArn', ofRds('pg:orders')),
    'AWS::RDS::DBClusterParameterGroup': given('DBClusterParameterGroupArn', ofRds('cluster-pg:shop')),
    'AWS::RDS::EventSubscription': given('EventSubscriptionArn', ofRds('es:failures')),
    'AWS::RDS::DBProxy': given('DBProxyArn', ofRds('db-proxy:prx-0123456789abcdef0')),
    'AWS::DocDB::DBCluster': given('DBClusterArn', ofRds('cluster:catalog')),
    'AWS::DocDB::DBInstance': given('DBInstanceArn', ofRds('db:catalog-1')),
    'AWS::DocDB::GlobalCluster': given('GlobalClusterArn', 'arn:PARTITION:rds::111122223333:global-cluster:catalog'),
    'AWS::DocDB::DBClusterSnapshot': given('DBClusterSnapshotArn', ofRds('cluster-snapshot:catalog-1')),
    'AWS::Neptune::DBCluster': given('DBClusterArn', ofRds('cluster:graph')),
    'AWS::Neptune::DBInstance': given('DBInstanceArn', ofRds('db:graph-1')),
    'AWS::Neptune::GlobalCluster': given('GlobalClusterArn', 'arn:PARTITION:rds::111122223333:global-cluster:graph'),
    'AWS::Neptune::DBClusterSnapshot': given('DBClusterSnapshotArn', ofRds('cluster-snapshot:graph-1')),
    'AWS::DynamoDB::Table': { item: 'carts', arn: 'arn:PARTITION:dynamodb:REGION:111122223333:table/carts' },
    'AWS::DynamoDB::Backup': given(
      'BackupArn',
      'arn:PARTITION:dynamodb:REGION:111122223333:table/carts/backup/01489602797149-73d8d5bc',
    ),
    'AWS::DynamoDB::GlobalTable': {
      item: { GlobalTableName: 'sessions' },
      arn: 'arn:PARTITION:dynamodb::111122223333:global-table/sessions',
    },
    'AWS::DAX::Cluster': given('ClusterArn', 'arn:PARTITION:dax:REGION:111122223333:cache/carts'),
    'AWS::ElastiCache::ReplicationGroup': given(
      'ARN',
      'arn:PARTITION:elasticache:REGION:111122223333:replicationgroup:sessions',
    ),
    'AWS::ElastiCache::CacheCluster': given('ARN', 'arn:PARTITION:elasticache:REGION:111122223333:cluster:pages'),
    'AWS::ElastiCache::ServerlessCache': given(
      'ARN',
      'arn:PARTITION:elasticache:REGION:111122223333:serverlesscache:pages',
    ),
    'AWS::ElastiCache::SubnetGroup': given('ARN', 'arn:PARTITION:elasticache:REGION:111122223333:subnetgroup:inner'),
    'AWS::ElastiCache::Snapshot': given('ARN', 'arn:PARTITION:elasticache:REGION:111122223333:snapshot:pages-1'),
    'AWS::MemoryDB::Cluster': given('ARN', 'arn:PARTITION:memorydb:REGION:111122223333:cluster/ranks'),
    'AWS::MemoryDB::Snapshot': given('ARN', 'arn:PARTITION:memorydb:REGION:111122223333:snapshot/ranks-1'),
    'AWS::Redshift::Cluster': {
      item: {
        ClusterIdentifier: 'warehouse',
        ClusterNamespaceArn: 'arn:PARTITION:redshift:REGION:111122223333:namespace:2d1c0e5a',
      },
      arn: 'arn:PARTITION:redshift:REGION:111122223333:cluster:warehouse',
    },
    'AWS::Redshift::ClusterSnapshot': given(
      'SnapshotArn',
      'arn:PARTITION:redshift:REGION:111122223333:snapshot:warehouse/monthly',
    ),
    'AWS::Redshift::ClusterSubnetGroup': {
      item: { ClusterSubnetGroupName: 'inner' },
      arn: 'arn:PARTITION:redshift:REGION:111122223333:subnetgroup:inner',
    },
    'AWS::Redshift::DataShare': given(
      'DataShareArn',
      'arn:PARTITION:redshift:REGION:444455556666:datashare:2d1c0e5a/sales',
    ),
    'AWS::OpenSearchService::Domain': {
      item: { DomainName: 'search' },
      arn: 'arn:PARTITION:es:REGION:111122223333:domain/search',
    },
    'AWS::Kinesis::Stream': given('StreamARN', 'arn:PARTITION:kinesis:REGION:111122223333:stream/clicks'),
    'AWS::KinesisFirehose::DeliveryStream': {
      item: 'clicks-to-s3',
      arn: 'arn:PARTITION:firehose:REGION:111122223333:deliverystream/clicks-to-s3',
    },
    'AWS::DMS::ReplicationInstance': given('ReplicationInstanceArn', 'arn:PARTITION:dms:REGION:111122223333:rep:MOVE'),
    'AWS::DMS::Endpoint': given('EndpointArn', 'arn:PARTITION:dms:REGION:111122223333:endpoint:SOURCE'),
    'AWS::DMS::ReplicationTask': given('ReplicationTaskArn', 'arn:PARTITION:dms:REGION:111122223333:task:MOVE'),
    'AWS::Athena::WorkGroup': {
      item: { Name: 'primary' },
      arn: 'arn:PARTITION:athena:REGION:111122223333:workgroup/primary',
    },
    'AWS::Glue::DataCatalog': { arn: ofGlue('catalog') },
    'AWS::Glue::Database': { item: { Name: 'sales' }, arn: ofGlue('database/sales') },
    'AWS::Glue::Job': { item: { Name: 'nightly' }, arn: ofGlue('job/nightly') },
    'AWS::Glue::Crawler': { item: { Name: 'lake' }, arn: ofGlue('crawler/lake') },
    'AWS::Glue::SecurityConfiguration': { item: { Name: 'strict' }, arn: ofGlue('securityConfiguration/strict') },
    'AWS::Glue::DevEndpoint': { item: { EndpointName: 'trial' }, arn: ofGlue('devEndpoint/trial') },
    'AWS::Glue::MLTransform': { item: { TransformId: 'tfm-0123' }, arn: ofGlue('mlTransform/tfm-0123') },
    'AWS::EMR::Cluster': given('ClusterArn', 'arn:PARTITION:elasticmapreduce:REGION:111122223333:cluster/j-ABC'),
    'AWS::EMR::SecurityConfiguration': {
      item: { Name: 'strict' },
      arn: 'arn:PARTITION:elasticmapreduce:REGION:111122223333:security-configuration/strict',
    },
    'AWS::EMR::BlockPublicAccessConfiguration': {
      arn: 'arn:PARTITION:elasticmapreduce:REGION:111122223333:block-public-access-configuration',
    },
  });
});

describe('databases behind the API of RDS', () => {
  it('show once, with the service that they are of', () => {
    const page = {
      DBClusterSnapshots: [
        { Engine: 'aurora-mysql', DBClusterSnapshotIdentifier: 'shop' },
        { Engine: 'docdb', DBClusterSnapshotIdentifier: 'catalog' },
        { Engine: 'neptune', DBClusterSnapshotIdentifier: 'graph' },
      ],
    };
    expect(itemsOf(rds, 'AWS::RDS::DBClusterSnapshot', page)).toEqual([page.DBClusterSnapshots[0]]);
    expect(itemsOf(docdb, 'AWS::DocDB::DBClusterSnapshot', page)).toEqual([page.DBClusterSnapshots[1]]);
    expect(itemsOf(neptune, 'AWS::Neptune::DBClusterSnapshot', page)).toEqual([page.DBClusterSnapshots[2]]);
  });

  it('have no parameter groups of their own that RDS made or that belong to other services', () => {
    const page = {
      DBClusterParameterGroups: [
        { DBClusterParameterGroupName: 'default.aurora-mysql8.0', DBParameterGroupFamily: 'aurora-mysql8.0' },
        { DBClusterParameterGroupName: 'default-of-ours', DBParameterGroupFamily: 'aurora-mysql8.0' },
        { DBClusterParameterGroupName: 'catalog', DBParameterGroupFamily: 'docdb5.0' },
        { DBClusterParameterGroupName: 'graph', DBParameterGroupFamily: 'neptune1.3' },
      ],
    };
    expect(itemsOf(rds, 'AWS::RDS::DBClusterParameterGroup', page)).toEqual([page.DBClusterParameterGroups[1]]);
  });

  it('are asked for the parameters of the group in force, which members of a cluster have from the cluster', () => {
    const part = partOf(rds, 'AWS::RDS::DBInstance', 'DBParameters');
    const groups = [{ DBParameterGroupName: 'default.postgres16' }];
    expect(part.applies({ DBParameterGroups: groups })).toBe(true);
    expect(part.applies({ DBParameterGroups: groups, DBClusterIdentifier: 'shop' })).toBe(false);
    expect(part.applies({ DBParameterGroups: [] })).toBe(false);
  });

  it('are asked whom a snapshot is shared with when it is one that can be shared', () => {
    for (const [service, type, name] of [
      [rds, 'AWS::RDS::DBSnapshot', 'DBSnapshotAttributes'],
      [rds, 'AWS::RDS::DBClusterSnapshot', 'DBClusterSnapshotAttributes'],
      [docdb, 'AWS::DocDB::DBClusterSnapshot', 'DBClusterSnapshotAttributes'],
      [neptune, 'AWS::Neptune::DBClusterSnapshot', 'DBClusterSnapshotAttributes'],
    ] as const) {
      const part = partOf(service, type, name);
      expect(part.applies({ SnapshotType: 'manual' }), type).toBe(true);
      expect(part.applies({ SnapshotType: 'automated' }), type).toBe(false);
    }
  });

  it('take from the list of versions the one that they run', () => {
    const part = partOf(rds, 'AWS::RDS::DBInstance', 'DBEngineVersion');
    const instances = [
      { Engine: 'mysql', EngineVersion: '8.0.28' },
      { Engine: 'mysql', EngineVersion: '8.0.40' },
      { Engine: 'mariadb', EngineVersion: '10.3.1' },
    ];
    const output = {
      DBEngineVersions: [
        { Engine: 'mariadb', EngineVersion: '8.0.28', Status: 'available' },
        { Engine: 'mysql', EngineVersion: '8.0.28', Status: 'deprecated' },
        { Engine: 'mysql', EngineVersion: '8.0.40', Status: 'available' },
      ],
    };
    if (part.kind !== 'batch') throw new Error('Versions are asked for in batches.');
    expect(instances.map((instance) => part.pick(output, instance))).toEqual([
      { Status: 'deprecated' },
      { Status: 'available' },
      undefined,
    ]);
    expect(part.input(instances, at)).toMatchObject({
      IncludeAll: true,
      Filters: [
        { Name: 'engine', Values: ['mysql', 'mariadb'] },
        { Name: 'engine-version', Values: ['8.0.28', '8.0.40', '10.3.1'] },
      ],
    });
  });
});

describe('Amazon Kinesis', () => {
  it('takes an empty policy for none', () => {
    const part = partOf(kinesis, 'AWS::Kinesis::Stream', 'ResourcePolicy');
    if (part.kind !== 'single') throw new Error('Policies are asked for one by one.');
    expect(part.pick({ Policy: '{}' })).toBeUndefined();
    expect(part.pick({ Policy: '' })).toBeUndefined();
    expect(part.pick({ Policy: '{"Statement":[]}' })).toBe('{"Statement":[]}');
  });
});

describe('Amazon Data Firehose', () => {
  const type = 'AWS::KinesisFirehose::DeliveryStream';

  it('refuses a list that is cut short, which would make streams look deleted', () => {
    expect(itemsOf(firehose, type, { DeliveryStreamNames: ['a'], HasMoreDeliveryStreams: false })).toEqual(['a']);
    expect(() => itemsOf(firehose, type, { DeliveryStreamNames: ['a'], HasMoreDeliveryStreams: true })).toThrow('more');
  });

  it('keeps no token of a destination', () => {
    const description = {
      Destinations: [
        {
          SplunkDestinationDescription: { HECEndpoint: 'https://logs.example.com', HECToken: 'hec-secret' },
          HttpEndpointDestinationDescription: {
            RequestConfiguration: { CommonAttributes: [{ AttributeName: 'X-Key', AttributeValue: 'http-secret' }] },
          },
        },
      ],
    };
    const text = JSON.stringify(toDocument(description, firehose));
    expect(text).toContain('https://logs.example.com');
    expect(text).toContain('X-Key');
    expect(text).not.toContain('secret');
  });
});

describe('AWS DMS', () => {
  it('gives each asset its own of the tags that one call brings', () => {
    const part = partOf(dms, 'AWS::DMS::Endpoint', 'Tags');
    if (part.kind !== 'batch') throw new Error('Tags are asked for in batches.');
    const output = {
      TagList: [
        { ResourceArn: 'a', Key: 'team', Value: 'shop' },
        { ResourceArn: 'b', Key: 'team', Value: 'data' },
      ],
    };
    expect(part.pick(output, { EndpointArn: 'b' })).toEqual([output.TagList[1]]);
  });

  it('keeps the security of an endpoint and none of its passwords', () => {
    const endpoint = {
      SslMode: 'verify-full',
      ExtraConnectionAttributes: 'user=me;password=secret',
      MongoDbSettings: { AuthType: 'password', Password: 'secret' },
      RedisSettings: { SslSecurityProtocol: 'ssl-encryption', AuthPassword: 'secret' },
      KafkaSettings: { SaslPassword: 'secret', SslClientKeyPassword: 'secret' },
      OracleSettings: { AsmPassword: 'secret', SecurityDbEncryption: 'secret' },
    };
    const document = toDocument(endpoint, dms);
    expect(document).toMatchObject({
      SslMode: 'verify-full',
      MongoDbSettings: { AuthType: 'password' },
      RedisSettings: { SslSecurityProtocol: 'ssl-encryption' },
    });
    expect(JSON.stringify(document)).not.toContain('secret');
  });

  it('takes the settings of a task apart, for they say what is logged', () => {
    const settings = JSON.stringify({ Logging: { EnableLogging: true } });
    expect(toDocument({ ReplicationTaskSettings: settings }, dms)).toEqual({
      ReplicationTaskSettings: { Logging: { EnableLogging: true } },
    });
  });
});

describe('AWS Glue', () => {
  it('takes the policy of the catalog apart', () => {
    const part = glue.settings[0]?.parts.ResourcePolicy;
    if (part?.kind !== 'single') throw new Error('The policy is asked for alone.');
    const policy = part.pick({ PolicyInJson: '{"Statement":[]}', PolicyHash: 'x' });
    expect(toDocument(policy, glue, 'ResourcePolicy')).toEqual({ Statement: [] });
  });

  it("keeps of a job's parameters those that AWS gives a meaning, and the names of the rest", () => {
    const [job] = itemsOf(glue, 'AWS::Glue::Job', {
      Jobs: [
        {
          Name: 'nightly',
          DefaultArguments: { '--enable-continuous-cloudwatch-log': 'true', '--db_password': 'secret' },
        },
      ],
    });
    expect(job).toEqual({
      Name: 'nightly',
      DefaultArguments: { '--enable-continuous-cloudwatch-log': 'true', '--db_password': '[withheld]' },
      NonOverridableArguments: undefined,
    });
  });
});

describe('Amazon EMR', () => {
  it('keeps no password of Kerberos, nor what the configuration of an application says', () => {
    const cluster = {
      KerberosAttributes: { Realm: 'EC2.INTERNAL', KdcAdminPassword: 'secret', ADDomainJoinPassword: 'secret' },
      Configurations: [
        { Classification: 'hive-site', Properties: { 'javax.jdo.option.ConnectionPassword': 'secret' } },
      ],
    };
    const document = toDocument(cluster, emr);
    expect(document).toMatchObject({ KerberosAttributes: { Realm: 'EC2.INTERNAL' } });
    expect(JSON.stringify(document)).toContain('javax.jdo.option.ConnectionPassword');
    expect(JSON.stringify(document)).not.toContain('secret');
  });
});

function assetOf(service: ServiceDeclaration, type: string): AssetDeclaration {
  const asset = service.listings.flatMap(({ assets }) => assets).find((one) => one.type === type);
  if (asset === undefined) throw new Error(`${service.id} lists no ${type}.`);
  return asset;
}

function itemsOf(service: ServiceDeclaration, type: string, page: object): readonly unknown[] {
  return assetOf(service, type).items(page, at) ?? [];
}

function partOf(service: ServiceDeclaration, type: string, name: string) {
  const part = assetOf(service, type).parts[name];
  if (part === undefined) throw new Error(`${type} has no part ${name}.`);
  return part;
}
