/** Waiting in tests for what must come: asked for again and again, until it is there or the deadline says what was missing. */
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 50;
/** Below the time limit of a test, so that it is told what was missing; three files share two cores. */
const USUAL_PATIENCE_MS = 50_000;

/**
 * Resolves to the probe's first answer that is neither undefined nor false. Throws, with the probe's last error if it had
 * one, when none came in time.
 */
export async function until<Answer>(
  what: string,
  probe: () => Promise<Answer | undefined | false>,
  timeoutMs = USUAL_PATIENCE_MS,
): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  let cause: unknown;
  do {
    try {
      const answer = await probe();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      cause = error;
    }
    await pause(POLL_MS);
  } while (Date.now() < deadline);
  throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`, { cause });
}
