/** Passing the ball from within the step that has done its part: the turn that comes next is started, and written, there. */
import { StatementRefused, type Database } from '../../db/database.js';
import { loadStand, recordProgress, type StoredStand } from '../../db/statements/orders/row.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { OrderFailure } from '../../domain/failures.js';
import { nextAction } from '../../domain/orders/next-actions.js';
import type { OrderState } from '../../domain/orders/states.js';
import { startWait, type OrderWait, type StartedWait } from '../../domain/waits.js';
import type { NextTurn, PassedTurn, ProgressRecord } from '../../workflows/activity-contract/orders.js';
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
  /** False where the step of that turn writes it once more, should the database server have lost it. */
  readonly waitsForDisk?: boolean;
}

/** A turn that begins now, and what is to be written of it. */
export interface TurnBegun {
  readonly started: StartedWait;
  readonly stand: ProgressRecord;
}

/** Undefined where the turn is not to be passed here: the order says so itself. */
export function beginTurn(
  clock: Clock,
  next: NextTurn | undefined,
  { orderId, state, wait, validations }: TurnToPass,
): TurnBegun | undefined {
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
  return { started, stand };
}

/** The turn as it is written: where an earlier try wrote it, that one's counts. Undefined where something else is. */
export function turnAsWritten(
  { started, stand }: TurnBegun,
  written: StoredStand | undefined,
): PassedTurn | undefined {
  const isIt = written?.sequence === stand.sequence && written.waitingOn === started.wait;
  if (!isIt || !written.since || !written.deadline) return undefined;
  const since = written.since.toISOString();
  const wait = { ...started, since, ladderSince: since, deadline: written.deadline.toISOString() };
  return { state: stand.state, wait };
}

/**
 * Idempotent by the turn's number: a turn that an earlier try wrote is the one that counts. Undefined where the turn is not to be
 * passed here, or can't be written now: the order then says so itself, and waits until that can be recorded. Never overtakes
 * what was written later.
 */
export async function passTurn(
  { database, clock }: PassingDependencies,
  next: NextTurn | undefined,
  turn: TurnToPass,
): Promise<PassedTurn | undefined> {
  const begun = beginTurn(clock, next, turn);
  if (!begun) return undefined;
  const { orderId, state, waitsForDisk } = turn;
  try {
    const isWritten = await recordStand(begun.stand, commandOf(orderId), (written) =>
      recordProgress(database, written, { waitsForDisk }),
    );
    if (isWritten) return { state, wait: begun.started };
    return turnAsWritten(begun, await loadStand(database, orderId));
  } catch (error) {
    if (error instanceof OrderFailure || error instanceof StatementRefused) return undefined;
    throw error;
  }
}

/** A turn that an earlier step passed without waiting for the disk. */
export interface PassedUnawaited extends PassedTurn {
  readonly orderId: string;
  /** Of its write. */
  readonly sequence: number;
}

/** Writes it once more where the database server has lost it since. `newest`: the number of the order's newest write. */
export async function writeLostTurn(
  database: Database,
  { orderId, sequence, state, wait: { wait, since, deadline } }: PassedUnawaited,
  newest: number,
): Promise<void> {
  if (newest >= sequence) return;
  const stand = { orderId, sequence, state, waitingOn: wait, since, deadline };
  const withAction = { ...stand, nextAction: nextAction(wait, { orderId, validations: [] }) };
  await recordStand(withAction, commandOf(orderId), (written) => recordProgress(database, written));
}

function commandOf(orderId: string): string {
  return `sealflow order show ${orderId}`;
}
