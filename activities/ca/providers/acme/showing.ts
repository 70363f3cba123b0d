/** A directory's order in the words that every CA has; what is shown is kept for the day on which the directory does not tell it any more. */
import {
  recordAcmeCertificate,
  recordAcmeProofs,
  type StoredAcmeOrder,
} from '../../../../db/statements/connections/acme-orders.js';
import { ACME_TEXTS } from '../../../../domain/connections/acme-texts.js';
import type { CaOrder, CaValidation } from '../../certificate-authority.js';
import {
  isDead,
  type DeadOrder,
  type LivingOrder,
  type OpenedProof,
  type OrderPorts,
  type PlacedRow,
} from './order-there.js';
import { detailOfProblem } from './problems.js';
import type { WireOrder } from './wire.js';

interface Showing {
  /** The order is told of it: from now on it may be put to the directory. */
  readonly handOut?: boolean;
}

/** In the words that every CA has; what is shown is kept for the day on which the directory does not tell it any more. */
export async function shownOf(
  ports: OrderPorts,
  looked: LivingOrder | DeadOrder,
  { handOut = false }: Showing = {},
): Promise<CaOrder> {
  if (isDead(looked)) return deadOrder(looked.dead);
  const { row, order, proofs, retryAfterMs } = looked;
  const { database } = ports;
  const shown = proofs.map(({ proof }) => proof);
  if (handOut || row.shown.length === 0)
    await recordAcmeProofs(database, row, {
      validationMethod: row.validationMethod,
      shown,
      reusedNames: row.reusedNames,
      handedOut: handOut,
    });
  if (order.status === 'valid' && order.certificate !== undefined)
    await recordAcmeCertificate(database, row, order.certificate);
  if (row.cancelledAt && order.status !== 'valid') return cancelledOrder({ ...row, shown });
  return {
    ...identityOf(row),
    status: STATUSES[order.status],
    validations: proofs.map((each) => validationOf(each, row)),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** `ready`: the directory asks for nothing more. Of `invalid` ones see `deadOrder`. */
const STATUSES: Readonly<Record<WireOrder['status'], CaOrder['status']>> = {
  pending: 'validating',
  ready: 'issuing',
  processing: 'issuing',
  valid: 'issued',
  invalid: 'validating',
};

function validationOf({ name, authorization, challenge, proof }: OpenedProof, row: PlacedRow): CaValidation {
  const { status: ofAuthorization, challenges: all } = authorization;
  if (ofAuthorization === 'valid') {
    const validatedAt = all.find(({ status: each }) => each === 'valid')?.validated;
    return {
      ...proof,
      status: 'valid',
      ...(validatedAt !== undefined && { validatedAt }),
      reused: row.reusedNames.includes(name),
    };
  }
  const error = challenge?.error;
  return {
    ...proof,
    status: ofAuthorization === 'pending' ? 'pending' : 'failed',
    ...(error && { detail: detailOfProblem(error) }),
  };
}

/** Ours goes on: what was shown did not hold, or was shown too late. */
function deadOrder(row: PlacedRow): CaOrder {
  if (row.cancelledAt) return cancelledOrder(row);
  const said = new Map(row.failure?.names.map(({ name, detail }) => [name, detail]));
  return {
    ...identityOf(row),
    status: 'validating',
    validations: row.shown.map((proof) => {
      const detail = said.get(proof.name);
      return detail === undefined ? { ...proof, status: 'pending' } : { ...proof, status: 'failed', detail };
    }),
  };
}

export function cancelledOrder(row: StoredAcmeOrder): CaOrder {
  return {
    ...identityOf(row),
    status: 'cancelled',
    reason: ACME_TEXTS.cancelled.en,
    validations: row.shown.map((proof) => ({ ...proof, status: 'pending' })),
  };
}

/** Names are compared where they were ordered: complimentary ones are not among them. */
function identityOf({ reference }: StoredAcmeOrder): Pick<CaOrder, 'caReference' | 'reference'> {
  return { caReference: reference, reference };
}
