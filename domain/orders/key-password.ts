/** Passwords of private keys: what every program that is to open the key can be given. */
import type { Bilingual } from '../bilingual.js';
import { longerThan, problemOfText } from '../text-input.js';

/** Ordering rules, section 4. */
const SHORTEST = 6;
/**
 * OpenSSL's programs read a pass phrase into 1,024 octets (APP_PASS_LEN, and PEM_BUFSIZE of its PEM readers), and Node's reader
 * of PEM does the same: 200 characters of UTF-8 have at most 800.
 */
const LONGEST = 200;

/**
 * All that is wrong with it, each as the end of a sentence; empty where it can be had. Characters are counted as people see
 * them typed: one emoji is one, not two UTF-16 units. A PEM key takes any text, as its UTF-8 octets (RFC 8018, section 3): what
 * is not composed (NFC) would be other octets when it is typed the next time. Java and PKCS#12 take printable ASCII only: key
 * stores have a password of their own where this one is more (client/certificates/downloads/key-store.ts).
 */
export function problemsOfKeyPassword(password: string): Bilingual[] {
  if (password.length > 2 * LONGEST || Array.from(password).length > LONGEST) return [longerThan(LONGEST)];
  const problems = [
    ...(Array.from(password).length < SHORTEST ? [TOO_SHORT] : []),
    ...(/\s/u.test(password) ? [WITH_SPACE] : []),
  ];
  return problems.length > 0 ? problems : problemsOfCharacters(password);
}

const TOO_SHORT: Bilingual = {
  zh: `少于 ${SHORTEST} 个字符`,
  en: `has fewer than ${SHORTEST} characters`,
};
const WITH_SPACE: Bilingual = { zh: '含有空格', en: 'has a space' };
const NOT_COMPOSED: Bilingual = {
  zh: '中有字母与其变音符号分成了两个字符',
  en: 'has a letter and its accent as two characters',
};

function problemsOfCharacters(password: string): Bilingual[] {
  const problem = problemOfText(password, { longest: 2 * LONGEST });
  if (problem !== undefined) return [problem];
  return password === password.normalize('NFC') ? [] : [NOT_COMPOSED];
}
