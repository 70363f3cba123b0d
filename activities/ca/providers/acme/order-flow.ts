/**
 * One order of ours at a directory: placed, proven, asked for its certificate. An ACME order is dead once a validation of it
 * fails, or its week is over (RFC 8555, section 7.1.6), and ours goes on with another one.
 */
import {
  intendAcmeFinalize,
  intendAcmeOrder,
  loadAcmeOrder,
  recordAcmeFailure,
  type IntendedAcmeOrder,
  type StoredAcmeOrder,
} from '../../../../db/statements/connections/acme-orders.js';
import type { ValidationMethod } from '../../../../domain/catalogue/words.js';
import { ACME_LIMITS } from '../../../../domain/connections/acme-policy.js';
import { ACME_REQUESTS } from '../../../../domain/connections/acme-texts.js';
import type { DomainValidation } from '../../../../domain/control/validations.js';
import { RANDOM_VALUE_DAYS } from '../../../../domain/orders/terms.js';
import type { CaOrder } from '../../certificate-authority.js';
import { asFailures, type AcmeSession } from './client.js';
import { lookedAt, ofWholeOrder } from './looking.js';
import {
  isDead,
  isPausing,
  isPlaced,
  told,
  type DeadOrder,
  type LivingOrder,
  type OpenedProof,
  type OrderPorts,
  type PlacedRow,
} from './order-there.js';
import { adopted, newOrder, placedRow } from './placing.js';
import { AcmeProblem, meaningOf, typeOfProblem } from './problems.js';
import { cancelledOrder, shownOf } from './showing.js';
import type { WireOrder } from './wire.js';

/** An earlier call's order, where there is one; a new one otherwise. */
export async function place(ports: OrderPorts, intended: IntendedAcmeOrder): Promise<CaOrder> {
  const row = await intendAcmeOrder(ports.database, intended);
  const looked = isPlaced(row) ? await lookedAt(ports, row) : await ordered(ports, row);
  return await shownOf(ports, looked, { handOut: true });
}

/** Undefined where the directory has none, as far as it can be asked. */
export async function find(ports: OrderPorts, reference: string): Promise<CaOrder | undefined> {
  const { database, connectionId } = ports;
  const row = await loadAcmeOrder(database, { connectionId, reference });
  if (!row) return undefined;
  const placed = isPlaced(row) ? row : await adopted(ports, row);
  if (placed) return await shownOf(ports, await lookedAt(ports, placed), { handOut: true });
  // Nothing reached the directory that it could be asked for: then it is cancelled, where we cancelled it.
  return row.cancelledAt ? cancelledOrder(row) : undefined;
}

/** Asks to issue where everything is shown. */
export async function status(ports: OrderPorts, reference: string): Promise<CaOrder> {
  return await shownOf(ports, await issued(ports, await lookedAt(ports, await placedRow(ports, reference))));
}

/**
 * The present proofs by this method; other ones where the present ones have aged, or the directory's order is dead. `anew` is
 * what the order hears of: from now on they may be put to the directory.
 */
export async function challenges(
  ports: OrderPorts,
  reference: string,
  method: ValidationMethod,
): Promise<CaOrder> {
  const row = { ...(await placedRow(ports, reference)), validationMethod: method };
  if (row.cancelledAt) return cancelledOrder(row);
  const looked = await lookedAt(ports, row);
  const living = isDead(looked) || hasAged(ports, row) ? await ordered(ports, row) : looked;
  return await shownOf(ports, living, { handOut: true });
}

/** Asks the directory to look at what the order shows; a dead order is followed by another one, whose proofs are new. */
export async function validate(ports: OrderPorts, reference: string): Promise<CaOrder> {
  const row = await placedRow(ports, reference);
  const looked = await lookedAt(ports, row);
  if (isDead(looked)) {
    if (isPausing(ports, looked.dead)) return await shownOf(ports, looked);
    return await shownOf(ports, await issued(ports, await ordered(ports, looked.dead)));
  }
  // What the order has not been told of is not shown yet: put to the directory, it would fail.
  if (row.handedOut && isAsTold(looked) && looked.order.status === 'pending') {
    await answered(ports, looked);
    return await shownOf(ports, await issued(ports, await lookedAt(ports, row)));
  }
  return await shownOf(ports, await issued(ports, looked));
}

async function ordered(ports: OrderPorts, row: StoredAcmeOrder): Promise<LivingOrder | DeadOrder> {
  const made = await newOrder(ports, row);
  return await lookedAt(ports, made.row, made.order);
}

/** Values are made of the account's key too: since they were told, it may have become another one. */
function isAsTold({ row, proofs }: LivingOrder): boolean {
  const told = new Map(row.shown.map((proof) => [proof.name, valueOf(proof)]));
  return proofs.every(
    ({ name, authorization, proof }) =>
      authorization.status !== 'pending' || told.get(name) === valueOf(proof),
  );
}

function valueOf({ record, file }: DomainValidation): string | undefined {
  return record?.value ?? file?.content;
}

/** The directory's order as it stands, for who revokes, cancels or fetches. */
export async function orderThere(
  ports: OrderPorts,
  reference: string,
): Promise<{ readonly row: PlacedRow; readonly order: WireOrder }> {
  const row = await placedRow(ports, reference);
  const { value } = await told(ports, ports.session.order(row.orderUrl));
  return { row, order: value };
}

/** Asks the directory to look at each name that is still to be shown. Idempotent (RFC 8555, section 7.5.1). */
async function answered({ session, ca }: OrderPorts, { proofs }: LivingOrder): Promise<void> {
  const open = proofs.filter(
    ({ authorization, challenge }) => authorization.status === 'pending' && challenge?.status === 'pending',
  );
  for (let first = 0; first < open.length; first += ACME_LIMITS.authorizationsAtOnce) {
    const batch = open.slice(first, first + ACME_LIMITS.authorizationsAtOnce);
    await asFailures(ca, ACME_REQUESTS.challenge, Promise.all(batch.map((each) => asked(session, each))));
  }
}

async function asked(session: AcmeSession, { challenge }: OpenedProof): Promise<void> {
  try {
    if (challenge) await session.answer(challenge);
  } catch (error) {
    // It was answered a moment ago, or has ended: the authorization tells how.
    if (error instanceof AcmeProblem && NOT_PENDING.includes(error.type) && error.status !== 429) return;
    throw error;
  }
}

const NOT_PENDING: readonly string[] = ['malformed', 'unauthorized', 'caa', 'dns', 'connection'];

/** Where everything is shown the directory is asked to issue, for the key that the order has: on record first. */
async function issued(ports: OrderPorts, looked: LivingOrder | DeadOrder): Promise<LivingOrder | DeadOrder> {
  if (isDead(looked) || looked.order.status !== 'ready') return looked;
  const { database, session } = ports;
  const { row, order } = looked;
  if (isPausing(ports, row)) return { dead: row };
  if (!(await intendAcmeFinalize(database, row))) return looked;
  try {
    const { value, retryAfterMs } = await session.finalize(order, row.csrPem);
    return { ...looked, order: value, retryAfterMs };
  } catch (error) {
    if (!(error instanceof AcmeProblem)) throw error;
    // What was shown is not enough any more (a CAA record, a proof that lapsed): the order tells, and is shown as lost.
    if (meaningOf(error.document) === 'control' || typeOfProblem(error.document) === 'unauthorized') {
      const names = ofWholeOrder(row, error.document);
      const at = new Date(ports.clock());
      await recordAcmeFailure(database, row, { at, failure: { names } });
      return { dead: { ...row, failedAt: at, failure: { names }, failures: row.failures + 1 } };
    }
    // Asked twice at once: the other one is issuing.
    if (typeOfProblem(error.document) === 'orderNotReady') return await lookedAt(ports, row);
    return await asFailures(ports.ca, ACME_REQUESTS.finalize, Promise.reject(error));
  }
}

function hasAged({ clock }: OrderPorts, { placedAt }: PlacedRow): boolean {
  return placedAt !== null && clock() - placedAt.getTime() >= RANDOM_VALUE_DAYS * DAY_MS;
}

const DAY_MS = 86_400_000;
