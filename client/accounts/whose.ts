/** Whose client it is, who uses it, and from where: judged once, at the door. */
import { LONGEST_TEXT, problemOfGiven } from '../../domain/text-input.js';
import { unusable } from '../refusing.js';

/** House limits: safe in file names, lists and logs. */
const ACCOUNT = /^[A-Za-z0-9._-]{1,64}$/;

/** Throws Refusal `InvalidInput`, field `account`. */
export function refuseUnusableAccount(account: string): void {
  if (typeof account === 'string' && ACCOUNT.test(account)) return;
  throw unusable('account', {
    zh: '1 到 64 个字母、数字、-、_ 和 .',
    en: '1 to 64 letters, digits, -, _ and .',
  });
}

/** `actor` or `origin`, as the log tells it. Throws Refusal `InvalidInput`. */
export function refuseUnusableWord(field: 'actor' | 'origin', word: string): void {
  if (problemOfGiven(word) === undefined) return;
  throw unusable(field, {
    zh: `一行文字,1 到 ${LONGEST_TEXT} 个字符`,
    en: `1 to ${LONGEST_TEXT} characters on one line`,
  });
}
