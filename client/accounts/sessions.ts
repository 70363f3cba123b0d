/** Who is signed in: each their own; owners, those of all who are at home in the account. */
import {
  deleteSession,
  listSessions,
  type SessionRow,
  type WhoseSessions,
} from '../../db/statements/accounts/sessions.js';
import { SESSION_LIFE } from '../../domain/accounts/credentials.js';
import { mayDo } from '../../domain/accounts/rights.js';
import { isIdentifier } from '../../domain/identifiers.js';
import type { ClientContext } from '../context.js';
import { recorded } from './recorded.js';
import { ACCOUNT_REFUSALS } from './words.js';

/** Nothing of it opens anything. Times are ISO 8601, UTC. */
export interface SessionView {
  readonly sessionId: string;
  readonly userId: string;
  readonly login: string;
  /** The address that it was opened from, as the server saw it. */
  readonly from: string;
  readonly createdAt: string;
  /** To the minute. */
  readonly seenAt: string;
  readonly expiresAt: string;
}

export class Sessions {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Those that count, the newest first. */
  async list(): Promise<SessionView[]> {
    const { database, clock } = this.#context;
    const now = clock();
    const counting = { now: new Date(now), usedSince: new Date(now - SESSION_LIFE.unusedMs) };
    const lists = await Promise.all(this.#whose().map((whose) => listSessions(database, whose, counting)));
    const byId = new Map(lists.flat().map((row) => [row.sessionId, row]));
    return [...byId.values()]
      .map(sessionView)
      .sort((one, other) => other.createdAt.localeCompare(one.createdAt));
  }

  /** It counts no more, from the next request on. Throws Refusal `NotFound`, also for what is another account's. */
  async revoke(sessionId: string): Promise<void> {
    const { database } = this.#context;
    await recorded(this.#context, { operation: 'session.revoke', subject: sessionId }, async () => {
      if (isIdentifier(sessionId))
        for (const whose of this.#whose()) if (await deleteSession(database, whose, sessionId)) return;
      throw ACCOUNT_REFUSALS.unknownSession(sessionId);
    });
  }

  /** Whose sessions who asks may see. A key has none of its own. */
  #whose(): readonly WhoseSessions[] {
    const { account, principal } = this.#context;
    if (!principal) return [{ home: account, membersOnly: false }];
    const own = principal.kind === 'user' ? [{ userId: principal.id }] : [];
    return mayDo(principal.role, 'sessions.ofOthers') ? [...own, { home: account, membersOnly: true }] : own;
  }
}

function sessionView({ createdAt, seenAt, expiresAt, ...row }: SessionRow): SessionView {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    seenAt: seenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
