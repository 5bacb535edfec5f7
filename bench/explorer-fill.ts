import type pg from 'pg';

const accounts = 20;

/** Types as they are frequent in accounts, the first most. */
const kinds = [
  ['ec2', 'Snapshot', 'snapshot'],
  ['ec2', 'NetworkInterface', 'network-interface'],
  ['ec2', 'Volume', 'volume'],
  ['ec2', 'Instance', 'instance'],
  ['logs', 'LogGroup', 'log-group'],
  ['cloudwatch', 'Alarm', 'alarm'],
  ['lambda', 'Function', 'function'],
  ['ec2', 'SecurityGroup', 'security-group'],
  ['ssm', 'Parameter', 'parameter'],
  ['sqs', 'Queue', 'queue'],
  ['sns', 'Topic', 'topic'],
  ['s3', 'Bucket', 'bucket'],
  ['dynamodb', 'Table', 'table'],
  ['ecr', 'Repository', 'repository'],
  ['kms', 'Key', 'key'],
  ['secretsmanager', 'Secret', 'secret'],
  ['ec2', 'Subnet', 'subnet'],
  ['rds', 'DBSnapshot', 'snapshot'],
  ['rds', 'DBInstance', 'db'],
  ['eks', 'Cluster', 'cluster'],
];
const namespaces: Record<string, string> = {
  logs: 'Logs',
  cloudwatch: 'CloudWatch',
  lambda: 'Lambda',
  dynamodb: 'DynamoDB',
  secretsmanager: 'SecretsManager',
};
const regions = [
  'us-east-1',
  'eu-west-1',
  'us-west-2',
  'ap-southeast-2',
  'eu-central-1',
  'us-east-2',
  'ca-central-1',
  'ap-northeast-1',
];

/** What each column of the table holds for the asset number `n`, of kind `k`, region `r`, account `a`. */
const columns: Record<string, string> = {
  cloud_account_id: `'ca_' || a`,
  arn: `arn`,
  id: `'asset_' || n`,
  team_id: `(select id from teams limit 1)`,
  type: `type`,
  service: `service`,
  region: `r`,
  name: `name`,
  tags: `tags`,
  document: `document`,
  hash: `md5(n::text)`,
  content_hash: `md5(n::text)`,
  search_text: `lower(name || ' ' || arn || ' ' || tags::text || ' ' || (document ->> 'Description') || ' ' || (document ->> 'VpcId'))`,
  names: `array[document ->> 'VpcId', document ->> 'RoleArn']`,
  resource_id: `resource_id`,
  source: `service || '/' || r`,
  first_seen_at: `now() - n % 90 * interval '1 day'`,
  changed_at: `now() - n % 60 * interval '1 day' - n % 86400 * interval '1 second'`,
  last_seen_at: `now()`,
  deleted_at: `case when n % 500 = 0 then now() - n % 20 * interval '1 day' end`,
};

/** Connected accounts with as many assets, as scans would have stored them; indexes are built afterwards, which is quicker. */
export async function fillExplorer(client: pg.Client, assets: number): Promise<void> {
  await client.query(`
    insert into cloud_accounts (id, team_id, aws_account_id, partition, nickname, nickname_key, method, state, role_arn,
      external_id, setup_user_state, created_by, last_verified_at, connected_at)
    select 'ca_' || i, (select id from teams limit 1), (100000000000 + i)::text, 'aws', 'account ' || i,
      'account ' || lpad(i::text, 5, '0'), 'role', 'connected',
      'arn:aws:iam::' || (100000000000 + i) || ':role/CloudCoreoAssumedRole', 'cloudcoreo-x', 'none', 'bench', now(), now()
    from generate_series(0, ${accounts - 1}) i`);
  const present = await columnsOf(client);
  const unknown = present.filter(({ isRequired, name }) => isRequired && columns[name] === undefined);
  if (unknown.length > 0) throw new Error(`The benchmark fills no ${unknown.map(({ name }) => name).join(', ')}.`);
  const filled = present.map(({ name }) => name).filter((name) => columns[name] !== undefined);

  const indexes = await dropIndexes(client);
  await client.query(`
    insert into assets (${filled.join(', ')})
    select ${filled.map((name) => columns[name]).join(', ')} from (${sources(assets)}) numbered`);
  await client.query(`set maintenance_work_mem = '1GB'`);
  for (const definition of indexes) await client.query(definition);
  await client.query(`
    insert into asset_counts (cloud_account_id, team_id, service, region, type, present)
    select cloud_account_id, team_id, service, region, type, count(*) from assets
    where deleted_at is null group by 1, 2, 3, 4, 5`);
  await client.query('vacuum analyze');
}

/** One row an asset. Low numbers of kind and region come more often, as in accounts. */
function sources(assets: number): string {
  const kindRows = kinds.map(([service = '', noun, word], index) => {
    const namespace = namespaces[service] ?? service.toUpperCase();
    return `(${index}, '${service}', 'AWS::${namespace}::${noun}', '${word}')`;
  });
  const regionRows = regions.map((region, index) => `(${index}, '${region}')`);
  return `
    select n, a, r, service, type,
      word || '-' || substr(md5(n::text), 1, 17) as resource_id,
      'service-' || n || '-' || word as name,
      'arn:aws:' || service || ':' || r || ':' || (100000000000 + a) || ':' || word || '/' || substr(md5(n::text), 1, 17) as arn,
      jsonb_build_object('Name', 'service-' || n, 'team', 'team-' || n % 40,
        'stage', case n % 3 when 0 then 'production' when 1 then 'staging' else 'development' end) as tags,
      jsonb_build_object(
        'Description', 'of service ' || n % 5000, 'VpcId', 'vpc-' || substr(md5((n % 400)::text), 1, 17),
        'RoleArn', 'arn:aws:iam::' || (100000000000 + a) || ':role/service-' || n % 900,
        'State', jsonb_build_object('Code', 16, 'Name', 'running'), 'CreationDate', now() - n % 900 * interval '1 day',
        'Encrypted', n % 4 <> 0, 'KmsKeyId', md5((n % 200)::text), 'Size', n % 2000,
        'SecurityGroups', jsonb_build_array(
          jsonb_build_object('GroupId', 'sg-' || substr(md5((n % 700)::text), 1, 17), 'GroupName', 'service-' || n % 700),
          jsonb_build_object('GroupId', 'sg-' || substr(md5((n % 30)::text), 1, 17), 'GroupName', 'all')),
        'Placement', jsonb_build_object('AvailabilityZone', r || 'a', 'Tenancy', 'default'),
        'Policy', null, 'LoggingConfiguration', jsonb_build_object('Level', 'ERROR', 'Format', 'JSON')) as document
    from (
      select n, (n * 7919 % 9949) % ${accounts} as a,
        floor(${kinds.length} * power((n * 31 % 9973) / 9973.0, 2))::int as kind_number,
        floor(${regions.length} * power((n * 17 % 9967) / 9967.0, 2))::int as region_number
      from generate_series(1::bigint, ${assets}) n) counted
    join (values ${kindRows.join(', ')}) as k (kind_number, service, type, word) using (kind_number)
    join (values ${regionRows.join(', ')}) as g (region_number, r) using (region_number)`;
}

async function columnsOf(client: pg.Client): Promise<{ name: string; isRequired: boolean }[]> {
  const { rows } = await client.query(`
    select column_name as name, is_nullable = 'NO' and column_default is null as "isRequired"
    from information_schema.columns where table_schema = 'public' and table_name = 'assets'`);
  return rows;
}

/** Drops all indexes but the primary key's, and returns what makes them again. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename = 'assets'
      and indexname not in (select conname from pg_constraint where conrelid = 'assets'::regclass)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}
