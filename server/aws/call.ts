import type { HandlerExecutionContext, MiddlewareStack } from '@smithy/types';
import type { AccountSession, ClientOptions, SharedConnections } from './clients.ts';
import { type AwsErrorKind, explainAwsError } from './errors.ts';
import { countCalls, type Ledger } from './ledger.ts';
import type { Limiter } from './limiter.ts';
import type { Pace } from './pace.ts';
import { pagesOf, type SdkPaginator } from './pages.ts';
import { loadSdk } from './sdk.ts';
import type { AbsentAnswer, PageTokens, ServiceDeclaration } from './service.ts';

export interface CallFailure {
  kind: AwsErrorKind;
  code: string;
  message: string;
  /** Whether AWS answered one of these. The SDK's names of some errors end in `Exception` where AWS's do not. */
  isOneOf(answers: readonly AbsentAnswer[]): boolean;
}

export type Attempt<Value> = { ok: true; value: Value } | { ok: false; failure: CallFailure };

/** Makes the calls of one part of a scan: bounded, paced, counted, and with AWS's refusals as values. */
export interface Caller {
  call(operation: string, input: object, region: string): Promise<Attempt<unknown>>;
  /** The pages of a listing, one by one; `undefined` after the last. */
  pages(operation: string, input: object, region: string, tokens?: PageTokens): { next(): Promise<Attempt<unknown>> };
  attempt<Value>(operation: string, work: () => Promise<Value>): Promise<Attempt<Value>>;
  close(): void;
}

interface SdkClient {
  send(command: object, options: { abortSignal: AbortSignal }): Promise<unknown>;
  destroy(): void;
  config: object;
  middlewareStack: MiddlewareStack<object, object>;
}

/** The exports of an SDK package that are reached by name; the declarations were checked against its types. */
interface SdkPackage {
  [client: `${string}Client`]: new (options: ClientOptions) => SdkClient;
  [command: `${string}Command`]: new (input: object) => object;
  [paginate: `paginate${string}`]: SdkPaginator<SdkClient> | undefined;
}

export interface CallerOptions {
  service: ServiceDeclaration;
  session: AccountSession;
  ledger: Ledger;
  signal: AbortSignal;
  /** Bounds the calls that are under way at a time, together with everybody who was given the same one. */
  limited: Limiter;
  /** How fast the service may be asked in a region; without it as fast as it answers. */
  paceIn?: (region: string) => Pace;
  /** Connections that outlive the caller. */
  connections?: SharedConnections;
}

/** A scan waits longer for AWS to have time for it than a person does. */
const maxAttempts = 6;

export async function openCaller(options: CallerOptions): Promise<Caller> {
  const { service, session, ledger, signal, limited, paceIn, connections } = options;
  const sdk = (await loadSdk(service)) as SdkPackage;
  const clients = new Map<string, SdkClient>();

  const clientIn = (region: string): SdkClient => {
    const existing = clients.get(region);
    if (existing !== undefined) return existing;
    const Client = sdk[service.client as `${string}Client`];
    if (Client === undefined) throw new Error(`The SDK has no ${service.client}.`);
    const shared = connections === undefined ? {} : { ...connections.options(), maxAttempts };
    const own = session.clientOptions(region);
    const { endpoint } = own;
    const asGiven =
      service.hasAccountInHost && endpoint !== undefined
        ? { endpointProvider: () => ({ url: new URL(endpoint) }) }
        : {};
    const client = new Client({ ...own, ...shared, ...asGiven });
    connections?.learn(client);
    countCalls(client, ledger, { service: service.id, region });
    boundCalls(client, limited, paceIn?.(region), signal);
    clients.set(region, client);
    return client;
  };
  const send = (operation: string, input: object, region: string): Promise<unknown> => {
    const Command = sdk[`${operation}Command`];
    if (Command === undefined) throw new Error(`The SDK's package for ${service.id} has no ${operation}Command.`);
    return clientIn(region).send(new Command(input), { abortSignal: signal });
  };
  const attempt = async <Value>(operation: string, work: () => Promise<Value>): Promise<Attempt<Value>> => {
    signal.throwIfAborted();
    try {
      return { ok: true, value: await work() };
    } catch (error) {
      signal.throwIfAborted();
      const { kind, answer } = explainAwsError(error, `${service.id}:${operation}`);
      const names = [answer.code, answer.code.replace(/Exception$/, '')];
      const isOneOf = (answers: readonly AbsentAnswer[]) =>
        answers.some((one) =>
          typeof one === 'string' ? names.includes(one) : names.includes(one.code) && one.message.test(answer.message),
        );
      return { ok: false, failure: { kind, code: answer.code, message: answer.message, isOneOf } };
    }
  };

  return {
    attempt,
    call: (operation, input, region) => attempt(operation, () => send(operation, input, region)),
    pages(operation, input, region, tokens) {
      const iterator = pagesOf({
        paginator: sdk[`paginate${operation}`],
        client: () => clientIn(region),
        read: (more) => send(operation, { ...input, ...more }, region),
        input,
        tokens,
        signal,
      });
      return { next: () => attempt(operation, async () => (await iterator.next()).value) };
    },
    close() {
      // Destroying a client closes its connections.
      if (connections === undefined) for (const client of clients.values()) client.destroy();
    },
  };
}

/**
 * Makes the calls of an SDK client wait: first for their turn at the service's pace, then for one of the places that all
 * share, so that a service that is slow to let calls in keeps no place from the others. An attempt that the SDK makes
 * again waits for a turn of its own.
 */
function boundCalls(client: SdkClient, limited: Limiter, pace: Pace | undefined, signal: AbortSignal): void {
  const turns = new WeakMap<HandlerExecutionContext, Turn>();
  client.middlewareStack.add(
    (next, context: HandlerExecutionContext) => async (input) => {
      if (pace !== undefined) turns.set(context, await pace.enter(operationOf(context), signal));
      try {
        return await limited(() => next(input));
      } finally {
        // The call was never sent.
        turns.get(context)?.('ok');
      }
    },
    { step: 'initialize', name: 'cloudCoreoPlace', override: true },
  );
  if (pace === undefined) return;
  client.middlewareStack.add(
    (next, context: HandlerExecutionContext) => async (request) => {
      const finish = turns.get(context) ?? (await pace.enter(operationOf(context), signal));
      turns.delete(context);
      try {
        const answer = await next(request);
        finish('ok');
        return answer;
      } catch (error) {
        finish(explainAwsError(error, '').kind === 'throttled' ? 'throttled' : 'ok');
        throw error;
      }
    },
    // Before the ledger's, so that waiting is not counted as AWS's time, and before the signature, so that it is fresh.
    { step: 'finalizeRequest', priority: 'normal', name: 'cloudCoreoPace', override: true },
  );
}

type Turn = Awaited<ReturnType<Pace['enter']>>;

function operationOf({ commandName = '' }: HandlerExecutionContext): string {
  return commandName.replace(/Command$/, '');
}
