/** Who reads a calendar by its secret address: for servers. What is unknown, rotated, revoked, or of who left the account, is nobody's. */
import type { Database } from '../../../db/database.js';
import { findFeedReader, noteFeedRead } from '../../../db/statements/accounts/calendar-feeds.js';
import { FEED_READ_NOTED_EVERY_MS, isFeedToken } from '../../../domain/accounts/calendar-feed.js';
import type { Principal } from '../../../domain/accounts/principal.js';
import { mayDo } from '../../../domain/accounts/rights.js';
import { sessionTokenHash } from '../../accounts/tokens.js';

export interface CalendarFeedsOptions {
  readonly database: Database;
  /** Milliseconds since the epoch; default: this machine's. */
  readonly clock?: () => number;
}

export class CalendarFeeds {
  readonly #database: Database;
  readonly #clock: () => number;

  constructor({ database, clock = () => Date.now() }: CalendarFeedsOptions) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Undefined where the address is nobody's, or its person may not see the calendar any more. */
  async reader(token: unknown): Promise<Principal | undefined> {
    if (!isFeedToken(token)) return undefined;
    const found = await findFeedReader(this.#database, sessionTokenHash(token));
    if (!found || !mayDo(found.role, 'calendar.show')) return undefined;
    const { feedId, userId: id, login: name, account, role, readAt } = found;
    const now = this.#clock();
    if (!readAt || now - readAt.getTime() >= FEED_READ_NOTED_EVERY_MS)
      await noteFeedRead(this.#database, feedId, new Date(now));
    return { kind: 'user', id, name, account, role };
  }
}
