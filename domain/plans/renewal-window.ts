/**
 * When a CA wants a certificate replaced, as a lifecycle reckons with it (RFC 9773): the CA's word goes before our own days, within
 * what keeps a plan from being hurried or left late. Pure.
 */
import { later } from '../spread.js';

/** ISO 8601, UTC. */
export interface RenewalWindow {
  readonly start: string;
  readonly end: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How CAs are asked, beside what each of them allows. Milliseconds. */
export const RENEWAL_WATCH = {
  /** House limit: a certificate that has to go is known a day before (BR 4.9.1.1), so that nobody asks by the minute. */
  soonestMs: HOUR_MS,
  /** RFC 9773, section 4.3.3: after an error, six hours. */
  afterSilenceMs: 6 * HOUR_MS,
  /** House number: a CA that says nothing of a certificate may begin to: they have come to it one after the other. */
  whereNothingIsSaidMs: DAY_MS,
  /** As later questions are spread (domain/connections/acme-policy.ts). */
  spread: 0.1,
  /** A round that dies leaves its questions to another one after so long: as often as rounds come (worker/tidying.ts). */
  leaseMs: HOUR_MS / 4,
  /** House limit: one round of one worker, some minutes long. Of more certificates each is asked for less often. */
  atMost: 5_000,
  /** House limit: questions taken at a time, few enough to be asked within `leaseMs`. */
  batch: 100,
  /** House limit: questions to CAs at once. */
  atOnce: 8,
} as const;

/**
 * House number: a certificate is not replaced in the first hours of its life, whatever is said of it: a CA that wants each new
 * one replaced at once would have us order for ever. A third of a life where that is shorter.
 */
const LEAST_AGE_MS = 12 * HOUR_MS;
/** House number: before expiry there is room for the attempts of lifecycle-step.ts (1 and 3 days). A third of a life where that is shorter. */
const LATEST_BEFORE_END_MS = 5 * DAY_MS;

/**
 * The moment at which this certificate is replaced: evenly within the window, the same one each time for the same window (RFC 9773,
 * section 4.2). A window that is over says: now. Milliseconds since the epoch.
 */
export function momentWithin({ start, end }: RenewalWindow, certificateId: string): number {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const length = to - from;
  // By the instants, however they were written: what is stored is read back as another text.
  return Math.round(from + later(length, `${certificateId}/${from}/${to}`, 1) - length);
}

/** Within the life of the certificate: neither hurried nor too late for a second attempt. Milliseconds since the epoch. */
export function withinItsLife(
  moment: number,
  { notBefore, notAfter }: { readonly notBefore: number; readonly notAfter: number },
): number {
  const third = (notAfter - notBefore) / 3;
  const soonest = notBefore + Math.min(LEAST_AGE_MS, third);
  const latest = notAfter - Math.min(LATEST_BEFORE_END_MS, third);
  return Math.round(Math.min(Math.max(moment, soonest), latest));
}

/** When the CA is asked again after an answer, in milliseconds from now: `allowed` is the CA's own word. */
export function askedAgainAfter(allowed: number): number {
  return Math.max(RENEWAL_WATCH.soonestMs, allowed);
}

/** After no answer; `allowed`: where the CA said how long it wants to be left alone. */
export function askedAgainAfterSilence(allowed: number | undefined, certificateId: string): number {
  const { soonestMs, afterSilenceMs, spread } = RENEWAL_WATCH;
  return Math.round(later(Math.max(soonestMs, allowed ?? afterSilenceMs), certificateId, spread));
}

/** Where the CA says nothing of this certificate. */
export function askedAgainWhereNothingIsSaid(certificateId: string): number {
  const { whereNothingIsSaidMs, spread } = RENEWAL_WATCH;
  return Math.round(later(whereNothingIsSaidMs, certificateId, spread));
}
