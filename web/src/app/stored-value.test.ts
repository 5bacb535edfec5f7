import { afterEach, expect, test, vi } from 'vitest';
import { storedValue } from './stored-value.ts';

const parse = (value: unknown) => (typeof value === 'number' ? value : undefined);

function storageWith(entries: Record<string, string>) {
  const map = new Map(Object.entries(entries));
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => map.set(key, value),
  });
  return map;
}

afterEach(() => vi.unstubAllGlobals());

test('reads what was written, also after a reload', () => {
  const map = storageWith({});
  storedValue('n', 1, parse).write(5);
  expect(map.get('n')).toBe('5');
  expect(storedValue('n', 1, parse).read()).toBe(5);
});

test.each(['"text"', '{broken', 'null'])('falls back when %s is stored', (text) => {
  storageWith({ n: text });
  expect(storedValue('n', 1, parse).read()).toBe(1);
});

test('works where storage is forbidden', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
  const value = storedValue('n', 1, parse);
  value.write(7);
  expect(value.read()).toBe(7);
});
