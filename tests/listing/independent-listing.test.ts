import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import { ensureVenv } from '../../sandbox/venv.ts';
import { requestWith } from '../aws-console.ts';
import { type Product, startProduct, until } from '../product.ts';
import { compare, type Listing } from './compare.ts';

// The product against a listing of the same account by a script that knows nothing of it: `listing.py`.

/** How many types of asset the sample estate has. More is better; less means that the estate or a declaration broke. */
const typesInEstate = 183;

let aws: Aws;
let product: Product;
let accountId: string;
let firstScan: Scan;
let listed: Listing;
let assets: ExportedAsset[];

type Scan = Awaited<ReturnType<Product['finishedScan']>>;
type ExportedAsset = { arn: string; type: string; region: string; unknownParts: object };

beforeAll(async () => {
  aws = await startAws({ estate: 'sample' });
  product = await startProduct({ aws });
  const { accountId: awsAccountId } = aws.accounts.customers[0];
  const { body: account } = await product.connect(requestWith(await aws.createSetupUser(awsAccountId), 'production'));
  accountId = account.id;
  const { body: scans } = await product.call<{ items: Scan[] }>('GET', `/api/v1/cloud-accounts/${accountId}/scans`);
  [firstScan, listed] = await Promise.all([finished(scans.items[0]?.id ?? ''), listIndependently(awsAccountId)]);
  assets = (await product.call<ExportedAsset[]>('GET', '/api/v1/assets/export?format=json')).body;
}, 600_000);

afterAll(async () => {
  await product?.stop();
  await aws?.stop();
});

/** A scan of the whole estate takes half a minute, on a busy machine more than other tests wait. */
function finished(scanId: string): Promise<Scan> {
  return until(
    `scan ${scanId} has ended`,
    async () => {
      const { body } = await product.call<Scan>('GET', `/api/v1/cloud-accounts/${accountId}/scans/${scanId}`);
      return body.finishedAt === null ? undefined : body;
    },
    240,
  );
}

async function listIndependently(awsAccountId: string): Promise<Listing> {
  const python = await ensureVenv();
  const { accessKeyId, secretAccessKey } = aws.administratorCredentials(awsAccountId);
  const { stdout } = await promisify(execFile)(
    python,
    ['-B', join(import.meta.dirname, 'listing.py'), accessKeyId, secretAccessKey],
    {
      env: { PATH: process.env.PATH, AWS_ENDPOINT_URL: aws.endpoint, AWS_EC2_METADATA_DISABLED: 'true' },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return JSON.parse(stdout);
}

/** moto makes the aliases of AWS's own keys when something asks for such a key, several times each, while both look. */
function isMadeOnDemand(name: string): boolean {
  return /:alias\/aws\//.test(name);
}

it('reads the whole estate without a gap', () => {
  expect(firstScan.gapList).toEqual([]);
  expect(firstScan.state).toBe('succeeded');
  expect(assets.filter(({ unknownParts }) => Object.keys(unknownParts).length > 0)).toEqual([]);
});

it('finds what an independent listing finds, type by type and region by region, none more, none less', () => {
  const aliases = Object.entries(listed['AWS::KMS::Alias'] ?? {}).map(([region, names]) => [
    region,
    names.filter((name) => !isMadeOnDemand(name ?? '')),
  ]);
  const own = assets.filter(({ arn }) => !isMadeOnDemand(arn));
  expect(compare(own, { ...listed, 'AWS::KMS::Alias': Object.fromEntries(aliases) })).toEqual({});
});

it('is compared in every type of asset that the estate has', () => {
  const types = new Set(assets.map(({ type }) => type));
  expect([...types].filter((type) => listed[type] === undefined)).toEqual([]);
  expect(types.size).toBe(typesInEstate);
});

it('finds no change in an account that did not change', async () => {
  const path = `/api/v1/cloud-accounts/${accountId}/scans`;
  const { body: started } = await product.call<Scan>('POST', path, {});
  const scan = await finished(started.id);
  const { body: changes } = await product.call<{ items: { type: string; fields: string[] }[] }>(
    'GET',
    `${path}/${scan.id}/changes?kind=changed`,
  );
  expect(changes.items.map(({ type, fields }) => [type, fields])).toEqual([]);
  expect(scan).toMatchObject({ state: 'succeeded', added: 0, changed: 0, deleted: 0, assets: firstScan.assets });
}, 300_000);
