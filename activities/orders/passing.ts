/** Passing the ball from within the step that has done its part: the turn that comes next is started, and written, there. */
import { StatementRefused, type Database } from '../../db/database.js';
import { loadStand, recordProgress } from '../../db/statements/orders/row.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { OrderFailure } from '../../domain/failures.js';
import { nextAction } from '../../domain/orders/next-actions.js';
import type { OrderState } from '../../domain/orders/states.js';
import { startWait, type OrderWait, type StartedWait } from '../../domain/waits.js';
import type { NextTurn, PassedTurn } from '../../workflows/activity-contract/orders.js';
import type { Clock } from '../attempt-clock.js';
import { recordStand } from '../recording.js';

export interface PassingDependencies {
  readonly database: Database;
  readonly clock: Clock;
}

export interface TurnToPass {
  readonly orderId: string;
  readonly state: OrderState;
  readonly wait: OrderWait;
  /** As the order has them now: they are part of what people are told to do. */
  readonly validations: readonly DomainValidation[];
}

/**
 * Idempotent by the turn's number: a turn that an earlier try wrote is the one that counts. Undefined where the turn is not to be
 * passed here, or can't be written now: the order then says so itself, and waits until that can be recorded. Never overtakes
 * what was written later.
 */
export async function passTurn(
  { database, clock }: PassingDependencies,
  next: NextTurn | undefined,
  { orderId, state, wait, validations }: TurnToPass,
): Promise<PassedTurn | undefined> {
  const policy = next?.policies[wait];
  if (!next || !policy) return undefined;
  const started = startWait(wait, policy, clock());
  const stand = {
    orderId,
    sequence: next.sequence,
    state,
    waitingOn: wait,
    since: started.since,
    deadline: started.deadline,
    nextAction: nextAction(wait, { orderId, validations }),
  };
  try {
    const isWritten = await recordStand(stand, `sealflow order show ${orderId}`, (written) =>
      recordProgress(database, written),
    );
    const counts = isWritten ? started : await writtenBefore(database, orderId, next, started);
    return counts && { state, wait: counts };
  } catch (error) {
    if (error instanceof OrderFailure || error instanceof StatementRefused) return undefined;
    throw error;
  }
}

async function writtenBefore(
  database: Database,
  orderId: string,
  { sequence }: NextTurn,
  started: StartedWait,
): Promise<StartedWait | undefined> {
  const stand = await loadStand(database, orderId);
  if (stand?.sequence !== sequence || stand.waitingOn !== started.wait || !stand.since || !stand.deadline)
    return undefined;
  const since = stand.since.toISOString();
  return { ...started, since, ladderSince: since, deadline: stand.deadline.toISOString() };
}
