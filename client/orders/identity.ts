/** How an order gets its id, and how the same request is recognized when it comes again. */
import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical-json.js';
import type { ClientContext } from '../context.js';
import { unusable } from '../refusing.js';

/** Crockford's base 32 in lower case: sortable, safe in URLs and file names, no letters that look like digits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const PREFIX = 'ord_';
const ID_LENGTH = 20;
/** 45 bits of milliseconds: good until the year 3084. The other 55 bits are random. */
const TIME_LENGTH = 9;

const OWN_ORDER_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{2,63}$/;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/;

/** A new order's id. `now` is milliseconds since the epoch. */
export function newOrderId(now: number): string {
  return newId(PREFIX, now);
}

/** A new id of any kind, such as `co_` of a saved company: later ids sort after earlier ones. */
export function newId(prefix: string, now: number): string {
  let time = '';
  for (let rest = now; time.length < TIME_LENGTH; rest = Math.floor(rest / 32))
    time = letter(rest % 32) + time;
  return prefix + time + base32(randomBytes(ID_LENGTH)).slice(0, ID_LENGTH - TIME_LENGTH);
}

/** The id of what is saved anew. Of a request that its caller knows again it is the same each time: nothing is saved twice. */
export function idOf(
  { account, requestKey }: Pick<ClientContext, 'account' | 'requestKey'>,
  prefix: string,
  now: number,
): string {
  if (requestKey === undefined) return newId(prefix, now);
  const digest = createHash('sha256')
    .update(JSON.stringify([prefix, account, requestKey]))
    .digest();
  return prefix + base32(digest).slice(0, ID_LENGTH);
}

/** Does it begin as the ids that are made here do? */
export function isMadeHere(orderId: string): boolean {
  return orderId.startsWith(PREFIX);
}

/** The same account and key always give the same id; keys of different accounts never meet. */
export function orderIdFor(account: string, idempotencyKey: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([account, idempotencyKey]))
    .digest();
  return PREFIX + base32(digest).slice(0, ID_LENGTH);
}

/** The one order that an order is submitted anew as. No idempotency key has a line break: none ever gives this id. */
export function successorIdOf(account: string, orderId: string): string {
  return orderIdFor(account, `resubmitted\n${orderId}`);
}

/** Throws Refusal for an id or a key of the caller's that can't be used. */
export function refuseUnusableIdentity(identity: { orderId?: string; idempotencyKey?: string }): void {
  if (identity.orderId !== undefined && !OWN_ORDER_ID.test(identity.orderId))
    throw unusable('orderId', {
      zh: '3 到 64 个字母、数字、_ 和 -,以字母或数字开头',
      en: '3 to 64 letters, digits, _ and -, beginning with a letter or digit',
    });
  if (identity.idempotencyKey !== undefined && !IDEMPOTENCY_KEY.test(identity.idempotencyKey))
    throw unusable('idempotencyKey', {
      zh: '1 到 200 个可打印的 ASCII 字符,首尾没有空格',
      en: '1 to 200 printable ASCII characters, no space at either end',
    });
}

/** SHA-256 over the request, whatever the order of its keys. Never give it a password: a hash lets people guess. */
export function requestHash(request: unknown): string {
  return createHash('sha256').update(canonicalJson(request)).digest('hex');
}

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => letter(parseInt(five, 2))).join('');
}

function letter(value: number): string {
  return ALPHABET.charAt(value);
}
