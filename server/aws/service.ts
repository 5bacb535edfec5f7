import type { Partition } from './partition.ts';

// What is collected from an AWS service, as plain data, from which the policy, the coverage page and the scan are made.
// `declare-service.ts` is the language in which `services/*.ts` say it.

/** Where an asset is met. */
export interface AssetContext {
  partition: Partition;
  accountId: string;
  region: string;
}

/**
 * An answer of AWS that means "there is none", by its code. Where AWS says so with a code that also means a refusal,
 * its wording must match too: a refusal is never taken for an absence.
 */
export type AbsentAnswer = string | { code: string; message: RegExp };

/** Fields of input and output that carry the token of the next page, for operations that the SDK has no paginator of. */
export interface PageTokens {
  input: string;
  /** With dots, a field within fields. */
  output: string;
}

export interface PartCall {
  operation: string;
  /** The IAM action that the call needs. */
  permission: string;
  /** AWS's answers that mean "not configured". */
  absent: readonly AbsentAnswer[];
  /** Items that the part makes no sense for are not asked about; the part is absent. */
  applies(item: unknown): boolean;
}

/** A call that brings one part of an asset's document. */
export interface SinglePart extends PartCall {
  kind: 'single';
  /** @param parent the item that the asset's listing was made for, of a child listing */
  input(item: unknown, at: AssetContext, parent?: unknown): object;
  pick(output: unknown): unknown;
  /** The lists that the pages bring are joined; without it there is one page. */
  allPages: boolean;
  pages?: PageTokens;
  /** A call that makes AWS prepare what the part reads, made until AWS says that it is ready. */
  prepare?: { operation: string; permission: string; isReady(output: unknown): boolean };
}

/** A call that brings one part of the documents of several assets at once. */
export interface BatchPart extends PartCall {
  kind: 'batch';
  /** The most items that AWS takes in one call. */
  size: number;
  input(items: readonly unknown[], at: AssetContext, parent?: unknown): object;
  pick(output: unknown, item: unknown): unknown;
}

export type PartDeclaration = SinglePart | BatchPart;

export interface AssetDeclaration {
  /** CloudFormation's type name, or one made like it where CloudFormation has none. */
  type: string;
  items(page: unknown, at: AssetContext): readonly unknown[] | undefined;
  arn(item: unknown, at: AssetContext, parent: unknown): string;
  /** Left out: the tag `Name`, else the last word of the ARN. */
  name?(item: unknown, at: AssetContext, parent: unknown): string | undefined;
  /** Where the asset is, when its listing brings assets of several regions; its parts are asked for there. */
  region?(item: unknown): string | undefined;
  /** The field or part of the document that holds the tags; with dots, a field within a part. */
  tags: string;
  parts: Readonly<Record<string, PartDeclaration>>;
  /**
   * Fields that move without anybody's doing, such as times of last use, sizes and counts: they are kept up to date, but
   * are no change. With dots, fields within fields; lists are gone through.
   */
  volatile: readonly string[];
  /** AWS's answers that mean that the asset is no more: it was deleted while it was being read. */
  gone: readonly AbsentAnswer[];
  /** Listings that are made once for each asset of this type. */
  children: readonly ListingDeclaration[];
}

/** A call, with all its pages, that brings the assets of one or more types. */
export interface ListingDeclaration {
  operation: string;
  permission: string;
  /** @param parent the item that a child listing is made for */
  input(parent: unknown, at: AssetContext): object;
  /** AWS's answers that mean that there is nothing to list. */
  absent: readonly AbsentAnswer[];
  /** Asked in the partition's home region alone, although the service is asked in every region. */
  atHomeOnly: boolean;
  /** The partitions that have it; left out: all. */
  partitions?: readonly Partition[];
  pages?: PageTokens;
  /** A child listing is not made for items that it makes no sense for. */
  applies(parent: unknown): boolean;
  assets: readonly AssetDeclaration[];
}

/** An asset that every account has exactly once, such as its settings for a service: all its content is parts. */
export type SettingsDeclaration = Pick<AssetDeclaration, 'type' | 'arn' | 'name' | 'parts' | 'tags' | 'volatile'> & {
  /** Asked in the partition's home region alone, although the service is asked in every region. */
  atHomeOnly: boolean;
};

/** An action of the role that is not used for collecting. */
export interface OtherNeed {
  action: string;
  why: string;
}

export interface ServiceDeclaration {
  id: string;
  name: string;
  /** The partitions that have the service; left out: all. */
  partitions?: readonly Partition[];
  /** `global`: asked once, at the home region of the partition. `regional`: asked in every enabled region. */
  scope: 'global' | 'regional';
  /** The client package of the SDK; loaded when first used, since some are large. */
  load(): Promise<object>;
  client: string;
  /** AWS has the account's ID in the name of its host, which another endpoint does not. */
  hasAccountInHost: boolean;
  /** Fields, at any depth, whose text is a JSON policy, percent-encoded or not. */
  encodedDocuments: readonly string[];
  /**
   * Fields, at any depth, that can hold secrets or contents, such as environment variables: AWS gives them along with
   * what is asked for, and they are dropped before anything is stored. Of a map or a list of pairs the names stay.
   */
  withheld: readonly string[];
  /** AWS's answers, to any call, that mean that the account does not use the service in this region. */
  notEnabled: readonly AbsentAnswer[];
  /**
   * Actions that the role gets on these resources alone, since on all they would read more than is needed. ARNs with `*`
   * for the partition.
   */
  scopedActions: Readonly<Record<string, readonly string[]>>;
  listings: readonly ListingDeclaration[];
  settings: readonly SettingsDeclaration[];
  otherNeeds: readonly OtherNeed[];
}

/** Everything that is called for a service, with the action it needs; children after their parents. */
export function callsOf(service: ServiceDeclaration): { operation: string; permission: string; type: string }[] {
  const ofParts = (asset: Pick<AssetDeclaration, 'type' | 'parts'>) =>
    Object.values(asset.parts)
      .flatMap((part): Pick<PartCall, 'operation' | 'permission'>[] =>
        part.kind === 'single' && part.prepare ? [part.prepare, part] : [part],
      )
      .map(({ operation, permission }) => ({ operation, permission, type: asset.type }));
  const ofListing = ({ operation, permission, assets }: ListingDeclaration): ReturnType<typeof callsOf> => [
    ...assets.map(({ type }) => ({ operation, permission, type })),
    ...assets.flatMap((asset) => [...ofParts(asset), ...asset.children.flatMap(ofListing)]),
  ];
  return [...service.listings.flatMap(ofListing), ...service.settings.flatMap(ofParts)];
}

/** The types that a listing brings, those of its children included. */
export function typesBelow({ assets }: ListingDeclaration): string[] {
  return assets.flatMap(({ type, children }) => [type, ...children.flatMap(typesBelow)]);
}

/** The types of asset that a service has, in the order of their declaration. Several listings may bring one type. */
export function typesOf({ listings, settings }: ServiceDeclaration): string[] {
  return [...new Set([...listings.flatMap(typesBelow), ...settings.map(({ type }) => type)])];
}
