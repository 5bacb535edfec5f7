import pg from 'pg';
import type { CloudAccountPage } from '../server/accounts/api.ts';

import { startProduct } from '../tests/product.ts';
import { percentile, round } from './measure.ts';
import { startOwnPostgres } from './postgres.ts';

const accounts = 1000;
const requests = 300;

/** The Cloud Accounts list with 1,000 accounts by the API, beside the bare SQL query that brings the same rows. */
export async function measureAccounts() {
  const postgres = startOwnPostgres();
  const databaseUrl = await (await postgres).createDatabase();
  const nowhere = {
    endpoint: 'http://127.0.0.1:9',
    region: 'us-east-1',
    hubCredentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' },
  };
  const product = await startProduct({
    aws: nowhere,
    environment: { DATABASE_URL: databaseUrl, CLOUDCOREO_SECRET: 'x'.repeat(32), CLOUDCOREO_LOG_LEVEL: 'info' },
  });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await fill(client);
    const figures = [];
    for (const limit of [100, 1000]) {
      const bare: number[] = [];
      const api: number[] = [];
      // In turns, so that what else the machine does strikes both alike.
      for (let count = 0; count < requests; count += 1) {
        bare.push(await timed(() => client.query(bareQuery, [limit])));
        api.push(
          await timed(async () => {
            const { body } = await product.call<CloudAccountPage>('GET', `/api/v1/cloud-accounts?limit=${limit}`);
            if (body.items.length !== limit) throw new Error(`The page has ${body.items.length} accounts.`);
          }),
        );
      }
      // The first tenth warms both up.
      const warm = (values: number[]) => percentile(values.slice(requests / 10), 0.95);
      figures.push({
        accountsOnPage: limit,
        bareSqlP95Milliseconds: round(warm(bare)),
        apiP95Milliseconds: round(warm(api)),
        ratio: round(warm(api) / warm(bare)),
      });
    }
    return figures;
  } finally {
    await client.end();
    await product.stop();
    (await postgres).stop();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganAt = performance.now();
  await work();
  return performance.now() - beganAt;
}

/** One statement for everything that the page shows: the account, its newest scan with its sums, and its assets. */
const bareQuery = `
  select a.*, s.*, p.*, coalesce(n.count, 0) as asset_count
  from (select * from cloud_accounts order by nickname_key limit $1) a
  left join lateral (
    select * from scans where cloud_account_id = a.id order by queued_at desc limit 1
  ) s on true
  left join lateral (
    select count(*) as parts, sum(assets) as assets, sum(added) as added, sum(changed) as changed,
      sum(deleted) as deleted, sum(jsonb_array_length(gaps)) as gaps
    from scan_parts where cloud_account_id = a.id and scan_id = s.id
  ) p on true
  left join (
    select cloud_account_id, count(*) as count from assets where deleted_at is null group by cloud_account_id
  ) n on n.cloud_account_id = a.id
  order by a.nickname_key`;

/** 1,000 connected accounts, each with a finished scan of 20 parts and 20 assets. */
async function fill(client: pg.Client) {
  await client.query(`
    insert into cloud_accounts (id, team_id, aws_account_id, partition, nickname, nickname_key, method, state, role_arn,
      external_id, setup_user_state, created_by, last_verified_at, connected_at)
    select 'ca_' || i, (select id from teams limit 1), (100000000000 + i)::text, 'aws', 'account ' || i,
      'account ' || lpad(i::text, 5, '0'), 'role', 'connected',
      'arn:aws:iam::' || (100000000000 + i) || ':role/CloudCoreoAssumedRole', 'cloudcoreo-x', 'none', 'bench', now(), now()
    from generate_series(1, ${accounts}) i`);
  await client.query(`
    insert into scans (cloud_account_id, id, state, trigger, started_at, finished_at, totals)
    select 'ca_' || i, 'scan_' || i, 'succeeded', 'manual', now(), now(),
      '{"parts":{"total":20,"finished":20},"assets":20,"added":0,"changed":0,"deleted":0,"calls":20,"gaps":0}'
    from generate_series(1, ${accounts}) i`);
  await client.query(`
    insert into scan_parts (cloud_account_id, scan_id, service, regions, state, assets, ledger)
    select 'ca_' || i, 'scan_' || i, 'service-' || r, '{}', 'succeeded', 1,
      '[{"service":"ec2","region":"r","operation":"DescribeVolumes","outcome":"ok","calls":1,"milliseconds":9}]'
    from generate_series(1, ${accounts}) i, generate_series(1, 20) r`);
  await client.query(`
    insert into assets (cloud_account_id, arn, id, team_id, type, service, region, name, document, hash, content_hash,
      search_text, source, first_seen_at, changed_at, last_seen_at)
    select 'ca_' || i, 'arn:aws:ec2:r::volume/' || n, 'asset_' || i || '_' || n, (select id from teams limit 1),
      'AWS::EC2::Volume', 'ec2', 'r', 'volume ' || n, '{}', 'h', 'h', '', 's', now(), now(), now()
    from generate_series(1, ${accounts}) i, generate_series(1, 20) n`);
  await client.query('analyze');
}
