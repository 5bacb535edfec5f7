import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter, createWeightLimiter } from './limiter.ts';

/** Work that ends when it is told to. */
function newWork() {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  return {
    begun,
    named: (name: string) => () => {
      begun.push(name);
      const end = Promise.withResolvers<string>();
      ends.set(name, end);
      return end.promise;
    },
    end: (name: string) => ends.get(name)?.resolve(name),
    fail: (name: string) => ends.get(name)?.reject(new Error(name)),
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a limiter', () => {
  it('runs so many at a time, and the rest in the order in which it came', async () => {
    const limited = createLimiter(2);
    const work = newWork();
    const all = ['a', 'b', 'c', 'd'].map((name) => limited(work.named(name)));
    await settle();
    expect(work.begun).toEqual(['a', 'b']);
    work.end('b');
    await settle();
    expect(work.begun).toEqual(['a', 'b', 'c']);
    for (const name of ['a', 'c']) work.end(name);
    await settle();
    work.end('d');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives the place of work that fails to the next, and the failure to whoever asked for it', async () => {
    const limited = createLimiter(1);
    const work = newWork();
    const failing = limited(work.named('a'));
    const next = limited(work.named('b'));
    await settle();
    work.fail('a');
    await expect(failing).rejects.toThrow('a');
    await settle();
    work.end('b');
    expect(await next).toBe('b');
  });
});

describe('a limiter of weights', () => {
  const { signal } = new AbortController();

  it('never runs more than its bound, but what alone is heavier, and that alone', async () => {
    const most = 10;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 40 }), async (weights) => {
        const limited = createWeightLimiter(most);
        const running: number[] = [];
        let worst = 0;
        const results = weights.map((weight, index) =>
          limited(weight, signal, async () => {
            running.push(weight);
            const counted = running.filter((one) => one > 0);
            const sum = counted.reduce((total, one) => total + one, 0);
            if (counted.length > 1) worst = Math.max(worst, sum);
            for (let turn = 0; turn < 1 + (index % 3); turn += 1) await Promise.resolve();
            running.splice(running.indexOf(weight), 1);
            return index;
          }),
        );
        expect(await Promise.all(results)).toEqual(weights.map((_, index) => index));
        expect(worst).toBeLessThanOrEqual(most);
      }),
      { numRuns: 200 },
    );
  });

  it('lets nothing light overtake what is heavy, so that it is not passed over for ever', async () => {
    const limited = createWeightLimiter(10);
    const work = newWork();
    const all = [
      limited(6, signal, work.named('first')),
      limited(8, signal, work.named('heavy')),
      limited(1, signal, work.named('light')),
      limited(0, signal, work.named('nothing')),
    ];
    await settle();
    expect(work.begun).toEqual(['nothing', 'first']);
    work.end('first');
    await settle();
    expect(work.begun).toEqual(['nothing', 'first', 'heavy', 'light']);
    for (const name of ['heavy', 'light', 'nothing']) work.end(name);
    await Promise.all(all);
  });

  it('takes what is given up while it waits out of the line, so that what is behind it may run', async () => {
    const limited = createWeightLimiter(10);
    const work = newWork();
    const stop = new AbortController();
    const first = limited(6, signal, work.named('first'));
    const heavy = limited(8, stop.signal, work.named('heavy'));
    const light = limited(4, signal, work.named('light'));
    await settle();
    expect(work.begun).toEqual(['first']);
    stop.abort(new Error('cancelled'));
    await expect(heavy).rejects.toThrow('cancelled');
    await expect(limited(1, stop.signal, work.named('late'))).rejects.toThrow('cancelled');
    await settle();
    expect(work.begun).toEqual(['first', 'light']);
    for (const name of ['first', 'light']) work.end(name);
    await Promise.all([first, light]);
  });

  it('frees the weight of work that fails', async () => {
    const limited = createWeightLimiter(1);
    const failing = limited(1, signal, () => Promise.reject(new Error('a')));
    await expect(failing).rejects.toThrow('a');
    expect(await limited(1, signal, async () => 'b')).toBe('b');
  });
});
