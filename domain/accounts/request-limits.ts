/** How much a caller may ask of the HTTP API: the house's own numbers, each with what it protects. */

/** Requests that one key or person may send, and one address that has not said who it is. */
export const REQUEST_RATES = {
  /**
   * Of a key or a person: ten a second for a minute on end. A worker takes some fifty orders a second (docs/decisions/0018), which
   * one account's programs must not have to themselves.
   */
  perPrincipal: { requests: 600, windowSeconds: 60 },
  /** Of an address whose requests name nobody, or somebody wrongly: far more than a person mistypes. */
  perUnknownAddress: { requests: 60, windowSeconds: 60 },
} as const;

/** Bytes of a request's body. An order form with a pasted CSR and 100 names has some 150 thousand. */
export const LARGEST_JSON_BYTES = 1024 * 1024;

/** Characters of a value in a path, such as an id: the longest id has 64, the longest name 253. */
export const LONGEST_PATH_VALUE = 300;

/** How long a request may take to arrive: the largest letter (1.4 MB) over a line of 100 kbit/s. Whoever sends slower holds a socket. */
export const REQUEST_WITHIN_SECONDS = 120;

/** Writes that are known again by their `Idempotency-Key`. */
export const IDEMPOTENT_REQUESTS = {
  /** How long an answer is given again: callers who try again do so within the day (Stripe's API keeps them as long). */
  keptForHours: 24,
  /** Whoever works at it says so this often... */
  renewedEverySeconds: 5,
  /** ...and counts as gone after this long: whoever sends it again then takes it over. */
  claimedForSeconds: 15,
  /** How soon a second one, sent while the first is under way, may ask again. */
  askAgainAfterSeconds: 1,
} as const;

/** How long a process that was told to stop goes on with what it has begun: as long as a worker's question is waited for, and more. */
export const FINISH_WITHIN_SECONDS = 15;
