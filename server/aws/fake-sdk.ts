import type { AccountSession } from './clients.ts';
import { declareService } from './declare-service.ts';

/** What the fake service answers to a call; thrown errors are what AWS refused. */
export type Answerer = (operation: string, input: Record<string, unknown>, region: string) => unknown;

/** An error as the SDK throws it. */
export function awsError(name: string, message = 'AWS says no.', status = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

type Handler = (input: object) => Promise<unknown>;
type Middleware = (next: Handler, context: { commandName: string }) => Handler;

class FakeCommand {
  readonly input: Record<string, unknown>;
  constructor(input: Record<string, unknown>) {
    this.input = input;
  }
}
class ListThingsCommand extends FakeCommand {}
class ListLeavesCommand extends FakeCommand {}
class GetThingPolicyCommand extends FakeCommand {}
class GetThingOwnerCommand extends FakeCommand {}
class GetDefaultsCommand extends FakeCommand {}

export interface Thing {
  Name: string;
  Region?: string;
  Tags?: { Key: string; Value: string }[];
}

/**
 * A service that is not AWS's, on a client that is not the SDK's: for what no emulator can be made to do at a given
 * moment. `ListThings` has pages; their answers are `{ Things, Next }`.
 */
export function fakeService(answer: Answerer, scope: 'global' | 'regional' = 'regional') {
  let open = 0;
  let most = 0;
  const calls: { operation: string; region: string }[] = [];

  class FakeClient {
    readonly region: string;
    readonly config = {};
    readonly around: Middleware[] = [];
    /** What is put around a call before it is made into a request; there are no requests here. */
    readonly middlewareStack = {
      add: (middleware: Middleware, { step }: { step: string }) => {
        if (step === 'initialize') this.around.push(middleware);
      },
    };
    constructor({ region }: { region: string }) {
      this.region = region;
    }
    async send(command: FakeCommand, { abortSignal }: { abortSignal: AbortSignal }): Promise<unknown> {
      abortSignal.throwIfAborted();
      const commandName = command.constructor.name;
      const operation = commandName.replace(/Command$/, '');
      const call = async () => {
        calls.push({ operation, region: this.region });
        open += 1;
        most = Math.max(most, open);
        const stopped = Promise.withResolvers<never>();
        const stop = () => stopped.reject(abortSignal.reason);
        try {
          await new Promise((resolve) => setImmediate(resolve));
          abortSignal.throwIfAborted();
          abortSignal.addEventListener('abort', stop);
          return await Promise.race([answer(operation, command.input, this.region), stopped.promise]);
        } finally {
          abortSignal.removeEventListener('abort', stop);
          open -= 1;
        }
      };
      return this.around.reduce<Handler>((next, middleware) => middleware(next, { commandName }), call)(command);
    }
    destroy() {}
  }
  async function* paginateListThings(
    { client }: { client: FakeClient },
    input: Record<string, unknown>,
    options: { abortSignal: AbortSignal },
  ) {
    for (let Next: unknown; ; ) {
      const page = (await client.send(new ListThingsCommand({ ...input, Next }), options)) as { Next?: unknown };
      yield page;
      Next = page.Next;
      if (Next === undefined) return;
    }
  }
  const sdk = { FakeClient, paginateListThings, ...{ ListThingsCommand, ListLeavesCommand } };
  const more = { GetThingPolicyCommand, GetThingOwnerCommand, GetDefaultsCommand };

  const service = declareService(
    {
      id: 'fake',
      name: 'Fake',
      scope,
      load: async () => ({ ...sdk, ...more }) as unknown as FakePackage,
      client: 'FakeClient',
      encodedDocuments: ['Policy'],
    },
    ({ asset, settings }) => [
      asset({
        type: 'AWS::Fake::Thing',
        list: 'ListThings',
        items: (page) => page.Things,
        arn: (thing, at) =>
          thing.Name === 'nameless' ? '' : `arn:${at.partition}:fake:${at.region}:${at.accountId}:thing/${thing.Name}`,
        region: (thing) => thing.Region,
        gone: ['NoSuchThing'],
        parts: (read) => ({
          Policy: read('GetThingPolicy', {
            input: (thing) => ({ Name: thing.Name }),
            pick: (output) => output.Policy,
            absent: ['NoSuchPolicy'],
          }),
          Owner: read('GetThingOwner', { permission: 'fake:ReadOwner', input: (thing) => ({ Name: thing.Name }) }),
        }),
        children: (list) => [
          list({
            type: 'AWS::Fake::Leaf',
            list: 'ListLeaves',
            input: (thing) => ({ Name: thing.Name }),
            items: (page) => page.Leaves,
            arn: (leaf, at, thing) =>
              `arn:${at.partition}:fake:${at.region}:${at.accountId}:leaf/${thing.Name}/${leaf}`,
          }),
        ],
      }),
      settings({
        type: 'AWS::Fake::Defaults',
        name: 'Defaults',
        arn: (at) => `arn:${at.partition}:fake:${at.region}:${at.accountId}:defaults`,
        parts: (read) => ({ Encryption: read('GetDefaults', { absent: ['NotConfigured'] }) }),
      }),
    ],
  );
  return { service, calls, mostAtOnce: () => most };
}

type Command<Input, Output> = new (
  input: Input,
) => {
  input: Input;
  resolveMiddleware(): () => Promise<{ output: Output }>;
};

interface FakePackage {
  FakeClient: unknown;
  ListThingsCommand: Command<object, { Things?: Thing[] }>;
  ListLeavesCommand: Command<{ Name: string }, { Leaves?: string[] }>;
  GetThingPolicyCommand: Command<{ Name: string }, { Policy?: string }>;
  GetThingOwnerCommand: Command<{ Name: string }, { Owner?: string }>;
  GetDefaultsCommand: Command<object, { Enabled: boolean }>;
}

export const fakeSession: AccountSession = {
  accountId: '111122223333',
  partition: 'aws',
  clientOptions: (region) => ({
    region,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1, requestTimeout: 1 },
  }),
};
