import type pg from 'pg';
import { readLibrary } from '../server/rules/library.ts';
import { severities } from '../server/rules/rule-file.ts';
import { serviceOf } from '../server/rules/service-of.ts';

const accounts = 50;
const regions = ['us-east-1', 'eu-west-1', 'us-west-2', 'ap-southeast-2', 'eu-central-1', 'us-east-2'];

/**
 * Connected accounts with as many findings of the library's rules: one in ten resolved, one in twenty suppressed, few rules
 * failing on much and most on little, as in accounts.
 */
export async function fillFindings(client: pg.Client, findings: number): Promise<void> {
  await client.query(`
    insert into cloud_accounts (id, team_id, aws_account_id, partition, nickname, nickname_key, method, state, role_arn,
      external_id, setup_user_state, created_by, last_verified_at, connected_at)
    select 'ca_' || i, (select id from teams limit 1), (100000000000 + i)::text, 'aws', 'account ' || i,
      'account ' || lpad(i::text, 5, '0'), 'role', 'connected',
      'arn:aws:iam::' || (100000000000 + i) || ':role/CloudCoreoAssumedRole', 'cloudcoreo-x', 'none', 'bench', now(), now()
    from generate_series(0, ${accounts - 1}) i`);
  await client.query(
    'create temporary table rules_of_bench (number int, rule text, type text, service text, severity text, rank int)',
  );
  const { rules } = readLibrary();
  for (const [index, { id, type, severity }] of rules.entries()) {
    await client.query('insert into rules_of_bench values ($1, $2, $3, $4, $5, $6)', [
      ...[index, id, type, serviceOf(type), severity, severities.indexOf(severity) + 1],
    ]);
  }
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename in ('findings', 'judgements')
      and indexname not in (select conname from pg_constraint where conrelid in ('findings'::regclass, 'judgements'::regclass))`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  const regionRows = regions.map((region, index) => `(${index}, '${region}')`);
  await client.query(`
    insert into findings (cloud_account_id, id, team_id, rule_id, asset_id, status, severity, rank, asset_type, asset_name,
      service, region, evidence, first_seen_at, opened_at, times_opened, resolved_at, resolved_by, suppression_id)
    select 'ca_' || a, 'fd_' || substr(md5(n::text), 1, 20), (select id from teams limit 1), rule, 'asset_' || type || n / 6,
      case when n % 10 = 0 then 'resolved' when n % 20 = 1 then 'suppressed' else 'open' end, severity, rank, type,
      'service-' || n / 6, service, r, '[{"path": "Encrypted", "value": "false"}]',
      now() - n % 300 * interval '1 day', now() - n % 90 * interval '1 day' - n % 86400 * interval '1 second', 1,
      case when n % 10 = 0 then now() end, case when n % 10 = 0 then 'passes' end, case when n % 20 = 1 then 'sup_1' end
    from (
      select n, (n * 7919 % 9949) % ${accounts} as a,
        floor(${rules.length} * power((n * 31 % 9973) / 9973.0, 3))::int as rule_number,
        floor(${regions.length} * power((n * 17 % 9967) / 9967.0, 2))::int as region_number
      from generate_series(1::bigint, ${findings}) n) numbered
    join rules_of_bench on number = rule_number
    join (values ${regionRows.join(', ')}) as g (region_number, r) using (region_number)`);
  await client.query(`
    insert into judgements (cloud_account_id, asset_id, team_id, passed, failed, unsettled, judged_at)
    select cloud_account_id, asset_id, min(team_id), '{}',
      coalesce(array_agg(rule_id) filter (where status <> 'resolved'), '{}'), '[]', now()
    from findings group by 1, 2`);
  await client.query(`
    insert into finding_counts
    select min(team_id), account, rule_id, place, severity, status, min(asset_type), min(service), count(*)
    from findings, lateral (values (cloud_account_id, region), (cloud_account_id, '*'), ('*', region)) as grain(account, place)
    group by account, rule_id, place, severity, status`);
  await client.query(`set maintenance_work_mem = '1GB'`);
  for (const { definition } of indexes) await client.query(definition);
  await client.query('vacuum analyze');
}
