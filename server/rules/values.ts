import type { UnknownPart } from '../aws/collect.ts';

// How the documents of assets are given to CEL. What AWS said is not there is no key, so `has()` and `.?` tell; what
// could not be read throws when it is touched, and CEL's own absorption of errors does the rest.

/** An asset as rules see it. */
export interface JudgedAsset {
  arn: string;
  name: string;
  type: string;
  region: string;
  awsAccountId: string;
  partition: string;
  tags: Record<string, string>;
  /** The part that the tags come from, `Tags`. */
  tagsPart: string;
  document: Record<string, unknown>;
  unknownParts: Record<string, UnknownPart>;
}

/** What a rule needed and nobody knows: a part of a document, or whether all assets of a type are known. */
export interface Missing {
  /** `Encryption`, or of a joined asset `AWS::CloudTrail::Trail Status`. */
  part: string;
  operation: string;
  code: string;
  /** The IAM action that is missing, when AWS says that one is. */
  permission: string | null;
}

/**
 * Thrown when an expression touches what is not known. Not an error of CEL's own, which `.?` would take for absence. One for
 * all: where in the program it was thrown tells nothing, and noting that takes longer than the evaluation.
 */
const unknownTouched = new Error('It is not known.');

/** What was looked at during an evaluation. */
export interface Touched {
  missing: Missing[];
  /** The paths that were read, `Rules[0].Status`; left out: nobody wants to know. */
  paths?: Set<string>;
}

/**
 * Where values note what is touched of them. Evaluations follow each other, none begins within another, so that one place
 * will do, and a value that was made for one rule serves all.
 */
let touched: Touched = { missing: [] };

/** Evaluates something, and tells what was touched while it did. */
export function watching<Answer>(evaluate: () => Answer, { withPaths }: { withPaths: boolean }): [Answer, Touched] {
  touched = withPaths ? { missing: [], paths: new Set() } : { missing: [] };
  const noted = touched;
  return [evaluate(), noted];
}

/** A map of CEL. A plain object would break on a field named `constructor`, which cel-js looks at. */
class Fields extends Map<string, unknown> {}
Object.defineProperty(Fields.prototype, 'constructor', { value: Map });

/** A map that notes which of its fields are read. */
class WatchedFields extends Fields {
  readonly #path: string;

  constructor(entries: Iterable<[string, unknown]>, path: string) {
    super();
    this.#path = path;
    for (const [key, value] of entries) this.set(key, value);
  }

  override get(key: string): unknown {
    touched.paths?.add(`${this.#path}.${key}`);
    return super.get(key);
  }
}
Object.defineProperty(WatchedFields.prototype, 'constructor', { value: Map });

/** The top of a document, with the parts that are unknown. */
class Parts extends Fields {
  readonly #unknown: Readonly<Record<string, Missing>>;
  readonly #isWatched: boolean;

  constructor(entries: Iterable<[string, unknown]>, unknown: Readonly<Record<string, Missing>>, isWatched: boolean) {
    super();
    this.#unknown = unknown;
    this.#isWatched = isWatched;
    for (const [key, value] of entries) super.set(key, value);
  }

  override get(key: string): unknown {
    if (this.#isWatched) touched.paths?.add(key);
    if (Object.hasOwn(this.#unknown, key)) this.#refuse([key]);
    return super.get(key);
  }

  override has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  override get size(): number {
    this.#refuseIfIncomplete();
    return super.size;
  }

  override keys(): MapIterator<string> {
    this.#refuseIfIncomplete();
    return super.keys();
  }

  override entries(): MapIterator<[string, unknown]> {
    this.#refuseIfIncomplete();
    return super.entries();
  }

  override values(): MapIterator<unknown> {
    this.#refuseIfIncomplete();
    return super.values();
  }

  override [Symbol.iterator](): MapIterator<[string, unknown]> {
    return this.entries();
  }

  override forEach(each: (value: unknown, key: string, map: Map<string, unknown>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }

  #refuseIfIncomplete(): void {
    const unknown = Object.keys(this.#unknown);
    if (unknown.length > 0) this.#refuse(unknown);
  }

  #refuse(parts: string[]): never {
    for (const part of parts) {
      const missing = this.#unknown[part];
      if (missing !== undefined) touched.missing.push(missing);
    }
    throw unknownTouched;
  }
}
Object.defineProperty(Parts.prototype, 'constructor', { value: Map });

/** Stands in a list for the assets that may be there and could not be listed: whatever is asked of it is not known. */
class UnlistedAssets extends Fields {
  readonly #missing: readonly Missing[];

  constructor(missing: readonly Missing[]) {
    super();
    this.#missing = missing;
  }

  override get(): never {
    touched.missing.push(...this.#missing);
    throw unknownTouched;
  }

  override has(): never {
    return this.get();
  }

  override get size(): never {
    return this.get();
  }

  override keys(): never {
    return this.get();
  }
}
Object.defineProperty(UnlistedAssets.prototype, 'constructor', { value: Map });

export function unlistedAssets(missing: readonly Missing[]): unknown {
  return new UnlistedAssets(missing);
}

/** A JSON value as CEL takes it. */
export function toValue(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(toValue);
  const fields = new Fields();
  for (const [key, field] of Object.entries(value)) {
    if (field !== null && field !== undefined) fields.set(key, toValue(field));
  }
  return fields;
}

function toWatchedValue(value: unknown, path: string): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((entry, index) => toWatchedValue(entry, `${path}[${index}]`));
  const entries = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return new WatchedFields(
    entries.map(([key, field]) => [key, toWatchedValue(field, `${path}.${key}`)]),
    path,
  );
}

const ownValues = new WeakMap<JudgedAsset, unknown>();
const joinedValues = new WeakMap<JudgedAsset, unknown>();

/** An asset as CEL takes it: its document, and under `meta` what CloudCoreo knows of every asset. Made once. */
export function toAssetValue(asset: JudgedAsset): unknown {
  const known = ownValues.get(asset) ?? makeAssetValue(asset, '', false);
  ownValues.set(asset, known);
  return known;
}

let watched: { asset: JudgedAsset; value: unknown } | undefined;

/** The same, which notes the paths of what is read. Few assets fail, those mostly several rules, one after the other. */
export function toWatchedAssetValue(asset: JudgedAsset): unknown {
  if (watched?.asset !== asset) watched = { asset, value: makeAssetValue(asset, '', true) };
  return watched.value;
}

/** The same, of an asset that is seen from another one's rule. */
export function toJoinedAssetValue(asset: JudgedAsset): unknown {
  const known = joinedValues.get(asset) ?? makeAssetValue(asset, `${asset.type} `, false);
  joinedValues.set(asset, known);
  return known;
}

function makeAssetValue(asset: JudgedAsset, partPrefix: string, isWatched: boolean): unknown {
  const missingOf = (part: string, { operation, code, permission }: UnknownPart): Missing => ({
    part: `${partPrefix}${part}`,
    operation,
    code,
    permission,
  });
  const unknown = Object.fromEntries(
    Object.entries(asset.unknownParts).map(([part, why]) => [part, missingOf(part, why)]),
  );
  const entries: [string, unknown][] = [];
  for (const [key, field] of Object.entries(asset.document)) {
    if (field === null || field === undefined) continue;
    entries.push([key, isWatched ? toWatchedValue(field, key) : toValue(field)]);
  }
  const { arn, name, type, region, awsAccountId, partition } = asset;
  const tagsUnknown = unknown[asset.tagsPart];
  entries.push([
    'meta',
    new Parts(
      Object.entries({ arn, name, type, region, account: awsAccountId, partition, tags: toValue(asset.tags) }),
      tagsUnknown === undefined ? {} : { tags: tagsUnknown },
      false,
    ),
  ]);
  return new Parts(entries, unknown, isWatched);
}
