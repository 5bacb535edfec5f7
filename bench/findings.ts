import pg from 'pg';
import type { FindingCounts, FindingPage } from '../server/findings/api.ts';
import { type Product, startProduct } from '../tests/product.ts';
import { fillFindings } from './findings-fill.ts';
import { percentile, round, timed } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { startOwnPostgres } from './postgres.ts';

const requests = 100;

const questions: [name: string, path: string][] = [
  ['list, most severe first', '/findings?limit=50'],
  ['list, newest first', '/findings?limit=50&sort=-openedAt'],
  ['list, of a severity and a service', '/findings?limit=50&severity=high&service=s3'],
  ['list, of an account', '/findings?limit=50&cloudAccountId=ca_7'],
  ['list, of an account and a region', '/findings?limit=50&cloudAccountId=ca_7&region=eu-central-1'],
  ['list, of a rule', '/findings?limit=50&ruleId=s3-bucket-public-access-blocked'],
  ['list, of a control', '/findings?limit=50&framework=cis-7.0&control=3.1.4'],
  ['list, of a framework', '/findings?limit=50&framework=cis-7.0'],
  ['list, suppressed', '/findings?limit=50&status=suppressed'],
  ['list, resolved', '/findings?limit=50&status=resolved&sort=-openedAt'],
  ['list, by a rare name', '/findings?limit=50&name=service-123456'],
  ['facets, all', '/findings/counts'],
  ['facets, of a severity', '/findings/counts?severity=critical'],
  ['facets, of an account', '/findings/counts?cloudAccountId=ca_7'],
  ['facets, of a rule', '/findings/counts?ruleId=s3-bucket-public-access-blocked'],
  ['facets, of a service and a region', '/findings/counts?service=s3&region=eu-west-1'],
  ['facets, by a rare name', '/findings/counts?name=service-123456'],
  ['groups by asset, all', '/findings/counts?by=asset'],
  ['groups by asset, of a severity', '/findings/counts?by=asset&severity=critical'],
  ['groups by asset, of an account', '/findings/counts?by=asset&cloudAccountId=ca_7'],
  ['rules with their counts', '/rules'],
  ['compliance frameworks', '/compliance'],
  ['trend of 30 days', '/findings/trend?days=30'],
];

/** Every list, group and facet over 1,500,000 findings in PostgreSQL, by the API. */
export async function measureFindings(options: BenchOptions) {
  const findings = Number(options.text('findings', '1500000'));
  const postgres = await startOwnPostgres();
  const databaseUrl = await postgres.createDatabase();
  const nowhere = {
    ...{ endpoint: 'http://127.0.0.1:9', region: 'us-east-1' },
    hubCredentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' },
  };
  const environment = { DATABASE_URL: databaseUrl, CLOUDCOREO_SECRET: 'x'.repeat(32), CLOUDCOREO_ROLE: 'web' };
  const product = await startProduct({ aws: nowhere, environment });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    options.log(`Filling in ${findings} findings.`);
    await fillFindings(client, findings);
    const figures = [];
    for (const [name, path] of questions) figures.push(await measureQuestion(product, name, path));
    return figures;
  } finally {
    await client.end();
    await product.stop();
    postgres.stop();
  }
}

async function measureQuestion(product: Product, name: string, path: string) {
  const taken: number[] = [];
  let found = 0;
  for (let count = 0; count < requests; count += 1) {
    taken.push(
      await timed(async () => {
        const { status, body } = await product.call<FindingPage | FindingCounts>('GET', `/api/v1${path}`);
        if (status !== 200) throw new Error(`${path} answered ${status}.`);
        found = 'items' in body ? body.items.length : (body.total ?? 0);
      }),
    );
  }
  // The first tenth warms it up.
  const warm = taken.slice(requests / 10);
  return {
    question: name,
    found,
    p50Milliseconds: round(percentile(warm, 0.5)),
    p95Milliseconds: round(percentile(warm, 0.95)),
  };
}
