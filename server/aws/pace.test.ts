import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPacer, type Pace, type PaceOptions, type PaceOutcome } from './pace.ts';

const signal = new AbortController().signal;

/** Paces whose time the test moves on. */
function newPacer(options: Partial<PaceOptions> = {}) {
  return createPacer({ share: 0.5, concurrency: 1000, ...options });
}

/** Has more calls wait than will ever be made, and notes when each begins. Calls take no time. */
function callWithoutEnd(pace: Pace, operation: string, outcome: () => PaceOutcome = () => 'ok') {
  const begun: number[] = [];
  for (let count = 0; count < 500; count += 1) {
    pace.enter(operation, signal).then((finish) => {
      begun.push(Date.now());
      finish(outcome());
    });
  }
  return {
    begun,
    /** Calls begun in a time after the test's start, in seconds. */
    between: (from: number, to: number) => begun.filter((at) => at >= from * 1000 && at < to * 1000).length,
  };
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

describe('the pace of calls to AWS', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('starts at the share of what AWS publishes: of the burst at once, of the rate each second', async () => {
    // EC2 publishes 100 at once and 20 a second.
    const calls = callWithoutEnd(newPacer({ share: 0.25 })('111122223333', 'ec2', 'eu-west-1'), 'DescribeVpcs');
    await seconds(0);
    expect(calls.begun).toHaveLength(25);
    await seconds(10);
    expect(calls.begun).toHaveLength(25 + 10 * 5);
  });

  it('halves when AWS throttles, comes back step by step, and never goes above the share', async () => {
    let outcome: PaceOutcome = 'ok';
    const pace = newPacer()('111122223333', 'ec2', 'eu-west-1');
    const calls = callWithoutEnd(pace, 'DescribeVpcs', () => {
      const said = outcome;
      outcome = 'ok';
      return said;
    });
    await seconds(10);
    expect(calls.between(5, 10)).toBe(50);
    outcome = 'throttled';
    await seconds(20);
    expect(calls.between(10.2, 11.2)).toBeGreaterThanOrEqual(4);
    expect(calls.between(10.2, 11.2)).toBeLessThanOrEqual(6);
    expect(calls.between(15, 16)).toBeGreaterThan(6);
    expect(calls.between(15, 16)).toBeLessThan(10);
    expect(calls.between(25, 30)).toBe(50);
    for (let from = 1; from < 29; from += 0.5) expect(calls.between(from, from + 1)).toBeLessThanOrEqual(11);
  });

  it('takes calls that are throttled at the same time for one reason to slow down', async () => {
    const pace = newPacer()('111122223333', 'ec2', 'eu-west-1');
    const finishes = await Promise.all(Array.from({ length: 50 }, () => pace.enter('DescribeVpcs', signal)));
    for (const finish of finishes) finish('throttled');
    const calls = callWithoutEnd(pace, 'DescribeVpcs');
    await seconds(2);
    expect(calls.between(0.5, 1.5)).toBeGreaterThanOrEqual(5);
  });

  it('goes on slowly however long AWS throttles, and also then not above the share', async () => {
    const always = () => 'throttled' as const;
    const large = callWithoutEnd(newPacer()('111122223333', 'ec2', 'eu-west-1'), 'DescribeVpcs', always);
    // Of 5 a second, one in twenty.
    const small = callWithoutEnd(
      newPacer({ share: 0.05 })('111122223333', 'kinesis', 'eu-west-1'),
      'ListStreams',
      always,
    );
    await seconds(200);
    expect(large.between(100, 200)).toBe(50);
    expect(small.between(100, 200)).toBe(25);
  });

  it('has a bucket for each operation, or one for all of a service where AWS counts them together', async () => {
    const pacer = newPacer();
    const ec2 = pacer('111122223333', 'ec2', 'eu-west-1');
    const vpcs = callWithoutEnd(ec2, 'DescribeVpcs');
    const volumes = callWithoutEnd(ec2, 'DescribeVolumes');
    const route53 = pacer('111122223333', 'route53', 'us-east-1');
    const zones = callWithoutEnd(route53, 'ListHostedZones');
    const records = callWithoutEnd(route53, 'ListResourceRecordSets');
    await seconds(0);
    expect([vpcs, volumes].map(({ begun }) => begun.length)).toEqual([50, 50]);
    expect([zones, records].map(({ begun }) => begun.length)).toEqual([5, 0]);
  });

  it('has a pace of its own for each account, service and region', async () => {
    const pacer = newPacer();
    const one = pacer('111122223333', 'ec2', 'eu-west-1');
    expect(pacer('111122223333', 'ec2', 'eu-west-1')).toBe(one);
    const others = [
      pacer('444455556666', 'ec2', 'eu-west-1'),
      pacer('111122223333', 'ec2', 'eu-west-2'),
      pacer('111122223333', 'rds', 'eu-west-1'),
    ];
    expect(new Set([one, ...others]).size).toBe(4);
  });

  it('forgets what has not been asked for an hour, so that it does not grow with the accounts', async () => {
    const pacer = newPacer();
    const used = pacer('111122223333', 'ec2', 'eu-west-1');
    const unused = pacer('111122223333', 'ec2', 'eu-west-2');
    await seconds(3601);
    expect(pacer('111122223333', 'ec2', 'eu-west-1')).toBe(used);
    pacer('111122223333', 'ec2', 'eu-west-3');
    expect(pacer('111122223333', 'ec2', 'eu-west-1')).toBe(used);
    expect(pacer('111122223333', 'ec2', 'eu-west-2')).not.toBe(unused);
  });

  it('asks a service of unknown limits as fast as it answers, until it throttles', async () => {
    let outcome: PaceOutcome = 'ok';
    const pace = newPacer({ concurrency: 8 })('111122223333', 'sns', 'eu-west-1');
    // Calls take half a second: eight at a time are 16 a second.
    const begun: number[] = [];
    for (let count = 0; count < 400; count += 1) {
      pace.enter('ListTopics', signal).then((finish) => {
        begun.push(Date.now());
        setTimeout(() => finish(outcome), 500);
      });
    }
    const between = (from: number, to: number) => begun.filter((at) => at >= from * 1000 && at < to * 1000).length;
    await seconds(2.1);
    expect(between(0, 0.1)).toBe(8);
    expect(between(1, 2)).toBe(16);
    outcome = 'throttled';
    await seconds(0.5);
    outcome = 'ok';
    await seconds(1);
    expect(between(2.6, 3.6)).toBeLessThanOrEqual(9);
    await seconds(16.5);
    expect(between(19, 20)).toBe(16);
  });

  it('halves the calls at a time too, and adds one each second while AWS does not throttle', async () => {
    const pace = newPacer({ concurrency: 8 })('111122223333', 'ec2', 'eu-west-1');
    const open: ((outcome: PaceOutcome) => void)[] = [];
    for (let count = 0; count < 200; count += 1) pace.enter('DescribeVpcs', signal).then((finish) => open.push(finish));
    await seconds(0);
    expect(open).toHaveLength(8);
    const finishOne = (outcome: PaceOutcome) => open.shift()?.(outcome);
    finishOne('throttled');
    await seconds(0.9);
    // Seven are under way, more than the four that are allowed now.
    expect(open).toHaveLength(7);
    for (let count = 0; count < 3; count += 1) finishOne('ok');
    await seconds(0.05);
    expect(open).toHaveLength(4);
    for (const most of [5, 6, 7, 8, 8]) {
      await seconds(1);
      finishOne('ok');
      await seconds(0.5);
      expect(open).toHaveLength(most);
    }
  });

  it('lets go of a call that is given up while it waits, at no cost to those behind it', async () => {
    const pace = newPacer({ concurrency: 1 })('111122223333', 'ec2', 'eu-west-1');
    const finish = await pace.enter('DescribeVpcs', signal);
    const stop = new AbortController();
    const given = pace.enter('DescribeVpcs', stop.signal);
    const next = pace.enter('DescribeVpcs', signal);
    stop.abort(new Error('cancelled'));
    await expect(given).rejects.toThrow('cancelled');
    await expect(pace.enter('DescribeVpcs', stop.signal)).rejects.toThrow('cancelled');
    finish('ok');
    await next;
  });
});
