/** What came of changing the key of an account at a CA. Travels through a history: never a key. Used by workflows: no libraries. */
import type { Bilingual } from '../bilingual.js';

export type AccountKeyRollover =
  | { readonly outcome: 'rolled-over' }
  /** The CA did not take it, or did not answer: `words` say which. Which key counts is found out at the next use. */
  | { readonly outcome: 'refused'; readonly words: Bilingual }
  /** Nothing is signed at such a service by a key of ours. */
  | { readonly outcome: 'no-key' };
