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

/** Thrown when an expression touches what is not known. Not an error of CEL's own, which `.?` would take for absence. */
class UnknownTouchedError extends Error {
  override name = 'UnknownTouchedError';
}

/** What was looked at during an evaluation. */
export interface Touched {
  missing: Missing[];
  /** The paths that were read, `Rules[0].Status`; left out: nobody wants to know. */
  paths?: Set<string>;
}

/** A map of CEL. A plain object would break on a field named `constructor`, which cel-js looks at. */
class Fields extends Map<string, unknown> {}
Object.defineProperty(Fields.prototype, 'constructor', { value: Map });

/** A map that notes which of its fields are read. */
class WatchedFields extends Fields {
  readonly #path: string;
  readonly #paths: Set<string>;

  constructor(entries: Iterable<[string, unknown]>, path: string, paths: Set<string>) {
    super();
    this.#path = path;
    this.#paths = paths;
    for (const [key, value] of entries) this.set(key, value);
  }

  override get(key: string): unknown {
    this.#paths.add(this.#path === '' ? key : `${this.#path}.${key}`);
    return super.get(key);
  }
}
Object.defineProperty(WatchedFields.prototype, 'constructor', { value: Map });

/** The top of a document, with the parts that are unknown. */
class Parts extends Fields {
  readonly #unknown: Readonly<Record<string, Missing>>;
  readonly #touched: Touched;

  constructor(entries: Iterable<[string, unknown]>, unknown: Readonly<Record<string, Missing>>, touched: Touched) {
    super();
    this.#unknown = unknown;
    this.#touched = touched;
    for (const [key, value] of entries) super.set(key, value);
  }

  override get(key: string): unknown {
    this.#touched.paths?.add(key);
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
      if (missing !== undefined) this.#touched.missing.push(missing);
    }
    throw new UnknownTouchedError(`Not known: ${parts.join(', ')}`);
  }
}
Object.defineProperty(Parts.prototype, 'constructor', { value: Map });

/** Stands in a list for the assets that may be there and could not be listed: whatever is asked of it is not known. */
class UnlistedAssets extends Fields {
  readonly #missing: readonly Missing[];
  readonly #touched: Touched;

  constructor(missing: readonly Missing[], touched: Touched) {
    super();
    this.#missing = missing;
    this.#touched = touched;
  }

  override get(): never {
    this.#touched.missing.push(...this.#missing);
    throw new UnknownTouchedError('Not known: which assets there are.');
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

export function unlistedAssets(missing: readonly Missing[], touched: Touched): unknown {
  return new UnlistedAssets(missing, touched);
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

function toWatchedValue(value: unknown, path: string, paths: Set<string>): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((entry, index) => toWatchedValue(entry, `${path}[${index}]`, paths));
  const entries = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return new WatchedFields(
    entries.map(([key, field]) => [key, toWatchedValue(field, path === '' ? key : `${path}.${key}`, paths)]),
    path,
    paths,
  );
}

/**
 * An asset as CEL takes it: its document, and under `meta` what CloudCoreo knows of every asset.
 * @param joinedAs the type, when it is seen from another asset's rule
 */
export function toAssetValue(asset: JudgedAsset, touched: Touched, joinedAs?: string): unknown {
  const { paths } = touched;
  const missingOf = (part: string, { operation, code, permission }: UnknownPart): Missing => ({
    part: joinedAs === undefined ? part : `${joinedAs} ${part}`,
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
    entries.push([key, paths === undefined ? toValue(field) : toWatchedValue(field, key, paths)]);
  }
  const { arn, name, type, region, awsAccountId, partition } = asset;
  const tagsUnknown = unknown[asset.tagsPart];
  entries.push([
    'meta',
    new Parts(
      Object.entries({ arn, name, type, region, account: awsAccountId, partition, tags: toValue(asset.tags) }),
      tagsUnknown === undefined ? {} : { tags: tagsUnknown },
      { ...touched, paths: undefined },
    ),
  ]);
  return new Parts(entries, unknown, touched);
}
