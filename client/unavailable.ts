/** Nobody is there to answer: not the caller's mistake, and worth trying again. */

export const UNAVAILABLE_CODES = [
  'WorkerNotAnswering',
  'TemporalNotReachable',
  'NothingRuns',
  'StackNotAnswering',
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
