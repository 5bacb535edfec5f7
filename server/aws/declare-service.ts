import type { Partition } from './partition.ts';
import type {
  AbsentAnswer,
  AssetContext,
  AssetDeclaration,
  ListingDeclaration,
  OtherNeed,
  PageTokens,
  PartCall,
  PartDeclaration,
  ServiceDeclaration,
  SettingsDeclaration,
} from './service.ts';

// The language in which `services/*.ts` say what is collected from an AWS service. Operation names, inputs and outputs
// are the SDK's own types; what comes out is plain data.

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

export type InputOf<Package, Operation extends string> =
  CommandOf<Package, Operation> extends { input: infer Input extends object } ? Input : never;

export type OutputOf<Package, Operation extends string> =
  CommandOf<Package, Operation> extends {
    resolveMiddleware(...parameters: never[]): (...parameters: never[]) => Promise<{ output: infer Output }>;
  }
    ? Output
    : never;

interface CallOptions<Item> {
  /** Default: the service's IAM prefix and the operation's name. S3 and others have actions of other names. */
  permission?: string;
  absent?: readonly AbsentAnswer[];
  /** Default: every item. */
  applies?: (item: Item) => boolean;
}

interface SingleOptions<Package, Item, Parent, Input, Output> extends CallOptions<Item> {
  input?: (item: Item, at: AssetContext, parent: Parent) => Input;
  /** Default: the whole output. `undefined` means "not configured". */
  pick?: (output: Output) => unknown;
  /** Read all pages and join what `pick` gives, a list for each. */
  allPages?: boolean;
  pages?: PageTokens;
  prepare?: PrepareOptions<Package>;
}

interface PrepareOptions<Package> {
  operation: OperationOf<Package>;
  isReady: (output: { State?: string | undefined }) => boolean;
}

interface BatchOptions<Item, Parent, Input, Output> extends CallOptions<Item> {
  size: number;
  input: (items: readonly Item[], at: AssetContext, parent: Parent) => Input;
  /** What of the answer is this item's; `undefined` means "not configured". */
  pick: (output: Output, item: Item) => unknown;
}

/** Words that declare parts: `read` asks once for each asset, `readMany` once for several. */
export interface PartWords<Package, Item, Parent> {
  read: <Operation extends OperationOf<Package>>(
    operation: Operation,
    options?: SingleOptions<Package, Item, Parent, InputOf<Package, Operation>, OutputOf<Package, Operation>>,
  ) => PartDeclaration;
  readMany: <Operation extends OperationOf<Package>>(
    operation: Operation,
    options: BatchOptions<Item, Parent, InputOf<Package, Operation>, OutputOf<Package, Operation>>,
  ) => PartDeclaration;
}

type DeclareParts<Package, Item, Parent> = (
  read: PartWords<Package, Item, Parent>['read'],
  readMany: PartWords<Package, Item, Parent>['readMany'],
) => Record<string, PartDeclaration>;

interface AssetOptions<Package, Page, Item, Parent> {
  type: string;
  items: (page: Page, at: AssetContext) => readonly Item[] | undefined;
  arn: (item: Item, at: AssetContext, parent: Parent) => string;
  name?: (item: Item, at: AssetContext, parent: Parent) => string | undefined;
  region?: (item: Item) => string | undefined;
  tags?: string;
  volatile?: readonly string[];
  gone?: readonly AbsentAnswer[];
  parts?: DeclareParts<Package, Item, Parent>;
  children?: (list: ListChildren<Package, Item>) => readonly ListingDeclaration[];
}

type ListOptions<Operation, Input> = {
  list: Operation;
  permission?: string;
  input?: Input;
  absent?: readonly AbsentAnswer[];
  atHomeOnly?: boolean;
  partitions?: readonly Partition[];
  pages?: PageTokens;
};

type ListChildren<Package, Parent> = <Operation extends OperationOf<Package>, Item>(
  options: ListOptions<Operation, (parent: Parent, at: AssetContext) => InputOf<Package, Operation>> & {
    applies?: (parent: Parent) => boolean;
  } & AssetOptions<Package, OutputOf<Package, Operation>, Item, Parent>,
) => ListingDeclaration;

type DeclareAsset<Package, Page> = <Item>(options: AssetOptions<Package, Page, Item, undefined>) => AssetDeclaration;

/** What a listing at the top is asked with: the same everywhere, or made for the account and region. */
type TopInput<Input> = Input | ((at: AssetContext) => Input);

interface Words<Package> {
  /** One type of asset, brought by one listing. */
  asset: <Operation extends OperationOf<Package>, Item>(
    options: ListOptions<Operation, TopInput<InputOf<Package, Operation>>> &
      AssetOptions<Package, OutputOf<Package, Operation>, Item, undefined>,
  ) => ListingDeclaration;
  /** Several types of asset, brought by one listing. */
  listing: <Operation extends OperationOf<Package>>(
    options: ListOptions<Operation, TopInput<InputOf<Package, Operation>>> & {
      assets: (asset: DeclareAsset<Package, OutputOf<Package, Operation>>) => readonly AssetDeclaration[];
    },
  ) => ListingDeclaration;
  /** An asset that every account has once, or once in each region. */
  settings: (options: {
    type: string;
    arn: (at: AssetContext) => string;
    name?: string;
    tags?: string;
    volatile?: readonly string[];
    atHomeOnly?: boolean;
    parts: DeclareParts<Package, unknown, undefined>;
  }) => SettingsDeclaration;
}

interface ServiceOptions<Package> {
  id: string;
  name: string;
  scope: 'global' | 'regional';
  partitions?: readonly Partition[];
  load: () => Promise<Package>;
  client: keyof Package & `${string}Client`;
  /** Default: the ID. */
  iamPrefix?: string;
  hasAccountInHost?: boolean;
  encodedDocuments?: readonly string[];
  withheld?: readonly string[];
  notEnabled?: readonly AbsentAnswer[];
  scopedActions?: Readonly<Record<string, readonly string[]>>;
  otherNeeds?: readonly OtherNeed[];
}

/** Declares an AWS service and the assets that are collected from it. */
export function declareService<Package extends object>(
  options: ServiceOptions<Package>,
  declare: (words: Words<Package>) => readonly (ListingDeclaration | SettingsDeclaration)[] = () => [],
): ServiceDeclaration {
  const prefix = options.iamPrefix ?? options.id;
  const permissionOf = (operation: string, permission?: string) => permission ?? `${prefix}:${operation}`;
  const callOf = (operation: string, part: CallOptions<never>): PartCall => ({
    operation,
    permission: permissionOf(operation, part.permission),
    absent: part.absent ?? [],
    applies: (item) => part.applies?.(item as never) ?? true,
  });

  const read: PartWords<Package, never, never>['read'] = (operation, part = {}) => ({
    kind: 'single',
    ...callOf(operation, part),
    input: (item, at, parent) => part.input?.(item as never, at, parent as never) ?? {},
    pick: (output) => (part.pick === undefined ? output : part.pick(output as never)),
    allPages: part.allPages ?? false,
    pages: part.pages,
    prepare: part.prepare && {
      operation: part.prepare.operation,
      permission: permissionOf(part.prepare.operation),
      isReady: (output) => part.prepare?.isReady(output as never) ?? true,
    },
  });
  const readMany: PartWords<Package, never, never>['readMany'] = (operation, part) => ({
    kind: 'batch',
    ...callOf(operation, part),
    size: part.size,
    input: (items, at, parent) => part.input(items as never, at, parent as never),
    pick: (output, item) => part.pick(output as never, item as never),
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
    items: (page, at) => items(page as Page, at),
    arn: (item, at, parent) => arn(item as Item, at, parent as Parent),
    ...(name && { name: (item, at, parent) => name(item as Item, at, parent as Parent) }),
    ...(region && { region: (item) => region(item as Item) }),
    tags: rest.tags ?? 'Tags',
    volatile: rest.volatile ?? [],
    gone: rest.gone ?? [],
    parts: rest.parts?.(read, readMany) ?? {},
    children: rest.children?.(listChildren) ?? [],
  });
  const declareListing = (
    listing: ListOptions<OperationOf<Package>, unknown> & { applies?: (parent: never) => boolean },
    inputOf: (parent: unknown, at: AssetContext) => unknown,
    assets: readonly AssetDeclaration[],
  ): ListingDeclaration => ({
    operation: listing.list,
    permission: permissionOf(listing.list, listing.permission),
    input: (parent, at) => (inputOf(parent, at) ?? {}) as object,
    absent: listing.absent ?? [],
    atHomeOnly: listing.atHomeOnly ?? false,
    partitions: listing.partitions,
    pages: listing.pages,
    applies: (parent) => listing.applies?.(parent as never) ?? true,
    assets,
  });
  const listChildren: ListChildren<Package, never> = (child) =>
    declareListing(child, (parent, at) => child.input?.(parent as never, at), [declareAsset(child)]);
  const listAtTop = (listing: ListOptions<OperationOf<Package>, unknown>, assets: readonly AssetDeclaration[]) =>
    declareListing(
      listing,
      (_parent, at) => (typeof listing.input === 'function' ? listing.input(at) : listing.input),
      assets,
    );

  const declarations = declare({
    asset: (asset) => listAtTop(asset, [declareAsset(asset)]),
    listing: (listing) => listAtTop(listing, listing.assets(declareAsset)),
    settings: ({ type, arn, name, parts, tags, volatile, atHomeOnly }) => ({
      type,
      arn: (_item, at) => arn(at),
      name: () => name,
      tags: tags ?? 'Tags',
      volatile: volatile ?? [],
      atHomeOnly: atHomeOnly ?? false,
      parts: parts(read, readMany),
    }),
  });
  return {
    id: options.id,
    name: options.name,
    scope: options.scope,
    partitions: options.partitions,
    load: options.load,
    client: options.client,
    hasAccountInHost: options.hasAccountInHost ?? false,
    encodedDocuments: options.encodedDocuments ?? [],
    withheld: options.withheld ?? [],
    notEnabled: options.notEnabled ?? [],
    scopedActions: options.scopedActions ?? {},
    listings: declarations.filter((declaration) => 'operation' in declaration),
    settings: declarations.filter((declaration) => 'arn' in declaration),
    otherNeeds: options.otherNeeds ?? [],
  };
}
