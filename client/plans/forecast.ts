/** What the account's orders and certificates will need, and by when, as seen from a day. */
import { setImmediate } from 'node:timers/promises';
import { inTransaction, type Queryable } from '../../db/database.js';
import { livingPlans, openOrders } from '../../db/statements/plans/forecast.js';
import {
  compareItems,
  ofOpenOrders,
  ofPlans,
  type ForecastItem,
  type ForecastKind,
  type ForecastNeed,
  type ForecastPeriod,
} from '../../domain/plans/forecast.js';
import { ForecastWeeks, type ForecastWeek } from '../../domain/plans/forecast-weeks.js';
import { forecastInWords } from '../../domain/plans/forecast-words.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { instantOf } from '../../domain/instants.js';
import { mergedRuns } from '../../domain/merged-runs.js';
import { isTimeZone } from '../../domain/time-zone.js';
import type { Wait } from '../../domain/waits.js';
import type { ClientContext } from '../context.js';
import { invalid, noTimeZone } from '../refusing.js';

export interface ForecastRequest {
  /** A day (UTC), such as 2027-03-01: today or later. */
  readonly date: string;
  /** The last day that is looked at; without it so many weeks, 12 unless told otherwise. Not both. */
  readonly until?: string;
  readonly weeks?: number;
  /** By whose calendar the words of an item name days; default `Asia/Shanghai`. */
  readonly timeZone?: string;
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

/** A forecast whose items are made as they are read: however many there are, the program keeps a few facts of each. */
export interface ForecastReading extends Omit<ForecastView, 'items'> {
  /** How many items there are. */
  readonly count: number;
  /** In the order in which there is something to do. Others get their turn while it is read. Read once. */
  readonly items: AsyncIterable<ForecastItemView>;
}

/** Whose records, and when. */
type ForecastContext = Pick<ClientContext, 'database' | 'account' | 'clock'>;

/**
 * Reads the records of now and plays them forward by the lifecycle's own rules; changes nothing. What is due before `date` is
 * taken as done in time. Throws Refusal `InvalidInput`, field `date`, `until`, `weeks` or `timeZone`.
 */
export async function forecastFor(context: ForecastContext, request: ForecastRequest): Promise<ForecastView> {
  const { date, until, weeks, items: made } = await readForecast(context, request);
  const items: ForecastItemView[] = [];
  for await (const item of made) items.push(item);
  return { date, until, items, weeks };
}

/** The same for what is too much to be held at once. Throws as `forecastFor`. */
export async function readForecast(
  { database, account, clock }: ForecastContext,
  request: ForecastRequest,
): Promise<ForecastReading> {
  const now = clock();
  refuseUnknownZone(request.timeZone);
  const { from, until } = periodOf(request, now);
  const { runs, weeks, count } = await inTransaction(database, async (transaction) => {
    // One moment for all pages: an order that moves on meanwhile is neither told twice nor left out.
    await transaction.query('set transaction isolation level repeatable read, read only');
    return await collected(transaction, account, { now, from, until });
  });
  return {
    date: dayOf(from),
    until: dayOf(until),
    weeks,
    count,
    items: viewsOf(mergedRuns(runs, compareItems), request.timeZone),
  };
}

interface Collected {
  readonly runs: readonly (readonly ForecastItem[])[];
  readonly weeks: ForecastWeek[];
  readonly count: number;
}

/** What each page of the records will need, in order by itself. The pages' rows are forgotten. */
async function collected(
  transaction: Queryable,
  account: string,
  period: ForecastPeriod,
): Promise<Collected> {
  const runs: ForecastItem[][] = [];
  const weeks = new ForecastWeeks();
  let count = 0;
  const keep = (run: ForecastItem[]) => {
    runs.push(run);
    for (const item of run) weeks.count(item);
    count += run.length;
  };
  for await (const page of openOrders(transaction, account)) keep(ofOpenOrders(page, period));
  for await (const page of livingPlans(transaction, account, period.now)) keep(ofPlans(page, period));
  return { runs, weeks: weeks.counted(), count };
}

/** So many are made in one piece: a few milliseconds. */
const ITEMS_AT_ONCE = 500;

async function* viewsOf(
  items: Iterable<ForecastItem>,
  timeZone?: string,
): AsyncGenerator<ForecastItemView, void, undefined> {
  let made = 0;
  for (const item of items) {
    yield viewOf(item, timeZone);
    made += 1;
    if (made % ITEMS_AT_ONCE === 0) await setImmediate();
  }
}

/** From the day's first millisecond to the last day's last one. */
function periodOf({ date, until, weeks }: ForecastRequest, now: number): { from: number; until: number } {
  const from = startOf('date', date);
  if (from + DAY_MS <= now)
    throw invalid(
      'date',
      { zh: '日期已过', en: 'It lies in the past' },
      { zh: '今天或以后的日期', en: 'today or a later day' },
    );
  if (until !== undefined && weeks !== undefined)
    throw invalid(
      'weeks',
      { zh: '已经给出了截止日期', en: 'There is an end already' },
      { zh: 'until 与 weeks 只能选择一个', en: 'until or weeks, not both' },
    );
  const length = until === undefined ? weeksLong(weeks) : startOf('until', until) + DAY_MS - from;
  if (length <= 0)
    throw invalid(
      'until',
      { zh: '早于第一天', en: 'It lies before the first day' },
      { zh: '第一天或以后的日期', en: 'the first day or a later one' },
    );
  if (length > MOST_WEEKS * 7 * DAY_MS)
    throw invalid(
      'until',
      { zh: `超过 ${MOST_WEEKS} 周`, en: `It is more than ${MOST_WEEKS} weeks away` },
      { zh: '更早的日期', en: 'an earlier day' },
    );
  return { from, until: from + length - 1 };
}

function weeksLong(weeks = USUAL_WEEKS): number {
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > MOST_WEEKS)
    throw invalid(
      'weeks',
      { zh: '周数不能使用', en: 'It is no usable number of weeks' },
      { zh: `1 到 ${MOST_WEEKS} 之间的整数`, en: `a whole number from 1 to ${MOST_WEEKS}` },
    );
  return weeks * 7 * DAY_MS;
}

function startOf(field: 'date' | 'until', day: unknown): number {
  const start = typeof day === 'string' && /^[\d-]*$/.test(day) ? instantOf(day) : undefined;
  if (start === undefined)
    throw invalid(
      field,
      { zh: '不是日期', en: 'It is no day' },
      { zh: '形如 2027-03-15 的日期(UTC)', en: 'a day as in 2027-03-15, UTC' },
    );
  return start;
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function viewOf(item: ForecastItem, timeZone?: string): ForecastItemView {
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
    what: forecastInWords(item, timeZone),
  };
}

function refuseUnknownZone(timeZone: unknown): void {
  if (timeZone === undefined || isTimeZone(timeZone)) return;
  throw noTimeZone();
}
