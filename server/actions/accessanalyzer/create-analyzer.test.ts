import { describe, expect, it } from 'vitest';
import type { ActionCaller, State, Target } from '../action.ts';
import { isRead } from '../action.ts';
import { isBetween } from '../state.ts';
import { createAnalyzer } from './create-analyzer.ts';

const target: Target = {
  ...{ partition: 'aws', accountId: '111122223333', region: 'eu-west-1', type: 'AWS::EC2::AccountSettings' },
  ...{ arn: 'arn:aws:ec2:eu-west-1:111122223333:account-settings/eu-west-1', name: 'EC2 settings of the region' },
  ...{ id: 'eu-west-1', tags: {}, document: {} },
};
const parameters = createAnalyzer.parameters.parse({}) as State;

interface Analyzer {
  name: string;
  type: string;
  status: string;
}

/** Access Analyzer as AWS documents it: an analyzer takes a while to be created, and a token makes it once. */
function fakeAccessAnalyzer(analyzers: Analyzer[] = [], status = 'ACTIVE') {
  const calls: string[] = [];
  const tokens = new Set<unknown>();
  const aws: ActionCaller = {
    token: 'act_1-apply',
    async call(operation, input) {
      const { analyzerName, type, clientToken, nextToken } = input as Record<string, string | undefined>;
      if (!isRead(operation)) calls.push(operation);
      if (operation === 'ListAnalyzers') {
        // One a page.
        const index = Number(nextToken ?? 0);
        const next = index + 1 < analyzers.length ? String(index + 1) : undefined;
        return { analyzers: analyzers.slice(index, index + 1), nextToken: next };
      }
      if (operation === 'CreateAnalyzer') {
        if (!tokens.has(clientToken)) analyzers.push({ name: analyzerName ?? '', type: type ?? '', status });
        tokens.add(clientToken);
      }
      if (operation === 'DeleteAnalyzer') {
        analyzers.splice(
          analyzers.findIndex(({ name }) => name === analyzerName),
          1,
        );
      }
      return {};
    },
    find: (operation, input) => aws.call(operation, input),
  };
  return { aws, analyzers, calls };
}

const read = (aws: ActionCaller) => createAnalyzer.read(aws, target, parameters);

async function plan(aws: ActionCaller) {
  const from = await read(aws);
  const wanted = createAnalyzer.want(from as State, parameters, target);
  if ('refused' in wanted) throw new Error(wanted.refused);
  return { from, to: wanted.to };
}

describe('creating an access analyzer', () => {
  it('creates one in a region that has none, and deletes it again', async () => {
    const { aws, analyzers, calls } = fakeAccessAnalyzer();
    const change = await plan(aws);
    await createAnalyzer.write(aws, target, change, parameters);
    expect(analyzers).toEqual([{ name: 'external-access', type: 'ACCOUNT', status: 'ACTIVE' }]);
    expect(await read(aws)).toEqual(change.to);
    await createAnalyzer.write(aws, target, { from: change.to, to: change.from }, parameters);
    expect(analyzers).toEqual([]);
    expect(await read(aws)).toEqual(change.from);
    expect(calls).toEqual(['CreateAnalyzer', 'DeleteAnalyzer']);
  });

  it('makes exactly the calls that are declared', () => {
    expect(Object.keys(createAnalyzer.calls)).toEqual(['ListAnalyzers', 'CreateAnalyzer', 'DeleteAnalyzer']);
  });

  it('leaves alone an analyzer of unused access, on whichever page it stands', async () => {
    const unused = { name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', status: 'ACTIVE' };
    const { aws, analyzers } = fakeAccessAnalyzer([unused, { ...unused, name: 'unused-2' }]);
    const change = await plan(aws);
    await createAnalyzer.write(aws, target, change, parameters);
    await createAnalyzer.write(aws, target, { from: change.to, to: change.from }, parameters);
    expect(analyzers.map(({ name }) => name)).toEqual(['unused', 'unused-2']);
  });

  it('has nothing to do where an analyzer of the account or of the organization works', async () => {
    for (const type of ['ACCOUNT', 'ORGANIZATION']) {
      const { aws } = fakeAccessAnalyzer([
        { name: 'broken', type: 'ACCOUNT', status: 'FAILED' },
        { name: 'works', type, status: 'ACTIVE' },
      ]);
      const { from, to } = await plan(aws);
      expect(to).toEqual(from);
    }
  });

  it('goes on while the analyzer is being created, and creates no second one', async () => {
    const { aws, analyzers, calls } = fakeAccessAnalyzer([], 'CREATING');
    const change = await plan(aws);
    await createAnalyzer.write(aws, target, change, parameters);
    const now = await read(aws);
    expect(isBetween(now, change)).toBe(true);
    await createAnalyzer.write(aws, target, { from: now, to: change.to }, parameters);
    expect(calls).toEqual(['CreateAnalyzer']);
    expect(analyzers).toHaveLength(1);
  });

  it('takes the same token again, so that a try that died before it heard the answer makes no second one', async () => {
    const { aws, analyzers } = fakeAccessAnalyzer();
    const change = await plan(aws);
    await createAnalyzer.write(aws, target, change, parameters);
    await createAnalyzer.write(aws, target, change, parameters);
    expect(analyzers).toHaveLength(1);
  });

  it('refuses where the one analyzer that AWS allows does not work', () => {
    const wanted = createAnalyzer.want({ analyzer: 'old', isActive: false }, parameters, target);
    expect(wanted).toEqual({ refused: expect.stringContaining('an analyzer old in eu-west-1') });
  });
});
