import { type CallFailure, openCaller } from './call.ts';
import type { AccountSession } from './clients.ts';
import { cleanText, inSteadyOrder, tagsOf, toDocument } from './document.ts';
import { isDenied } from './errors.ts';
import type { Ledger } from './ledger.ts';
import { homeRegionOf, parseArn } from './partition.ts';
import {
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
}

export interface CollectRequest {
  service: ServiceDeclaration;
  session: AccountSession;
  /** `global` for a global service. */
  region: string;
  ledger: Ledger;
  signal: AbortSignal;
  /** Calls under way at a time. */
  concurrency?: number;
  /** Assets handed to `write` at a time. */
  batchSize?: number;
}

export interface CollectOutcome {
  /** The types that were listed to their end: of these, an asset that was not seen is no more. */
  completeTypes: string[];
  gaps: Gap[];
}

export const globalRegion = 'global';

type DescribedAsset = Omit<AssetDeclaration, 'items' | 'children' | 'gone'> & { gone?: readonly string[] };

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
  const caller = await openCaller({ ...request, signal, concurrency: request.concurrency ?? 8 });
  const output = inBatches(request.batchSize ?? 200, write);
  const gaps = openGaps(service.id);
  const incomplete = new Set<string>();

  /** Fills an asset's document part by part; `undefined` when the asset was deleted meanwhile. */
  async function describe(asset: DescribedAsset, item: unknown, parent: unknown): Promise<CollectedAsset | undefined> {
    const region = regionNamed(asset.region?.(item)) ?? callRegion;
    const shownRegion = asset.region === undefined ? request.region : region;
    const at = { partition: session.partition, accountId: session.accountId, region };
    const document = recordOf(toDocument(item, service.encodedDocuments));
    const unknownParts: Record<string, UnknownPart> = {};
    let isGone = false;
    await Promise.all(
      Object.entries(asset.parts).map(async ([name, part]) => {
        const answer = await caller.call(part.operation, part.input(item, at), region);
        if (answer.ok) {
          document[name] = toDocument(part.pick(answer.value), service.encodedDocuments, name) ?? null;
        } else if (answer.failure.isOneOf(part.absent)) {
          document[name] = null;
        } else if (answer.failure.isOneOf(asset.gone ?? [])) {
          isGone = true;
        } else {
          const unknown = unknownPart(service.id, part, answer.failure);
          unknownParts[name] = unknown;
          gaps.add(shownRegion, unknown, 1);
        }
      }),
    );
    if (isGone) return undefined;
    const arn = cleanText(asset.arn(item, at, parent));
    if (parseArn(arn) === undefined) throw new Error(`AWS listed an asset of type ${asset.type} without an ARN.`);
    if (asset.tags in document) document[asset.tags] = inSteadyOrder(document[asset.tags]);
    const tags = tagsOf(document[asset.tags]);
    const name = asset.name?.(item, at, parent) || tags.Name || arn.split(/[/:]/).at(-1) || arn;
    return {
      arn,
      type: asset.type,
      service: service.id,
      region: shownRegion,
      name: cleanText(name),
      tags,
      document,
      unknownParts,
    };
  }

  async function list(listing: ListingDeclaration, parent?: unknown, goneCodes: readonly string[] = []): Promise<void> {
    const fail = (failure: CallFailure) => {
      for (const type of typesBelow(listing)) incomplete.add(type);
      gaps.add(request.region, unknownPart(service.id, listing, failure), parent === undefined ? 0 : 1);
    };
    const pages = caller.pages(listing.operation, listing.input(parent), callRegion);
    for (;;) {
      const page = await pages.next();
      if (!page.ok) {
        if (!page.failure.isOneOf([...listing.absent, ...goneCodes])) fail(page.failure);
        return;
      }
      if (page.value === undefined) return;
      for (const asset of listing.assets) {
        const described = await caller.attempt(listing.operation, async () =>
          Promise.all(
            (asset.items(page.value) ?? []).map(async (item) => [item, await describe(asset, item, parent)] as const),
          ),
        );
        if (!described.ok) {
          fail(described.failure);
          continue;
        }
        const present = described.value.filter((pair): pair is [unknown, CollectedAsset] => pair[1] !== undefined);
        await output.add(present.map(([, collected]) => collected));
        await Promise.all(asset.children.flatMap((child) => present.map(([item]) => list(child, item, asset.gone))));
      }
    }
  }

  try {
    const work = [
      ...service.listings.map((listing) => list(listing)),
      ...service.settings.map(async (settings) => {
        const collected = await describe(settings, {}, undefined);
        if (collected !== undefined) await output.add([collected]);
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

/** Some listings bring names alone: then all of the document is parts. */
function recordOf(document: unknown): Record<string, unknown> {
  const isRecord = typeof document === 'object' && document !== null && !Array.isArray(document);
  return isRecord ? (document as Record<string, unknown>) : {};
}

/** The region that AWS says an asset is in. It becomes part of a host name, so nothing but a region is taken. */
function regionNamed(region: string | undefined): string | undefined {
  return region !== undefined && /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region) ? region : undefined;
}

function unknownPart(
  service: string,
  { operation, permission }: { operation: string; permission: string },
  failure: CallFailure,
): UnknownPart {
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
