/**
 * How much one worker process does at once: policy numbers, each with its reason. Memory and load are bounds that stand here, not
 * what a busy day turns out to need. What an operator may set is in docs/configuration.md; how many workers, in docs/operating.md.
 */

/**
 * Orders whose workflow is kept in memory, up to 0.5 MB each: those that move. One that waits is let go when others need the place,
 * and costs a replay of at most 60 events when it goes on. House number: many times the workflow tasks
 * at once, so that an order is never put out in the midst of a local step of its own (docs/deploying.md says what Temporal's SDK does
 * then).
 */
export const CACHED_ORDERS = 200;

/**
 * Workflow tasks under way at once. Their code runs on one thread, a few milliseconds each: eight keep it at work while the server
 * answers, with two polls for new orders and two for those in memory. House number: of Temporal's own 40, each one more stands before
 * an order that comes in first, and was seen to make each task take a second.
 */
export const WORKFLOW_TASKS = 8;

/** How many are given out whatever the process does, and how many at most. */
export interface SlotLimits {
  readonly always: number;
  readonly most: number;
}

/**
 * Steps that are no waits under way at once. House numbers: `most` is four CA or DNS calls of some hundred milliseconds for each
 * connection to the database (20), which is what they share. Where they want nothing but CPU, a new one shares it with all that
 * have begun: an order of four steps of a dozen milliseconds is through within half a second behind `always` others.
 */
export const ACTIVITIES: SlotLimits = { always: 8, most: 80 };

/** Local steps: a statement or two each, so twice the connections to the database keep all of these busy. */
export const LOCAL_ACTIVITIES = 40;

/**
 * Polls for work that are open at once: Temporal's server, from 1.28 on, says when more or fewer would help. An older one says
 * nothing, and `initial` is what it stays at: half of the slots that there always are, since a poll holds one, and what the server
 * hands over with a workflow task's answer needs one as well.
 */
export const ORDER_POLLERS = { minimum: 2, initial: 4, maximum: 40 } as const;

/**
 * How long a worker that is told to stop may finish what it is doing. House number: nearly every call to a CA, DNS or web server
 * has ended by then. What takes longer (a CA has 15 s to answer) is cut off, taken up by another worker, and harmless twice.
 * Docker's `stop_grace_period` (30 s) and the stack's patience (25 s) leave as much again for closing connections.
 */
export const SHUTDOWN_GRACE_MS = 10_000;

/** How long a request to an order waits for a worker that was killed; clients give up after 10 seconds. */
export const STICKY_PATIENCE_MS = 5_000;

/**
 * Attempts of waits that one worker has under way at once. House limit: an attempt is milliseconds of our CPU and then
 * patience with others' servers (20 s for a name whose servers are silent, control/look-limits.ts), so it takes several times
 * as many as there are connections to the database (20) to keep them busy; more would only hold sockets and memory.
 */
export const LOOK_SLOTS = 50;

/**
 * A process is busy while its thread of activities is, for more than `share` of its time, or the machine for more than
 * `machineShare`. House limits: at 0.7 a queue is as long as what it serves takes more than twice over (M/M/1); a machine with a
 * tenth left is used up at the next moment. Asked so often that nobody feels the wait; the machine as often as its clock, of
 * hundredths of a second, tells anything.
 */
export const BUSY = { share: 0.7, machineShare: 0.9, askedEveryMs: 25, machineAskedEveryMs: 250 } as const;

/**
 * Where for so long no step has begun or ended, it is not they who use up the machine: one more is begun, however busy it is. Steps
 * that wait for silent servers hold nobody up longer. House limit: a step of ours alone takes a tenth of it.
 */
export const STEPS_STAND_STILL_MS = 250;

/**
 * While the process is busy a look waits for its slot, and no longer than this: then it has it all the same. House limit: two
 * pollers that each wait a quarter of a second still look eight times a second.
 */
export const LOOKS_GIVE_WAY = { longestMs: 250 } as const;

/** Requests for looks that one worker has open at the server. Two are always one ahead; each slot is waited for by one. */
export const LOOK_POLLERS = 2;
