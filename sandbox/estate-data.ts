import { AthenaClient, CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { CreateEndpointCommand, DatabaseMigrationServiceClient } from '@aws-sdk/client-database-migration-service';
import { CreateClusterCommand as CreateDaxClusterCommand, DAXClient } from '@aws-sdk/client-dax';
import {
  CreateCacheClusterCommand,
  CreateReplicationGroupCommand,
  ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import { CreateSecurityConfigurationCommand, EMRClient, RunJobFlowCommand } from '@aws-sdk/client-emr';
import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import {
  CreateConnectionCommand,
  CreateCrawlerCommand,
  CreateDatabaseCommand,
  CreateSecurityConfigurationCommand as CreateGlueSecurityConfigurationCommand,
  CreateJobCommand,
  GlueClient,
} from '@aws-sdk/client-glue';
import { CreateStreamCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { CreateClusterCommand as CreateMemoryDbClusterCommand, MemoryDBClient } from '@aws-sdk/client-memorydb';
import { CreateDomainCommand, OpenSearchClient } from '@aws-sdk/client-opensearch';
import {
  CreateClusterCommand as CreateRedshiftClusterCommand,
  CreateClusterSnapshotCommand as CreateRedshiftSnapshotCommand,
  RedshiftClient,
} from '@aws-sdk/client-redshift';
import type { Connect } from './estate-clients.ts';
import { seedDatabases } from './estate-data-databases.ts';

interface Where {
  partition: string;
  accountId: string;
  /** An account that something is shared with. */
  otherAccountId: string;
  /** The first is the home region. */
  regions: readonly string[];
}

/**
 * Makes databases, caches, streams and what analyses them. Its faults: a public database without encryption and a
 * snapshot of it that everybody may restore, a search domain open to everybody, a public warehouse, caches and
 * migrations that speak without TLS, a password among the parameters of a job. Of each service one call is made first:
 * it loads the service's description, and calls that come at once would each load it.
 */
export async function seedData(connect: Connect, where: Where): Promise<void> {
  const [home = ''] = where.regions;
  await Promise.all([
    seedDatabases(connect, where),
    seedCaches(connect, home, where),
    seedWarehouse(connect(RedshiftClient, home)),
    seedSearch(connect(OpenSearchClient, home), where),
    seedStreams(connect, where),
    seedMigration(connect(DatabaseMigrationServiceClient, home)),
    seedGlue(connect(GlueClient, home), where),
    seedClusters(connect(EMRClient, home)),
    connect(AthenaClient, home).send(
      new CreateWorkGroupCommand({
        Name: 'analysts',
        Configuration: {
          EnforceWorkGroupConfiguration: false,
          ResultConfiguration: { OutputLocation: 's3://analysts-results/' },
        },
        Tags: [{ Key: 'team', Value: 'data' }],
      }),
    ),
  ]);
}

async function seedCaches(connect: Connect, region: string, { partition, accountId }: Where): Promise<void> {
  const elasticache = connect(ElastiCacheClient, region);
  await Promise.all([
    elasticache.send(
      new CreateReplicationGroupCommand({
        ReplicationGroupId: 'sessions',
        ReplicationGroupDescription: 'Sessions of the shop',
        Engine: 'redis',
        CacheNodeType: 'cache.t4g.small',
        NumCacheClusters: 2,
        AutomaticFailoverEnabled: true,
        AtRestEncryptionEnabled: true,
        TransitEncryptionEnabled: true,
        Tags: [{ Key: 'team', Value: 'web' }],
      }),
    ),
    elasticache.send(
      new CreateCacheClusterCommand({
        CacheClusterId: 'pages',
        Engine: 'memcached',
        CacheNodeType: 'cache.t4g.small',
        NumCacheNodes: 1,
      }),
    ),
    connect(MemoryDBClient, region).send(
      new CreateMemoryDbClusterCommand({
        ClusterName: 'ranks',
        NodeType: 'db.t4g.small',
        ACLName: 'open-access',
        TLSEnabled: false,
        AutoMinorVersionUpgrade: false,
      }),
    ),
    connect(DAXClient, region).send(
      new CreateDaxClusterCommand({
        ClusterName: 'carts',
        NodeType: 'dax.t3.small',
        ReplicationFactor: 1,
        IamRoleArn: `arn:${partition}:iam::${accountId}:role/dax`,
      }),
    ),
  ]);
}

async function seedWarehouse(redshift: RedshiftClient): Promise<void> {
  await redshift.send(
    new CreateRedshiftClusterCommand({
      ClusterIdentifier: 'warehouse',
      NodeType: 'ra3.large',
      ClusterType: 'single-node',
      DBName: 'dev',
      MasterUsername: 'awsuser',
      MasterUserPassword: 'Not-a-real-0ne',
      PubliclyAccessible: true,
      Encrypted: false,
      Tags: [{ Key: 'team', Value: 'data' }],
    }),
  );
  await redshift.send(
    new CreateRedshiftSnapshotCommand({ ClusterIdentifier: 'warehouse', SnapshotIdentifier: 'warehouse-2026-10' }),
  );
}

async function seedSearch(opensearch: OpenSearchClient, { partition, accountId, regions }: Where): Promise<void> {
  await opensearch.send(
    new CreateDomainCommand({
      DomainName: 'catalog-search',
      EngineVersion: 'OpenSearch_2.11',
      AccessPolicies: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'es:*',
            Resource: `arn:${partition}:es:${regions[0]}:${accountId}:domain/catalog-search/*`,
          },
        ],
      }),
      EncryptionAtRestOptions: { Enabled: false },
      TagList: [{ Key: 'team', Value: 'web' }],
    }),
  );
}

async function seedStreams(connect: Connect, { partition, accountId, regions }: Where): Promise<void> {
  const [home = '', second] = regions;
  const seedKinesis = async () => {
    await connect(KinesisClient, home).send(new CreateStreamCommand({ StreamName: 'clicks', ShardCount: 2 }));
    if (second === undefined) return;
    await connect(KinesisClient, second).send(
      new CreateStreamCommand({ StreamName: 'clicks-eu', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
    );
  };
  await Promise.all([
    seedKinesis(),
    connect(FirehoseClient, home).send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: 'clicks-to-lake',
        DeliveryStreamType: 'DirectPut',
        ExtendedS3DestinationConfiguration: {
          RoleARN: `arn:${partition}:iam::${accountId}:role/firehose`,
          BucketARN: `arn:${partition}:s3:::clicks-lake`,
        },
        Tags: [{ Key: 'team', Value: 'data' }],
      }),
    ),
  ]);
}

async function seedMigration(dms: DatabaseMigrationServiceClient): Promise<void> {
  await dms.send(
    new CreateEndpointCommand({
      EndpointIdentifier: 'old-orders',
      EndpointType: 'source',
      EngineName: 'mysql',
      ServerName: 'orders.corp.example.com',
      Port: 3306,
      Username: 'dms',
      Password: 'not-a-real-one',
      SslMode: 'none',
      Tags: [{ Key: 'team', Value: 'data' }],
    }),
  );
}

async function seedGlue(glue: GlueClient, { partition, accountId }: Where): Promise<void> {
  const role = `arn:${partition}:iam::${accountId}:role/glue`;
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'sales' } }));
  await Promise.all([
    glue.send(
      new CreateConnectionCommand({
        ConnectionInput: {
          Name: 'orders',
          ConnectionType: 'JDBC',
          ConnectionProperties: {
            JDBC_CONNECTION_URL: 'jdbc:postgresql://orders.example.com:5432/orders',
            JDBC_ENFORCE_SSL: 'false',
            USERNAME: 'glue',
            PASSWORD: 'not-a-real-one',
          },
        },
      }),
    ),
    glue.send(
      new CreateJobCommand({
        Name: 'nightly-sales',
        Role: role,
        Command: { Name: 'glueetl', ScriptLocation: 's3://glue-scripts/nightly-sales.py' },
        DefaultArguments: { '--enable-continuous-cloudwatch-log': 'false', '--db_password': 'not-a-real-one' },
        Tags: { team: 'data' },
      }),
    ),
    glue.send(
      new CreateCrawlerCommand({
        Name: 'lake',
        Role: role,
        DatabaseName: 'sales',
        Targets: { S3Targets: [{ Path: 's3://clicks-lake/' }] },
      }),
    ),
    glue.send(
      new CreateGlueSecurityConfigurationCommand({
        Name: 'unencrypted',
        EncryptionConfiguration: {
          S3Encryption: [{ S3EncryptionMode: 'DISABLED' }],
          CloudWatchEncryption: { CloudWatchEncryptionMode: 'DISABLED' },
          JobBookmarksEncryption: { JobBookmarksEncryptionMode: 'DISABLED' },
        },
      }),
    ),
  ]);
}

async function seedClusters(emr: EMRClient): Promise<void> {
  await emr.send(
    new CreateSecurityConfigurationCommand({
      Name: 'unencrypted',
      SecurityConfiguration: JSON.stringify({
        EncryptionConfiguration: { EnableInTransitEncryption: false, EnableAtRestEncryption: false },
      }),
    }),
  );
  await emr.send(
    new RunJobFlowCommand({
      Name: 'sessions-analysis',
      ReleaseLabel: 'emr-7.1.0',
      JobFlowRole: 'EMR_EC2_DefaultRole',
      ServiceRole: 'EMR_DefaultRole',
      Instances: {
        MasterInstanceType: 'm5.xlarge',
        SlaveInstanceType: 'm5.xlarge',
        InstanceCount: 2,
        KeepJobFlowAliveWhenNoSteps: true,
      },
      Tags: [{ Key: 'team', Value: 'data' }],
    }),
  );
}
