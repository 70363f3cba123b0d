/** The CA's word on an order's names: what it says when it is asked to look, or has decided while others held the ball. */
import type { Database } from '../../db/database.js';
import { markValidationStatuses } from '../../db/statements/control/domain-validations.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { CA_STATUS_WORDS } from '../../domain/control/finding-texts.js';
import { ORDER_DATA_FAILURES } from '../../domain/failure-texts.js';
import { ORDER_REASONS } from '../../domain/orders/reason-texts.js';
import { quoted, withWhy, wordsOfDetail } from '../../domain/told.js';
import { OrderFailure } from '../../domain/failures.js';
import type { Finding } from '../../domain/control/findings.js';
import { FIRST_WAIT } from '../../domain/control/turn.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { OrderWait } from '../../domain/waits.js';
import type { Clock } from '../attempt-clock.js';
import type { CaOrder, CaValidation, CertificateAuthority } from '../ca/certificate-authority.js';
import { asksNothingMore } from '../ca/decision.js';
import type { SubmittedOrder } from '../ca/order-at-ca.js';
import { silenceOfFailure } from '../ca/silence.js';
import { findingOf } from '../dns/finding.js';
import { keepFindings } from './findings-kept.js';
import { namesOfOtherCompanies } from './taken-proofs.js';

/** An order whose names its CA is asked about, and what it was told to show. */
export interface NamesAtCa {
  readonly database: Database;
  readonly ca: CertificateAuthority;
  readonly clock: Clock;
  readonly order: SubmittedOrder & { readonly caReference: string };
  readonly validations: readonly DomainValidation[];
  /** How what the CA says is kept; absent: always. */
  readonly keep?: typeof keepFindings;
}

export interface Obstacle {
  readonly wait: OrderWait;
  readonly reason: Bilingual;
  /** What the CA wants before it is asked again, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Our own look found it: that look is not the CA's to put off. */
  readonly isOurs?: boolean;
  /** What it asks to see is not what was shown: that is to be obtained anew. */
  readonly isAnew?: boolean;
}

/** Undefined when the CA is satisfied. Throws OrderFailure `OrderRefusedByCa` when it never will be. */
export async function askToValidate(names: NamesAtCa): Promise<Obstacle | undefined> {
  const { ca, order } = names;
  const answer = await ca.requestValidation(order.caReference).catch(silenceOfFailure);
  if (!('silent' in answer)) return await obstacleIn(names, answer);
  // A CA that can't answer holds the ball itself: the subscriber's clock must not run meanwhile.
  const { silent: reason, retryAfterMs } = answer;
  const obstacle: Obstacle = { wait: 'ca-validation', reason, retryAfterMs };
  // Asked to be left alone, it is. One that only can't look may still say that it has ended the order.
  return retryAfterMs === undefined ? await obstacleUnlessDecided(names, obstacle) : obstacle;
}

/**
 * What stands in the way, unless the CA has ended the order, or issues, all the same: whoever holds the ball, nobody is told
 * to act for an order that is dead. A CA that does not answer has decided nothing. Throws OrderFailure `OrderRefusedByCa`.
 */
export async function obstacleUnlessDecided(
  names: NamesAtCa,
  obstacle: Obstacle,
): Promise<Obstacle | undefined> {
  const { ca, order } = names;
  const answer = await ca.orderStatus(order.caReference).catch(silenceOfFailure);
  if ('silent' in answer) return { ...obstacle, retryAfterMs: answer.retryAfterMs };
  if (!asksNothingMore(ca, answer) || (await tookAnothersProof(names, answer))) return obstacle;
  return await obstacleIn(names, answer);
}

/** Where the CA issues on what was proven for another company, the names are proven for this one all the same. */
async function tookAnothersProof(
  { database, order, clock }: NamesAtCa,
  { validations }: CaOrder,
): Promise<boolean> {
  const names = await namesOfOtherCompanies(database, order, validations, new Date(clock()));
  return names.length > 0;
}

/** What the CA says of each name is kept for people to read. */
async function obstacleIn(
  { database, ca, clock, order, validations, keep = keepFindings }: NamesAtCa,
  answer: CaOrder,
): Promise<Obstacle | undefined> {
  const isSatisfied = asksNothingMore(ca, answer);
  await markValidationStatuses(database, order.orderId, answer.validations);
  const findings = answer.validations.map((validation) => findingOfCa(validation, ca, clock()));
  await keep(database, order.orderId, findings);
  return isSatisfied ? undefined : obstacleAmong(ca, answer, validations);
}

function obstacleAmong(
  ca: CertificateAuthority,
  { validations, retryAfterMs }: CaOrder,
  obtained: readonly DomainValidation[],
): Obstacle | undefined {
  if (asksForOthers(validations, obtained))
    return { wait: 'ca-validation', reason: ORDER_REASONS.randomValueReplaced, isAnew: true };
  const [first] = obtained;
  const failed = validations.find((validation) => validation.status === 'failed');
  if (failed) {
    if (!first) throw new OrderFailure('OrderDataUnusable', ORDER_DATA_FAILURES.noNames);
    return {
      wait: FIRST_WAIT[first.method],
      reason: withWhy(
        ORDER_REASONS.nameNotAccepted(ca.name, failed.name),
        wordsOfDetail(failed) ?? ORDER_REASONS.noReason,
      ),
    };
  }
  const pending = validations.find((validation) => validation.status === 'pending');
  return (
    pending && {
      wait: 'ca-validation',
      reason: ORDER_REASONS.stillValidating(ca.name, pending.name),
      retryAfterMs,
    }
  );
}

/** Of a name that is still to be proven, another value than the one that was obtained. */
function asksForOthers(answered: readonly CaValidation[], obtained: readonly DomainValidation[]): boolean {
  const known = new Map(obtained.map(({ name, record, file }) => [name, record?.value ?? file?.content]));
  return answered.some(
    ({ name, status, record, file }) =>
      status !== 'valid' && known.get(name) !== (record?.value ?? file?.content),
  );
}

function findingOfCa(
  { name, status, record, file, ...seen }: CaValidation,
  ca: CertificateAuthority,
  now: number,
): Finding {
  const finding = {
    name,
    subject: 'ca',
    source: 'ca',
    question: `validation by ${ca.name}`,
    expected: quoted(record?.value ?? file?.content ?? ''),
    found: wordsOfDetail(seen) ?? CA_STATUS_WORDS[status],
    verdict: ({ valid: 'ok', failed: 'wrong', pending: 'missing' } as const)[status],
  } as const;
  return findingOf(finding, now);
}
