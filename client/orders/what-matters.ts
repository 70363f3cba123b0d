/** What of an order makes it another one for whoever watches it, whichever way they read it. */
import type { OrderView } from './views.js';

/** Equal for two views between which nothing moved: a finding made once more, with the same outcome, is no news. */
export function whatMatters({ source: _source, validations, ...view }: OrderView): string {
  const proofs = validations.map(({ lastFinding, ...validation }) => ({
    ...validation,
    lastFinding: lastFinding && [lastFinding.source, lastFinding.verdict, lastFinding.found],
  }));
  return JSON.stringify([view, proofs]);
}
