/** One look at an order's names: look ourselves, keep what was found, then ask the CA; its word decides. */
import { markValidationStatuses } from '../../db/statements/control/domain-validations.js';
import { OrderFailure } from '../../domain/failures.js';
import type { Finding } from '../../domain/control/findings.js';
import { holdAfter, untilNextLook } from '../../domain/control/look-intervals.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { because, FIRST_WAIT, turnAfterLook, type Turn } from '../../domain/control/turn.js';
import { deadlinePassed, type OrderWait } from '../../domain/waits.js';
import type { ConfirmOutcome, ConfirmRequest } from '../../workflows/activity-contract/control.js';
import type { Clock } from '../attempt-clock.js';
import type { CaOrder, CaValidation, CertificateAuthority } from '../ca/certificate-authority.js';
import { caOfOrder } from '../ca/ca-of-order.js';
import { loadPlacedOrder } from '../ca/order-at-ca.js';
import { refusedByCa } from '../orders/placement.js';
import { findingOf } from '../dns/finding.js';
import { silenceOfFailure } from '../ca/silence.js';
import type { DueReminders } from '../notices/due-reminders.js';
import { waitOnObstacle, type PublishedDependencies } from './left-to-subscriber.js';
import { keepFindings } from './findings-kept.js';
import type { Look } from './look.js';

export interface ConfirmationDependencies extends PublishedDependencies {
  readonly ca: CertificateAuthority;
  readonly look: Look;
  readonly reminders: DueReminders;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;

/** Throws OrderFailure `StillWaiting` with the finding that stands in the way, and when to look again. */
export async function confirm(
  dependencies: ConfirmationDependencies,
  request: ConfirmRequest,
): Promise<ConfirmOutcome> {
  const { database, clock, reminders } = dependencies;
  const { orderId, validations, wait } = request;
  const held = clock() - Date.parse(wait.ladderSince) >= holdAfter(request.changes);
  if (held && anyIsTooOld(validations, request.randomValueDays, clock()))
    return { outcome: 'random-value-expired' };

  const order = await loadPlacedOrder(database, orderId);
  const findings = await lookAtAll(dependencies, validations, order.names);
  await keepFindings(database, orderId, findings);
  const turn = turnAfterLook(methodOf(validations), findings);
  const obstacle =
    'ask' in turn
      ? await askCa(
          { ...dependencies, ca: await caOfOrder(database, dependencies.ca, order) },
          request,
          order.caReference,
        )
      : await obstacleOfLook(dependencies, request, turn);
  if (!obstacle) return { outcome: 'valid' };

  if (deadlinePassed(wait, clock())) return { outcome: 'deadline-passed' };
  if (held && obstacle.wait !== wait.wait)
    return { outcome: 'ball-passed', to: obstacle.wait, reason: obstacle.reason };
  await reminders.sendDue(orderId, wait);
  // A CA's Retry-After is honoured, but neither a reminder nor the deadline waits for it.
  const retryAfterMs = untilNextLook(wait, clock(), obstacle.retryAfterMs);
  throw new OrderFailure('StillWaiting', obstacle.reason, { retryAfterMs });
}

/** The CA's limit is the age itself (BR 3.2.2.4.7: 30 days from creation), so the last moment is already too late. */
function anyIsTooOld(validations: readonly DomainValidation[], days: number, now: number): boolean {
  return validations.some(({ issuedAt }) => now - Date.parse(issuedAt) >= days * DAY_MS);
}

/** Names are looked at side by side, a few at a time: a hundred names must fit into one attempt. */
async function lookAtAll(
  { look, ca }: ConfirmationDependencies,
  validations: readonly DomainValidation[],
  ordered: readonly string[],
): Promise<Finding[]> {
  const { caaIdentities } = ca;
  const findings: Finding[] = [];
  for (let first = 0; first < validations.length; first += NAMES_AT_ONCE) {
    const batch = validations.slice(first, first + NAMES_AT_ONCE);
    const found = await Promise.all(
      batch.map((validation) =>
        look(validation, { caaIdentities, wildcard: ordered.includes(`*.${validation.name}`) }),
      ),
    );
    findings.push(...found.flat());
  }
  return findings;
}

const NAMES_AT_ONCE = 8;

async function obstacleOfLook(
  dependencies: ConfirmationDependencies,
  { orderId, validations }: ConfirmRequest,
  turn: Exclude<Turn, { readonly ask: 'ca' }>,
): Promise<Obstacle> {
  const byHand =
    turn.wait === 'subscriber-caa'
      ? undefined
      : await waitOnObstacle(dependencies, orderId, validations, turn.because);
  const wait = byHand ?? turn.wait;
  return { wait, reason: because(turn.because, wait) };
}

interface Obstacle {
  readonly wait: OrderWait;
  readonly reason: string;
  readonly retryAfterMs?: number;
}

/** Undefined when the CA is satisfied. Throws OrderFailure `OrderRefusedByCa` when it never will be. */
async function askCa(
  { database, ca, clock }: ConfirmationDependencies,
  { orderId, validations }: ConfirmRequest,
  caReference: string,
): Promise<Obstacle | undefined> {
  const answer = await ca.requestValidation(caReference).catch(obstacleOfFailure);
  if ('wait' in answer) return answer;
  if (answer.status === 'refused' || answer.status === 'cancelled') throw refusedByCa(ca, answer);

  await markValidationStatuses(database, orderId, answer.validations);
  await keepFindings(
    database,
    orderId,
    answer.validations.map((validation) => findingOfCa(validation, ca, clock())),
  );
  return obstacleAtCa(ca, answer, validations);
}

/** A CA that can't answer holds the ball itself: the subscriber's clock must not run meanwhile. */
function obstacleOfFailure(error: unknown): Obstacle {
  const { silent, retryAfterMs } = silenceOfFailure(error);
  return { wait: 'ca-validation', reason: silent, retryAfterMs };
}

function obstacleAtCa(
  ca: CertificateAuthority,
  { status, validations }: CaOrder,
  asked: readonly DomainValidation[],
): Obstacle | undefined {
  if (status === 'issuing' || status === 'issued') return undefined;
  const failed = validations.find((validation) => validation.status === 'failed');
  if (failed) {
    return {
      wait: FIRST_WAIT[methodOf(asked)],
      reason: `${ca.name} did not accept ${failed.name}: ${failed.detail ?? 'no reason given'}`,
    };
  }
  const pending = validations.find((validation) => validation.status === 'pending');
  return pending && { wait: 'ca-validation', reason: `${ca.name} is still validating ${pending.name}.` };
}

function findingOfCa(
  { name, status, detail, record, file }: CaValidation,
  ca: CertificateAuthority,
  now: number,
): Finding {
  const finding = {
    name,
    subject: 'ca',
    source: 'ca',
    question: `validation by ${ca.name}`,
    expected: record?.value ?? file?.content ?? '',
    found: detail ?? status,
    verdict: ({ valid: 'ok', failed: 'wrong', pending: 'missing' } as const)[status],
  } as const;
  return findingOf(finding, now);
}

function methodOf([first]: readonly DomainValidation[]): DomainValidation['method'] {
  if (!first) throw new OrderFailure('OrderDataUnusable', 'The order has no names to validate.');
  return first.method;
}
