/** How much memory a worker may keep: a policy number with its reason. */

/**
 * Megabytes of heap, of each of a worker's two threads: workflows on one, everything else on the other. House number: the orders that
 * are kept in memory (worker/settings.ts) take 100, the code as much again, and the rest is room to collect in. Unbounded, V8
 * collects late, up to a part of the machine's memory (Node.js: --max-old-space-size). The image has the same number.
 */
export const WORKER_HEAP_MB = 384;
