/** What came of trying a connection. Travels through a history: words, never a value of a form. Used by workflows: no libraries. */
import type { Bilingual } from '../bilingual.js';

export type ConnectionTrial =
  | { readonly outcome: 'let-in' }
  /** It was not let in, or nobody answered: `words` say what was refused, and what to do. */
  | { readonly outcome: 'refused'; readonly words: Bilingual }
  /** A kind that can't be tried without asking for something. */
  | { readonly outcome: 'not-tried' };
