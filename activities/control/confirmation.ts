/** One look at an order's names: look ourselves, keep what was found, then hear the CA; its word decides. */
import { ORDER_DATA_FAILURES } from '../../domain/failure-texts.js';
import { reasonOf } from '../../domain/told.js';
import { OrderFailure } from '../../domain/failures.js';
import type { CaaTerms } from '../../domain/control/caa.js';
import type { Finding } from '../../domain/control/findings.js';
import { holdAfter, untilNextLook, untilNextOwnLook } from '../../domain/control/look-intervals.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { isWildcard } from '../../domain/names/forms.js';
import { because, turnAfterLook, type Turn } from '../../domain/control/turn.js';
import { deadlinePassed } from '../../domain/waits.js';
import type { ConfirmOutcome, ConfirmRequest } from '../../workflows/activity-contract/control.js';
import type { Clock } from '../attempt-clock.js';
import type { CertificateAuthority } from '../ca/certificate-authority.js';
import { caOfOrder } from '../ca/ca-of-order.js';
import { loadPlacedOrder, type PlacedOrderRow, type SubmittedOrder } from '../ca/order-at-ca.js';
import type { CaDoor } from '../connections/reaching.js';
import type { DueReminders } from '../notices/due-reminders.js';
import { waitOnObstacle, type PublishedDependencies } from './left-to-subscriber.js';
import { keepFindings, keepNewFindings } from './findings-kept.js';
import type { Look, LookQuestion } from './look.js';
import { askToValidate, obstacleUnlessDecided, type Obstacle } from './word-of-ca.js';

export interface ConfirmationDependencies extends PublishedDependencies, CaDoor {
  readonly look: Look;
  readonly reminders: DueReminders;
  readonly clock: Clock;
  /** How late this look began, in milliseconds; absent: never. */
  readonly lateness?: () => number;
  /** Does somebody wait for what this look finds? Absent: yes. Then everything is asked anew, and written down. */
  readonly isAskedFor?: () => boolean;
}

const DAY_MS = 86_400_000;

/**
 * Throws OrderFailure `StillWaiting` with the finding that stands in the way, and when to look again. `known`: the order's row,
 * where it is loaded already.
 */
export async function confirm(
  dependencies: ConfirmationDependencies,
  request: ConfirmRequest,
  known?: PlacedOrderRow,
): Promise<ConfirmOutcome> {
  const { database, clock, reminders } = dependencies;
  const { orderId, validations, wait } = request;
  const held = clock() - Date.parse(wait.ladderSince) >= holdAfter(request.changes);
  if (held && anyIsTooOld(validations, request.randomValueDays, clock()))
    return { outcome: 'random-value-expired' };

  const order = known ?? (await loadPlacedOrder(database, orderId));
  const isAskedFor = dependencies.isAskedFor?.() ?? true;
  const keep = isAskedFor ? keepFindings : keepNewFindings;
  const ca = await caOfOrder(dependencies, order);
  const findings = await lookAtAll({ ...dependencies, ca }, validations, order.names, isAskedFor);
  await keep(database, orderId, findings);
  const turn = turnAfterLook(methodOf(validations), findings);
  const desk = { database, ca, clock, order, validations, keep };
  const obstacle =
    'ask' in turn
      ? await askToValidate(desk)
      : await obstacleUnlessDecided(desk, await obstacleOfLook(dependencies, order, request, turn));
  if (!obstacle) return { outcome: 'valid' };

  if (deadlinePassed(wait, clock())) return { outcome: 'deadline-passed' };
  if (held && obstacle.isAnew) return { outcome: 'random-value-expired' };
  if (held && obstacle.wait !== wait.wait)
    return { outcome: 'ball-passed', to: obstacle.wait, ...reasonOf(obstacle.reason) };
  await reminders.sendDue(orderId, wait);
  // A CA's Retry-After is honoured, but neither a reminder nor the deadline waits for it.
  const untilNext = obstacle.isOurs ? untilNextOwnLook : untilNextLook;
  const retryAfterMs = untilNext(wait, clock(), {
    of: orderId,
    askedForMs: obstacle.retryAfterMs,
    lateMs: dependencies.lateness?.(),
  });
  throw new OrderFailure('StillWaiting', obstacle.reason, { retryAfterMs });
}

/** The CA's limit is the age itself (BR 3.2.2.4.7: 30 days from creation), so the last moment is already too late. */
function anyIsTooOld(validations: readonly DomainValidation[], days: number, now: number): boolean {
  return validations.some(({ issuedAt }) => now - Date.parse(issuedAt) >= days * DAY_MS);
}

/** Names are looked at side by side, a few at a time: a hundred names must fit into one attempt. */
async function lookAtAll(
  { look, ca }: Pick<ConfirmationDependencies, 'look' | 'ca'>,
  validations: readonly DomainValidation[],
  ordered: readonly string[],
  anew: boolean,
): Promise<Finding[]> {
  const { caaIdentities } = ca;
  const caaTerms = await caaTermsOf(ca, methodOf(validations));
  const findings: Finding[] = [];
  for (let first = 0; first < validations.length; first += NAMES_AT_ONCE) {
    const batch = validations.slice(first, first + NAMES_AT_ONCE);
    const found = await Promise.all(
      batch.map((validation) => lookAtOne(look, validation, ordered, { caaIdentities, caaTerms, anew })),
    );
    findings.push(...found.flat());
  }
  return findings;
}

const NAMES_AT_ONCE = 8;

/** A CA that can't tell now leaves the judgement to itself, as one that never tells. */
async function caaTermsOf(
  ca: CertificateAuthority,
  method: DomainValidation['method'],
): Promise<CaaTerms | undefined> {
  return await ca.caaTerms?.(method).catch(() => undefined);
}

/** A wildcard that is proven beside its base is looked at where its base is, and told under its own name. */
async function lookAtOne(
  look: Look,
  validation: DomainValidation,
  ordered: readonly string[],
  asked: Omit<LookQuestion, 'wildcard'>,
): Promise<Finding[]> {
  const { name } = validation;
  const base = isWildcard(name) ? name.slice(2) : name;
  const wildcard = isWildcard(name) || ordered.includes(`*.${name}`);
  const found = await look({ ...validation, name: base }, { ...asked, wildcard });
  return found.map((finding) => (finding.name === base ? { ...finding, name } : finding));
}

async function obstacleOfLook(
  dependencies: ConfirmationDependencies,
  order: SubmittedOrder,
  { validations }: ConfirmRequest,
  turn: Exclude<Turn, { readonly ask: 'ca' }>,
): Promise<Obstacle> {
  const byHand =
    turn.wait === 'subscriber-caa'
      ? undefined
      : await waitOnObstacle(dependencies, order, validations, turn.because);
  const wait = byHand?.wait ?? turn.wait;
  return { wait, reason: because(turn.because, wait, byHand?.problem), isOurs: true };
}

function methodOf([first]: readonly DomainValidation[]): DomainValidation['method'] {
  if (!first) throw new OrderFailure('OrderDataUnusable', ORDER_DATA_FAILURES.noNames);
  return first.method;
}
