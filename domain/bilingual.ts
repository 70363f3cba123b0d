/** A text that subscribers read: always in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
