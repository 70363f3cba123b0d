/** A calendar's entries: the forecast's, when waits are usually over, and the days on which rules begin. */
import { expectedEnds, type ExpectedEnd } from '../../../db/statements/orders/expected-ends.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import {
  expectedEndInWords,
  ruleDates,
  type CalendarKind,
  type RuleDate,
} from '../../../domain/plans/calendar.js';
import type { ForecastWeek } from '../../../domain/plans/forecast-weeks.js';
import { PARTY_OF, type Party, type Wait } from '../../../domain/waits.js';
import type { ClientContext } from '../../context.js';
import { forecastFor, type ForecastItemView } from '../forecast.js';

/** Every key is always there. Times are ISO 8601, UTC. */
export interface CalendarEntry {
  /** The same for the same thing, however often it is told. */
  readonly uid: string;
  readonly kind: CalendarKind;
  /** When there is something to do, and by when it must be done. */
  readonly at: string;
  readonly by: string;
  readonly orderId: string | null;
  readonly planId: string | null;
  readonly certificateId: string | null;
  readonly names: readonly string[];
  /** Whose turn it is; null where nobody's is yet. */
  readonly party: Party | null;
  readonly wait: Wait | null;
  readonly needsPeople: boolean;
  readonly what: Bilingual;
}

export interface CalendarView {
  readonly from: string;
  readonly to: string;
  readonly entries: readonly CalendarEntry[];
  /** Days (UTC) on which something issued is judged by another limit. */
  readonly rules: readonly RuleDate[];
  /** The forecast's weeks with something to do (ISO 8601, UTC). */
  readonly weeks: readonly ForecastWeek[];
}

const DAY_MS = 86_400_000;

/** Both days included. Throws Refusal `InvalidInput`. */
export async function calendarFor(
  context: Pick<ClientContext, 'database' | 'account' | 'clock'>,
  period: { readonly from: string; readonly to: string; readonly timeZone?: string },
): Promise<CalendarView> {
  const { from, to, timeZone } = period;
  const zone = timeZone === undefined ? {} : { timeZone };
  const forecast = await forecastFor(context, { date: from, until: to, ...zone });
  const expected = await expectedEnds(context.database, context.account, {
    from: new Date(from),
    until: new Date(Date.parse(to) + DAY_MS - 1),
  });
  const entries = [...forecast.items.map(entryOf), ...expected.map(expectedEntry)];
  return {
    from: forecast.date,
    to: forecast.until,
    entries: entries.sort((one, other) => one.at.localeCompare(other.at)),
    rules: ruleDates(forecast.date, forecast.until),
    weeks: forecast.weeks,
  };
}

function entryOf(item: ForecastItemView): CalendarEntry {
  const { kind, at, by, orderId, planId, certificateId, number, names, wait, proof, needsPeople, what } =
    item;
  const of = [orderId ?? planId ?? certificateId ?? '', wait ?? proof ?? '', number ?? ''];
  return {
    uid: uidOf(kind, ...of.map(String)),
    ...{ kind, at, by, orderId, planId, certificateId, names, wait, needsPeople, what },
    party: wait && PARTY_OF[wait],
  };
}

function expectedEntry({ orderId, names, wait, expectedBy }: ExpectedEnd): CalendarEntry {
  const at = new Date(expectedBy).toISOString();
  return {
    uid: uidOf('expected-end', orderId, wait),
    kind: 'expected-end',
    ...{ at, by: at, orderId, names, wait },
    planId: null,
    certificateId: null,
    party: PARTY_OF[wait],
    needsPeople: PARTY_OF[wait] === 'subscriber',
    what: expectedEndInWords(wait),
  };
}

function uidOf(...parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('.')}@sealflow`;
}
