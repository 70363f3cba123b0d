/** Where a revocation stands: told by its workflow, written into its row, shown to people. Stored in histories: add, never rename. */
import type { NextAction } from '../orders/next-action.js';
import type { DomainValidation } from '../control/validations.js';
import type { Wait } from '../waits.js';
import type { RevocationState } from './words.js';

export interface RevocationStand {
  readonly revocationId: string;
  readonly state: RevocationState;
  readonly waitingOn?: Wait;
  /** Times are ISO 8601, UTC. */
  readonly since?: string;
  readonly deadline?: string;
  readonly nextAction?: NextAction;
  readonly reason?: string;
  /** Where the reason is ours (domain/told.ts). */
  readonly reasonChinese?: string;
}

/** As its workflow tells it. */
export interface RevocationStatus extends RevocationStand {
  readonly certificateId: string;
  readonly validations: readonly DomainValidation[];
}

/** As its workflow has it written down. */
export interface RevocationProgressRecord extends RevocationStand {
  /** The workflow numbers its writes. */
  readonly sequence: number;
  /** Where it is revoked: since when. */
  readonly revokedAt?: string;
}
