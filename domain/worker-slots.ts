/** How much a worker does at once: policy numbers, each with its reason. */

/**
 * Attempts of waits that one worker has under way at once. House limit: an attempt is milliseconds of our CPU and then
 * patience with others' servers (20 s for a name whose servers are silent, control/look-limits.ts), so it takes several times
 * as many as there are connections to the database (20) to keep them busy; more would only hold sockets and memory.
 */
export const LOOK_SLOTS = 50;
