/** Placing and withdrawing an order at the CA: at most once, whatever was lost on the way. */
import { StatementRefused, writtenTogether, type Database, type Queryable } from '../../db/database.js';
import { storeKey, type StoredKey } from '../../db/statements/certificates/keys.js';
import {
  loadOrderToPrepare,
  loadOrderWithKey,
  markPlacementIntended,
  recordCaReference,
  recordPlaced,
  type PlacementIntent,
} from '../../db/statements/orders/row.js';
import { giveUp } from '../../db/statements/orders/ends.js';
import { CONNECTION_FAILURES } from '../../domain/connections/failure-texts.js';
import { CA_FAILURES } from '../../domain/ca-failure-texts.js';
import { OrderFailure } from '../../domain/failures.js';
import { domainReusable } from '../../domain/certificates/lapsed-validations.js';
import type { CancelOutcome, PlacedOrder } from '../../workflows/activity-contract/ca.js';
import type { PassedTurn, ProgressRecord } from '../../workflows/activity-contract/orders.js';
import type { Clock } from '../attempt-clock.js';
import type { CaDoor } from '../connections/reaching.js';
import { followLetters } from '../organization/letters-at-ca.js';
import type {
  CaOrder,
  CaOrderRequest,
  CaValidation,
  CertificateAuthority,
} from '../ca/certificate-authority.js';
import { caOfOrder } from '../ca/ca-of-order.js';
import { refusedByCa } from '../ca/decision.js';
import { withItsProofs } from '../ca/fitting-ca.js';
import {
  loadSubmittedOrder,
  referenceOf,
  requestWith,
  submitted,
  type SubmittedOrder,
} from '../ca/order-at-ca.js';
import { newKey, storedFirst, type CsrDependencies } from '../certificates/csr.js';
import { withoutStatus } from '../control/proofs-asked.js';
import { namesOfOtherCompanies } from '../control/taken-proofs.js';
import { turnAsWritten, type TurnBegun } from './passing.js';
import { givenUp, refuseGivenUp } from './stalled.js';

export interface PlacementDependencies extends CaDoor {
  readonly database: Database;
  readonly clock: Clock;
}

export async function placeOnce(dependencies: PlacementDependencies, orderId: string): Promise<PlacedOrder> {
  const { database } = dependencies;
  const row = await loadOrderWithKey(database, orderId);
  const order = submitted(row?.order, orderId);
  const ready = await readyToPlace(dependencies, order, row?.key);
  const askedAt = dependencies.clock();
  // Noted before the call: a process that dies during it leaves a trace, and the next one asks before it sends.
  return await place(dependencies, ready, { ...(await markPlacementIntended(database, orderId)), askedAt });
}

/** What else is written where a placement writes: in the same transaction, all or nothing. */
export interface WrittenWithPlacement {
  /** With key and intent, before the CA is called. Not where both were written by an earlier try. */
  readonly before?: (transaction: Queryable) => Promise<void>;
  /** Whose turn comes next, as what the CA answered says: with that answer. Undefined: the order says so itself. */
  readonly turn?: (placed: PlacedOrder) => TurnBegun | undefined;
}

/** `next`: the turn that was written with it. */
export type PlacedAndPassed = PlacedOrder & { readonly next?: PassedTurn };

/**
 * `prepareCsr` and `placeOnce` in one: key, CSR and intent are written at once, and so before the CA is called. Dying before
 * that leaves nothing; from then on as `placeOnce`.
 */
export async function prepareAndPlaceOnce(
  dependencies: PlacementDependencies & CsrDependencies,
  orderId: string,
  written: WrittenWithPlacement = {},
): Promise<PlacedAndPassed> {
  const { database } = dependencies;
  const known = await loadOrderToPrepare(database, orderId);
  const order = submitted(known?.order, orderId);
  const key = known?.key ?? (await newKey(dependencies, known, orderId));
  const ready = await readyToPlace(dependencies, order, key);
  const { before, turn } = written;
  const askedAt = dependencies.clock();
  const { isStored, ...noted } = await writtenTogether(
    database,
    (transaction) => storeKey(transaction, key, { placing: true }),
    before,
  );
  const intent = { ...noted, askedAt };
  if (isStored || known?.key) return await place(dependencies, ready, intent, turn);
  const faster = await readyToPlace(dependencies, order, await storedFirst(database, key));
  return await place(dependencies, faster, intent, turn);
}

/** An intent, and when it was noted at the earliest. */
type TimedIntent = PlacementIntent & { readonly askedAt: number };

interface ReadyToPlace {
  readonly order: SubmittedOrder;
  readonly ca: CertificateAuthority;
  readonly request: CaOrderRequest;
}

async function readyToPlace(
  dependencies: PlacementDependencies,
  order: SubmittedOrder,
  key: StoredKey | undefined,
): Promise<ReadyToPlace> {
  const ca = await caOfOrder(dependencies, order);
  const request = requestWith(order, key);
  refuseUnknownHash(ca, request);
  return { order, ca, request };
}

/** From here on the intent is on record; but for an order that is given up, for which nothing is sent. */
async function place(
  { database, clock }: PlacementDependencies,
  { order, ca, request }: ReadyToPlace,
  intent: TimedIntent,
  turn?: WrittenWithPlacement['turn'],
): Promise<PlacedAndPassed> {
  const { orderId } = order;
  const { mayHaveReachedCa, isGivenUp, askedAt } = intent;
  if (isGivenUp) throw givenUp();
  refuseLedElsewhere(order, intent);
  const found = mayHaveReachedCa ? await lookUp(ca, orderId) : undefined;
  // What was only begun there is gone on with: the same order, by the same reference.
  const known = found?.isUnfinished ? undefined : found;
  if (!known) await refuseGivenUp({ database, clock }, { orderId, askedAt });
  const placed = withItsProofs(ca.name, order, known ?? (await ca.placeOrder(request)));
  if (placed.status === 'refused' || placed.status === 'cancelled') {
    await recordCaReference(database, orderId, placed.caReference);
    throw refusedByCa(ca, placed);
  }
  const isReused = await isProven(database, placed, order, new Date(clock()), known !== undefined);
  const answer: PlacedOrder = {
    caReference: placed.caReference,
    validations: placed.validations.map(withoutStatus),
    ...(isReused && { domainReused: true }),
  };
  const begun = turn?.(answer);
  const record = (stand?: ProgressRecord) =>
    recordPlaced(database, orderId, placed.caReference, placed.validations, stand);
  const stand = await record(begun?.stand).catch((error: unknown) => {
    // Words that Postgres does not take must not keep the CA's reference from being written: the order tells its turn itself.
    if (!begun || !(error instanceof StatementRefused)) throw error;
    return record();
  });
  if (stand?.isGivenUp) {
    // Undone while this was on its way to the CA, by who asked there too early: nobody else will.
    await ca.cancelOrder(placed.caReference);
    throw givenUp();
  }
  const next = begun && turnAsWritten(begun, stand);
  return { ...answer, ...(next && { next }) };
}

/**
 * Where the CA takes what was proven for an earlier order, our own tables and records must agree: else the names are proven
 * again. An order that the CA had already may have been proven under it, by a workflow that was lost with its store; one that
 * it has issued was, and is compared with what was ordered when it is collected.
 */
async function isProven(
  database: Database,
  { status: ofOrder, validations }: CaOrder,
  order: SubmittedOrder,
  now: Date,
  wasKnown: boolean,
): Promise<boolean> {
  const others = await namesOfOtherCompanies(database, order, validations, now);
  if (others.length > 0) return false;
  if (wasKnown && ofOrder === 'issued') return true;
  return (
    validations.length > 0 &&
    validations.every(
      ({ status, reused, validatedAt }: CaValidation) =>
        status === 'valid' &&
        (reused === true || wasKnown) &&
        validatedAt !== undefined &&
        domainReusable(order, new Date(validatedAt), now),
    )
  );
}

export async function cancelOnce(
  dependencies: Pick<PlacementDependencies, 'database' | 'ca' | 'connections'>,
  orderId: string,
): Promise<CancelOutcome> {
  const { database } = dependencies;
  // Before the CA is asked: an attempt that was only taken for dead sends nothing from now on.
  if (!(await giveUp(database, orderId))) return 'never-placed';
  const ca = await caOfOrder(dependencies, await loadSubmittedOrder(database, orderId));
  const known = await lookUp(ca, orderId);
  if (!known) return 'never-placed';
  await recordCaReference(database, orderId, known.caReference);
  // Nobody looks again: whoever opens the order later shall see what became of its letters.
  await followLetters(database, { orderId }, known.organization?.letters ?? []);
  if (known.status === 'refused' || known.status === 'cancelled') return 'cancelled';
  return await ca.cancelOrder(known.caReference);
}

/** House limit: a moment, since the next attempt reads the order anew. */
const PLACED_ELSEWHERE_AFTER_MS = 1_000;

/**
 * An order is led to another CA only before an intent is on record (db/statements/connections/moving.ts): where that happened
 * between reading it and this one's intent, nothing was sent, and from now on its CA stays.
 */
function refuseLedElsewhere(
  { terms }: SubmittedOrder,
  { mayHaveReachedCa, placesAt }: PlacementIntent,
): void {
  if (mayHaveReachedCa || placesAt === (terms.connections?.ca ?? null)) return;
  throw new OrderFailure('StillWaiting', CONNECTION_FAILURES.rerouted, {
    retryAfterMs: PLACED_ELSEWHERE_AFTER_MS,
  });
}

/** What was ordered is delivered, or refused: never something else in its place. */
function refuseUnknownHash(ca: CertificateAuthority, { signatureHash }: CaOrderRequest): void {
  const { signatureHashes } = ca.limits;
  if (signatureHash === undefined || signatureHashes.length === 0 || signatureHashes.includes(signatureHash))
    return;
  throw new OrderFailure(
    'OrderRefusedByCa',
    CA_FAILURES.signsWithout(ca.name, signatureHash, signatureHashes),
  );
}

/** Throws where the CA can't be asked: then a person decides, and the order waits for them. */
async function lookUp(ca: CertificateAuthority, orderId: string): Promise<CaOrder | undefined> {
  if (ca.limits.canFindByReference) return await ca.findByReference(referenceOf(orderId));
  throw new OrderFailure('CaUnavailable', CA_FAILURES.notFoundByReference(ca.name, referenceOf(orderId)));
}
