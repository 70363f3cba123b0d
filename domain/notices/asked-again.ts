/** Reminders that somebody asks for: apart from a wait's own ladder, which goes on as if there were none. */
import type { Wait } from '../waits.js';

/**
 * Such a reminder's rung: so much, and the whole days since the ladder began. No ladder is as long (domain/orders/wait-policies.ts), so
 * that one is never taken for a rung of it.
 */
const FIRST_RUNG = 10_000;

const DAY_MS = 86_400_000;

/** At most so many for each wait and day: the house's own, as its ladders never tell twice a day. */
export const REMINDERS_A_DAY = 1;

/** Whole days since the ladder began; never negative. Instants are milliseconds since the epoch. */
export function daysOfWait(ladderSince: number, now: number): number {
  return Math.max(0, Math.floor((now - ladderSince) / DAY_MS));
}

export function askedRung(days: number): number {
  return FIRST_RUNG + days;
}

/** When the next one may be asked for, milliseconds since the epoch. */
export function nextAskedAt(ladderSince: number, now: number): number {
  return ladderSince + (daysOfWait(ladderSince, now) + 1) * DAY_MS;
}

/** The whole days since the wait's ladder began, where this rung was asked for; undefined for a rung of the ladder. */
export function daysOfAskedRung(rung: number): number | undefined {
  return rung >= FIRST_RUNG ? rung - FIRST_RUNG : undefined;
}

/** Whether one may be asked for now, of which wait. Instants are ISO 8601, UTC. */
export type ReminderOfToday =
  | ({ readonly outcome: 'open'; readonly occasion: string; readonly rung: number } & ReminderDay)
  | ({ readonly outcome: 'told' } & ReminderDay)
  /** Nobody of the account is waited for. */
  | { readonly outcome: 'not-their-turn' };

export interface ReminderDay {
  readonly wait: Wait;
  /** When the next one may be asked for. */
  readonly nextAt: string;
}

/** What came of asking for one. */
export type AskedReminder =
  | ({ readonly outcome: 'posted'; readonly noticeId: string } & ReminderDay)
  | Exclude<ReminderOfToday, { readonly outcome: 'open' }>;
