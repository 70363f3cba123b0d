/** What the records say of a plan, as the pure rules of its lifecycle want it. */
import { END_REASONS } from '../../../domain/plans/end-reasons.js';
import type { Queryable } from '../../database.js';
import { announcedIn, type AnnouncedOfCertificate } from '../notices/of-certificates.js';
import { loadPrecedingOrder, loadSuccessorOrders, type PlanOrderStored } from './orders.js';
import { loadPlan, type NewestCertificate, type PlanRecord } from './row.js';
import { windowOf } from './renewal-windows.js';
import type { LifecycleStep } from '../../../domain/plans/facts.js';
import { reissueFactsOf } from '../../../domain/plans/reissue-facts.js';
import { momentWithin } from '../../../domain/plans/renewal-window.js';
import { placeReleaseAt } from '../../../domain/catalogue/free-places.js';
import { renewalIn } from '../../../domain/plans/renewal-notice.js';
import { successorTerms } from '../../../domain/plans/successor-terms.js';
import { nextLifecycleStep } from '../../../domain/plans/lifecycle-step.js';
import { type CurrentCertificate, type PlanFacts, type ReissueFacts } from '../../../domain/plans/facts.js';

export interface PlanStanding {
  readonly plan: PlanRecord;
  readonly facts: PlanFacts;
  readonly orderUnderWay: string | null;
  /** Stored for the plan, and not known to run yet. */
  readonly unstarted: PlanOrderStored | null;
  /** An order that follows one of its certificates has ended, and `noteEnds` has not noted when. */
  readonly hasUnnotedEnds: boolean;
}

/** Undefined where nothing was issued for it yet. `takesPayments`: false where nothing is paid through this installation. */
export async function readStanding(
  database: Queryable,
  planId: string,
  { takesPayments }: { readonly takesPayments: boolean },
): Promise<PlanStanding | undefined> {
  const plan = await loadPlan(database, planId);
  if (!plan) return undefined;
  const { newest } = plan;
  const orders = newest && (await loadSuccessorOrders(database, newest.certificateId));
  const told = newest && announcedIn(newest.told);
  const renewal = takesPayments ? await renewalOf(database, plan) : undefined;
  const facts: PlanFacts = {
    kind: plan.kind,
    endsAt: plan.endsAt.getTime(),
    current: newest && told && !newest.isReplaced ? currentOf(newest, told) : undefined,
    issued: plan.issued,
    successorUnderWay: (orders?.underWay ?? null) !== null,
    failedAttempts: orders?.failed ?? 0,
    lastAttemptEndedAt: orders?.lastFailedAt?.getTime(),
    reissue: newest ? reissueFacts(plan, newest) : undefined,
    autoRenew: plan.autoRenew,
    renewed: plan.renewed,
    ...(renewal && { renewal }),
    place: newest && told ? placeOf(newest, told) : undefined,
  };
  return {
    plan,
    facts,
    orderUnderWay: orders?.underWay ?? null,
    unstarted: orders?.unstarted ?? null,
    hasUnnotedEnds: plan.hasUnnotedEnds,
  };
}

function currentOf(newest: NewestCertificate, told: AnnouncedOfCertificate): CurrentCertificate {
  const window = windowOf(newest);
  return {
    certificateId: newest.certificateId,
    notBefore: newest.notBefore.getTime(),
    notAfter: newest.notAfter.getTime(),
    revokedAt: newest.revokedAt?.getTime(),
    ...(window && { suggestedAt: momentWithin(window, newest.certificateId) }),
    announcedDays: told.expiringDays,
    expiredAnnounced: told.expired,
  };
}

/** What a renewal that nobody asks for would cost today, and whether that was told; undefined where it costs nothing. */
async function renewalOf(
  database: Queryable,
  { kind, autoRenew, newest, renewalsTold }: PlanRecord,
): Promise<PlanFacts['renewal']> {
  if (kind !== 'series' || !autoRenew || !newest?.orderId) return undefined;
  const before = await loadPrecedingOrder(database, newest.orderId);
  const price =
    before && successorTerms(before, 'renewal', { takesPayments: true, approvesOrders: false }).price;
  if (!price) return undefined;
  const told = renewalsTold.flatMap((occasion) => renewalIn(occasion) ?? []);
  const toldFor = told.filter(({ amount }) => amount === price.amount).map(({ at }) => at);
  return { price, toldFor: toldFor.length > 0 ? Math.max(...toldFor) : undefined };
}

/** Also of a free certificate that a paid one has replaced: its place is taken until it would have expired. */
function placeOf(
  newest: NewestCertificate,
  { placeReleased: isTold }: AnnouncedOfCertificate,
): PlanFacts['place'] {
  const { certificateType, certificateId, notAfter, revokedAt } = newest;
  if (certificateType !== 'dv-free') return undefined;
  const releaseAt = placeReleaseAt(notAfter.getTime(), revokedAt?.getTime());
  return { releaseAt, told: isTold, certificateId };
}

/** What comes next. An order that a crash kept from starting is started again rather than another one opened. */
export function stepOf(standing: PlanStanding | undefined, now: number): LifecycleStep {
  if (!standing) return { do: 'end', reason: END_REASONS.nothingIssued.en };
  const { unstarted, facts } = standing;
  if (!unstarted || facts.successorUnderWay) return nextLifecycleStep(facts, now);
  const { purpose, number, attempt, since } = unstarted;
  const at = since.toISOString();
  return purpose === 'renewal' ? { do: 'renew', at, attempt } : { do: 'reissue', at, number, attempt };
}

/** Only what was ordered here, and is sold in series, is ordered again. */
function reissueFacts(plan: PlanRecord, newest: NewestCertificate): ReissueFacts | undefined {
  const { brand, certificateType, validationMethod, terms } = newest;
  if (plan.kind === 'uploaded' || !brand || !certificateType) return undefined;
  return reissueFactsOf({
    brand,
    certificateType,
    validationMethod,
    organizationWay: terms?.organization?.way,
    domainValidatedAt: newest.domainValidatedAt?.getTime(),
    organizationValidatedAt: newest.organizationValidatedAt?.getTime(),
    beforeDays: plan.reissueBeforeDays ?? undefined,
  });
}
