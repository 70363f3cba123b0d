/** An order of ours at a directory, as its parts know it: what is on record of it, what the directory says, what is still asked for. */
import type { Database } from '../../../../db/database.js';
import type { StoredAcmeOrder } from '../../../../db/statements/connections/acme-orders.js';
import { pauseAfterFailures } from '../../../../domain/connections/acme-policy.js';
import { ACME_REQUESTS } from '../../../../domain/connections/acme-texts.js';
import type { AcmeForm } from '../../../../domain/connections/kinds/acme.js';
import type { DomainValidation } from '../../../../domain/control/validations.js';
import type { Clock } from '../../../attempt-clock.js';
import { asFailures, type AcmeSession } from './client.js';
import type { WireAuthorization, WireChallenge, WireOrder } from './wire.js';

export interface OrderPorts {
  readonly database: Database;
  readonly connectionId: string;
  /** What the connection is called. */
  readonly ca: string;
  readonly form: AcmeForm;
  readonly session: AcmeSession;
  readonly clock: Clock;
}

/** An order of the directory that is there, and what it asks for. */
export interface LivingOrder {
  readonly row: PlacedRow;
  readonly order: WireOrder;
  readonly proofs: readonly OpenedProof[];
  readonly retryAfterMs?: number | undefined;
}

/** One that leads nowhere any more: what was shown for it is all that there is. */
export interface DeadOrder {
  readonly dead: PlacedRow;
}

export type PlacedRow = StoredAcmeOrder & { readonly orderUrl: string };

/** A name's authorization, and the challenge that the method asks for. */
export interface OpenedProof {
  readonly name: string;
  readonly authorization: WireAuthorization;
  readonly challenge?: WireChallenge | undefined;
  readonly proof: DomainValidation;
}

export function isPlaced(row: StoredAcmeOrder): row is PlacedRow {
  return row.orderUrl !== null;
}

export function isDead(looked: LivingOrder | DeadOrder): looked is DeadOrder {
  return 'dead' in looked;
}

/** The directory is left alone for a while after what it did not see. */
export function isPausing({ clock }: OrderPorts, { failedAt, failures }: PlacedRow): boolean {
  return failedAt !== null && clock() - failedAt.getTime() < pauseAfterFailures(failures);
}

export function told<Value>(
  { ca }: OrderPorts,
  call: Promise<Value>,
  asking: (typeof ACME_REQUESTS)[keyof typeof ACME_REQUESTS] = ACME_REQUESTS.order,
): Promise<Value> {
  return asFailures(ca, asking, call);
}
