/** What orders and certificates will need, and by when: the lifecycle's own rules, played forward from today's records. */
import { noticeAt, expiresAt } from '../certificates/state.js';
import { domainReuseEndsAt, organizationReuseEndsAt, ruleThatEnds } from '../catalogue/dated-rules.js';
import { DAYS_UNTIL_NEXT_ATTEMPT, RENEWAL_LEAD_DAYS } from './lifecycle-step.js';
import { type ReissueFacts } from './facts.js';
import type { Brand, CertificateType, OrganizationWay, ValidationMethod } from '../catalogue/words.js';
import { plannedCertificates, type PlannedCertificate } from './reissue-schedule.js';
import { sm2ReuseEndsAt } from '../catalogue/sm2-reuse.js';
import { mergedRuns } from '../merged-runs.js';
import { PARTY_OF, type Wait } from '../waits.js';

export const FORECAST_KINDS = [
  /** An open order's wait ends, and the order with it, unless the one who holds the ball acts. */
  'order-deadline',
  /** As before, where what is missing is a stamped letter or an application form. */
  'letter',
  /** What was validated can't be used for another certificate any more. */
  'validation-lapses',
  /** A plan's next certificate has to be ordered. */
  'reissue',
  /** A plan ends, and another one may follow it. */
  'renewal',
  /** A certificate expires, and nothing follows it. */
  'expiry',
] as const;
export type ForecastKind = (typeof FORECAST_KINDS)[number];

/** What people have to give: for the names, or for the company. */
export type ForecastNeed = 'record' | 'file' | OrganizationWay;

/** Instants are milliseconds since the epoch. */
export interface ForecastItem {
  readonly kind: ForecastKind;
  /** When there is something to do; where it is late already, now. */
  readonly at: number;
  /** When it must be done. */
  readonly by: number;
  readonly orderId?: string;
  readonly planId?: string;
  /** The certificate that the plan has today; its successors are not known by id. */
  readonly certificateId?: string;
  /** Which of the plan's certificates it is about. */
  readonly number?: number;
  readonly names: readonly string[];
  readonly needsPeople: boolean;
  readonly needs: readonly ForecastNeed[];
  readonly wait?: Wait;
  readonly proof?: 'domain' | 'organization';
  /** The day (UTC) whose new rule ends a validation; absent where its age does. */
  readonly rule?: string;
}

interface Validated {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly domainValidatedAt: number | undefined;
  readonly organizationValidatedAt: number | undefined;
}

export interface OpenOrder extends Validated {
  readonly orderId: string;
  readonly names: readonly string[];
  readonly waits: readonly { readonly wait: Wait; readonly deadline: number }[];
}

export interface ForecastPlan {
  readonly planId: string;
  readonly kind: 'series' | 'single' | 'uploaded';
  readonly endsAt: number;
  readonly names: readonly string[];
  readonly autoRenew: boolean;
  readonly renewed: boolean;
  /** An order for the next certificate is under way. */
  readonly successorUnderWay: boolean;
  readonly failedAttempts: number;
  /** One that is neither revoked nor replaced. */
  readonly current: {
    readonly certificateId: string;
    readonly number: number;
    readonly notBefore: number;
    readonly notAfter: number;
    /** When its CA wants it replaced; absent where the CA names no window. */
    readonly suggestedAt?: number | undefined;
  };
  /** Absent for certificates from elsewhere. */
  readonly reissue: ReissueFacts | undefined;
  readonly validationMethod: ValidationMethod | null;
  readonly organizationWay: OrganizationWay | undefined;
}

export interface ForecastFacts {
  readonly orders: readonly OpenOrder[];
  readonly plans: readonly ForecastPlan[];
}

/** What is asked for: `from` to `until`, both included, as the records of `now` tell it. */
export interface ForecastPeriod {
  readonly now: number;
  readonly from: number;
  readonly until: number;
}

/** Everything whose `at` lies in the period, in order. What comes before `from` is taken as done in time. */
export function forecast({ orders, plans }: ForecastFacts, period: ForecastPeriod): ForecastItem[] {
  return [...mergedRuns([ofOpenOrders(orders, period), ofPlans(plans, period)], compareItems)];
}

/** As `forecast`, of some of the orders: what `mergedRuns` puts together with the rest by `compareItems`. */
export function ofOpenOrders(orders: readonly OpenOrder[], period: ForecastPeriod): ForecastItem[] {
  return within(orders.flatMap(itemsOfOrder), period);
}

/** As `ofOpenOrders`, of some of the plans. */
export function ofPlans(plans: readonly ForecastPlan[], period: ForecastPeriod): ForecastItem[] {
  return within(
    plans.flatMap((plan) => itemsOfPlan(plan, period)),
    period,
  );
}

/** By when there is something to do, then by when it must be done, then by the word for it. */
export function compareItems(one: ForecastItem, other: ForecastItem): number {
  return one.at - other.at || one.by - other.by || RANK_OF[one.kind] - RANK_OF[other.kind];
}

const RANK_OF = Object.fromEntries([...FORECAST_KINDS].sort().map((kind, rank) => [kind, rank])) as Readonly<
  Record<ForecastKind, number>
>;

function within(items: readonly ForecastItem[], { now, from, until }: ForecastPeriod): ForecastItem[] {
  const found: ForecastItem[] = [];
  for (const item of items) {
    const isLate = item.at < now && item.by >= now;
    const at = isLate ? now : item.at;
    if (at >= from && at <= until) found.push(isLate ? { ...item, at } : item);
  }
  return found.sort(compareItems);
}

const LETTERS: readonly Wait[] = ['subscriber-letter', 'subscriber-application-form'];

/** A wait's deadline is when it ends; a validation counts where it lapses while the order may still be open. */
function itemsOfOrder(order: OpenOrder): ForecastItem[] {
  const { orderId, names, waits } = order;
  const deadlines = waits.map(({ wait, deadline }): ForecastItem => {
    const needsPeople = PARTY_OF[wait] === 'subscriber';
    const kind = LETTERS.includes(wait) ? 'letter' : 'order-deadline';
    return { kind, at: deadline, by: deadline, orderId, names, needsPeople, needs: [], wait };
  });
  const last = Math.max(-Infinity, ...waits.map(({ deadline }) => deadline));
  const lapses = lapsesOf(order).filter(({ at }) => at <= last);
  return [
    ...deadlines,
    ...lapses.map((lapse) => ({ ...lapse, orderId, names, needsPeople: true, needs: [] })),
  ];
}

function itemsOfPlan(plan: ForecastPlan, { now, until }: ForecastPeriod): ForecastItem[] {
  const { current, reissue, endsAt, kind } = plan;
  const isSeries = kind === 'series' && reissue !== undefined;
  // A plan that goes on beyond the period is not played to its end: all that is left out lies behind the period.
  const orderedUntil = noticeAt(endsAt, RENEWAL_LEAD_DAYS) > until ? until : Infinity;
  const planned = isSeries
    ? plannedCertificates({ facts: reissue, endsAt, current, orderedUntil }, now)
    : [{ ...current, needsPeople: false }];
  return [
    ...(isSeries ? lapsesOfPlan(plan, reissue) : []),
    ...planned.slice(1).flatMap((next, index) => reissueItem(plan, next, planned[index] ?? next)),
    ...endOfPlan(plan, planned.at(-1) ?? { ...current, needsPeople: false }),
  ];
}

/** Where it runs by itself, only a rule's new day is news: age is looked after by the plan's own re-issues. */
function lapsesOfPlan(plan: ForecastPlan, facts: ReissueFacts): ForecastItem[] {
  return lapsesOf(facts).flatMap((lapse) => {
    const isDomain = lapse.proof === 'domain';
    const needsPeople = (isDomain ? facts.domainNeedsPeople : facts.organizationNeedsPeople) ?? true;
    if (!needsPeople && lapse.rule === undefined) return [];
    const needs = needsOf(plan).filter((need) => isOfNames(need) === isDomain);
    return [{ ...lapse, ...subjectOf(plan), number: plan.current.number, needsPeople, needs }];
  });
}

/** `before` is what it takes the place of: it has to be there before that one expires. What is ordered is told as an order. */
function reissueItem(
  plan: ForecastPlan,
  next: PlannedCertificate,
  before: PlannedCertificate,
): ForecastItem[] {
  const isTheNext = next.number === plan.current.number + 1;
  if (isTheNext && plan.successorUnderWay) return [];
  const hasFailed = isTheNext && plan.failedAttempts > DAYS_UNTIL_NEXT_ATTEMPT.length;
  return [
    {
      kind: 'reissue',
      at: next.notBefore,
      by: before.notAfter,
      ...subjectOf(plan),
      number: next.number,
      needsPeople: next.needsPeople || hasFailed,
      needs: next.needsPeople ? needsOf(plan) : [],
    },
  ];
}

/** Of a free certificate or one from elsewhere: its expiry. A plan that was renewed, or is followed now, ends unseen. */
function endOfPlan(plan: ForecastPlan, last: PlannedCertificate): ForecastItem[] {
  const { endsAt, autoRenew, renewed, successorUnderWay, kind, reissue } = plan;
  const isFollowed = renewed || (successorUnderWay && last.number === plan.current.number);
  if (isFollowed) return [];
  const of = { ...subjectOf(plan), number: last.number };
  const expiry: ForecastItem = {
    kind: 'expiry',
    at: expiresAt(last.notAfter),
    by: expiresAt(last.notAfter),
    ...of,
    needsPeople: true,
    needs: [],
  };
  if (kind !== 'series') return [expiry];
  const needsPeople = !autoRenew || reissue?.runsByItself !== true;
  const renewal: ForecastItem = {
    kind: 'renewal',
    at: noticeAt(endsAt, RENEWAL_LEAD_DAYS),
    by: endsAt,
    ...of,
    needsPeople,
    needs: needsPeople ? needsOf(plan) : [],
  };
  return autoRenew ? [renewal] : [renewal, expiry];
}

function subjectOf({ planId, names, current }: ForecastPlan) {
  return { planId, names, certificateId: current.certificateId };
}

function needsOf({ validationMethod, organizationWay }: ForecastPlan): ForecastNeed[] {
  return [
    ...(validationMethod === 'manual-dns' ? (['record'] as const) : []),
    ...(validationMethod === 'file' ? (['file'] as const) : []),
    ...(organizationWay === undefined ? [] : [organizationWay]),
  ];
}

function isOfNames(need: ForecastNeed): boolean {
  return need === 'record' || need === 'file';
}

type Lapse = Pick<ForecastItem, 'kind' | 'at' | 'by' | 'rule'> & {
  readonly proof: 'domain' | 'organization';
};

/** The last instants at which today's validations can be used for another certificate. */
function lapsesOf({
  brand,
  certificateType,
  domainValidatedAt,
  organizationValidatedAt,
}: Validated): Lapse[] {
  const lapse = (proof: Lapse['proof'], validatedAt: number | undefined): Lapse[] => {
    if (validatedAt === undefined) return [];
    const end = endOf(proof, new Date(validatedAt));
    if (!end) return [];
    const rule = brand === 'dnspod-sm2' ? undefined : ruleThatEnds(end);
    const [at, by] = [end.getTime(), end.getTime()];
    return [{ kind: 'validation-lapses', at, by, proof, ...(rule !== undefined && { rule }) }];
  };
  return [...lapse('domain', domainValidatedAt), ...lapse('organization', organizationValidatedAt)];

  function endOf(proof: Lapse['proof'], validatedAt: Date): Date | undefined {
    if (brand === 'dnspod-sm2') return sm2ReuseEndsAt(validatedAt);
    const byTheForum = proof === 'domain' ? domainReuseEndsAt : organizationReuseEndsAt;
    return byTheForum(brand, certificateType, validatedAt);
  }
}
