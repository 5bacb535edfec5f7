import { type CallFailure, openCaller } from './call.ts';
import type { AccountSession, SharedConnections } from './clients.ts';
import { type FailedCall, type LocatedItem, readPart } from './describe.ts';
import { cleanText, inSteadyOrder, tagsOf, toDocument } from './document.ts';
import { isDenied } from './errors.ts';
import type { Ledger } from './ledger.ts';
import { createLimiter, createWeightLimiter, type Limiter, type WeightLimiter } from './limiter.ts';
import type { Pacer } from './pace.ts';
import { homeRegionOf, type Partition, parseArn } from './partition.ts';
import {
  type AbsentAnswer,
  type AssetDeclaration,
  type ListingDeclaration,
  type ServiceDeclaration,
  typesBelow,
  typesOf,
} from './service.ts';

/** A part of an asset's document that could not be read. */
export interface UnknownPart {
  operation: string;
  code: string;
  message: string;
  permission: string | null;
}
export interface Gap extends UnknownPart {
  service: string;
  region: string;
  assets: number;
}
/** All calls of one operation with one outcome. */
export interface LedgerLine {
  service: string;
  region: string;
  operation: string;
  outcome: string;
  calls: number;
  milliseconds: number;
}

/** One AWS resource as a scan saw it. Every text can be stored; none may be shown as anything but text. */
export interface CollectedAsset {
  arn: string;
  type: string;
  service: string;
  region: string;
  name: string;
  tags: Record<string, string>;
  document: Record<string, unknown>;
  unknownParts: Record<string, UnknownPart>;
  /** Fields that move without anybody's doing. */
  volatile: readonly string[];
}

export interface CollectRequest {
  service: ServiceDeclaration;
  session: AccountSession;
  /** `global` for a global service. */
  region: string;
  ledger: Ledger;
  signal: AbortSignal;
  resources: CollectResources;
  /** Assets handed to `write` at a time. */
  batchSize?: number;
}

/** What the scans of a process share, so that together they stay within bounds. */
export interface CollectResources {
  /** Bounds the calls under way. */
  calls: Limiter;
  /** Bounds the listed items that are in memory until they are written. */
  items: WeightLimiter;
  pacer?: Pacer;
  connections?: SharedConnections;
}

export function createCollectResources(bounds: {
  callsAtATime: number;
  itemsInMemory?: number;
  pacer?: Pacer;
  connections?: SharedConnections;
}): CollectResources {
  const { callsAtATime, itemsInMemory = 5000, ...rest } = bounds;
  return { calls: createLimiter(callsAtATime), items: createWeightLimiter(itemsInMemory), ...rest };
}

export interface CollectOutcome {
  /** The types that were listed to their end: of these, an asset that was not seen is no more. */
  completeTypes: string[];
  gaps: Gap[];
}

export const globalRegion = 'global';

/** AWS has no host of a service's name in regions that do not have the service. */
export const noHostCode = 'ENOTFOUND';

type DescribedAsset = Omit<AssetDeclaration, 'items' | 'children' | 'gone'> & { gone?: readonly AbsentAnswer[] };

/**
 * Collects all assets of one service in one region. Assets go to `write` in batches as they arrive, so that memory
 * does not grow with the account; the next page is asked for when the last one is written. What AWS refuses costs
 * the listing or the part concerned and comes back as a gap.
 * @throws what `write` throws, and the signal's reason when it aborts
 */
export async function collect(
  request: CollectRequest,
  write: (assets: CollectedAsset[]) => Promise<void>,
): Promise<CollectOutcome> {
  const { service, session } = request;
  const callRegion = request.region === globalRegion ? homeRegionOf(session.partition) : request.region;
  // The first failure ends the other listings too.
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const { calls, items: memory, pacer, connections } = request.resources;
  const caller = await openCaller({
    service,
    session,
    ledger: request.ledger,
    signal,
    limited: calls,
    ...(pacer && { paceIn: (region) => pacer(session.accountId, service.id, region) }),
    ...(connections && { connections }),
  });
  const output = inBatches(request.batchSize ?? 200, write);
  const gaps = openGaps(service.id);
  const incomplete = new Set<string>();
  const here = { partition: session.partition, accountId: session.accountId, region: callRegion };
  const isAskedHere = ({ atHomeOnly, partitions }: { atHomeOnly: boolean; partitions?: readonly Partition[] }) =>
    (!atHomeOnly || callRegion === homeRegionOf(session.partition)) &&
    (partitions?.includes(session.partition) ?? true);

  /** Fills the documents of a page's assets part by part. Assets that were deleted meanwhile are left out. */
  async function describe(
    asset: DescribedAsset,
    items: readonly unknown[],
    parent: unknown,
  ): Promise<[unknown, CollectedAsset][]> {
    const located = items.map((item) => {
      const region = regionNamed(asset.region?.(item)) ?? callRegion;
      return { item, at: { partition: session.partition, accountId: session.accountId, region }, parent };
    });
    const shownRegionOf = ({ at }: LocatedItem) => (asset.region === undefined ? request.region : at.region);
    const parts = Object.entries(asset.parts);
    const answers = await Promise.all(
      parts.map(([name, part]) => readPart({ service, caller, name, gone: asset.gone ?? [], signal }, part, located)),
    );
    return located.flatMap((one, index): [unknown, CollectedAsset][] => {
      const document = recordOf(toDocument(one.item, service));
      const unknownParts: Record<string, UnknownPart> = {};
      for (const [place, [name]] of parts.entries()) {
        const answer = answers[place]?.[index];
        if (answer === undefined || answer.state === 'gone') return [];
        if (answer.state === 'unknown') {
          unknownParts[name] = unknownPart(service.id, answer.call, answer.failure);
          gaps.add(shownRegionOf(one), unknownParts[name], 1);
        } else {
          document[name] = answer.state === 'present' ? answer.value : null;
        }
      }
      const arn = cleanText(asset.arn(one.item, one.at, parent));
      if (parseArn(arn) === undefined) throw new Error(`AWS listed an asset of type ${asset.type} without an ARN.`);
      const tags = takeTags(document, asset.tags);
      const name = asset.name?.(one.item, one.at, parent) || tags.Name || arn.split(/[/:]/).at(-1) || arn;
      const collected = {
        arn,
        type: asset.type,
        service: service.id,
        region: shownRegionOf(one),
        name: cleanText(name),
        tags,
        document,
        unknownParts,
        volatile: asset.volatile,
      };
      return [[one.item, collected]];
    });
  }

  async function list(
    listing: ListingDeclaration,
    parent?: unknown,
    gone: readonly AbsentAnswer[] = [],
  ): Promise<void> {
    const fail = (failure: CallFailure) => {
      for (const type of typesBelow(listing)) incomplete.add(type);
      gaps.add(request.region, unknownPart(service.id, listing, failure), parent === undefined ? 0 : 1);
    };
    const pages = caller.pages(listing.operation, listing.input(parent, here), callRegion, listing.pages);
    for (;;) {
      const page = await pages.next();
      if (!page.ok) {
        if (!page.failure.isOneOf([...listing.absent, ...service.notEnabled, ...gone])) fail(page.failure);
        return;
      }
      if (page.value === undefined) return;
      for (const asset of listing.assets) await take(listing, asset, page.value, parent, fail);
    }
  }

  /** Takes the assets of one type out of a page: describes them, hands them on, and lists what is below them. */
  async function take(
    listing: ListingDeclaration,
    asset: AssetDeclaration,
    page: unknown,
    parent: unknown,
    fail: (failure: CallFailure) => void,
  ): Promise<void> {
    const listed = await caller.attempt(listing.operation, async () => asset.items(page, here) ?? []);
    if (!listed.ok) return fail(listed.failure);
    const present = await memory(listed.value.length, signal, async () => {
      const described = await caller.attempt(listing.operation, () => describe(asset, listed.value, parent));
      if (!described.ok) {
        fail(described.failure);
        return [];
      }
      await output.add(described.value.map(([, collected]) => collected));
      return described.value.map(([item]) => item);
    });
    const below = asset.children.flatMap((child) =>
      present.filter((item) => child.applies(item)).map((item) => [child, item] as const),
    );
    await Promise.all(below.map(([child, item]) => list(child, item, asset.gone)));
  }

  try {
    const work = [
      ...service.listings.filter(isAskedHere).map((listing) => list(listing)),
      ...service.settings.filter(isAskedHere).map(async (settings) => {
        const described = await describe(settings, [{}], undefined);
        const assets = described.map(([, collected]) => collected);
        // Where a service has no host there are no settings, and nothing is known of those that were seen before.
        if (assets.every(isOfNoHost)) incomplete.add(settings.type);
        else await output.add(assets);
      }),
    ];
    const settled = await Promise.allSettled(
      work.map((one) =>
        one.catch((error: unknown) => {
          stop.abort(error);
          throw error;
        }),
      ),
    );
    const broken = settled.find((one) => one.status === 'rejected');
    if (broken !== undefined) throw stop.signal.reason ?? broken.reason;
    await output.flush();
  } finally {
    caller.close();
  }
  return { completeTypes: typesOf(service).filter((type) => !incomplete.has(type)), gaps: gaps.all() };
}

function isOfNoHost({ unknownParts, document }: CollectedAsset): boolean {
  const unknown = Object.values(unknownParts);
  return Object.keys(document).length === 0 && unknown.length > 0 && unknown.every(({ code }) => code === noHostCode);
}

/** Some listings bring names alone: then all of the document is parts. */
function recordOf(document: unknown): Record<string, unknown> {
  const isRecord = typeof document === 'object' && document !== null && !Array.isArray(document);
  return isRecord ? (document as Record<string, unknown>) : {};
}

/** Takes an asset's tags out of its document, and gives them a steady order there: AWS gives them in any. */
function takeTags(document: Record<string, unknown>, path: string): Record<string, string> {
  const fields = path.split('.');
  const last = fields.pop() ?? path;
  let holder: unknown = document;
  for (const field of fields) holder = recordOf(holder)[field];
  const tags = recordOf(holder)[last];
  if (Array.isArray(tags)) recordOf(holder)[last] = inSteadyOrder(tags);
  return tagsOf(tags);
}

/** The region that AWS says an asset is in. It becomes part of a host name, so nothing but a region is taken. */
function regionNamed(region: string | undefined): string | undefined {
  return region !== undefined && /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region) ? region : undefined;
}

function unknownPart(service: string, { operation, permission }: FailedCall, failure: CallFailure): UnknownPart {
  return {
    operation: `${service}:${operation}`,
    code: failure.code,
    message: cleanText(failure.message),
    permission: isDenied(failure.kind) ? permission : null,
  };
}

/** Gaps of one kind become one, with how many assets they concern. */
function openGaps(service: string) {
  const gaps = new Map<string, Gap>();
  return {
    add(region: string, unknown: UnknownPart, assets: number) {
      const key = JSON.stringify([region, unknown.operation, unknown.code]);
      const gap = gaps.get(key);
      if (gap === undefined) gaps.set(key, { ...unknown, service, region, assets });
      else gap.assets += assets;
    },
    all: () => [...gaps.values()],
  };
}

/** Hands on what comes in, so many at a time and one batch after the other. */
function inBatches<Item>(size: number, write: (items: Item[]) => Promise<void>) {
  let waiting: Item[] = [];
  let written = Promise.resolve();
  const flush = () => {
    const batches: Item[][] = [];
    for (let start = 0; start < waiting.length; start += size) batches.push(waiting.slice(start, start + size));
    waiting = [];
    for (const batch of batches) written = written.then(() => write(batch));
    return written;
  };
  return {
    add: async (items: Item[]) => {
      waiting.push(...items);
      if (waiting.length >= size) await flush();
    },
    flush,
  };
}
