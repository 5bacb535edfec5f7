import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AssetDeclaration, callsOf, type ListingDeclaration, typesOf } from './service.ts';
import { services } from './services.ts';

const everyAsset = (listing: ListingDeclaration): AssetDeclaration[] =>
  listing.assets.flatMap((asset) => [asset, ...asset.children.flatMap(everyAsset)]);

describe('the declarations of services', () => {
  it.each(services)('name only operations and a client that the SDK has: $id', async (service) => {
    const sdk = (await service.load()) as Record<string, unknown>;
    expect(sdk[service.client]).toBeTypeOf('function');
    for (const { operation } of callsOf(service)) expect(sdk[`${operation}Command`], operation).toBeTypeOf('function');
  });

  it('have each asset type once, in the form that CloudFormation gives types', () => {
    const types = services.flatMap(typesOf);
    expect(types).toEqual([...new Set(types)]);
    for (const type of types) expect(type).toMatch(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/);
  });

  it('have each service once', () => {
    const ids = services.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('find the tags of an asset where it has them: in a part that is declared, or in the listing', () => {
    for (const { type, tags, parts } of services.flatMap(({ listings }) => listings.flatMap(everyAsset))) {
      const [part, ...fields] = tags.split('.');
      if (fields.length > 0) expect(Object.keys(parts), type).toContain(part);
    }
  });
});

/** The tests that give every asset type of a group of services an example, and say which ARN it gets. */
const groups = ['compute', 'data', 'security', 'serverless', 'storage'];

describe('ARNs', () => {
  it('are shown by an example of every asset type, in the tests of one group', () => {
    const tests = groups.map((group) => readFileSync(new URL(`./services/${group}.test.ts`, import.meta.url), 'utf8'));
    for (const type of new Set(services.flatMap(typesOf))) {
      expect(tests.filter((test) => test.includes(`'${type}': `)).length, type).toBe(1);
    }
  });
});
