/** How the reseller's API names our things: eight letters and digits, and whole numbers. Always the same for the same id of ours. */
import { hash as digestOf } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 8;

const TENCENT_ID = /^[A-Za-z0-9]{8}$/;

/** Of an order, or of a certificate from elsewhere. The database has the same function, and finds by it (migration 0036). */
export function tencentIdOf(id: string): string {
  let rest = hashed(id);
  let text = '';
  for (let place = 0; place < LENGTH; place += 1) {
    text = ALPHABET.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}

export function isTencentId(given: unknown): given is string {
  return typeof given === 'string' && TENCENT_ID.test(given);
}

/** The id as a number in text, such as a task's, and back; undefined for what is none. */
export function numberOfTencentId(id: string): string {
  return Array.from(id)
    .reduce((number, letter) => number * 62n + BigInt(ALPHABET.indexOf(letter)), 0n)
    .toString();
}

export function tencentIdOfNumber(text: string): string | undefined {
  if (!/^\d{1,15}$/.test(text)) return undefined;
  let rest = BigInt(text);
  let id = '';
  for (let place = 0; place < LENGTH; place += 1) {
    id = ALPHABET.charAt(Number(rest % 62n)) + id;
    rest /= 62n;
  }
  return rest === 0n ? id : undefined;
}

/** Of a saved company or person, or of a request: positive, and exact in every language's numbers. */
export function tencentNumberOf(id: string): number {
  return Number(hashed(id));
}

function hashed(id: string): bigint {
  return BigInt(`0x${digestOf('sha256', id, 'hex').slice(0, 12)}`);
}
