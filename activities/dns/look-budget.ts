/** What one look at one name may ask and take: whoever owns the zones would decide it else. */
import { SILENCE } from '../../domain/control/finding-texts.js';
import { ToldError } from '../../domain/told.js';
import { DNS_LOOK_LIMITS } from '../../domain/control/look-limits.js';

/** A message that was not sent, or not waited for: the look has sent enough, or taken long enough. */
export class OverBudget extends ToldError {
  override readonly name = 'OverBudget';
}

/** How long one message may wait for its answer. */
export interface Allowance {
  /** Milliseconds. */
  readonly ms: number;
  /** There where the look ends before the message's own limit: silence until then says nothing of the server. */
  readonly cut?: () => OverBudget;
}

export interface LookBudget {
  /** Counts one message, which wants to wait for `wantedMs` and may do so at most. Throws OverBudget. */
  spend(wantedMs: number): Allowance;
}

/** Where the question is one of our own making, such as one to the server that we publish at. */
export const NO_BUDGET: LookBudget = { spend: (wantedMs) => ({ ms: wantedMs }) };

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
      if (sent >= messages) throw new OverBudget(SILENCE.tooManyMessages(messages));
      if (leftMs <= 0) throw new OverBudget(SILENCE.tooLong(timeMs / 1_000));
      sent += 1;
      if (leftMs >= wantedMs) return { ms: wantedMs };
      return { ms: Math.ceil(leftMs), cut: () => new OverBudget(SILENCE.cut(timeMs / 1_000)) };
    },
  };
}
