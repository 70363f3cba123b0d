/** Texts in the two languages of the product, and who reads them. */

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text that people read: always told in both languages, so that none can be forgotten. */
export type Bilingual = Readonly<Record<Language, string>>;

/** The word for a code; one that the table does not know, such as another party's newer one, stands as it is. */
export function wordOf(words: Readonly<Record<string, Bilingual>>, code: string): Bilingual {
  const word = Object.hasOwn(words, code) ? words[code] : undefined;
  return word ?? { zh: code, en: code };
}

/** Whom a text is for: in which language, and by which clock. */
export interface Reader {
  readonly language: Language;
  /** A name of the IANA time zone database. */
  readonly timeZone: string;
}

/** Values, codes and commands: written the same in both languages. */
export function inBoth(text: string): Bilingual {
  return { zh: text, en: text };
}

/** A code's words as a page shows them: where the English is the code itself, as the command line prints it, its hyphens are blanks. */
export function shownWord(code: string, { zh, en }: Bilingual): Bilingual {
  return en === code ? { zh, en: code.replaceAll('-', ' ') } : { zh, en };
}
