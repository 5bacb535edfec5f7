import { setTimeout as delay } from 'node:timers/promises';
import type { Attempt, Caller, CallFailure } from './call.ts';
import { toDocument } from './document.ts';
import type {
  AbsentAnswer,
  AssetContext,
  BatchPart,
  PartDeclaration,
  ServiceDeclaration,
  SinglePart,
} from './service.ts';

/** What a part of an asset's document has come to. */
export type PartAnswer =
  | { state: 'present'; value: unknown }
  | { state: 'absent' }
  | { state: 'unknown'; failure: CallFailure; call: FailedCall }
  /** The asset was deleted meanwhile. */
  | { state: 'gone' };

/** The call that failed: the one that brings the part, or the one that makes AWS prepare it. */
export interface FailedCall {
  operation: string;
  permission: string;
}

export interface PartRequest {
  service: ServiceDeclaration;
  caller: Caller;
  name: string;
  /** AWS's answers that mean that the asset is no more. */
  gone: readonly AbsentAnswer[];
  signal: AbortSignal;
}

/** An item of a listing, and where its asset is. */
export interface LocatedItem {
  item: unknown;
  at: AssetContext;
  /** The item that the listing was made for, of a child listing. */
  parent: unknown;
}

/** Reads one part of the documents of all items of a page. The answers are in the items' order. */
export async function readPart(
  request: PartRequest,
  part: PartDeclaration,
  items: readonly LocatedItem[],
): Promise<PartAnswer[]> {
  const answers: PartAnswer[] = items.map(() => ({ state: 'absent' }));
  const applicable = [...items.entries()].filter(([, { item }]) => part.applies(item));
  if (part.kind === 'single') {
    await Promise.all(
      applicable.map(async ([index, located]) => {
        const { answer, call } = await readSingle(request, part, located);
        answers[index] = judge(request, part, answer, (value) => value, call);
      }),
    );
    return answers;
  }
  // A batch is asked in one region.
  const byRegion = Map.groupBy(applicable, ([, { at }]) => at.region);
  await Promise.all(
    [...byRegion.values()].flatMap((group) =>
      chunksOf(group, part.size).map((chunk) => readBatch(request, part, chunk, answers)),
    ),
  );
  return answers;
}

async function readSingle(
  { caller, signal }: PartRequest,
  part: SinglePart,
  { item, at, parent }: LocatedItem,
): Promise<{ answer: Attempt<unknown>; call: FailedCall }> {
  if (part.prepare !== undefined) {
    const prepared = await prepare(caller, part.prepare, at.region, signal);
    if (!prepared.ok) return { answer: prepared, call: part.prepare };
  }
  const input = part.input(item, at, parent);
  if (part.allPages) return { answer: await readAllPages(caller, part, input, at.region), call: part };
  const answer = await caller.call(part.operation, input, at.region);
  if (!answer.ok) return { answer, call: part };
  return { answer: await caller.attempt(part.operation, async () => part.pick(answer.value)), call: part };
}

async function readAllPages(
  caller: Caller,
  part: SinglePart,
  input: object,
  region: string,
): Promise<Attempt<unknown>> {
  const pages = caller.pages(part.operation, input, region, part.pages);
  const all: unknown[] = [];
  for (;;) {
    const page = await pages.next();
    if (!page.ok) return page;
    if (page.value === undefined) return { ok: true, value: all };
    const picked = part.pick(page.value);
    if (Array.isArray(picked)) all.push(...picked);
  }
}

const prepareAttempts = 15;

async function prepare(
  caller: Caller,
  { operation, isReady }: NonNullable<SinglePart['prepare']>,
  region: string,
  signal: AbortSignal,
): Promise<Attempt<unknown>> {
  for (let count = 1; ; count += 1) {
    const answer = await caller.call(operation, {}, region);
    if (!answer.ok || isReady(answer.value) || count === prepareAttempts) return answer;
    await delay(1000, undefined, { signal });
  }
}

/** Asks for several items at once; when one of them spoils the answer, the others are asked for without it. */
async function readBatch(
  request: PartRequest,
  part: BatchPart,
  chunk: readonly (readonly [number, LocatedItem])[],
  answers: PartAnswer[],
): Promise<void> {
  const [first] = chunk;
  if (first === undefined) return;
  const { at, parent } = first[1];
  const items = chunk.map(([, { item }]) => item);
  const answer = await request.caller.call(part.operation, part.input(items, at, parent), at.region);
  if (!answer.ok && answer.failure.kind === 'other' && chunk.length > 1) {
    const half = Math.ceil(chunk.length / 2);
    await Promise.all([chunk.slice(0, half), chunk.slice(half)].map((some) => readBatch(request, part, some, answers)));
    return;
  }
  for (const [index, { item }] of chunk)
    answers[index] = judge(request, part, answer, (value) => part.pick(value, item));
}

function judge(
  { service, name, gone }: PartRequest,
  part: PartDeclaration,
  answer: Attempt<unknown>,
  pick: (value: unknown) => unknown,
  call: FailedCall = part,
): PartAnswer {
  if (answer.ok) {
    const value = toDocument(pick(answer.value), service, name);
    return value === undefined || value === null ? { state: 'absent' } : { state: 'present', value };
  }
  if (answer.failure.isOneOf([...part.absent, ...service.notEnabled])) return { state: 'absent' };
  if (answer.failure.isOneOf(gone)) return { state: 'gone' };
  return { state: 'unknown', failure: answer.failure, call };
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
