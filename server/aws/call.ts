import type { MiddlewareStack } from '@smithy/types';
import type { AccountSession, ClientOptions } from './clients.ts';
import { type AwsErrorKind, explainAwsError } from './errors.ts';
import { countCalls, type Ledger } from './ledger.ts';
import { createLimiter } from './limiter.ts';
import type { ServiceDeclaration } from './service.ts';

export interface CallFailure {
  kind: AwsErrorKind;
  code: string;
  message: string;
  /** Whether AWS answered one of these codes. The SDK's names of some errors end in `Exception` where AWS's do not. */
  isOneOf(codes: readonly string[]): boolean;
}

export type Attempt<Value> = { ok: true; value: Value } | { ok: false; failure: CallFailure };

/** Makes the calls of one part of a scan: bounded, counted, and with AWS's refusals as values. */
export interface Caller {
  call(operation: string, input: object, region: string): Promise<Attempt<unknown>>;
  /** The pages of a listing, one by one; `undefined` after the last. */
  pages(operation: string, input: object, region: string): { next(): Promise<Attempt<unknown>> };
  attempt<Value>(operation: string, work: () => Promise<Value>): Promise<Attempt<Value>>;
  close(): void;
}

interface SdkClient {
  send(command: object, options: { abortSignal: AbortSignal }): Promise<unknown>;
  destroy(): void;
  middlewareStack: MiddlewareStack<object, object>;
}

/** The exports of an SDK package that are reached by name; the declarations were checked against its types. */
interface SdkPackage {
  [client: `${string}Client`]: new (options: ClientOptions) => SdkClient;
  [command: `${string}Command`]: new (input: object) => object;
  [paginate: `paginate${string}`]:
    | ((
        config: { client: SdkClient; stopOnSameToken: boolean },
        input: object,
        options: { abortSignal: AbortSignal },
      ) => AsyncGenerator<unknown>)
    | undefined;
}

export async function openCaller(where: {
  service: ServiceDeclaration;
  session: AccountSession;
  ledger: Ledger;
  signal: AbortSignal;
  concurrency: number;
}): Promise<Caller> {
  const { service, session, ledger, signal } = where;
  const sdk = (await service.load()) as SdkPackage;
  const clients = new Map<string, SdkClient>();
  const limited = createLimiter(where.concurrency);

  const clientIn = (region: string): SdkClient => {
    const existing = clients.get(region);
    if (existing !== undefined) return existing;
    const Client = sdk[service.client as `${string}Client`];
    if (Client === undefined) throw new Error(`The SDK has no ${service.client}.`);
    const client = new Client(session.clientOptions(region));
    countCalls(client, ledger, { service: service.id, region });
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
      const isOneOf = (codes: readonly string[]) => codes.some((code) => names.includes(code));
      return { ok: false, failure: { kind, code: answer.code, message: answer.message, isOneOf } };
    }
  };

  return {
    attempt,
    call: (operation, input, region) => limited(() => attempt(operation, () => send(operation, input, region))),
    pages(operation, input, region) {
      const iterator = openPages(operation, input, region);
      return {
        next: () => limited(() => attempt(operation, async () => (await iterator.next()).value)),
      };
    },
    close() {
      for (const client of clients.values()) client.destroy();
    },
  };

  function openPages(operation: string, input: object, region: string): AsyncGenerator<unknown> {
    const paginate = sdk[`paginate${operation}`];
    if (paginate === undefined) return onePage(() => send(operation, input, region));
    // The SDK writes the next page's token into the input that it is given.
    return paginate({ client: clientIn(region), stopOnSameToken: true }, { ...input }, { abortSignal: signal });
  }
}

async function* onePage(read: () => Promise<unknown>): AsyncGenerator<unknown, undefined> {
  yield await read();
}
