import type { ConsolePaths } from './path.ts';

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
  'AWS::DynamoDB::Table': (_id, { region, encode }, { name }) =>
    `/dynamodbv2/home?region=${region}#table?name=${encode(name)}`,
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
    `/rds/home?region=${region}#database:id=${encode(name)};is-cluster=true`,
  'AWS::RDS::DBInstance': (_id, { region, encode }, { name }) =>
    `/rds/home?region=${region}#database:id=${encode(name)};is-cluster=false`,
  'AWS::Redshift::Cluster': (_id, { region, encode }, { name }) =>
    `/redshiftv2/home?region=${region}#cluster-details?cluster=${encode(name)}`,
};
