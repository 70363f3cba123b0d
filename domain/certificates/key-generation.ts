/** How many keys one process makes at once. */

/** libuv's pool has four threads unless UV_THREADPOOL_SIZE says otherwise (libuv, "Thread pool work scheduling"); at most 1024. */
const THREADS = 4;
const MOST_THREADS = 1024;

/**
 * As many as there are cores: a key is nothing but computing, so more at once make none of them earlier. One thread is left in
 * any case: looking up host names, files and PBKDF2 stand in the same queue, and would wait for seconds behind RSA keys.
 * `threadPoolSize`: as the environment has it.
 */
export function keyGenerationsAtOnce(cores: number, threadPoolSize: string | undefined): number {
  const asked = Number.parseInt(threadPoolSize ?? '', 10);
  const threads = Number.isNaN(asked) ? THREADS : Math.min(MOST_THREADS, Math.max(1, asked));
  return Math.max(1, Math.min(cores, threads - 1));
}
