/** When a step that nobody was told of has lasted long enough to be told: the house's own policy, each number with its reason. */

/** Whoever looks for what waits finds it within a second: this leaves the order the time to tell. */
export const LASTS_AFTER_MS = 800;
/**
 * Where all steps take long, it is this machine that is slow: an order that says so of each of its steps makes it slower. A step
 * lasts once it takes so many times as long as others did of late, and at this age whatever others did.
 */
export const SLOWER_THAN_OTHERS = 4;
export const LASTS_ANYHOW_AFTER_MS = 5_000;
/** The weight of the newest step among those of late. */
export const NEWEST_SHARE = 0.2;
/** For the signal, which no step waits for. */
export const TELLING_TIMEOUT_MS = 5_000;
