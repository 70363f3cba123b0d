/** Numbers of policy of what is watched: how often, how long, and in which steps durations are told. The house's own, unless said. */

/**
 * Milliseconds. What Postgres tells is read at most so often, whoever scrapes: Prometheus asks every 15 seconds to a minute
 * (its own default is a minute).
 */
export const FIGURES_EVERY_MS = 15_000;

/** A reading that took long is repeated after so many times as long: never more than this share of one connection's time. */
export const FIGURES_REST_SHARE = 20;

/** Milliseconds, below the 10 seconds after which Prometheus gives a scrape up (its default `scrape_timeout`). */
export const FIGURES_TIMEOUT_MS = 3_000;

/** Milliseconds for what Temporal's own engine tells, on this machine. */
export const ENGINE_TIMEOUT_MS = 2_000;

/** Places of free certificates are counted over all accounts: less often than the rest. Milliseconds. */
export const FREE_PLACES_EVERY_MS = 5 * 60_000;

/** Upper bounds in seconds of how long a step, a look or a service's answer takes: the longest step may take 5 minutes. */
export const DURATION_BOUNDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** Upper bounds in seconds of how long what is due waits for a worker: the rule for late looks asks for a minute. */
export const QUEUE_BOUNDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 30, 60, 120, 300, 900, 3600];

/**
 * A certificate that needs a successor and has none under way counts from half of its plan's lead on
 * (domain/plans/reissue-schedule.ts: 15 days for what runs by itself), so that there is time left to act.
 */
export const UNSUCCEEDED_FROM_DAYS = 7;

/** Spans that wait for a collector which does not take them; more are dropped. OpenTelemetry's own default. */
export const SPANS_KEPT = 2048;
