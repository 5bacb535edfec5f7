import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';
import { storedValue } from './stored-value.ts';

export type Appearance = 'light' | 'dark' | 'system';

const stored = storedValue<Appearance>('cloudcoreo.appearance', 'system', (value) =>
  value === 'light' || value === 'dark' || value === 'system' ? value : undefined,
);

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** Applies the remembered choice now and whenever the system's changes. */
export function startAppearance(): void {
  apply();
  systemIsDark.addEventListener('change', apply);
}

export function chooseAppearance(appearance: Appearance): void {
  stored.write(appearance);
  apply();
  for (const listener of listeners) listener();
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, stored.read);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function apply(): void {
  const choice = stored.read();
  const isDark = choice === 'dark' || (choice === 'system' && systemIsDark.matches);
  applyMode(isDark ? Mode.Dark : Mode.Light);
  // The class lets form controls and scroll bars follow a choice that differs from the system's.
  document.documentElement.classList.toggle('is-dark', isDark);
  document.documentElement.classList.toggle('is-light', !isDark);
}
