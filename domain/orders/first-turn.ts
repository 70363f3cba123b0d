/** The wait that a new order begins with: given to it at its start, so that nobody has to be told of it afterwards. */
import { startWait, type StartedWait, type Wait, type WaitPolicy } from '../waits.js';
import type { OrderState } from './states.js';
import type { Submission } from './terms.js';
import { WAIT_POLICIES } from './wait-policies.js';

export interface FirstTurn {
  readonly state: OrderState;
  readonly wait: StartedWait;
}

/** `submission`: absent where the form comes later. `now`: milliseconds since the epoch. */
export function firstTurn(submission: Pick<Submission, 'terms'> | undefined, now: number): FirstTurn {
  if (!submission) return turn('pending-submission', 'subscriber-form', WAIT_POLICIES, now);
  const { approval, price, waits } = submission.terms;
  if (approval) return turn('validating', 'approver-decision', { 'approver-decision': approval.wait }, now);
  return turn('validating', price ? 'us' : 'ca-placement', waits, now);
}

function turn<W extends Wait>(
  state: OrderState,
  wait: W,
  policies: Record<W, WaitPolicy>,
  now: number,
): FirstTurn {
  return { state, wait: startWait(wait, policies[wait], now) };
}
