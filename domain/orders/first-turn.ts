/** The wait that a new order begins with: given to it at its start, so that nobody has to be told of it afterwards. */
import { startWait, type OrderWait, type StartedWait } from '../waits.js';
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
  const { price, waits } = submission.terms;
  return turn('validating', price ? 'us' : 'ca-placement', waits, now);
}

function turn(state: OrderState, wait: OrderWait, policies: typeof WAIT_POLICIES, now: number): FirstTurn {
  return { state, wait: startWait(wait, policies[wait], now) };
}
