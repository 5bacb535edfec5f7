interface StoredValue<Value> {
  read: () => Value;
  write: (value: Value) => void;
}

/**
 * A preference kept in this browser. What is stored may be of an older version or edited, so it is judged by `parse`;
 * a browser that forbids storage only forgets.
 */
export function storedValue<Value>(
  key: string,
  fallback: Value,
  parse: (stored: unknown) => Value | undefined,
): StoredValue<Value> {
  let current: Value | undefined;
  const load = (): Value => {
    try {
      const text = localStorage.getItem(key);
      return (text === null ? undefined : parse(JSON.parse(text))) ?? fallback;
    } catch {
      return fallback;
    }
  };
  return {
    read: () => {
      current ??= load();
      return current;
    },
    write: (value) => {
      current = value;
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Storage is full or forbidden: the choice lasts until the page is reloaded.
      }
    },
  };
}
