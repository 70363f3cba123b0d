/** Nobody is there to answer: not the caller's mistake, and worth trying again. */

export const UNAVAILABLE_CODES = [
  'WorkerNotAnswering',
  'TemporalNotReachable',
  'NothingRuns',
  'StackNotAnswering',
  'StillBeingWithdrawn',
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
      'Start one with `sealflow up`, or on a server see that the worker runs and polls the same Temporal namespace; then look with `sealflow order show`.',
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
