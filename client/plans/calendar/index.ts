/** What needs whom by when; and the secret address under which a person's own calendar program reads it. */
import { randomBytes } from 'node:crypto';
import {
  deleteCalendarFeed,
  findCalendarFeed,
  replaceCalendarFeed,
} from '../../../db/statements/accounts/calendar-feeds.js';
import {
  FEED_ID_PREFIX,
  FEED_TOKEN_BYTES,
  FEED_TOKEN_PREFIX,
  feedPath,
} from '../../../domain/accounts/calendar-feed.js';
import { CALENDAR_WEEKS } from '../../../domain/plans/calendar.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { recorded } from '../../accounts/recorded.js';
import { sessionTokenHash } from '../../accounts/tokens.js';
import type { ClientContext } from '../../context.js';
import { newId } from '../../orders/identity.js';
import { calendarFor, type CalendarView } from './entries.js';

export interface CalendarRequest {
  /** A day (UTC) such as 2027-03-01; today where it is left out, or past: what is over is in the records of what it was about. */
  readonly from?: string;
  /** The last day; 12 weeks after the first unless told otherwise. */
  readonly to?: string;
  /** By whose calendar the words of an entry name days; default `Asia/Shanghai`. */
  readonly timeZone?: string;
}

/** Times are ISO 8601, UTC. */
export interface CalendarFeedView {
  readonly feedId: string;
  readonly createdAt: string;
  /** To the hour; null: never. */
  readonly readAt: string | null;
}

/** The only answer that has the address in it. */
export interface ShownCalendarFeed extends CalendarFeedView {
  /** Below the API's address. */
  readonly path: string;
}

const DAY_MS = 86_400_000;

export class Calendar {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** The account's, from today on. Throws Refusal `InvalidInput`. */
  async show({ from, to, timeZone }: CalendarRequest = {}): Promise<CalendarView> {
    const today = dayOf(this.#context.clock());
    // Words that are no day are refused below.
    const first = from === undefined || /^\d{4}-\d\d-\d\d$/.test(from) ? later(from ?? today, today) : from;
    const usual = dayOf((Date.parse(first) || 0) + (CALENDAR_WEEKS.usual * 7 - 1) * DAY_MS);
    const zone = timeZone === undefined ? {} : { timeZone };
    try {
      return await calendarFor(this.#context, { from: first, to: to ?? usual, ...zone });
    } catch (error) {
      throw underOwnNames(error);
    }
  }

  /** One's own address, without what is secret of it; null where there is none. Throws Refusal for who is no person. */
  async feed(): Promise<{ readonly feed: CalendarFeedView | null }> {
    const { database, account } = this.#context;
    const row = await findCalendarFeed(database, account, this.#person());
    if (!row) return { feed: null };
    const { feedId, createdAt, readAt } = row;
    return {
      feed: { feedId, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null },
    };
  }

  /** A new address of one's own, shown this once; the one before is nobody's from then on. Throws Refusal for who is no person. */
  async makeFeed(): Promise<ShownCalendarFeed> {
    const operation = {
      operation: 'calendar-feed.create',
      made: ({ feedId }: CalendarFeedView) => feedId,
    };
    return await recorded(this.#context, operation, async () => {
      const { database, account, clock } = this.#context;
      const userId = this.#person();
      const at = new Date(clock());
      const token = FEED_TOKEN_PREFIX + randomBytes(FEED_TOKEN_BYTES).toString('base64url');
      const feedId = newId(FEED_ID_PREFIX, at.getTime());
      await replaceCalendarFeed(database, {
        ...{ feedId, account, userId, at },
        tokenHash: sessionTokenHash(token),
      });
      return { feedId, createdAt: at.toISOString(), readAt: null, path: feedPath(token) };
    });
  }

  /** One's own address is nobody's from now on, if there was one. Throws Refusal for who is no person. */
  async revokeFeed(): Promise<void> {
    const operation = {
      operation: 'calendar-feed.revoke',
      made: (feedId: string | undefined) => feedId ?? '',
    };
    await recorded(this.#context, operation, async () => {
      const { database, account } = this.#context;
      return await deleteCalendarFeed(database, account, this.#person());
    });
  }

  #person(): string {
    const { principal } = this.#context;
    if (principal?.kind === 'user') return principal.id;
    throw new Refusal(
      refusalDetails('RefusedInThisState', {
        message: { zh: '日历地址属于人员', en: 'The address of a calendar is a person’s' },
        accepted: { zh: '登录的用户,而不是 API 密钥', en: 'a person who is signed in, and no API key' },
      }),
    );
  }
}

/** The forecast's fields, as a calendar calls them. */
const OWN_NAMES: Readonly<Record<string, string>> = { date: 'from', until: 'to' };

function underOwnNames(error: unknown): unknown {
  if (!(error instanceof Refusal) || error.field === undefined) return error;
  const { code, field, message, accepted, chinese } = error;
  return new Refusal({
    ...{ code, field: OWN_NAMES[field] ?? field, message, chinese },
    ...(accepted !== undefined && { accepted }),
  });
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
