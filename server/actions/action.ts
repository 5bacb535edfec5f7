import type { z } from 'zod';
import type { ClientOptions } from '../aws/clients.ts';
import type { Partition } from '../aws/partition.ts';
import type { AbsentAnswer } from '../aws/service.ts';

// An action is a change that CloudCoreo can make to an asset. It is said as two states, the one that AWS is in and the one
// that it shall be in, and a way to write any such state. Everything else follows: the plan is the difference, verifying is
// reading again, undoing is writing the former state, and a worker that dies half-way leaves something between the two.
// `declare-action.ts` is the language in which `<service>/<action>.ts` say it.

/** What an action reads and changes of an asset: plain JSON, as small as it can be. `null`: the asset is not there. */
export type State = Record<string, unknown>;

/** The asset that is to be changed, as it was last seen. */
export interface Target {
  partition: Partition;
  accountId: string;
  /** Where the calls go. Of an asset of a global service its partition's home. */
  region: string;
  type: string;
  arn: string;
  name: string;
  /** The last word of the ARN: `sg-0123`. */
  id: string;
  tags: Readonly<Record<string, string>>;
  document: Readonly<Record<string, unknown>>;
}

/** An IAM action on resources, under conditions. */
export interface Need {
  permission: string;
  /**
   * The ARN of what it works on, with `{partition}`, `{account}`, `{region}`, `{name}`, `{id}`, `{arn}` and
   * `{parameters.…}`; `*` where the IAM action knows no resource. The role's policy has `*` for what differs from asset to
   * asset, a session's policy has the asset itself. `{document.…}` is a text of the asset's document.
   */
  on: string | readonly string[] | { role: string; session: string };
  condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** Only for assets of these types; left out: for all. */
  types?: readonly string[];
}

/** A call that an action makes. What is not declared cannot be called. */
export interface CallDeclaration extends Need {
  /** What AWS asks for besides, such as `iam:PassRole`. */
  also?: readonly Need[];
  /** AWS's answers that mean “there is none”. */
  absent?: readonly AbsentAnswer[];
}

export interface ActionCaller {
  /**
   * Makes a declared call.
   * @throws {CallError} when AWS refuses it
   */
  call(operation: string, input: object): Promise<unknown>;
  /** The same, with `undefined` where AWS says that there is none. */
  find(operation: string, input: object): Promise<unknown>;
  /** The same for this try, for another try of it and for nothing else: for AWS's client tokens. */
  token: string;
}

export interface Change {
  from: State | null;
  to: State | null;
}

/** The state that shall be, or why the action is of no use or would do harm here. */
export type Wanted = { to: State | null } | { refused: string };

export interface ActionDeclaration {
  /** The file's name with the service before it: `s3-bucket-block-public-access`. */
  id: string;
  /** What a person asks for: “Block public access”. */
  title: string;
  /** What it does, in a sentence. */
  what: string;
  types: readonly string[];
  service: string;
  /** The client package of the SDK. */
  load(): Promise<object>;
  client: string;
  /** AWS has the account's ID in the name of its host, which another endpoint does not. */
  hasAccountInHost: boolean;
  parameters: z.ZodObject;
  calls: Readonly<Record<string, CallDeclaration>>;
  /** Whether the calls can be tried at AWS without doing anything, as EC2's can. */
  hasDryRun: boolean;
  /** AWS's answers that mean that the asset is no more. */
  gone: readonly AbsentAnswer[];
  read(aws: ActionCaller, target: Target, parameters: State): Promise<State | null>;
  want(state: State, parameters: State, target: Target): Wanted;
  /** What may break, each a sentence. */
  mayBreak(change: Change, target: Target, parameters: State): readonly string[];
  write(aws: ActionCaller, target: Target, change: Change, parameters: State): Promise<void>;
  /** Why there is no way back; undefined when there is one. */
  whyNoUndo: string | undefined;
  /** AWS may need so long until it shows what was written, in seconds. */
  settlesWithinSeconds: number;
}

export interface SdkOfAction<Package = object> {
  service: string;
  client: keyof Package & string;
  load(): Promise<Package>;
  hasAccountInHost?: boolean;
}

/** The exports of a client package that are reached by name; the declarations were checked against its types. */
export interface SdkPackage {
  [client: `${string}Client`]: new (
    options: ClientOptions,
  ) => { send(command: object, options: { abortSignal: AbortSignal }): Promise<unknown>; destroy(): void };
  [command: `${string}Command`]: new (input: object) => object;
}

/** Whether a call only looks. */
export function isRead(operation: string): boolean {
  return /^(Get|List|Describe|Head|BatchGet|Lookup)/.test(operation);
}
