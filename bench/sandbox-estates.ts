import { join } from 'node:path';
import { type Aws, startAws } from '../sandbox/aws.ts';

/** What `bench/estates/seed.py` knows to build. */
export type EstateName = 'empty' | 'medium' | 'small' | 'large';

/** Starts the sandbox with one account an estate, and says which is whose. */
export async function startEstates(
  names: EstateName[],
  log: (line: string) => void,
): Promise<{ aws: Aws; accountOf(name: EstateName): string }> {
  // The sandbox has two customer accounts from the start.
  const numbered = ['111122223333', '444455556666'];
  const accounts = new Map(names.map((name, index) => [name, numbered[index] ?? String(499_999_999_999 + index)]));
  const seeds = Object.fromEntries([...accounts].map(([name, accountId]) => [accountId, name]));
  log(`Starting the sandbox and filling it with: ${names.join(', ')}.`);
  const aws = await startAws({
    customerCount: Math.max(2, names.length),
    seed: {
      file: join(import.meta.dirname, 'estates', 'seed.py'),
      environment: { BENCH_ESTATES: JSON.stringify(seeds) },
      patienceMilliseconds: 900_000,
    },
  });
  return {
    aws,
    accountOf(name) {
      const accountId = accounts.get(name);
      if (accountId === undefined) throw new Error(`The sandbox was started without the estate ${name}.`);
      return accountId;
    },
  };
}
