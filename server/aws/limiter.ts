/** Runs what it is given, so many at a time; the rest waits in order. */
export type Limiter = <Value>(work: () => Promise<Value>) => Promise<Value>;

export function createLimiter(most: number): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** Runs what it is given while the weights of what runs stay within a bound; what alone is heavier runs alone. */
export type WeightLimiter = <Value>(weight: number, signal: AbortSignal, work: () => Promise<Value>) => Promise<Value>;

export function createWeightLimiter(most: number): WeightLimiter {
  let running = 0;
  const waiting: { weight: number; start: () => void }[] = [];
  const startNext = () => {
    for (;;) {
      const [next] = waiting;
      if (next === undefined || (running > 0 && running + next.weight > most)) return;
      waiting.shift();
      running += next.weight;
      next.start();
    }
  };
  return async (weight, signal, work) => {
    if (weight === 0) return work();
    await new Promise<void>((resolve, reject) => {
      signal.throwIfAborted();
      const entry = {
        weight,
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(signal.reason);
        startNext();
      };
      signal.addEventListener('abort', leave, { once: true });
      waiting.push(entry);
      startNext();
    });
    try {
      return await work();
    } finally {
      running -= weight;
      startNext();
    }
  };
}
