import { describe, expect, it } from 'vitest';
import type { ActionKindView } from '../../../../../../server/actions/api.ts';
import {
  changeWords,
  policyLines,
  type Standing,
  servicesOf,
  standingOf,
  tickedWords,
  withTicks,
} from './management.model.ts';

function kind(id: string, service: string, permission: string): ActionKindView {
  return {
    ...{
      id,
      service,
      serviceName: service,
      title: `Do ${id}`,
      what: 'It does.',
      types: ['AWS::S3::Bucket'],
      parameters: {},
    },
    ...{ permissions: [permission], canBeUndone: true, whyNoUndo: null, isTriedFirst: false, ruleIds: [] },
  };
}
const block = kind('block', 's3', 's3:PutBucketPublicAccessBlock');
const version = kind('version', 's3', 's3:PutBucketVersioning');
const stop = kind('stop', 'ec2', 'ec2:StopInstances');
const kinds = [stop, block, version];

type Seen = Parameters<typeof policyLines>[0];
const seen: Seen = {
  ticked: ['block'],
  permitted: ['block'],
  wider: [],
  seenAt: '2026-01-01T00:00:00Z',
  isInForce: true,
};

describe('how the role stands', () => {
  it.each<[string, Partial<Seen>, Standing]>([
    ['nothing was ever ticked', { ticked: [], permitted: [], seenAt: null }, 'audit'],
    ['nothing is ticked any more, and that was seen', { ticked: [], permitted: [] }, 'audit'],
    ['it was seen to be allowed what is ticked', {}, 'in-force'],
    ['an action is not allowed yet', { ticked: ['block', 'stop'], isInForce: false }, 'waiting'],
    ['it is allowed more', { wider: ['s3:* on *'], isInForce: false }, 'wider'],
    ['it is allowed more, and yet not all', { permitted: [], wider: ['s3:* on *'], isInForce: false }, 'waiting'],
    ['nobody has looked since the last change', { seenAt: null }, 'waiting'],
    ['everything was taken back and nobody has looked', { ticked: [], seenAt: null }, 'waiting'],
  ])('when %s', (_, change, standing) => {
    expect(standingOf({ ...seen, ...change })).toBe(standing);
  });
});

describe('what the policy’s change is', () => {
  it('tells what comes, what goes and what stays', () => {
    const lines = policyLines(
      { ...seen, ticked: ['block', 'stop'], permitted: ['block', 'version'], wider: ['s3:DeleteBucket on *'] },
      kinds,
    );
    expect(lines).toEqual([
      { kind: 'comes', what: 'Do stop', permissions: ['ec2:StopInstances'] },
      { kind: 'goes', what: 'Do version', permissions: ['s3:PutBucketVersioning'] },
      { kind: 'goes', what: 's3:DeleteBucket on *', permissions: [] },
      { kind: 'stays', what: 'Do block', permissions: ['s3:PutBucketPublicAccessBlock'] },
    ]);
  });

  it('has an action by its ID that is not known any more', () => {
    expect(policyLines({ ...seen, ticked: ['old'], permitted: [] }, kinds)[0]?.what).toBe('old');
  });
});

describe('ticking', () => {
  it('groups the actions by service, and finds them by any of their words', () => {
    expect(servicesOf(kinds, '').map(({ service, kinds: own }) => [service, own.length])).toEqual([
      ['ec2', 1],
      ['s3', 2],
    ]);
    expect(servicesOf(kinds, 'S3 versioning').flatMap((one) => one.kinds)).toEqual([version]);
    expect(servicesOf(kinds, 'nothing like it')).toEqual([]);
  });

  it('ticks and unticks, whatever was ticked before', () => {
    expect(withTicks(['block'], ['version', 'block'], true)).toEqual(['block', 'version']);
    expect(withTicks(['block', 'stop', 'version'], ['version', 'block'], false)).toEqual(['stop']);
  });

  it('says what saving changes, and how many are ticked', () => {
    expect(changeWords(['block'], ['block'])).toBe('');
    expect(changeWords(['block'], ['stop', 'version'])).toBe('2 more, 1 less');
    expect(tickedWords([block, version], ['block', 'stop'])).toBe('1 of 2');
  });
});
