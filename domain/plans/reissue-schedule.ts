/** When a plan's next certificate is ordered: in time, when its CA wants that, and where it spares people, before what they showed lapses. */
import {
  certificateLifetime,
  domainReuseEndsAt,
  notAfterOf,
  organizationReuseEndsAt,
} from '../catalogue/dated-rules.js';
import type { ReissueFacts } from './facts.js';
import { withinItsLife } from './renewal-window.js';
import { sm2ReuseEndsAt } from '../catalogue/sm2-reuse.js';

/**
 * Days before expiry. Ordering rules, section 9: a plan of one year needs 3 certificates at 15 days and 4 at 30, one of three
 * years 17 and 24; so 30 days only where people need the time (the reseller's multi-year plans: one month before expiry).
 */
export const REISSUE_LEAD_DAYS = { runsByItself: 15, withPeople: 30 } as const;

/** The house's own: of a short certificate at least a third is used. 30 days before the end of 46 just fits. */
const LONGEST_LEAD_SHARE = 2 / 3;
/** The house's own: before a validation lapses there is room for the attempts of domain/plans/lifecycle-step.ts (1 and 3 days). */
const BEFORE_LAPSE_DAYS = 5;
/** The house's own: one certificate more is worth while where people are asked a month later for it, or not at all. */
const WORTH_WHILE_DAYS = 30;
/** A plan's remainder that nobody orders a certificate for. */
const NEGLIGIBLE_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Milliseconds since the epoch, as everywhere here. */
export interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** A certificate of which its CA may have said when it wants it replaced. */
export interface CurrentValidity extends Validity {
  /** A moment within the CA's window; absent where there is none. */
  readonly suggestedAt?: number | undefined;
}

export interface ScheduledReissue {
  /** May lie in the past, where it is late. */
  readonly at: number;
  /** True where somebody has to set a record, answer a mail, stamp a letter: the order will ask. */
  readonly needsPeople: boolean;
}

/**
 * Undefined where the current certificate reaches the plan's end, and its CA does not want it replaced before. `now` decides
 * which validations can still be used.
 */
export function nextReissueAt(
  facts: ReissueFacts,
  current: CurrentValidity,
  planEndsAt: number,
  now: number,
): ScheduledReissue | undefined {
  const byOurDays = scheduledByOurDays(facts, current, planEndsAt, now);
  if (current.suggestedAt === undefined) return byOurDays;
  const suggestedAt = withinItsLife(current.suggestedAt, current);
  if (!byOurDays) {
    if (suggestedAt >= planEndsAt - NEGLIGIBLE_MS) return undefined;
    return { at: suggestedAt, needsPeople: needsPeopleAt(facts, Math.max(suggestedAt, now)) };
  }
  // Whoever chose days of their own, or needs them for what people do, is never left fewer.
  const isOursToChoose = facts.runsByItself && facts.beforeDays === undefined;
  const at = isOursToChoose ? suggestedAt : Math.min(suggestedAt, byOurDays.at);
  return { at, needsPeople: byOurDays.needsPeople && needsPeopleAt(facts, Math.max(at, now)) };
}

/** Does the certificate cover what is left of the plan? */
export function lastsUntil({ notAfter }: Pick<Validity, 'notAfter'>, planEndsAt: number): boolean {
  return notAfter >= planEndsAt - NEGLIGIBLE_MS;
}

/** What people once showed can be used at that moment, or it takes them. */
function needsPeopleAt(facts: ReissueFacts, at: number): boolean {
  return !facts.runsByItself && (validationsLapseAt(facts) ?? -Infinity) <= at;
}

function scheduledByOurDays(
  facts: ReissueFacts,
  current: Validity,
  planEndsAt: number,
  now: number,
): ScheduledReissue | undefined {
  if (lastsUntil(current, planEndsAt)) return undefined;
  if (facts.runsByItself) return { at: before(current, facts, 'runsByItself'), needsPeople: false };
  const spared = beforeTheLapse(facts, current, planEndsAt, now);
  if (spared !== undefined) return { at: spared, needsPeople: false };
  return { at: before(current, facts, 'withPeople'), needsPeople: true };
}

/**
 * When to order so that nobody has to validate anew; undefined where that can't be, or gains nothing. A validation that
 * outlasts the usual time is simply used then. One that lapses sooner is used right before, where the certificate that this
 * gives puts off the next validation by a month, or covers the rest of the plan.
 */
function beforeTheLapse(
  facts: ReissueFacts,
  current: Validity,
  planEndsAt: number,
  now: number,
): number | undefined {
  const lapsesAt = validationsLapseAt(facts);
  if (lapsesAt === undefined || lapsesAt <= now) return undefined;
  const beforeIt = lapsesAt - BEFORE_LAPSE_DAYS * DAY_MS;
  const at = Math.min(before(current, facts, 'runsByItself'), beforeIt - (beforeIt % 1000));
  if (at >= before(current, facts, 'withPeople')) return at;
  if (facts.beforeDays !== undefined || at <= current.notBefore) return undefined;
  const until = issuedUntil(facts, Math.max(at, now), planEndsAt);
  const isWorthWhile = until >= planEndsAt || until - current.notAfter >= WORTH_WHILE_DAYS * DAY_MS;
  return isWorthWhile ? at : undefined;
}

/** The last instant at which everything that people once showed can be used again; undefined where something can't at all. */
export function validationsLapseAt(facts: ReissueFacts): number | undefined {
  const { brand, certificateType, domainNeedsPeople = true } = facts;
  const { organizationNeedsPeople = hasOrganization(facts) } = facts;
  const ends = [
    ...(domainNeedsPeople ? [reuseEndsAt(facts.domainValidatedAt, domainReuseEndsAt)] : []),
    ...(organizationNeedsPeople ? [reuseEndsAt(facts.organizationValidatedAt, organizationReuseEndsAt)] : []),
  ];
  const known = ends.filter((end) => end !== undefined);
  return known.length === 0 || known.length < ends.length ? undefined : Math.min(...known);

  function reuseEndsAt(validatedAt: number | undefined, byTheForum: typeof domainReuseEndsAt) {
    if (validatedAt === undefined) return undefined;
    const from = new Date(validatedAt);
    const end = brand === 'dnspod-sm2' ? sm2ReuseEndsAt(from) : byTheForum(brand, certificateType, from);
    return end?.getTime();
  }
}

export interface PlannedCertificate extends CurrentValidity {
  /** Counts the plan's certificates from 1. */
  readonly number: number;
  readonly needsPeople: boolean;
}

export interface PlanToSimulate {
  readonly facts: ReissueFacts;
  readonly endsAt: number;
  /** The certificate that the plan has; absent: the first one is issued at `from`. */
  readonly current?: CurrentValidity & { readonly number: number };
  /** Certificates ordered after this instant are left out; absent: as far as the plan goes. */
  readonly orderedUntil?: number;
}

/**
 * The certificates of a plan from `from` on, the present one included, if each is issued when it is scheduled: by the dated
 * rules as they stand today, none beyond the plan's end. What people show, they show on the day of issuance.
 */
export function plannedCertificates(plan: PlanToSimulate, from: number): PlannedCertificate[] {
  const { endsAt, current, orderedUntil = Infinity } = plan;
  let { facts } = plan;
  let last: PlannedCertificate = current
    ? { ...current, needsPeople: false }
    : {
        number: 1,
        notBefore: from,
        notAfter: issuedUntil(facts, from, endsAt),
        needsPeople: !facts.runsByItself,
      };
  const planned = [last];
  for (;;) {
    const next = nextReissueAt(facts, last, endsAt, Math.max(from, last.notBefore));
    const at = next && Math.max(next.at, from);
    if (!next || at === undefined || at >= endsAt || at > orderedUntil) return planned;
    if (next.needsPeople) facts = validatedAnew(facts, at);
    const { needsPeople } = next;
    last = { number: last.number + 1, notBefore: at, notAfter: issuedUntil(facts, at, endsAt), needsPeople };
    planned.push(last);
  }
}

/** What can't be used a second time stays so. */
function validatedAnew(facts: ReissueFacts, at: number): ReissueFacts {
  return {
    ...facts,
    domainValidatedAt: facts.domainValidatedAt && at,
    organizationValidatedAt: facts.organizationValidatedAt && at,
  };
}

/** Until when a certificate of this product is valid that is issued at `at`: by the rule of that day, never beyond the plan. */
export function issuedUntil(facts: ReissueFacts, at: number, planEndsAt: number): number {
  const days = lifetimeDays(facts, at);
  return days === Infinity ? planEndsAt : Math.min(planEndsAt, notAfterOf(new Date(at), days).getTime());
}

/** The lead, bounded by the certificate that ends and by the one that follows: it must not take more than it gives. */
function before(current: Validity, facts: ReissueFacts, usual: keyof typeof REISSUE_LEAD_DAYS): number {
  const { notBefore, notAfter } = current;
  const shorter = Math.min(notAfter - notBefore, lifetimeDays(facts, notAfter) * DAY_MS);
  const days = facts.beforeDays ?? REISSUE_LEAD_DAYS[usual];
  return notAfter - Math.min(days * DAY_MS, Math.floor(shorter * LONGEST_LEAD_SHARE));
}

/** Infinity where no rule binds: SM2 certificates last as long as their contract. */
function lifetimeDays({ brand, certificateType }: ReissueFacts, at: number): number {
  return certificateLifetime(brand, new Date(at), certificateType)?.advisedDays ?? Infinity;
}

function hasOrganization({ certificateType }: ReissueFacts): boolean {
  return certificateType !== 'dv' && certificateType !== 'dv-free';
}
