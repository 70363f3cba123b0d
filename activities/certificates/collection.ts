/** Fetching what the CA issued: compared with what was ordered before anyone gets it. */
import type { Bilingual } from '../../domain/bilingual.js';
import { MISISSUED } from '../../domain/ca-failure-texts.js';
import { ORDER_REASONS } from '../../domain/orders/reason-texts.js';
import { asSentence, clauses, reasonOf, withWhy, wordsOfDetail } from '../../domain/told.js';
import type { Database } from '../../db/database.js';
import { openUnprotectedKey } from '../../db/private-keys.js';
import type { MasterKey } from '../../db/sealed-values.js';
import { certificateLifetime } from '../../domain/catalogue/dated-rules.js';
import { OrderFailure, recordMissing } from '../../domain/failures.js';
import { factsOfIssued, type IssuedFacts } from '../../domain/certificates/issued.js';
import { compareReadPair, readPair, type ReadPair } from '../../domain/certificates/issued-pair.js';
import { lapsedAt } from '../../domain/certificates/lapsed-validations.js';
import { holdAfter, untilNextLook, untilNextOwnLook } from '../../domain/control/look-intervals.js';
import type { CertificateText } from '../../domain/certificates/read-certificate.js';
import { certificateNamesOf } from '../../domain/catalogue/complimentary.js';
import { organizationTurn } from '../../domain/organization/turn.js';
import { deadlinePassed } from '../../domain/waits.js';
import type { CollectOutcome, CollectRequest } from '../../workflows/activity-contract/ca.js';
import type { Clock } from '../attempt-clock.js';
import type { CaDoor } from '../connections/reaching.js';
import { writeLostTurn } from '../orders/passing.js';
import { haveBeenSeen, namesOfOtherCompanies } from '../control/taken-proofs.js';
import type { CertificateStore } from './store.js';
import type { DueReminders } from '../notices/due-reminders.js';
import type { CaOrder, CertificateAuthority } from '../ca/certificate-authority.js';
import { caOfOrder } from '../ca/ca-of-order.js';
import { refusedByCa } from '../ca/decision.js';
import { loadPlacedOrderWithKey, type OrderWithItsKey, type SubmittedOrder } from '../ca/order-at-ca.js';
import { refuseBroken } from '../ca/readable-chain.js';

export interface CollectionDependencies extends CaDoor {
  readonly database: Database;
  readonly certificates: CertificateStore;
  /** Open the signing key, which alone opens what came for the other half of an SM2 pair. */
  readonly masterKeys: readonly MasterKey[];
  readonly reminders: DueReminders;
  readonly clock: Clock;
  /** How late this look began, in milliseconds; absent: never. */
  readonly lateness?: () => number;
}

export async function collect(
  dependencies: CollectionDependencies,
  request: CollectRequest,
): Promise<CollectOutcome> {
  const { database } = dependencies;
  const order = await loadPlacedOrderWithKey(database, request.orderId);
  await writeIfLost(database, request, order);
  const ca = await caOfOrder(dependencies, order);
  const atCa = await ca.orderStatus(order.caReference);
  switch (atCa.status) {
    case 'issued': {
      const lost = await unprovenFor(dependencies, order, atCa);
      if (lost !== undefined) return await lostOrLookAgain(dependencies, request, lost);
      return { outcome: 'issued', certificateId: await accept({ ...dependencies, ca }, order, atCa) };
    }
    case 'refused':
    case 'cancelled':
      throw refusedByCa(ca, atCa);
    case 'validating':
      return await lostOrLookAgain(dependencies, request, whyValidating(ca, atCa));
    case 'issuing':
      return await lookAgain(dependencies, request, ORDER_REASONS.notIssuedYet(ca.name), atCa.retryAfterMs);
  }
}

/** The turn that this step belongs to, which was passed without waiting for the disk. */
async function writeIfLost(
  database: Database,
  { orderId, passedAs, wait }: CollectRequest,
  { sequence }: OrderWithItsKey,
): Promise<void> {
  if (passedAs === undefined) return;
  await writeLostTurn(database, { orderId, sequence: passedAs, state: 'issuing', wait }, sequence);
}

/** What was issued without control being shown for its company is not delivered until it is (ordering rules, section 5). */
async function unprovenFor(
  { database, clock }: CollectionDependencies,
  order: SubmittedOrder,
  { validations }: CaOrder,
): Promise<Bilingual | undefined> {
  const names = await namesOfOtherCompanies(database, order, validations, new Date(clock()));
  const taken = validations.filter(({ name }) => names.includes(name));
  if (taken.length === 0 || (await haveBeenSeen(database, order.orderId, taken))) return undefined;
  return ORDER_REASONS.shownForAnotherCompany(names);
}

/** A proof that was lost often must stay lost for a while before anybody is asked for it again. */
async function lostOrLookAgain(
  dependencies: CollectionDependencies,
  request: CollectRequest,
  reason: Bilingual,
): Promise<CollectOutcome> {
  const since = dependencies.clock() - Date.parse(request.wait.since);
  if (since >= holdAfter(request.changes)) return { outcome: 'validation-lost', ...reasonOf(reason) };
  return await lookAgain(dependencies, request, reason);
}

/** Throws `StillWaiting` while there is time; the subscriber is told on the wait's days. */
async function lookAgain(
  { clock, lateness, reminders }: CollectionDependencies,
  { orderId, wait }: CollectRequest,
  obstacle: Bilingual,
  askedForMs?: number,
): Promise<CollectOutcome> {
  if (deadlinePassed(wait, clock())) return { outcome: 'deadline-passed' };
  await reminders.sendDue(orderId, wait);
  const next = { of: orderId, askedForMs, lateMs: lateness?.() };
  // A CA that names a time each time it is asked must not be asked for ever at that pace.
  const retryAfterMs = (askedForMs === undefined ? untilNextLook : untilNextOwnLook)(wait, clock(), next);
  throw new OrderFailure('StillWaiting', obstacle, { retryAfterMs });
}

async function accept(
  dependencies: CollectionDependencies,
  order: OrderWithItsKey,
  atCa: CaOrder,
): Promise<string> {
  const { ca, certificates } = dependencies;
  const issued = await ca.fetchCertificate(order.caReference);
  const read = readPair(issued);
  refuseBroken(ca, read);
  refuseWhatWasNotOrdered(dependencies, order, read);
  const facts = factsIn(read.leaf);
  refuseWhatHadLapsed(ca, order, facts, atCa);
  refuseWhatOutlivesItsTerm(ca, order, [facts, ...(read.encryption ? [factsIn(read.encryption.leaf)] : [])]);
  const restsOn = atCa.validations.filter(({ status }) => status === 'valid');
  return await certificates.store(order, issued, { facts, restsOn });
}

/** Of a text that was found to be one certificate. */
function factsIn({ blocks: [first] }: CertificateText): IssuedFacts {
  if (!first?.certificate) throw new Error('The certificate can’t be read');
  return factsOfIssued(first.certificate);
}

function refuseWhatWasNotOrdered(
  { ca, masterKeys, clock }: CollectionDependencies,
  order: OrderWithItsKey,
  issued: ReadPair,
): void {
  const csr = order.key;
  if (!csr) throw recordMissing({ record: 'csr', id: order.orderId });
  const ordered = {
    names: certificateNamesOf({ brand: order.brand, kind: order.terms.kind, names: order.names }),
    spkiSha256: csr.spkiSha256,
    ...(ca.limits.marksTypes !== false && { certificateType: order.certificateType }),
    // A CA that chooses by itself has promised none.
    ...(ca.limits.signatureHashes.length > 0 && { signatureHash: order.terms.signatureHash }),
    maxDaysAt: (issuedAt: Date) =>
      certificateLifetime(order.brand, issuedAt, order.certificateType)?.atMostDays,
    now: new Date(clock()),
  };
  const signingKey = issued.encryption && openUnprotectedKey(csr, masterKeys);
  const problems = compareReadPair(issued, ordered, signingKey);
  signingKey?.fill(0);
  if (problems.length === 0) return;
  throw new OrderFailure('IssuedCertificateMismatch', MISISSUED.notOrdered(ca.name, clauses(problems)));
}

/** The dated rules are judged at the date of issuance; `notBefore` is that date (ordering rules, section 9). */
function refuseWhatHadLapsed(
  ca: CertificateAuthority,
  order: SubmittedOrder,
  { notBefore }: IssuedFacts,
  { validations, organization }: CaOrder,
): void {
  const problems = lapsedAt(order, { domains: validations, organization }, new Date(notBefore));
  if (problems.length === 0) return;
  throw new OrderFailure('IssuedCertificateMismatch', MISISSUED.lapsed(ca.name, clauses(problems)));
}

/** The plan that was bought ends then (ordering rules, section 8). The other half of a pair is held to the same dates. */
function refuseWhatOutlivesItsTerm(
  ca: CertificateAuthority,
  { validUntil }: SubmittedOrder,
  halves: readonly IssuedFacts[],
): void {
  if (!validUntil || ca.limits.endsAsAsked === false) return;
  const tooLate = halves.map(({ notAfter }) => new Date(notAfter)).find((notAfter) => notAfter > validUntil);
  if (!tooLate) return;
  throw new OrderFailure('IssuedCertificateMismatch', MISISSUED.outlivesTerm(ca.name, tooLate, validUntil));
}

function whyValidating(ca: CertificateAuthority, { validations, organization }: CaOrder): Bilingual {
  const lost = validations.find(({ status }) => status !== 'valid');
  if (!lost && organization?.status === 'pending') {
    const turn = organizationTurn(
      organization.steps.map(({ step }) => step),
      organization.steps.map(({ detail, detailChinese, ...step }) => ({
        ...step,
        ...(detail !== undefined && { reason: detail }),
        ...(detailChinese !== undefined && { reasonChinese: detailChinese }),
      })),
    );
    const words = ORDER_REASONS.companyNotAccepted(ca.name);
    return turn ? withWhy(words, turn.reason) : asSentence(words);
  }
  const words = ORDER_REASONS.proofNotAccepted(ca.name, lost?.name);
  const why = lost && wordsOfDetail(lost);
  return why ? withWhy(words, why) : asSentence(words);
}
