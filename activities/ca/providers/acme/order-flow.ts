/**
 * One order of ours at a directory. Several of the directory's may stand for it, one after the other: an ACME order is dead once
 * a validation of it fails, or its week is over (RFC 8555, section 7.1.6), and ours goes on. One of them lives at a time, and
 * the record of it is written before what it allows is asked for.
 */
import { StatementRefused, type Database } from '../../../../db/database.js';
import {
  intendAcmeFinalize,
  intendAcmeOrder,
  knownAcmeOrders,
  loadAcmeOrder,
  predecessorFromAcme,
  recordAcmeCertificate,
  recordAcmeFailure,
  recordAcmePlacement,
  recordAcmeProofs,
  referenceOfAcmeOrder,
  type IntendedAcmeOrder,
  type StoredAcmeOrder,
} from '../../../../db/statements/connections/acme-orders.js';
import type { ValidationMethod } from '../../../../domain/catalogue/words.js';
import { ACME_LIMITS, pauseAfterFailures } from '../../../../domain/connections/acme-policy.js';
import { ACME_REQUESTS, ACME_TEXTS } from '../../../../domain/connections/acme-texts.js';
import type { AcmeForm } from '../../../../domain/connections/kinds/acme.js';
import type { DomainValidation } from '../../../../domain/control/validations.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { RANDOM_VALUE_DAYS } from '../../../../domain/orders/terms.js';
import type { Clock } from '../../../attempt-clock.js';
import type { CaOrder, CaValidation } from '../../certificate-authority.js';
import { asFailures, type AcmeSession } from './client.js';
import { challengeTypeOf, hasSameIdentifiers, identifiersOf, proofOf, provenNameOf } from './mapping.js';
import { AcmeProblem, detailOfProblem, meaningOf, typeOfProblem } from './problems.js';
import { certificateIdOf } from './renewal-info.js';
import type { WireAuthorization, WireChallenge, WireOrder, WireProblem } from './wire.js';

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
interface LivingOrder {
  readonly row: PlacedRow;
  readonly order: WireOrder;
  readonly proofs: readonly OpenedProof[];
  readonly retryAfterMs?: number | undefined;
}

/** One that leads nowhere any more: what was shown for it is all that there is. */
interface DeadOrder {
  readonly dead: PlacedRow;
}

type PlacedRow = StoredAcmeOrder & { readonly orderUrl: string };

/** A name's authorization, and the challenge that the method asks for. */
interface OpenedProof {
  readonly name: string;
  readonly authorization: WireAuthorization;
  readonly challenge?: WireChallenge | undefined;
  readonly proof: DomainValidation;
}

/** An earlier call's order, where there is one; a new one otherwise. */
export async function place(ports: OrderPorts, intended: IntendedAcmeOrder): Promise<CaOrder> {
  const row = await intendAcmeOrder(ports.database, intended);
  const placed = isPlaced(row) ? row : await newOrder(ports, row);
  return await shownOf(ports, await lookedAt(ports, placed), { handOut: true });
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
  const living =
    isDead(looked) || hasAged(ports, row) ? await lookedAt(ports, await newOrder(ports, row)) : looked;
  return await shownOf(ports, living, { handOut: true });
}

/** Asks the directory to look at what the order shows; a dead order is followed by another one, whose proofs are new. */
export async function validate(ports: OrderPorts, reference: string): Promise<CaOrder> {
  const row = await placedRow(ports, reference);
  const looked = await lookedAt(ports, row);
  if (isDead(looked)) {
    if (isPausing(ports, looked.dead)) return await shownOf(ports, looked);
    return await shownOf(
      ports,
      await issued(ports, await lookedAt(ports, await newOrder(ports, looked.dead))),
    );
  }
  // What the order has not been told of is not shown yet: put to the directory, it would fail.
  if (row.handedOut && isAsTold(looked) && looked.order.status === 'pending') {
    await answered(ports, looked);
    return await shownOf(ports, await issued(ports, await lookedAt(ports, row)));
  }
  return await shownOf(ports, await issued(ports, looked));
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

/** Throws OrderFailure `CaOrderUnknown`. */
async function placedRow(ports: OrderPorts, reference: string): Promise<PlacedRow> {
  const { database, connectionId, ca } = ports;
  const row = await loadAcmeOrder(database, { connectionId, reference });
  if (row && isPlaced(row)) return row;
  const found = row && (await adopted(ports, row));
  if (found) return found;
  throw new OrderFailure('CaOrderUnknown', ACME_TEXTS.noOrder(ca, reference));
}

/** In the place of the one before, which is dead or has aged. */
async function newOrder(ports: OrderPorts, row: StoredAcmeOrder): Promise<PlacedRow> {
  const { database, clock, session } = ports;
  const placedAt = new Date(clock());
  const order = await asFailures(ports.ca, ACME_REQUESTS.newOrder, orderedAt(ports, session, row));
  try {
    const isOurs = await recordAcmePlacement(database, row, row.orderUrl, {
      orderUrl: order.url,
      placedAt,
      authorizationUrls: order.authorizations,
    });
    const stored = await loadAcmeOrder(database, row);
    // Another attempt was faster: its order counts, this one is left to expire.
    if (stored && isPlaced(stored))
      return isOurs ? { ...stored, validationMethod: row.validationMethod } : stored;
    throw new OrderFailure('CaOrderUnknown', ACME_TEXTS.noOrder(ports.ca, row.reference));
  } catch (error) {
    if (!(error instanceof StatementRefused) || error.constraint !== 'acme_orders_url') throw error;
    const other = await referenceOfAcmeOrder(database, order.url);
    throw new OrderFailure('CaUnavailable', ACME_TEXTS.orderOfAnother(ports.ca, other ?? order.url));
  }
}

/** As successor of a certificate of the same directory, where it takes that (RFC 9773, section 5). */
async function orderedAt(ports: OrderPorts, session: AcmeSession, row: StoredAcmeOrder): Promise<WireOrder> {
  const { profile } = ports.form;
  const request = { identifiers: identifiersOf(row.names), ...(profile !== undefined && { profile }) };
  const replaces = await replacedBy(ports, row);
  if (replaces === undefined) return await session.newOrder(request);
  try {
    return await session.newOrder({ ...request, replaces });
  } catch (error) {
    // It is a courtesy, not a condition: whatever is wrong with it, the order goes on without.
    if (!(error instanceof AcmeProblem) || !NOT_REPLACED.includes(error.type)) throw error;
    return await session.newOrder(request);
  }
}

const NOT_REPLACED: readonly string[] = ['alreadyReplaced', 'malformed', 'unauthorized'];

async function replacedBy(ports: OrderPorts, row: StoredAcmeOrder): Promise<string | undefined> {
  const directory = await told(ports, ports.session.directory(), ACME_REQUESTS.directory);
  if (directory.renewalInfo === undefined) return undefined;
  const predecessor = await predecessorFromAcme(ports.database, row);
  return predecessor === undefined ? undefined : certificateIdOf(predecessor);
}

/**
 * The directory may have made an order whose answer was lost: where it lists an account's orders (RFC 8555, section 7.1.2.1),
 * the one for the same names that is none of ours.
 */
async function adopted(ports: OrderPorts, row: StoredAcmeOrder): Promise<PlacedRow | undefined> {
  const { database, session, clock } = ports;
  const { orders: list } = await told(ports, session.account(), ACME_REQUESTS.accountStatus);
  if (list === undefined || row.cancelledAt) return undefined;
  const urls = await told(ports, session.orders(list), ACME_REQUESTS.orders);
  const known = await knownAcmeOrders(database, urls);
  const newest = urls
    .filter((url) => !known.has(url))
    .slice(-ACME_LIMITS.listedOrders)
    .reverse();
  for (const url of newest) {
    const { value: order } = await told(ports, session.order(url));
    if (order.status === 'invalid' || !hasSameIdentifiers(row.names, order.identifiers)) continue;
    // Issued without us: another program shares the account, and its key is not ours.
    if (order.status === 'valid' || order.status === 'processing') continue;
    await recordAcmePlacement(database, row, row.orderUrl, {
      orderUrl: url,
      placedAt: new Date(clock()),
      authorizationUrls: order.authorizations,
    });
    const stored = await loadAcmeOrder(database, row);
    return stored && isPlaced(stored) ? stored : undefined;
  }
  return undefined;
}

/** As the directory has it; what it says of a dead one is kept, since it may be gone the next time. */
async function lookedAt(ports: OrderPorts, row: PlacedRow): Promise<LivingOrder | DeadOrder> {
  const answer = await told(ports, orderOrGone(ports.session, row.orderUrl));
  if (answer === undefined) return { dead: row };
  const { value: order, retryAfterMs } = answer;
  const authorizations = await told(
    ports,
    authorizationsOf(ports.session, order),
    ACME_REQUESTS.authorization,
  );
  if (order.status === 'invalid' || isLost(order, authorizations))
    return { dead: await failed(ports, row, order, authorizations) };
  const proofs = await Promise.all(authorizations.map((each) => opened(ports, row, each)));
  if (row.shown.length === 0) {
    const valid = authorizations.filter(({ status }) => status === 'valid');
    const reusedNames = valid.map((each) => provenNameOf(each, row.names));
    return { row: { ...row, reusedNames }, order, proofs, retryAfterMs };
  }
  return { row, order, proofs, retryAfterMs };
}

/** Undefined for an order that the directory has forgotten. */
async function orderOrGone(session: AcmeSession, url: string) {
  try {
    return await session.order(url);
  } catch (error) {
    if (error instanceof AcmeProblem && error.status === 404) return undefined;
    throw error;
  }
}

async function authorizationsOf(session: AcmeSession, order: WireOrder): Promise<WireAuthorization[]> {
  const found: WireAuthorization[] = [];
  for (let first = 0; first < order.authorizations.length; first += ACME_LIMITS.authorizationsAtOnce) {
    const batch = order.authorizations.slice(first, first + ACME_LIMITS.authorizationsAtOnce);
    found.push(...(await Promise.all(batch.map((url) => session.authorization(url)))));
  }
  return found;
}

/** An order that can't become ready: one of its authorizations has ended otherwise than well. */
function isLost({ status: ofOrder }: WireOrder, authorizations: readonly WireAuthorization[]): boolean {
  return (
    ofOrder === 'pending' && authorizations.some(({ status }) => status !== 'pending' && status !== 'valid')
  );
}

/** What the directory said is counted once for each of its orders. One that only expired has failed nobody. */
async function failed(
  ports: OrderPorts,
  row: PlacedRow,
  order: WireOrder,
  authorizations: readonly WireAuthorization[],
): Promise<PlacedRow> {
  const names = [
    ...authorizations.flatMap((each) => {
      const error = each.challenges.find(({ error: said }) => said !== undefined)?.error;
      if (each.status !== 'invalid' || !error) return [];
      return [{ name: provenNameOf(each, row.names), detail: detailOfProblem(error) }];
    }),
    ...ofWholeOrder(row, order.error),
  ];
  if (names.length === 0 || row.failedAt) return row;
  const at = new Date(ports.clock());
  await recordAcmeFailure(ports.database, row, { at, failure: { names } });
  return { ...row, failedAt: at, failure: { names }, failures: row.failures + 1 };
}

/** An error of the order names its names, or is one of all of them. */
function ofWholeOrder(row: PlacedRow, error: WireProblem | undefined): { name: string; detail: string }[] {
  if (!error) return [];
  const { subproblems = [] } = error;
  const named = subproblems.flatMap((each) =>
    each.identifier ? [{ name: each.identifier.value, detail: detailOfProblem(each) }] : [],
  );
  return named.length > 0 ? named : row.shown.map(({ name }) => ({ name, detail: detailOfProblem(error) }));
}

async function opened(
  ports: OrderPorts,
  row: PlacedRow,
  authorization: WireAuthorization,
): Promise<OpenedProof> {
  const { session, ca } = ports;
  const name = provenNameOf(authorization, row.names);
  const method = row.validationMethod;
  const issuedAt = (row.placedAt ?? new Date(ports.clock())).toISOString();
  const wanted = challengeTypeOf(method);
  const challenge = authorization.challenges.find(({ type }) => type === wanted);
  if (challenge?.token !== undefined) {
    const shown = await session.keyAuthorization(challenge);
    return { name, authorization, challenge, proof: proofOf(name, challenge, { method, shown, issuedAt }) };
  }
  // Shown by another method, and nothing is to be shown any more.
  if (authorization.status === 'valid') return { name, authorization, proof: { name, method, issuedAt } };
  const offered = authorization.challenges.map(({ type }) => type);
  throw new OrderFailure('DetailsRefusedByCa', ACME_TEXTS.methodNotOffered(ca, name, wanted, offered));
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

interface Showing {
  /** The order is told of it: from now on it may be put to the directory. */
  readonly handOut?: boolean;
}

/** In the words that every CA has; what is shown is kept for the day on which the directory does not tell it any more. */
async function shownOf(
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

function cancelledOrder(row: StoredAcmeOrder): CaOrder {
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

function isPlaced(row: StoredAcmeOrder): row is PlacedRow {
  return row.orderUrl !== null;
}

function isDead(looked: LivingOrder | DeadOrder): looked is DeadOrder {
  return 'dead' in looked;
}

/** The directory is left alone for a while after what it did not see. */
function isPausing({ clock }: OrderPorts, { failedAt, failures }: PlacedRow): boolean {
  return failedAt !== null && clock() - failedAt.getTime() < pauseAfterFailures(failures);
}

function hasAged({ clock }: OrderPorts, { placedAt }: PlacedRow): boolean {
  return placedAt !== null && clock() - placedAt.getTime() >= RANDOM_VALUE_DAYS * DAY_MS;
}

const DAY_MS = 86_400_000;

function told<Value>(
  { ca }: OrderPorts,
  call: Promise<Value>,
  asking: (typeof ACME_REQUESTS)[keyof typeof ACME_REQUESTS] = ACME_REQUESTS.order,
): Promise<Value> {
  return asFailures(ca, asking, call);
}
