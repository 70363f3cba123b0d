/** What is made at random here and shown once: key ids, secrets, session tokens; and how they are compared. */
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import {
  KEY_ID_PREFIX,
  KEY_SECRET_PREFIX,
  RANDOM_CHARACTERS,
  SESSION_TOKEN_BYTES,
  SESSION_TOKEN_PREFIX,
} from '../../domain/accounts/credentials.js';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function newKeyId(): string {
  return KEY_ID_PREFIX + randomWord(RANDOM_CHARACTERS.keyId);
}

export function newKeySecret(): string {
  return KEY_SECRET_PREFIX + randomWord(RANDOM_CHARACTERS.keySecret);
}

export function newSessionToken(): string {
  return SESSION_TOKEN_PREFIX + randomBytes(SESSION_TOKEN_BYTES).toString('base64url');
}

/** As it is kept: 256 random bits need no slow hash. */
export function sessionTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Takes as long for what is equal as for what is not. */
export function isSame(given: string, known: string): boolean {
  return timingSafeEqual(digest(given), digest(known));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function randomWord(length: number): string {
  return Array.from({ length }, () => LETTERS_AND_DIGITS.charAt(randomInt(LETTERS_AND_DIGITS.length))).join(
    '',
  );
}
