/** Orders that were stored and whose workflow never ran: when they count as left behind. */

/**
 * The house's own: whoever stores an order starts it within seconds, and gives up after 10. After this long nobody does so
 * any more, unless the same request comes again, which makes the order young again.
 */
export const ABANDONED_AFTER_MINUTES = 15;

/** Orders that were last touched before this instant are looked up at Temporal, and removed where it has no workflow. */
export function abandonedBefore(now: number): Date {
  return new Date(now - ABANDONED_AFTER_MINUTES * 60_000);
}
