import { z } from 'zod';
import type { CloudAccount } from '../accounts/schema.ts';
import { type Failure, failed, success } from '../failure.ts';
import type { SdkOfAction } from './action.ts';
import type { ActionsContext } from './context.ts';
import { declareAction } from './declare-action.ts';

// An AWS of one operation to read and two to write, in memory, that fails on request, and an action on it.

interface Thing extends Record<string, unknown> {
  Door: string;
  Window: string;
}

export interface FakeAws {
  things: Map<string, Thing>;
  /** What was called, in order. */
  calls: string[];
  /** Called before each call that is carried out; what it throws is AWS's answer. */
  before(operation: string, name: string): void | Promise<void>;
  policies: string[];
  refusal: Failure | undefined;
}

export function createFakeAws(): FakeAws {
  return { things: new Map(), calls: [], before: () => {}, policies: [], refusal: undefined };
}

/** AWS's answer to a call that it does not carry out. */
export function answerOf(code: string, status = 400): Error {
  return Object.assign(new Error(`${code} it is.`), {
    name: code,
    $metadata: { httpStatusCode: status, requestId: 'r-0' },
  });
}

class ThingCommand {
  readonly input: { Name: string; Value?: string };
  readonly resolveMiddleware = undefined as never as (stack: object) => Promise<{ input: object; output: Thing }>;
  constructor(input: { Name: string; Value?: string }) {
    this.input = input;
  }
}

function packageOf(aws: FakeAws) {
  class GetThingCommand extends ThingCommand {}
  class PutDoorCommand extends ThingCommand {}
  class PutWindowCommand extends ThingCommand {}
  class DeleteThingCommand extends ThingCommand {}
  class ThingClient {
    async send(command: ThingCommand): Promise<object> {
      const operation = command.constructor.name.replace(/Command$/, '');
      const { Name, Value = '' } = command.input;
      aws.calls.push(`${operation} ${Name}`);
      await aws.before(operation, Name);
      const thing = aws.things.get(Name);
      if (thing === undefined) throw answerOf('NoSuchThing', 404);
      if (operation === 'PutDoor') thing.Door = Value;
      if (operation === 'PutWindow') thing.Window = Value;
      if (operation === 'DeleteThing') aws.things.delete(Name);
      return { ...thing, $metadata: { requestId: `r-${aws.calls.length}` } };
    }
    destroy() {}
  }
  return { ThingClient, GetThingCommand, PutDoorCommand, PutWindowCommand, DeleteThingCommand };
}

const on = 'arn:{partition}:thing:{region}:{account}:thing/{name}';

/** Shuts the door and the window of a thing. */
export function shutThing(aws: FakeAws) {
  const thing: SdkOfAction<ReturnType<typeof packageOf>> = {
    service: 'thing',
    client: 'ThingClient',
    load: async () => packageOf(aws),
  };
  return declareAction(thing, {
    id: 'thing-shut',
    title: 'Shut the thing',
    what: 'Shuts its door and its window.',
    types: ['Test::Thing::Thing'],
    parameters: z.object({ keepWindow: z.boolean().default(false).describe('Leave the window as it is.') }),
    calls: {
      GetThing: { permission: 'thing:GetThing', on },
      PutDoor: { permission: 'thing:PutDoor', on },
      PutWindow: { permission: 'thing:PutWindow', on },
    },
    gone: ['NoSuchThing'],
    async read(aws, { name }) {
      const { Door, Window } = (await aws.call('GetThing', { Name: name })) as unknown as Thing;
      return { Door, Window };
    },
    want: ({ Window }, { keepWindow }) =>
      Window === 'bricked up'
        ? { refused: 'It has no window.' }
        : { to: { Door: 'shut', Window: keepWindow ? Window : 'shut' } },
    mayBreak: (_, { name }) => [`Nobody can enter ${name} any more.`],
    async write(aws, { name }, { from, to }) {
      if (to === null) return;
      if (from?.Door !== to.Door) await aws.call('PutDoor', { Name: name, Value: to.Door });
      if (from?.Window !== to.Window) await aws.call('PutWindow', { Name: name, Value: to.Window });
    },
    settlesWithinSeconds: 1,
  });
}

/** Removes a thing, for good. */
export function removeThing(aws: FakeAws) {
  const thing: SdkOfAction<ReturnType<typeof packageOf>> = {
    service: 'thing',
    client: 'ThingClient',
    load: async () => packageOf(aws),
  };
  return declareAction(thing, {
    id: 'thing-remove',
    title: 'Remove the thing',
    what: 'Removes it.',
    types: ['Test::Thing::Thing'],
    calls: {
      GetThing: { permission: 'thing:GetThing', on, absent: ['NoSuchThing'] },
      DeleteThing: { permission: 'thing:DeleteThing', on, absent: ['NoSuchThing'] },
    },
    async read(aws, { name }) {
      const found = (await aws.find('GetThing', { Name: name })) as Thing | undefined;
      return found === undefined ? null : { Door: found.Door };
    },
    want: () => ({ to: null }),
    mayBreak: () => [],
    async write(aws, { name }) {
      await aws.find('DeleteThing', { Name: name });
    },
    whyNoUndo: 'what is removed cannot be made again',
    settlesWithinSeconds: 1,
  });
}

/** A way into an account that notes the session policies that were asked for. */
export function fakeSessions(aws: FakeAws): ActionsContext['openNarrowSession'] {
  return async (account: CloudAccount, policy) => {
    aws.policies.push(policy);
    if (aws.refusal !== undefined) return failed(aws.refusal);
    return success({
      accountId: account.awsAccountId,
      partition: account.partition,
      clientOptions: (region) => ({
        region,
        maxAttempts: 1,
        requestHandler: { connectionTimeout: 1, requestTimeout: 1 },
      }),
    });
  };
}
