/** What those who watch orders are told, for how long it is kept, and how much of it one caller may have open. */
import type { Bilingual } from '../bilingual.js';
import { PARTY_OF, type Wait } from '../waits.js';

/** What of an order changed. Stored (migration 0032): add, never rename. */
export const EVENT_SUBJECTS = ['order', 'payment', 'proof', 'revocation'] as const;
export type EventSubject = (typeof EVENT_SUBJECTS)[number];

/** House number: outlasts a long weekend (three days) in which a program that watches was down. */
export const EVENTS_KEPT_HOURS = 76;

/** A cursor older than this may have missed what was pruned: a change is dated when it was written, up to minutes before it is seen. */
export const EVENTS_RESUMED_HOURS = 75;

/**
 * So many missed ones are told one by one. Whoever missed more reads a list anew, which is shorter. House number: ten pages of a list.
 */
export const MOST_MISSED = 1_000;

/** What waits in memory for one slow reader, who is cut off after that and resumes. House number: some 500 KB. */
export const MOST_QUEUED = 256;

/** A reader that takes nothing for so long is gone. House number: as long as callers over HTTP wait. */
export const SLOW_READER_MS = 30_000;

/** A server that stops waits this long for its readers to have the end of their streams. House number: a few round trips. */
export const ENDED_WITHIN_MS = 2_000;

/** Proxies close what is silent: nginx after 60 s by default (proxy_read_timeout). */
export const HEARTBEAT_MS = 20_000;

/** What readers are told to wait before they come back (HTML, "Server-sent events": retry). */
export const RETRY_MS = 2_000;

/** Whoever watches is asked again who they are: a key that was revoked, a session that was ended sees no more than this. */
export const ASKED_AGAIN_MS = 60_000;

/** Of one key or person at once: HTTP/1.1 browsers open 6 a host, programs one each. House number. */
export const STREAMS_PER_CALLER = 100;

/** Of one process: each is a socket. House number; another process takes the next ones. */
export const STREAMS_PER_PROCESS = 10_000;

export const TOO_MANY_STREAMS: Bilingual = {
  zh: `打开的事件流过多:每个密钥或用户最多 ${STREAMS_PER_CALLER} 个。请关闭不用的事件流后重试。`,
  en: `Too many event streams are open: ${STREAMS_PER_CALLER} for each key or person. Close those that are not used, then try again.`,
};

/** Whoever belongs to the account: who is to do something, and who is to let it through. */
const PEOPLE: readonly string[] = ['subscriber', 'approver'];

/** What somebody of the account can do something about: what an inbox holds. Everybody else can only be waited for. */
export function isForPeople(wait: Wait): boolean {
  return PEOPLE.includes(PARTY_OF[wait]);
}

/** Those of them that people can do something about; a word that is not known yet is left out. */
export function waitsOfPeople(waits: readonly string[]): Wait[] {
  return waits.filter((wait): wait is Wait => Object.hasOwn(PARTY_OF, wait) && isForPeople(wait as Wait));
}
