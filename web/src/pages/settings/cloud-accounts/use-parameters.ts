import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** What the address says after the question mark, and a way to change one value of it; empty takes it away. */
export function useParameters() {
  const [parameters, setParameters] = useSearchParams();
  const set = useCallback(
    (name: string, value: string) =>
      setParameters(
        (present) => {
          if (value === '') present.delete(name);
          else present.set(name, value);
          return present;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return { get: (name: string) => parameters.get(name) ?? '', set };
}

/** The value if it is one of the keys, else the first key. */
export function oneOf<Key extends string>(keys: Record<Key, unknown>, value: string): Key {
  const known = Object.keys(keys) as Key[];
  return known.find((key) => key === value) ?? (known[0] as Key);
}
