/** The console's own words: both languages side by side where they are used. What an order is told by comes from the server (`useSay`). */
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { preferences, usePreferences, type Language } from '../preferences/preferences.js';

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Of one page or part: `name` is its namespace, as its folder is called. `{{value}}` stands for a value. */
export interface Texts<Key extends string> {
  readonly name: string;
  readonly table: Readonly<Record<Key, Bilingual>>;
}

/** BCP 47, as browsers and `Intl` take it. */
export function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}

await i18next.use(initReactI18next).init({
  lng: preferences().language,
  fallbackLng: false,
  ns: [],
  resources: { zh: {}, en: {} },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  returnNull: false,
  keySeparator: false,
  nsSeparator: false,
});

/** Throws where two parts have the same name: one would speak the other's words. */
export function texts<Key extends string>(name: string, table: Readonly<Record<Key, Bilingual>>): Texts<Key> {
  if (i18next.hasResourceBundle('en', name)) throw new Error(`Two parts of the console are named ${name}`);
  for (const language of ['zh', 'en'] as const)
    i18next.addResourceBundle(language, name, inLanguage(table, language));
  return { name, table };
}

function inLanguage(table: Readonly<Record<string, Bilingual>>, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(table).map(([key, words]) => [key, words[language]]));
}

export type Values = Readonly<Record<string, string | number>>;
export type Translate<Key extends string> = (key: Key, values?: Values) => string;

/** `t('key')`, in the reader's language. */
export function useTexts<Key extends string>({ name }: Texts<Key>): Translate<Key> {
  const { t } = useTranslation(name);
  return useCallback((key, values) => t(key, { ...values }), [t]);
}

/** Words that the server tells in both languages. */
export function useSay(): (words: Bilingual) => string {
  const { language } = usePreferences();
  return useCallback((words) => words[language], [language]);
}

/** With the reader's choice, once it is made. */
export async function speak(language: Language): Promise<void> {
  document.documentElement.lang = tagOf(language);
  if (i18next.language !== language) await i18next.changeLanguage(language);
}
