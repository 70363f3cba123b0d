/** What an answer of a text message service means for the notice: the part that is alike for all of them. */
import { OrderFailure } from '../../../domain/failures.js';
import type { SmsOutcome } from './provider.js';

/** Milliseconds, for all of one request; far below the time for which a claim is respected (domain/notices/policy.ts). */
export const SMS_TIMEOUT_MS = 15_000;

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
  const told = /^[\w.:-]{1,80}$/.test(code) ? code : 'no answer';
  return new OrderFailure(
    'SmsUnavailable',
    `${service} did not take a text message (${told}). Check SEALFLOW_SMS_* and its console.`,
  );
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
