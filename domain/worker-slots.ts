/** How much a worker does at once: policy numbers, each with its reason. */

/**
 * Attempts of waits that one worker has under way at once. House limit: an attempt is milliseconds of our CPU and then
 * patience with others' servers (20 s for a name whose servers are silent, control/look-limits.ts), so it takes several times
 * as many as there are connections to the database (20) to keep them busy; more would only hold sockets and memory.
 */
export const LOOK_SLOTS = 50;

/**
 * While the thread of activities is busy for more than this share of its time, a look waits for its slot, and no longer than
 * this: then it has it all the same. House limit: at 0.7 a queue is as long as what it serves takes more than twice over
 * (M/M/1), and two pollers that each wait a quarter of a second still look eight times a second.
 */
export const LOOKS_GIVE_WAY = { busyShare: 0.7, longestMs: 250, askedEveryMs: 25 } as const;

/** Requests for looks that one worker has open at the server. Two are always one ahead; each slot is waited for by one. */
export const LOOK_POLLERS = 2;
