/** Ids as callers hand them in: an order's, a certificate's, a notice's and so on, whoever made them. */
import { quoted } from './text-input.js';

/**
 * All ids that are made here, those that callers choose for orders (client/orders/identity.ts), and the ids of workflows. House
 * limit: safe in SQL, in URLs, in file names and in logs.
 */
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9_.:@-]{0,127}$/;

/** False for what is no id of anything: there is nothing to be looked for, and it is kept nowhere. */
export function isIdentifier(id: unknown): id is string {
  return typeof id === 'string' && IDENTIFIER.test(id);
}

/** An id as a message repeats it: as it is, or quoted where it is none. */
export function shownId(id: unknown): string {
  if (isIdentifier(id)) return id;
  return typeof id === 'string' ? quoted(id) : `(${typeof id})`;
}
