import pg from 'pg';
import { buildWebIfStale } from '../scripts/build-web.ts';
import type { AssetCounts, AssetPage } from '../server/assets/api.ts';
import { openBrowser, signInAs } from '../tests/browser/browser.ts';

import { type Product, startProduct } from '../tests/product.ts';
import { fillExplorer } from './explorer-fill.ts';
import { percentile, round, timed } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { startOwnPostgres } from './postgres.ts';

const requests = 200;
const pageSize = 50;

/** A question to the explorer: what the API is asked, and one SQL statement that brings the same. */
type Question = { name: string; path: string; sql: string; parameters: string[] };

const listed = `select a.id, a.cloud_account_id, c.aws_account_id, c.nickname, a.arn, a.type, a.service, a.region, a.name,
    a.tags, (select count(*) from jsonb_object_keys(a.unknown_parts)), a.first_seen_at, a.changed_at, a.last_seen_at,
    a.deleted_at
  from assets a join cloud_accounts c on c.id = a.cloud_account_id
  where a.team_id = (select id from teams limit 1)`;
const present = `${listed} and a.deleted_at is null`;
const firstPage = `order by a.name, a.id limit ${pageSize + 1}`;

const questions: Question[] = [
  {
    name: 'list, all',
    path: `/api/v1/assets?limit=${pageSize}`,
    sql: `${present} ${firstPage}`,
    parameters: [],
  },
  {
    name: 'list, filtered by type and region',
    path: `/api/v1/assets?limit=${pageSize}&type=AWS::EC2::Instance&region=eu-west-1`,
    sql: `${present} and a.type = $1 and a.region = $2 ${firstPage}`,
    parameters: ['AWS::EC2::Instance', 'eu-west-1'],
  },
  {
    name: 'list, filtered by account and tag',
    path: `/api/v1/assets?limit=${pageSize}&cloudAccountId=ca_3&tag=team%3Dteam-7`,
    sql: `${present} and a.cloud_account_id = $1 and a.tags @> jsonb_build_object('team', $2::text) ${firstPage}`,
    parameters: ['ca_3', 'team-7'],
  },
  {
    name: 'list, filtered by a service',
    path: `/api/v1/assets?limit=${pageSize}&service=kms`,
    sql: `${present} and a.service = $1 ${firstPage}`,
    parameters: ['kms'],
  },
  {
    name: 'list, deleted assets',
    path: `/api/v1/assets?limit=${pageSize}&state=deleted`,
    sql: `${listed} and a.deleted_at is not null ${firstPage}`,
    parameters: [],
  },
  {
    name: 'text search, a rare text',
    path: `/api/v1/assets?limit=${pageSize}&text=service-123456`,
    sql: `${present} and a.search_text like $1 ${firstPage}`,
    parameters: ['%service-123456%'],
  },
  {
    name: 'text search, a common text',
    path: `/api/v1/assets?limit=${pageSize}&text=production`,
    sql: `${present} and a.search_text like $1 ${firstPage}`,
    parameters: ['%production%'],
  },
  {
    name: 'text search, a text of some 2,000',
    path: `/api/v1/assets?limit=${pageSize}&text=of+service+123`,
    sql: `${present} and a.search_text like $1 ${firstPage}`,
    parameters: ['%of service 123%'],
  },
  {
    name: 'counts, all',
    path: '/api/v1/assets/counts',
    sql: `select type, service, region, cloud_account_id, sum(present) from asset_counts
      where team_id = (select id from teams limit 1) group by type, service, region, cloud_account_id`,
    parameters: [],
  },
  {
    name: 'counts, filtered by type',
    path: '/api/v1/assets/counts?type=AWS::EC2::Instance',
    sql: `select type, service, region, cloud_account_id, sum(present) from asset_counts
      where team_id = (select id from teams limit 1) and type = $1 group by type, service, region, cloud_account_id`,
    parameters: ['AWS::EC2::Instance'],
  },
  {
    name: 'counts, filtered by a rare text',
    path: '/api/v1/assets/counts?text=service-123456',
    sql: `select type, service, region, cloud_account_id, count(*) from assets
      where team_id = (select id from teams limit 1) and deleted_at is null and search_text like $1
      group by type, service, region, cloud_account_id`,
    parameters: ['%service-123456%'],
  },
  {
    name: 'counts, filtered by a common text (to 10,000)',
    path: '/api/v1/assets/counts?text=production',
    sql: `select type, service, region, cloud_account_id, count(*) from (
        select type, service, region, cloud_account_id from assets
        where team_id = (select id from teams limit 1) and deleted_at is null and search_text like $1 limit 10001) some_of_them
      group by type, service, region, cloud_account_id`,
    parameters: ['%production%'],
  },
];

/** The explorer over 1,000,000 assets: the API beside bare SQL, and its page in a browser. */
export async function measureExplorer(options: BenchOptions) {
  const assets = Number(options.text('assets', '1000000'));
  await buildWebIfStale();
  const postgres = await startOwnPostgres();
  const databaseUrl = await postgres.createDatabase();
  const nowhere = {
    endpoint: 'http://127.0.0.1:9',
    region: 'us-east-1',
    hubCredentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' },
  };
  const environment = { DATABASE_URL: databaseUrl, CLOUDCOREO_SECRET: 'x'.repeat(32), CLOUDCOREO_LOG_LEVEL: 'info' };
  const product = await startProduct({ aws: nowhere, environment: { ...environment, CLOUDCOREO_ROLE: 'web' } });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    options.log(`Filling in ${assets} assets.`);
    await fillExplorer(client, assets);
    const figures: object[] = [];
    for (const question of questions) figures.push(await measureQuestion(client, product, question));
    figures.push({
      question: 'page interactive, seconds (worst of 5)',
      apiP95Milliseconds: await measurePage(product),
    });
    return figures;
  } finally {
    await client.end();
    await product.stop();
    postgres.stop();
  }
}

async function measureQuestion(client: pg.Client, product: Product, { name, path, sql, parameters }: Question) {
  const bare: number[] = [];
  const api: number[] = [];
  let found = 0;
  // In turns, so that what else the machine does strikes both alike.
  for (let count = 0; count < requests; count += 1) {
    bare.push(await timed(() => client.query(sql, parameters)));
    api.push(
      await timed(async () => {
        const { status, body } = await product.call<AssetPage | AssetCounts>('GET', path);
        if (status !== 200) throw new Error(`${path} answered ${status}.`);
        found = 'items' in body ? body.items.length : body.total;
      }),
    );
  }
  if (found === 0) throw new Error(`${path} finds nothing, so it measures nothing.`);
  // The first tenth warms both up.
  const p95 = (values: number[]) => percentile(values.slice(requests / 10), 0.95);
  return {
    question: name,
    found,
    bareSqlP95Milliseconds: round(p95(bare)),
    apiP95Milliseconds: round(p95(api)),
    ratio: round(p95(api) / p95(bare)),
  };
}

/** Seconds from opening the explorer's address until its rows are there and the page answers. */
async function measurePage(product: Product): Promise<number> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await signInAs(page, product);
    const seconds: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      await page.goto('about:blank');
      const beganAt = performance.now();
      await page.goto(`${product.url}/assets`);
      await page.locator('table tbody tr').nth(10).waitFor();
      await page.evaluate('new Promise(requestAnimationFrame)');
      seconds.push((performance.now() - beganAt) / 1000);
    }
    return round(Math.max(...seconds));
  } finally {
    await browser.close();
  }
}
