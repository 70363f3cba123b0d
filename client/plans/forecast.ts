/** What the account's orders and certificates will need, and by when, as seen from a day. */
import { livingPlans, openOrders } from '../../db/statements/plans/forecast.js';
import {
  forecast,
  type ForecastItem,
  type ForecastKind,
  type ForecastNeed,
} from '../../domain/plans/forecast.js';
import { weeksOf, type ForecastWeek } from '../../domain/plans/forecast-weeks.js';
import { forecastInWords } from '../../domain/plans/forecast-words.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { instantOf } from '../../domain/instants.js';
import { Refusal } from '../../domain/refusals.js';
import type { Wait } from '../../domain/waits.js';
import type { ClientContext } from '../context.js';

export interface ForecastRequest {
  /** A day (UTC), such as 2027-03-01: today or later. */
  readonly date: string;
  /** The last day that is looked at; without it so many weeks, 12 unless told otherwise. Not both. */
  readonly until?: string;
  readonly weeks?: number;
}

export interface ForecastView {
  readonly date: string;
  readonly until: string;
  /** In the order in which there is something to do. */
  readonly items: readonly ForecastItemView[];
  /** Weeks with something to do (ISO 8601, UTC). */
  readonly weeks: readonly ForecastWeek[];
}

/** Every key is always there, `null` where it doesn't apply. Times are ISO 8601, UTC. */
export interface ForecastItemView {
  readonly kind: ForecastKind;
  /** When there is something to do. */
  readonly at: string;
  /** When it must be done. */
  readonly by: string;
  readonly orderId: string | null;
  readonly planId: string | null;
  /** The plan's certificate of today. */
  readonly certificateId: string | null;
  /** Which of the plan's certificates. */
  readonly number: number | null;
  readonly names: readonly string[];
  readonly needsPeople: boolean;
  readonly needs: readonly ForecastNeed[];
  readonly wait: Wait | null;
  readonly proof: 'domain' | 'organization' | null;
  /** The day (UTC) whose new rule ends a validation. */
  readonly rule: string | null;
  readonly what: Bilingual;
}

const DAY_MS = 86_400_000;
const USUAL_WEEKS = 12;
/** The house's own: no plan is longer than three years, and none is bought further ahead. */
const MOST_WEEKS = 260;

/**
 * Reads the records of now and plays them forward by the lifecycle's own rules; changes nothing. What is due before `date` is
 * taken as done in time. Throws Refusal `InvalidInput`, field `date`, `until` or `weeks`.
 */
export async function forecastFor(context: ClientContext, request: ForecastRequest): Promise<ForecastView> {
  const { database, account, clock } = context;
  const now = clock();
  const { from, until } = periodOf(request, now);
  const [orders, plans] = await Promise.all([
    openOrders(database, account),
    livingPlans(database, account, now),
  ]);
  const items = forecast({ orders, plans }, { now, from, until });
  return { date: dayOf(from), until: dayOf(until), items: items.map(viewOf), weeks: weeksOf(items) };
}

/** From the day's first millisecond to the last day's last one. */
function periodOf({ date, until, weeks }: ForecastRequest, now: number): { from: number; until: number } {
  const from = startOf('date', date);
  if (from + DAY_MS <= now) throw refused('date', 'It lies in the past', 'today or a later day');
  if (until !== undefined && weeks !== undefined)
    throw refused('weeks', 'There is an end already', 'until or weeks, not both');
  const length = until === undefined ? weeksLong(weeks) : startOf('until', until) + DAY_MS - from;
  if (length <= 0) throw refused('until', 'It lies before the first day', 'the first day or a later one');
  if (length > MOST_WEEKS * 7 * DAY_MS)
    throw refused('until', `It is more than ${MOST_WEEKS} weeks away`, 'an earlier day');
  return { from, until: from + length - 1 };
}

function weeksLong(weeks = USUAL_WEEKS): number {
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > MOST_WEEKS)
    throw refused('weeks', 'It is no usable number of weeks', `a whole number from 1 to ${MOST_WEEKS}`);
  return weeks * 7 * DAY_MS;
}

function startOf(field: 'date' | 'until', day: unknown): number {
  const start = typeof day === 'string' && /^[\d-]*$/.test(day) ? instantOf(day) : undefined;
  if (start === undefined) throw refused(field, 'It is no day', 'a day as in 2027-03-15, UTC');
  return start;
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function viewOf(item: ForecastItem): ForecastItemView {
  const { kind, at, by, names, needsPeople, needs } = item;
  return {
    kind,
    at: new Date(at).toISOString(),
    by: new Date(by).toISOString(),
    orderId: item.orderId ?? null,
    planId: item.planId ?? null,
    certificateId: item.certificateId ?? null,
    number: item.number ?? null,
    names,
    needsPeople,
    needs,
    wait: item.wait ?? null,
    proof: item.proof ?? null,
    rule: item.rule ?? null,
    what: forecastInWords(item),
  };
}

function refused(field: string, message: string, accepted: string): Refusal {
  return new Refusal({ code: 'InvalidInput', field, message, accepted });
}
