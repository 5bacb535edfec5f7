import type { Partition } from './partition.ts';

// The language in which `services/*.ts` say what is collected from an AWS service. Operation names, inputs and outputs
// are the SDK's own types; what comes out is plain data, from which the policy, the coverage page and the scan are made.

/** Where an asset is met. */
export interface AssetContext {
  partition: Partition;
  accountId: string;
  region: string;
}

/** A call that brings one part of an asset's document. */
export interface PartDeclaration {
  operation: string;
  /** The IAM action that the call needs. */
  permission: string;
  input(item: unknown, at: AssetContext): object;
  pick(output: unknown): unknown;
  /** AWS's codes that mean "not configured". */
  absent: readonly string[];
}

export interface AssetDeclaration {
  /** CloudFormation's type name, or one made like it where CloudFormation has none. */
  type: string;
  items(page: unknown): readonly unknown[] | undefined;
  arn(item: unknown, at: AssetContext, parent: unknown): string;
  /** Left out: the tag `Name`, else the last word of the ARN. */
  name?(item: unknown, at: AssetContext, parent: unknown): string | undefined;
  /** Where the asset is, when its listing brings assets of several regions; its parts are asked for there. */
  region?(item: unknown): string | undefined;
  /** The field or part of the document that holds the tags. */
  tags: string;
  parts: Readonly<Record<string, PartDeclaration>>;
  /** AWS's codes that mean that the asset is no more: it was deleted while it was being read. */
  gone: readonly string[];
  /** Listings that are made once for each asset of this type. */
  children: readonly ListingDeclaration[];
}

/** A call, with all its pages, that brings the assets of one or more types. */
export interface ListingDeclaration {
  operation: string;
  permission: string;
  /** @param parent the item that a child listing is made for */
  input(parent: unknown): object;
  /** AWS's codes that mean that there is nothing to list. */
  absent: readonly string[];
  assets: readonly AssetDeclaration[];
}

/** An asset that every account has exactly once, such as its settings for a service: all its content is parts. */
export type SettingsDeclaration = Pick<AssetDeclaration, 'type' | 'arn' | 'name' | 'parts' | 'tags'>;

/** An action of the role that is not used for collecting. */
export interface OtherNeed {
  action: string;
  why: string;
}

export interface ServiceDeclaration {
  id: string;
  name: string;
  /** `global`: asked once, at the home region of the partition. `regional`: asked in every enabled region. */
  scope: 'global' | 'regional';
  /** The client package of the SDK; loaded when first used, since some are large. */
  load(): Promise<object>;
  client: string;
  /** Fields, at any depth, whose text is a JSON policy, percent-encoded or not. */
  encodedDocuments: readonly string[];
  listings: readonly ListingDeclaration[];
  settings: readonly SettingsDeclaration[];
  otherNeeds: readonly OtherNeed[];
}

type CommandLike = { input: unknown; resolveMiddleware(...parameters: never[]): unknown };
type CommandClass = abstract new (...parameters: never[]) => CommandLike;

/** The operations of a client package: `ListBuckets` for its export `ListBucketsCommand`. */
export type OperationOf<Package> = {
  [Export in keyof Package]: Export extends `${infer Operation}Command`
    ? Package[Export] extends CommandClass
      ? Exclude<Operation, '$'>
      : never
    : never;
}[keyof Package];

type CommandOf<Package, Operation extends string> = `${Operation}Command` extends infer Export extends keyof Package
  ? Package[Export] extends abstract new (
      ...parameters: never[]
    ) => infer Command
    ? Command
    : never
  : never;

type InputOf<Package, Operation extends string> =
  CommandOf<Package, Operation> extends { input: infer Input extends object } ? Input : never;

type OutputOf<Package, Operation extends string> =
  CommandOf<Package, Operation> extends {
    resolveMiddleware(...parameters: never[]): (...parameters: never[]) => Promise<{ output: infer Output }>;
  }
    ? Output
    : never;

interface PartOptions<Item, Input, Output> {
  /** Default: the service's IAM prefix and the operation's name. S3 and others have actions of other names. */
  permission?: string;
  input?: (item: Item, at: AssetContext) => Input;
  /** Default: the whole output. `undefined` means "not configured". */
  pick?: (output: Output) => unknown;
  absent?: readonly string[];
}

type ReadPart<Package, Item> = <Operation extends OperationOf<Package>>(
  operation: Operation,
  options?: PartOptions<Item, InputOf<Package, Operation>, OutputOf<Package, Operation>>,
) => PartDeclaration;

interface AssetOptions<Package, Page, Item, Parent> {
  type: string;
  items: (page: Page) => readonly Item[] | undefined;
  arn: (item: Item, at: AssetContext, parent: Parent) => string;
  name?: (item: Item, at: AssetContext, parent: Parent) => string | undefined;
  region?: (item: Item) => string | undefined;
  tags?: string;
  gone?: readonly string[];
  parts?: (read: ReadPart<Package, Item>) => Record<string, PartDeclaration>;
  children?: (list: ListChildren<Package, Item>) => readonly ListingDeclaration[];
}

type ListOptions<Operation, Input> = {
  list: Operation;
  permission?: string;
  input?: Input;
  absent?: readonly string[];
};

type ListChildren<Package, Parent> = <Operation extends OperationOf<Package>, Item>(
  options: ListOptions<Operation, (parent: Parent) => InputOf<Package, Operation>> &
    AssetOptions<Package, OutputOf<Package, Operation>, Item, Parent>,
) => ListingDeclaration;

type DeclareAsset<Package, Page> = <Item>(options: AssetOptions<Package, Page, Item, undefined>) => AssetDeclaration;

interface Words<Package> {
  /** One type of asset, brought by one listing. */
  asset: <Operation extends OperationOf<Package>, Item>(
    options: ListOptions<Operation, InputOf<Package, Operation>> &
      AssetOptions<Package, OutputOf<Package, Operation>, Item, undefined>,
  ) => ListingDeclaration;
  /** Several types of asset, brought by one listing. */
  listing: <Operation extends OperationOf<Package>>(
    options: ListOptions<Operation, InputOf<Package, Operation>> & {
      assets: (asset: DeclareAsset<Package, OutputOf<Package, Operation>>) => readonly AssetDeclaration[];
    },
  ) => ListingDeclaration;
  /** An asset that every account has once. */
  settings: (options: {
    type: string;
    arn: (at: AssetContext) => string;
    name?: string;
    parts: (read: ReadPart<Package, unknown>) => Record<string, PartDeclaration>;
  }) => SettingsDeclaration;
}

interface ServiceOptions<Package> {
  id: string;
  name: string;
  scope: 'global' | 'regional';
  load: () => Promise<Package>;
  client: keyof Package & `${string}Client`;
  /** Default: the ID. */
  iamPrefix?: string;
  encodedDocuments?: readonly string[];
  otherNeeds?: readonly OtherNeed[];
}

/** Declares an AWS service and the assets that are collected from it. */
export function declareService<Package extends object>(
  options: ServiceOptions<Package>,
  declare: (words: Words<Package>) => readonly (ListingDeclaration | SettingsDeclaration)[] = () => [],
): ServiceDeclaration {
  const prefix = options.iamPrefix ?? options.id;
  const permissionOf = (operation: string, permission: string | undefined) => permission ?? `${prefix}:${operation}`;

  const read: ReadPart<Package, never> = (operation, part = {}) => ({
    operation,
    permission: permissionOf(operation, part.permission),
    input: (item, at) => part.input?.(item as never, at) ?? {},
    pick: (output) => (part.pick === undefined ? output : part.pick(output as never)),
    absent: part.absent ?? [],
  });
  const declareAsset = <Page, Item, Parent>({
    type,
    items,
    arn,
    name,
    region,
    ...rest
  }: AssetOptions<Package, Page, Item, Parent>): AssetDeclaration => ({
    type,
    items: (page) => items(page as Page),
    arn: (item, at, parent) => arn(item as Item, at, parent as Parent),
    ...(name && { name: (item, at, parent) => name(item as Item, at, parent as Parent) }),
    ...(region && { region: (item) => region(item as Item) }),
    tags: rest.tags ?? 'Tags',
    gone: rest.gone ?? [],
    parts: rest.parts?.(read) ?? {},
    children: rest.children?.(listChildren) ?? [],
  });
  const declareListing = (
    { list, permission, input, absent }: ListOptions<OperationOf<Package>, unknown>,
    assets: readonly AssetDeclaration[],
  ): ListingDeclaration => ({
    operation: list,
    permission: permissionOf(list, permission),
    input: (parent) => (typeof input === 'function' ? input(parent) : (input ?? {})),
    absent: absent ?? [],
    assets,
  });
  const listChildren: ListChildren<Package, never> = (child) => declareListing(child, [declareAsset(child)]);

  const declarations = declare({
    asset: (asset) => declareListing(asset, [declareAsset(asset)]),
    listing: (listing) => declareListing(listing, listing.assets(declareAsset)),
    settings: ({ type, arn, name, parts }) => ({
      type,
      arn: (_item, at) => arn(at),
      name: () => name,
      tags: 'Tags',
      parts: parts(read),
    }),
  });
  return {
    id: options.id,
    name: options.name,
    scope: options.scope,
    load: options.load,
    client: options.client,
    encodedDocuments: options.encodedDocuments ?? [],
    listings: declarations.filter((declaration) => 'operation' in declaration),
    settings: declarations.filter((declaration) => 'arn' in declaration),
    otherNeeds: options.otherNeeds ?? [],
  };
}

/** Everything that is called for a service, with the action it needs; children after their parents. */
export function callsOf(service: ServiceDeclaration): { operation: string; permission: string; type: string }[] {
  const ofParts = (asset: SettingsDeclaration) =>
    Object.values(asset.parts).map(({ operation, permission }) => ({ operation, permission, type: asset.type }));
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

/** The types of asset that a service has, in the order of their declaration. */
export function typesOf({ listings, settings }: ServiceDeclaration): string[] {
  return [...listings.flatMap(typesBelow), ...settings.map(({ type }) => type)];
}
