import { describe, expect, it } from 'vitest';
import { type CollectedAsset, type CollectRequest, collect, createCollectResources } from './collect.ts';
import { type Answerer, awsError, fakeService, fakeSession } from './fake-sdk.ts';
import { openLedger } from './ledger.ts';

const everythingAnswers: Answerer = (operation, input) => {
  if (operation === 'ListThings')
    return { Things: [{ Name: 'one', Tags: [{ Key: 'Name', Value: 'One' }] }, { Name: 'two' }] };
  if (operation === 'ListLeaves') return { Leaves: [`leaf of ${input.Name}`] };
  if (operation === 'GetThingPolicy') return { Policy: '{"Version":"x"}' };
  if (operation === 'GetThingOwner') return { Owner: 'somebody', $metadata: {} };
  return { Enabled: true, $metadata: {} };
};

/** Everything answers, but for what is given here. */
function except(answers: Record<string, Answerer>): Answerer {
  return (operation, input, region) => (answers[operation] ?? everythingAnswers)(operation, input, region);
}

async function collectFrom(answer: Answerer, changes: Partial<CollectRequest> = {}) {
  const fake = fakeService(answer);
  const assets: CollectedAsset[] = [];
  const batches: number[] = [];
  const outcome = await collect(
    {
      service: fake.service,
      session: fakeSession,
      region: 'eu-west-1',
      ledger: openLedger(),
      resources: createCollectResources({ callsAtATime: 8 }),
      signal: new AbortController().signal,
      ...changes,
    },
    async (batch) => {
      batches.push(batch.length);
      assets.push(...batch);
    },
  );
  const named = (name: string) => assets.find((asset) => asset.name === name);
  return { ...fake, ...outcome, assets, batches, named };
}

const allTypes = ['AWS::Fake::Thing', 'AWS::Fake::Leaf', 'AWS::Fake::Defaults'];
const refuse = (): never => {
  throw awsError('AccessDenied', 'not authorized', 403);
};

describe('collecting a service in a region', () => {
  it('brings each asset with its parts, children and settings', async () => {
    const { assets, named, completeTypes, gaps } = await collectFrom(everythingAnswers);
    expect(assets.map(({ name }) => name).sort()).toEqual(['Defaults', 'One', 'leaf of one', 'leaf of two', 'two']);
    expect(named('One')).toEqual({
      arn: 'arn:aws:fake:eu-west-1:111122223333:thing/one',
      type: 'AWS::Fake::Thing',
      service: 'fake',
      region: 'eu-west-1',
      name: 'One',
      tags: { Name: 'One' },
      document: {
        Name: 'one',
        Tags: [{ Key: 'Name', Value: 'One' }],
        Policy: { Version: 'x' },
        Owner: { Owner: 'somebody' },
      },
      unknownParts: {},
      volatile: [],
    });
    expect(named('Defaults')?.document).toEqual({ Encryption: { Enabled: true } });
    expect(completeTypes).toEqual(allTypes);
    expect(gaps).toEqual([]);
  });

  it('shows a part as absent when AWS says that it is not configured', async () => {
    const { named, gaps } = await collectFrom(
      except({
        GetThingPolicy: () => {
          throw awsError('NoSuchPolicyException', 'none', 404);
        },
        GetDefaults: () => {
          throw awsError('NotConfigured');
        },
      }),
    );
    expect(named('One')?.document.Policy).toBeNull();
    expect(named('Defaults')?.document).toEqual({ Encryption: null });
    expect(gaps).toEqual([]);
  });

  it('keeps a part that was denied out of the document and names the missing action', async () => {
    const { named, gaps, completeTypes } = await collectFrom(except({ GetThingOwner: refuse }));
    const unknown = {
      operation: 'fake:GetThingOwner',
      code: 'AccessDenied',
      message: 'not authorized',
      permission: 'fake:ReadOwner',
    };
    expect(named('One')?.document).not.toHaveProperty('Owner');
    expect(named('One')?.unknownParts).toEqual({ Owner: unknown });
    expect(gaps).toEqual([{ ...unknown, service: 'fake', region: 'eu-west-1', assets: 2 }]);
    expect(completeTypes).toEqual(allTypes);
  });

  it('names no action when a part failed for another reason', async () => {
    const { gaps } = await collectFrom(
      except({
        GetThingOwner: () => {
          throw awsError('ThrottlingException', 'Rate exceeded');
        },
      }),
    );
    expect(gaps).toMatchObject([{ code: 'ThrottlingException', permission: null, assets: 2 }]);
  });

  it('loses the type alone whose listing was denied, with the children that it would have brought', async () => {
    const { assets, completeTypes, gaps } = await collectFrom(except({ ListThings: refuse }));
    expect(assets.map(({ name }) => name)).toEqual(['Defaults']);
    expect(completeTypes).toEqual(['AWS::Fake::Defaults']);
    expect(gaps).toMatchObject([{ operation: 'fake:ListThings', permission: 'fake:ListThings', assets: 0 }]);
  });

  it('does not take a listing for complete when its second page failed', async () => {
    const { assets, completeTypes } = await collectFrom(
      except({
        ListThings: (_, { Next }) => (Next === undefined ? { Things: [{ Name: 'one' }], Next: '2' } : refuse()),
      }),
    );
    expect(assets.map(({ type }) => type)).toContain('AWS::Fake::Thing');
    expect(completeTypes).toEqual(['AWS::Fake::Defaults']);
  });

  it('does not take children for complete when they could not be listed for one parent', async () => {
    const { named, completeTypes, gaps } = await collectFrom(
      except({
        ListLeaves: (operation, input, region) =>
          input.Name === 'one' ? refuse() : everythingAnswers(operation, input, region),
      }),
    );
    expect(named('leaf of two')).toBeDefined();
    expect(completeTypes).toEqual(['AWS::Fake::Thing', 'AWS::Fake::Defaults']);
    expect(gaps).toMatchObject([{ operation: 'fake:ListLeaves', assets: 1 }]);
  });

  it('leaves an asset out that was deleted while it was read, without a gap', async () => {
    const gone = () => {
      throw awsError('NoSuchThing', 'gone', 404);
    };
    const { assets, gaps, completeTypes } = await collectFrom(
      except({
        GetThingOwner: (operation, input, region) =>
          input.Name === 'one' ? gone() : everythingAnswers(operation, input, region),
      }),
    );
    expect(assets.map(({ name }) => name).sort()).toEqual(['Defaults', 'leaf of two', 'two']);
    expect(gaps).toEqual([]);
    expect(completeTypes).toEqual(allTypes);
    const whileListing = await collectFrom(except({ ListLeaves: gone }));
    expect(whileListing.gaps).toEqual([]);
    expect(whileListing.completeTypes).toEqual(allTypes);
  });

  it('asks for the parts of an asset in the region where it is, and takes only a region for one', async () => {
    const { calls, assets } = await collectFrom(
      except({
        ListThings: () => ({
          Things: [
            { Name: 'far', Region: 'ap-southeast-2' },
            { Name: 'odd', Region: 'evil.example.com/x-1' },
          ],
        }),
      }),
    );
    const regionsOf = (operation: string) =>
      calls.filter((call) => call.operation === operation).map(({ region }) => region);
    expect(regionsOf('GetThingOwner').sort()).toEqual(['ap-southeast-2', 'eu-west-1']);
    expect(assets.find(({ name }) => name === 'far')?.region).toBe('ap-southeast-2');
    expect(assets.find(({ name }) => name === 'odd')?.region).toBe('eu-west-1');
  });

  it('loses only the listing concerned when AWS answers something that cannot be understood', async () => {
    const { gaps, completeTypes } = await collectFrom(
      except({ ListThings: () => ({ Things: [{ Name: 'nameless' }] }) }),
    );
    expect(completeTypes).toEqual(['AWS::Fake::Defaults']);
    expect(gaps).toMatchObject([{ operation: 'fake:ListThings', message: expect.stringContaining('without an ARN') }]);
  });

  it('keeps within its number of calls at a time', async () => {
    const Things = Array.from({ length: 50 }, (_, index) => ({ Name: `thing-${index}` }));
    const { mostAtOnce, calls } = await collectFrom(except({ ListThings: () => ({ Things }) }), {
      resources: createCollectResources({ callsAtATime: 5 }),
    });
    expect(calls).toHaveLength(1 + 50 * 3 + 1);
    expect(mostAtOnce()).toBe(5);
  });

  it('hands assets on in batches, page after page', async () => {
    const pages = 5;
    let written = 0;
    const aheadOfWriting: number[] = [];
    const fake = fakeService(
      except({
        ListThings: (_, { Next = 0 }) => {
          aheadOfWriting.push(Number(Next) * 100 - written);
          const Things = Array.from({ length: 100 }, (_, index) => ({ Name: `thing-${Next}-${index}` }));
          return { Things, Next: Number(Next) + 1 < pages ? Number(Next) + 1 : undefined };
        },
        ListLeaves: () => ({}),
      }),
    );
    await collect(
      {
        service: fake.service,
        session: fakeSession,
        region: 'eu-west-1',
        ledger: openLedger(),
        resources: createCollectResources({ callsAtATime: 8 }),
        signal: new AbortController().signal,
        batchSize: 40,
      },
      async (batch) => {
        expect(batch.length).toBeLessThanOrEqual(40);
        written += batch.length;
      },
    );
    expect(written).toBe(pages * 100 + 1);
    // No page was asked for while the assets of the one before were still waiting.
    expect(Math.max(...aheadOfWriting)).toBeLessThan(40);
  });

  it('stops when it is told to, and says why', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const collecting = collectFrom(
      except({
        GetThingOwner: () => {
          controller.abort(reason);
          return {};
        },
      }),
      { signal: controller.signal },
    );
    await expect(collecting).rejects.toBe(reason);
  });

  it('fails as a whole, and makes no more calls, when the assets cannot be written', async () => {
    const broken = new Error('the database is down');
    const fake = fakeService(
      except({ ListThings: (_, { Next = 0 }) => ({ Things: [{ Name: `thing-${Next}` }], Next: Number(Next) + 1 }) }),
    );
    const request = {
      service: fake.service,
      session: fakeSession,
      region: 'eu-west-1',
      ledger: openLedger(),
      resources: createCollectResources({ callsAtATime: 8 }),
      batchSize: 1,
    };
    const collecting = collect({ ...request, signal: new AbortController().signal }, async () => {
      throw broken;
    });
    await expect(collecting).rejects.toBe(broken);
    const made = fake.calls.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(fake.calls.length).toBe(made);
  });
});
