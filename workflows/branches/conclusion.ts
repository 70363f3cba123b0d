/** The end of an order: undone at the CA and in DNS where it ends without a certificate, recorded once. */
import { TemporalFailure } from '@temporalio/workflow';
import type { Bilingual } from '../../domain/bilingual.js';
import { LEFT_AT_END, ORDER_ENDS } from '../../domain/orders/reason-texts.js';
import { isFinal } from '../../domain/orders/states.js';
import { sentences, withWhy, wordsOfReason } from '../../domain/told.js';
import type { ConcludeRequest, Concluded } from '../activity-contract/orders.js';
import type { OrderRecovery, OrderStatus } from '../messages.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { localStep } from '../local-steps.js';
import { compensation, failureBehind, ranOutOfTime, wasCancelled } from '../steps.js';
import { awaitIssuance } from './issuance.js';
import { capturePayment, returnPayment } from './payment.js';

export type Ending = Issued | WithoutCertificate;

interface Issued {
  readonly state: 'issued';
  readonly certificateId: string;
  readonly reason?: Bilingual;
}

interface WithoutCertificate {
  readonly state: 'cancelled' | 'rejected' | 'expired';
  readonly reason: Bilingual;
  /** A certificate exists that is not what was ordered: it is revoked, never delivered. */
  readonly misissued?: boolean;
  /** What the CA may have issued is of use to nobody: it is revoked. */
  readonly keyIsLost?: boolean;
}

/** The end of an order whose workflow was lost with its store: what that one may have begun is ended by this one. */
export function recoveredEnding(order: OrderInProgress, recovery: OrderRecovery): Ending {
  order.mayHaveDoneAll();
  const { state, certificateId = '' } = recovery;
  const reason = wordsOfReason(recovery);
  order.revokedAtOnce = recovery.givesBack === true;
  if (state === 'issued') return { state, certificateId, ...(reason && { reason }) };
  return {
    state,
    reason: reason ?? ORDER_ENDS.restored,
    ...(recovery.keyIsLost === true && { keyIsLost: true }),
  };
}

/** What a step that can't succeed means for the order. */
export function endingOf(error: TemporalFailure, { requests }: OrderInProgress): Ending {
  if (wasCancelled(error)) {
    return {
      state: 'cancelled',
      reason: requests.withdrawn ? ORDER_ENDS.cancelledOnRequest : ORDER_ENDS.cancelledByOperator,
    };
  }
  if (ranOutOfTime(error)) return { state: 'expired', reason: ORDER_ENDS.stepNotFinished };
  const failure = failureBehind(error);
  const reason = failure?.words ?? ORDER_ENDS.stepFailed;
  return { state: 'rejected', reason, misissued: failure?.type === 'IssuedCertificateMismatch' };
}

export async function conclude(order: OrderInProgress, ending: Ending): Promise<OrderStatus> {
  const { tellsPlans } = await end(order, ending);
  // Whoever reads the order knows its end by now: money may take days.
  await orSay(order, LEFT_AT_END.payment, () => settleMoney(order));
  if (tellsPlans) await orSay(order, LEFT_AT_END.plan, () => tellLifecycle(order));
  return order.progress.status;
}

/** `tellsPlans`: their lifecycles were not told yet. */
async function end(order: OrderInProgress, ending: Ending): Promise<{ readonly tellsPlans: boolean }> {
  const atCa = ending.state === 'issued' ? ending : await settleWithCa(order, ending);
  const settled = await withoutUnwanted(order, atCa);
  // A certificate is delivered before the tidying up; without one, the order ends only when nothing is left behind.
  if (settled.state === 'issued' && order.isMerged) return await endIssued(order, settled);
  if (settled.state === 'issued') await order.progress.end(settled.state, settled);
  await endTidily(order, settled);
  return { tellsPlans: true };
}

/** All in one step; what that one could not do is done as patiently as ever. */
async function endIssued(order: OrderInProgress, ending: Issued): Promise<{ readonly tellsPlans: boolean }> {
  const { orderId, progress } = order;
  const request = {
    orderId,
    end: progress.endWith(ending.state, ending),
    removes: order.publicationBegan,
    planIds: plansToTell(order),
    now: new Date(Date.now()).toISOString(),
  };
  const { left } = await concludedOrAllLeft(request);
  if (left.includes('record')) await progress.end(ending.state, ending);
  if (left.includes('publications')) await endTidily(order, ending);
  return { tellsPlans: left.includes('plans') };
}

/** A step that is refused for good leaves everything to those that do one thing each. */
async function concludedOrAllLeft(request: ConcludeRequest): Promise<Concluded> {
  const options = { summary: request.removes ? 'issued; remove what we published' : 'issued' };
  try {
    return await compensation.concludeIssued.executeWithOptions(options, [request]);
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    return { left: ['record', 'publications', 'plans'] };
  }
}

async function endTidily(order: OrderInProgress, settled: Ending): Promise<void> {
  const removed = await withdrawPublications(order, settled);
  if (removed !== settled || settled.state !== 'issued') await order.progress.end(removed.state, removed);
}

/** What comes after an order's end keeps nobody from reading that end: its reason says what is left. */
async function orSay(
  { progress }: OrderInProgress,
  failed: Bilingual,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    const { state, certificateId } = progress.status;
    if (!isFinal(state)) throw error;
    const reason = withLeft(wordsOfReason(progress.status), failed, error);
    await progress.end(state, { reason, certificateId });
  }
}

/** The third way of ordering rules, section 8: issued, then revoked, where whoever withdrew the order wants that. */
async function withoutUnwanted(order: OrderInProgress, ending: Ending): Promise<Ending> {
  if (ending.state !== 'issued' || !order.requests.revokesIfIssued) return ending;
  return await undone(ending, LEFT_AT_END.revocation, async () => {
    await compensation.revokeWithdrawn.executeWithOptions({ summary: 'revoke what nobody wants' }, [
      order.orderId,
    ]);
    order.revokedAtOnce = true;
    return {
      ...ending,
      reason: ORDER_ENDS.issuedAndRevoked,
    };
  });
}

/** A certificate that is there is paid; whatever else an order ends with gives the money back. */
async function settleMoney(order: OrderInProgress): Promise<void> {
  const isDelivered = order.progress.status.state === 'issued' && !order.revokedAtOnce;
  await (isDelivered ? capturePayment(order) : returnPayment(order));
}

/** The plan's lifecycle takes over; a plan's later order tells it as well where it ends without a certificate. */
async function tellLifecycle(order: OrderInProgress): Promise<void> {
  for (const told of plansToTell(order)) {
    const now = new Date(Date.now()).toISOString();
    await localStep('followPlan', { planId: told, now }, { summary: 'tell the lifecycle' });
  }
}

function plansToTell({ input, orderId, progress }: OrderInProgress): string[] {
  const { planId, predecessorPlanId } = input;
  const ownPlan = progress.status.state === 'issued' || planId !== orderId ? planId : undefined;
  return [ownPlan, predecessorPlanId].filter((told) => told !== undefined);
}

async function withdrawPublications(order: OrderInProgress, ending: Ending): Promise<Ending> {
  if (!order.publicationBegan) return ending;
  return await undone(ending, LEFT_AT_END.publications, async () => {
    await compensation.removeValidations.executeWithOptions({ summary: 'remove what we published' }, [
      order.orderId,
    ]);
    return ending;
  });
}

/** Whoever wins the race of cancelling and issuing, the order ends in exactly one way (ordering rules, section 8). */
async function settleWithCa(order: OrderInProgress, ending: WithoutCertificate): Promise<Ending> {
  if (!order.placementBegan) return ending;
  await order.progress.undo(ending.reason);
  if (ending.misissued) return await revoke(order, ending);
  return await undone(ending, LEFT_AT_END.orderAtCa, async () => {
    const outcome = await compensation.cancelAtCa.executeWithOptions({ summary: 'cancel at the CA' }, [
      order.orderId,
    ]);
    if (outcome !== 'already-issued') return ending;
    return ending.keyIsLost ? await revokeUseless(order, ending) : await collectAfterAll(order, ending);
  });
}

async function revoke(order: OrderInProgress, ending: WithoutCertificate): Promise<Ending> {
  return await undone(ending, LEFT_AT_END.misissued, async () => {
    await compensation.revokeMisissued.executeWithOptions({ summary: 'revoke the mis-issued certificate' }, [
      order.orderId,
    ]);
    return ending;
  });
}

/** Its key is gone: a certificate that nobody can use is not kept in use. */
async function revokeUseless(order: OrderInProgress, ending: WithoutCertificate): Promise<Ending> {
  await compensation.revokeWithdrawn.executeWithOptions({ summary: 'revoke what nobody can use' }, [
    order.orderId,
  ]);
  return ending;
}

async function collectAfterAll(order: OrderInProgress, ending: WithoutCertificate): Promise<Ending> {
  const { submission } = order.requests;
  if (!submission) return ending;
  try {
    const issuance = await awaitIssuance(order, submission);
    // What was issued on a proof that does not hold is given to nobody, and so is in nobody's use.
    if (issuance.outcome === 'validation-lost' && order.has('2026-11-undelivered-is-revoked'))
      return await revoke(order, ending);
    if (issuance.outcome !== 'issued') return ending;
    return {
      ...issuance,
      state: 'issued',
      reason: sentences([ORDER_ENDS.issuedFirst, ending.reason]),
    };
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    const instead = endingOf(error, order);
    return instead.state !== 'issued' && instead.misissued ? await revoke(order, instead) : ending;
  }
}

/** What can't be undone, however often it is tried, does not keep the order from ending: its reason says what is left. */
async function undone(ending: Ending, failed: Bilingual, undo: () => Promise<Ending>): Promise<Ending> {
  try {
    return await undo();
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    return { ...ending, reason: withLeft(ending.reason, failed, error) };
  }
}

function withLeft(reason: Bilingual | undefined, failed: Bilingual, error: TemporalFailure): Bilingual {
  const why = failureBehind(error)?.words ?? LEFT_AT_END.unknown;
  return sentences([...(reason ? [reason] : []), withWhy(failed, why)]);
}
