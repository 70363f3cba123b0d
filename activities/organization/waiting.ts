/** One look of a wait on the CA's check of a company: has it come further, who has to act now, and if nobody: until when. */
import type { Bilingual } from '../../domain/bilingual.js';
import { ORGANIZATION_REASONS } from '../../domain/orders/reason-texts.js';
import { reasonOf } from '../../domain/told.js';
import { loadNewestUnsentLetter } from '../../db/statements/organization/letters.js';
import { OrderFailure } from '../../domain/failures.js';
import { holdAfter, untilNextLook } from '../../domain/control/look-intervals.js';
import { organizationTurn, type OrganizationTurn } from '../../domain/organization/turn.js';
import { ORGANIZATION_RULES, type OrganizationStep } from '../../domain/organization/ways.js';
import { deadlinePassed } from '../../domain/waits.js';
import type {
  AwaitOrganizationRequest,
  OrganizationOutcome,
  OrganizationStanding,
} from '../../workflows/activity-contract/organization.js';
import { silenceOfFailure } from '../ca/silence.js';
import type { DueReminders } from '../notices/due-reminders.js';
import {
  lookAt,
  openOrganizationOrder,
  type LookDependencies,
  type OrganizationOrder,
} from './check-at-ca.js';
import { withRefusals } from './refusals-told.js';

export interface WaitDependencies extends LookDependencies {
  readonly reminders: DueReminders;
  /** How late this look began, in milliseconds; absent: never. */
  readonly lateness?: () => number;
}

/** Throws OrderFailure `StillWaiting` with what stands in the way, and when to look again. */
export async function awaitOrganization(
  dependencies: WaitDependencies,
  request: AwaitOrganizationRequest,
): Promise<OrganizationOutcome> {
  const { clock } = dependencies;
  const { orderId, wait } = request;
  const opened = await openOrganizationOrder(dependencies, orderId);
  const seen = await lookAt(dependencies, opened).catch(silenceOfFailure);
  if ('silent' in seen) return await stillWaiting(dependencies, request, seen.silent, seen.retryAfterMs);

  const turn = await turnAfter(dependencies, opened, request, seen);
  if (!turn) return { outcome: 'passed' };
  const letterId = await letterFor(dependencies, opened, request.steps, seen);
  if (letterId !== undefined) return { outcome: 'letter-given', letterId };
  if (deadlinePassed(wait, clock())) return { outcome: 'deadline-passed' };
  const isNews = turn.wait !== wait.wait || turn.reason.en !== request.reason;
  const held = clock() - Date.parse(wait.since) >= holdAfter(request.changes);
  if (isNews && held) return { outcome: 'ball-passed', to: turn.wait, ...reasonOf(turn.reason) };
  return await stillWaiting(dependencies, request, turn.reason);
}

/** Undefined when nothing is left to wait for. */
async function turnAfter(
  { database }: WaitDependencies,
  { order, terms, ca }: OrganizationOrder,
  { steps }: AwaitOrganizationRequest,
  { valid, lapsed, steps: standing }: OrganizationStanding,
): Promise<OrganizationTurn | undefined> {
  if (lapsed) {
    await ca.renewOrganization(order.caReference).catch(silenceOfFailure);
    return { wait: 'ca-organization', reason: ORGANIZATION_REASONS.lapsed };
  }
  if (valid) return undefined;
  const turn = organizationTurn(steps, standing);
  if (turn) return await withRefusals(database, order.orderId, turn);
  const isWholeWay = ORGANIZATION_RULES[terms.way].steps.every((step) => steps.includes(step));
  return isWholeWay ? { wait: 'ca-organization', reason: ORGANIZATION_REASONS.allPassed } : undefined;
}

/** The stored letter that the CA asks for and does not have. */
async function letterFor(
  { database }: WaitDependencies,
  { order, terms }: OrganizationOrder,
  asked: readonly OrganizationStep[],
  { steps }: OrganizationStanding,
): Promise<string | undefined> {
  const isWanted = steps.some(
    ({ step, status }) =>
      asked.includes(step) &&
      (step === 'letter' || step === 'application-form') &&
      status === 'with-subscriber',
  );
  if (!ORGANIZATION_RULES[terms.way].document || !isWanted) return undefined;
  return (await loadNewestUnsentLetter(database, { orderId: order.orderId }))?.letterId;
}

async function stillWaiting(
  { clock, lateness, reminders }: WaitDependencies,
  { orderId, wait }: AwaitOrganizationRequest,
  reason: Bilingual,
  askedFor?: number,
): Promise<OrganizationOutcome> {
  if (deadlinePassed(wait, clock())) return { outcome: 'deadline-passed' };
  await reminders.sendDue(orderId, wait);
  const next = { of: orderId, askedForMs: askedFor, lateMs: lateness?.() };
  throw new OrderFailure('StillWaiting', reason, { retryAfterMs: untilNextLook(wait, clock(), next) });
}
