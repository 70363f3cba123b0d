/** Nobody is there to answer: not the caller's mistake, and worth trying again. */

export const UNAVAILABLE_CODES = [
  'WorkerNotAnswering',
  'TemporalNotReachable',
  'NothingRuns',
  'StackNotAnswering',
  'StillBeingWithdrawn',
  'WorkflowGone',
  'RecordMissing',
] as const;
export type UnavailableCode = (typeof UNAVAILABLE_CODES)[number];

export class Unavailable extends Error {
  override readonly name = 'Unavailable';

  constructor(
    readonly code: UnavailableCode,
    message: string,
  ) {
    super(message);
  }
}

export function workerNotAnswering(seconds: number): Unavailable {
  return new Unavailable(
    'WorkerNotAnswering',
    `No worker answered within ${seconds} seconds; the request may still be taken when one does. ` +
      'Start one with `sealflow up`, or on a server see that the worker runs and polls the same Temporal namespace; then look with `sealflow order list`.',
  );
}

export function temporalNotReachable(address?: string): Unavailable {
  return new Unavailable(
    'TemporalNotReachable',
    `Temporal ${address ? `at ${address} ` : ''}did not answer. Start the stack with \`sealflow up\`, or check TEMPORAL_ADDRESS.`,
  );
}

/** The CA and DNS are told for as long as it takes; what was to follow has not been done yet. */
export function stillBeingWithdrawn(orderId: string): Unavailable {
  return new Unavailable(
    'StillBeingWithdrawn',
    `Order ${orderId} is still being withdrawn, and no new order was created yet. Send the same command again: it goes on from there.`,
  );
}

/** Temporal was restored to an older moment, or lost: nobody can be asked, and asking again does not help. */
export function workflowGone(orderId: string, state: string): Unavailable {
  return new Unavailable(
    'WorkflowGone',
    `The workflow of order ${orderId} is gone, though the order was last seen ${state}: nothing can be asked of it now. ` +
      'An operator starts it anew from its records with `sealflow doctor --repair`.',
  );
}

/** The database was restored to an older moment: the order lives, and waits for its row. */
export function recordMissing(orderId: string): Unavailable {
  return new Unavailable(
    'RecordMissing',
    `The database lacks order ${orderId}, which runs and waits for its record: it was restored to an older moment. ` +
      'An operator restores a newer backup, or runs `sealflow doctor --repair`; the order goes on by itself then.',
  );
}
