/** What an answer of a text message service means for the notice: the part that is alike for all of them. */
import { NO_ANSWER } from '../../../domain/control/finding-texts.js';
import { NOTICE_FAILURES } from '../../../domain/failure-texts.js';
import { OrderFailure } from '../../../domain/failures.js';
import { quoted } from '../../../domain/told.js';
import type { SmsOutcome } from './provider.js';

/** `whole`: these codes and no others; `families`: these and everything below them, such as `LimitExceeded.AppDailyLimit`. */
export interface Codes {
  readonly whole?: readonly string[];
  readonly families?: readonly string[];
}

export function isAmong(code: string, { whole = [], families = [] }: Codes): boolean {
  return whole.includes(code) || families.some((family) => code === family || code.startsWith(`${family}.`));
}

/** Codes only: what these services say in words quotes the number. */
export function smsUnavailable(service: string, code: string): OrderFailure {
  const told = /^[\w.:-]{1,80}$/.test(code) ? quoted(code) : NO_ANSWER;
  return new OrderFailure('SmsUnavailable', NOTICE_FAILURES.notTexted(service, told));
}

/** Before anything was sent: the address was not found, or nobody listens there. */
const NEVER_SENT = /\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)\b/;

/**
 * No answer with a code came. Where nothing can have been sent it is tried again; elsewhere nobody knows, and a person is not
 * written to twice: the notice is in the inbox, and in the mail.
 */
export function afterNoAnswer(service: string, error: unknown): SmsOutcome {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const [found] = NEVER_SENT.exec(`${String(code)} ${String(message)}`) ?? [];
  if (found === undefined) return 'undeliverable';
  throw smsUnavailable(service, found);
}
