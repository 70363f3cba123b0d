/** Which logins and passwords are taken. */
import type { Bilingual } from '../bilingual.js';
import { forbiddenCharacter } from '../characters.js';

/** House limit: lower-case letters, digits and what e-mail addresses are made of; nothing that looks like something else. */
const LOGIN = /^[a-z0-9][a-z0-9._@+-]{1,63}$/;

/** As it is kept and looked for: who types capitals is the same person. Undefined where it is no login. */
export function loginOf(typed: unknown): string | undefined {
  if (typeof typed !== 'string' || typed.length > 200) return undefined;
  const login = typed.trim().toLowerCase();
  return LOGIN.test(login) ? login : undefined;
}

export const ACCEPTED_LOGIN: Bilingual = {
  zh: '2 到 64 个小写字母、数字和 . _ @ + -,以字母或数字开头',
  en: '2 to 64 lower-case letters, digits and . _ @ + -, beginning with a letter or digit',
};

/**
 * NIST SP 800-63B-4, section 3.1.1.2: 15 characters at least where nothing else is asked, all of Unicode, at least 64 taken, no rules
 * of composition; what is expected or repeated is refused. The longest is a house limit: a password is hashed, whatever its length.
 */
export const PASSWORD_LENGTH = { shortest: 15, longest: 256 } as const;
/** House limit: `aaaaaaaaaaaaaaa` and `121212121212121` are long, and guessed first. */
const FEWEST_DIFFERENT = 5;

/** As it is hashed: the same password typed on another keyboard is the same (NIST SP 800-63B-4, section 3.1.1.2: NFKC or NFKD). */
export function hashedPassword(typed: string): string {
  return typed.normalize('NFKC');
}

/** What is wrong with it, as the end of a sentence; undefined where it can be taken. It never repeats the password. */
export function problemOfPassword(typed: unknown, login: string): Bilingual | undefined {
  if (typeof typed !== 'string') return { zh: '不是文本', en: 'is not text' };
  // Megabytes are not counted.
  if (typed.length > 4 * PASSWORD_LENGTH.longest) return tooLong();
  const characters = Array.from(hashedPassword(typed));
  if (characters.length < PASSWORD_LENGTH.shortest)
    return {
      zh: `不足 ${PASSWORD_LENGTH.shortest} 个字符`,
      en: `has fewer than ${PASSWORD_LENGTH.shortest} characters`,
    };
  if (characters.length > PASSWORD_LENGTH.longest) return tooLong();
  if (forbiddenCharacter(typed, { lines: false })) return { zh: '含有不可见的控制字符', en: 'has a control character' };
  const plain = hashedPassword(typed).toLowerCase();
  if (new Set(plain).size < FEWEST_DIFFERENT || isRepeated(plain) || isRun(plain))
    return { zh: '只是重复或连续的字符', en: 'only repeats characters, or counts on' };
  const rest = [login, ...login.split(/[._@+-]/), 'sealflow', 'password', 'passw0rd', '密码']
    .filter((word) => word.length > 1)
    .reduce((left, word) => left.replaceAll(word, ''), plain);
  if (Array.from(rest).length < PASSWORD_LENGTH.shortest / 2)
    return {
      zh: '主要由登录名或 sealflow、password 之类的词组成',
      en: 'is made mostly of the login, or of words such as sealflow and password',
    };
  return undefined;
}

export const ACCEPTED_PASSWORD: Bilingual = {
  zh: `${PASSWORD_LENGTH.shortest} 到 ${PASSWORD_LENGTH.longest} 个字符,例如几个不相干的词`,
  en: `${PASSWORD_LENGTH.shortest} to ${PASSWORD_LENGTH.longest} characters, such as some words that have nothing to do with each other`,
};

function tooLong(): Bilingual {
  return {
    zh: `超过 ${PASSWORD_LENGTH.longest} 个字符`,
    en: `has more than ${PASSWORD_LENGTH.longest} characters`,
  };
}

/** One short piece over and over. */
function isRepeated(text: string): boolean {
  return /^(.{1,7}?)\1+.{0,6}$/u.test(text) && /^(.{1,7}?)\1{2,}/u.test(text);
}

/** Each character the next one, or the one before, of its neighbour. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return steps.every((step) => step === 1 || step === -9) || steps.every((step) => step === -1 || step === 9);
}
