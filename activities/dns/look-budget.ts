/** What one look at one name may ask and take: whoever owns the zones would decide it else. */
import { DNS_LOOK_LIMITS } from '../../domain/control/look-limits.js';

/** A message that was not sent: the look has sent enough, or taken long enough. */
export class OverBudget extends Error {
  override readonly name = 'OverBudget';
}

export interface LookBudget {
  /** Counts one message. Milliseconds that it may take, `wantedMs` at most. Throws OverBudget. */
  spend(wantedMs: number): number;
}

/** Where the question is one of our own making, such as one to the server that we publish at. */
export const NO_BUDGET: LookBudget = { spend: (wantedMs) => wantedMs };

/** `messages` and `timeMs` of one look, which begins now. */
export function lookBudget({
  messages,
  timeMs,
}: Readonly<Record<'messages' | 'timeMs', number>> = DNS_LOOK_LIMITS): LookBudget {
  const until = performance.now() + timeMs;
  let sent = 0;
  return {
    spend(wantedMs) {
      const leftMs = until - performance.now();
      if (sent >= messages)
        throw new OverBudget(`not asked: one look sends at most ${messages} messages to DNS servers`);
      if (leftMs <= 0) throw new OverBudget(`not asked: one look at DNS takes at most ${timeMs / 1_000} s`);
      sent += 1;
      return Math.ceil(Math.min(wantedMs, leftMs));
    },
  };
}
