import { describe, expect, it } from 'vitest';
import type { CollectedAsset } from './collect.ts';
import { canonicalJson } from './document.ts';
import { type FakeScan, openFakeAccount } from './fake-account.ts';
import { awsError } from './fake-sdk.ts';
import { auditActions } from './policy.ts';
import {
  type AssetDeclaration,
  callsOf,
  type ListingDeclaration,
  type ServiceDeclaration,
  typesBelow,
  typesOf,
} from './service.ts';
import { services } from './services.ts';

const granted = new Set(auditActions());

describe('a denial of any single operation', () => {
  it.each(services.filter((service) => callsOf(service).length > 0))(
    'costs the parts that it brings, and says so: $id',
    async (service) => {
      const scan = await openFakeAccount(service);
      const full = await scan();
      expect(full.gaps).toEqual([]);
      expect(full.completeTypes).toEqual(typesOf(service));
      expect([...new Set(full.assets.map(({ type }) => type))].sort()).toEqual(typesOf(service).sort());
      const operations = [...new Set(callsOf(service).map(({ operation }) => operation))];
      expect([...full.called].sort()).toEqual([...operations].sort());
      for (const denied of operations) await expectLoss(service, full, denied, scan);
    },
  );
});

async function expectLoss(
  service: ServiceDeclaration,
  full: FakeScan,
  denied: string,
  scan: (refuse: (operation: string) => void) => Promise<FakeScan>,
): Promise<void> {
  const permissions = callsOf(service).filter(({ operation }) => operation === denied);
  const code = denialOf(service);
  const after = await scan((operation) => {
    if (operation === denied) throw awsError(code, refusal(permissions[0]?.permission ?? ''), 403);
  });
  const lost = lossOf(service, denied);
  const which = `${service.id}:${denied}`;

  // What is not known is said, with everything that one needs to mend it.
  expect(after.gaps.length, which).toBeGreaterThan(0);
  const region = service.scope === 'global' ? ['global', 'us-east-1', 'us-west-2'] : ['us-east-1', 'us-west-2'];
  for (const gap of after.gaps) {
    expect(gap, which).toMatchObject({ service: service.id, operation: which, code });
    expect(region, which).toContain(gap.region);
    expect(
      permissions.map(({ permission }) => permission),
      which,
    ).toContain(gap.permission);
    expect(granted, which).toContain(gap.permission);
  }

  // A type that could not be listed is not taken for complete: its assets are not taken for deleted.
  expect(after.completeTypes, which).toEqual(full.completeTypes.filter((type) => !lost.types.has(type)));

  // A part that was asked for and denied is unknown: neither absent nor there.
  const unknown = new Map<string, number>();
  for (const { type, document, unknownParts } of after.assets) {
    for (const [name, part] of Object.entries(unknownParts)) {
      unknown.set(`${type} ${name}`, (unknown.get(`${type} ${name}`) ?? 0) + 1);
      expect(document, which).not.toHaveProperty(name);
      expect(part, which).toMatchObject({ operation: which, code });
    }
  }
  const asked = [...after.asked].filter(([part]) => lost.parts.has(part));
  expect(Object.fromEntries(unknown), which).toEqual(Object.fromEntries(asked));
  for (const part of lost.parts) {
    const [type = ''] = part.split(' ');
    if (!lost.types.has(type)) expect(after.asked.get(part), part).toBe(full.asked.get(part));
  }

  // Everything else is as it was, to the byte.
  const rest = (assets: readonly CollectedAsset[]) =>
    assets
      .filter(({ type }) => !lost.types.has(type))
      .map((asset) => canonicalJson(withoutParts(asset, lost.parts)))
      .sort();
  expect(rest(after.assets), which).toEqual(rest(full.assets));
  // Of a type that several listings bring, the others' assets may still be there; they are as they were, too.
  const all = new Set(full.assets.map((asset) => canonicalJson(withoutParts(asset, lost.parts))));
  for (const asset of after.assets) expect(all, which).toContain(canonicalJson(withoutParts(asset, lost.parts)));
}

/** What the declaration says that an operation brings: whole types by a listing, and parts of other types. */
function lossOf(service: ServiceDeclaration, operation: string) {
  const types = new Set<string>();
  const parts = new Set<string>();
  const ofParts = (asset: Pick<AssetDeclaration, 'type' | 'parts'>) => {
    for (const [name, part] of Object.entries(asset.parts)) {
      const isPrepared = part.kind === 'single' && part.prepare?.operation === operation;
      if (part.operation === operation || isPrepared) parts.add(`${asset.type} ${name}`);
    }
  };
  const ofListing = (listing: ListingDeclaration): void => {
    if (listing.operation === operation) for (const type of typesBelow(listing)) types.add(type);
    for (const asset of listing.assets) {
      ofParts(asset);
      for (const child of asset.children) ofListing(child);
    }
  };
  for (const listing of service.listings) ofListing(listing);
  for (const settings of service.settings) ofParts(settings);
  return { types, parts };
}

function partsLost({ type, document, unknownParts }: CollectedAsset, parts: ReadonlySet<string>): string[] {
  return Object.keys({ ...document, ...unknownParts }).filter((name) => parts.has(`${type} ${name}`));
}

/** An asset without what cannot be compared: the parts that were lost, and the tags and name when they come from those. */
function withoutParts(asset: CollectedAsset, parts: ReadonlySet<string>): object {
  const names = partsLost(asset, parts);
  const document = Object.fromEntries(Object.entries(asset.document).filter(([name]) => !names.includes(name)));
  const { unknownParts: _, tags, name, ...rest } = { ...asset, document };
  return names.length === 0 ? { ...rest, tags, name } : rest;
}

/** AWS's services have different words for a denial. */
function denialOf({ id }: ServiceDeclaration): string {
  if (id === 'ec2') return 'UnauthorizedOperation';
  if (id === 'sns') return 'AuthorizationErrorException';
  return queryServices.has(id) ? 'AccessDenied' : 'AccessDeniedException';
}

const queryServices = new Set([
  ...['autoscaling', 'cloudformation', 'cloudfront', 'cloudwatch', 'docdb', 'elasticache', 'elasticbeanstalk', 'elb'],
  ...['elbv2', 'iam', 'neptune', 'rds', 'redshift', 's3', 's3control'],
]);

function refusal(permission: string): string {
  const user = 'arn:aws:sts::111122223333:assumed-role/CloudCoreoAssumedRole/CloudCoreo';
  return `User: ${user} is not authorized to perform: ${permission} because no identity-based policy allows the ${permission} action`;
}
