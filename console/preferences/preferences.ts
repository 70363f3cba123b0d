/** How somebody reads: language and light or dark, kept in this browser and shared by its tabs. */
import { useSyncExternalStore } from 'react';

export type Language = 'zh' | 'en';
export type Theme = 'light' | 'dark' | 'system';

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
}

const KEY = 'sealflow.preferences';

let current = read();
const listeners = new Set<() => void>();

export function preferences(): Preferences {
  return current;
}

export function prefer(changes: Partial<Preferences>): void {
  current = { ...current, ...changes };
  localStorage.setItem(KEY, JSON.stringify(current));
  tell();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

/** `system` told apart. */
export function useIsDark(): boolean {
  const { theme } = usePreferences();
  const systemIsDark = useSyncExternalStore(subscribeToSystem, () => DARK.matches);
  return theme === 'system' ? systemIsDark : theme === 'dark';
}

const DARK = window.matchMedia('(prefers-color-scheme: dark)');

function subscribeToSystem(listener: () => void): () => void {
  DARK.addEventListener('change', listener);
  return () => DARK.removeEventListener('change', listener);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function tell(): void {
  for (const listener of listeners) listener();
}

window.addEventListener('storage', ({ key }) => {
  if (key !== KEY) return;
  current = read();
  tell();
});

/** Whatever stands in the storage: another version may have written it. */
function read(): Preferences {
  const { language, theme } = stored();
  return {
    language: language === 'zh' || language === 'en' ? language : ofBrowser(),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}

function stored(): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function ofBrowser(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
