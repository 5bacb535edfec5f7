import type { ConsolePaths } from './path.ts';

const rdsHome = (region: string, path: string) => `/rds/home?region=${region}#${path}`;
const docdbHome = (region: string, path: string) => `/docdb/home?region=${region}#${path}`;
const cacheHome = (region: string, path: string) => `/elasticache/home?region=${region}#/${path}`;

/** Databases, caches, streams and analytics. Many of their ARNs end in `type:name`, so the paths are made of names. */
export const dataPaths: ConsolePaths = {
  'AWS::Athena::WorkGroup': (_id, { region, encode }, { name }) =>
    `/athena/home?region=${region}#/workgroups/details/${encode(name)}`,
  'AWS::DMS::Endpoint': (_id, { region, encode }, { name }) =>
    `/dms/v2/home?region=${region}#endpointDetails/${encode(name)}`,
  'AWS::DMS::ReplicationInstance': (_id, { region, encode }, { name }) =>
    `/dms/v2/home?region=${region}#replicationInstanceDetails/${encode(name)}`,
  'AWS::DMS::ReplicationTask': (_id, { region, encode }, { name }) =>
    `/dms/v2/home?region=${region}#taskDetails/${encode(name)}`,
  'AWS::DocDB::DBCluster': (_id, { region, encode }, { name }) => docdbHome(region, `cluster-details/${encode(name)}`),
  'AWS::DocDB::DBClusterSnapshot': (_id, { region, encode }, { name }) =>
    docdbHome(region, `snapshot-details/${encode(name)}`),
  'AWS::DocDB::DBInstance': (_id, { region, encode }, { name }) =>
    docdbHome(region, `instance-details/${encode(name)}`),
  'AWS::DynamoDB::Table': (_id, { region, encode }, { name }) =>
    `/dynamodbv2/home?region=${region}#table?name=${encode(name)}`,
  'AWS::ElastiCache::CacheCluster': (_id, { region, encode }, { name, document }) =>
    cacheHome(region, `${document.Engine === 'memcached' ? 'memcached' : 'redis'}/${encode(name)}`),
  'AWS::ElastiCache::ReplicationGroup': (_id, { region, encode }, { name }) =>
    cacheHome(region, `redis/${encode(name)}`),
  'AWS::ElastiCache::SubnetGroup': (_id, { region }) => cacheHome(region, 'subnet-groups'),
  'AWS::EMR::Cluster': (id, { region }) => `/emr/home?region=${region}#/clusterDetails/${id}`,
  'AWS::Glue::Crawler': (_id, { region, encode }, { name }) =>
    `/glue/home?region=${region}#/v2/data-catalog/crawlers/view/${encode(name)}`,
  'AWS::Glue::Database': (_id, { region, encode }, { name }) =>
    `/glue/home?region=${region}#/v2/data-catalog/databases/view/${encode(name)}`,
  'AWS::Glue::Job': (_id, { region, encode }, { name }) =>
    `/gluestudio/home?region=${region}#/editor/job/${encode(name)}/details`,
  'AWS::Kinesis::Stream': (_id, { region, encode }, { name }) =>
    `/kinesis/home?region=${region}#/streams/details/${encode(name)}/monitoring`,
  'AWS::KinesisFirehose::DeliveryStream': (_id, { region, encode }, { name }) =>
    `/firehose/home?region=${region}#/details/${encode(name)}/monitoring`,
  'AWS::MemoryDB::Cluster': (_id, { region, encode }, { name }) =>
    `/memorydb/home?region=${region}#/clusters/${encode(name)}`,
  'AWS::Neptune::DBCluster': (_id, { region, encode }, { name }) =>
    `/neptune/home?region=${region}#database:id=${encode(name)};is-cluster=true`,
  'AWS::Neptune::DBInstance': (_id, { region, encode }, { name }) =>
    `/neptune/home?region=${region}#database:id=${encode(name)};is-cluster=false`,
  'AWS::OpenSearchService::Domain': (_id, { region, encode }, { name }) =>
    `/aos/home?region=${region}#opensearch/domains/${encode(name)}`,
  'AWS::RDS::DBCluster': (_id, { region, encode }, { name }) =>
    rdsHome(region, `database:id=${encode(name)};is-cluster=true`),
  'AWS::RDS::DBClusterParameterGroup': (_id, { region, encode }, { name }) =>
    rdsHome(region, `parameter-groups-detail:ids=${encode(name)};type=DbClusterParameterGroup;editing=false`),
  'AWS::RDS::DBClusterSnapshot': (_id, { region, encode }, { name }) =>
    rdsHome(region, `db-snapshot:id=${encode(name)}`),
  'AWS::RDS::DBInstance': (_id, { region, encode }, { name }) =>
    rdsHome(region, `database:id=${encode(name)};is-cluster=false`),
  'AWS::RDS::DBParameterGroup': (_id, { region, encode }, { name }) =>
    rdsHome(region, `parameter-groups-detail:ids=${encode(name)};type=DbParameterGroup;editing=false`),
  'AWS::RDS::DBProxy': (_id, { region, encode }, { name }) => rdsHome(region, `proxy:id=${encode(name)}`),
  'AWS::RDS::DBSnapshot': (_id, { region, encode }, { name }) => rdsHome(region, `db-snapshot:id=${encode(name)}`),
  'AWS::RDS::EventSubscription': (_id, { region }) => rdsHome(region, 'event-subscriptions:'),
  'AWS::RDS::GlobalCluster': (_id, { region }) => rdsHome(region, 'databases:'),
  'AWS::Redshift::Cluster': (_id, { region, encode }, { name }) =>
    `/redshiftv2/home?region=${region}#cluster-details?cluster=${encode(name)}`,
};
