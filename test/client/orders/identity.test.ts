/** Ids that sort, keys that meet only within an account, hashes that don't depend on the order of keys. */
import { describe, expect, it } from 'vitest';
import {
  newOrderId,
  orderIdFor,
  refuseUnusableIdentity,
  requestHash,
} from '../../../client/orders/identity.js';
import { Refusal } from '../../../domain/refusals.js';

const SHAPE = /^ord_[0-9a-hjkmnp-tv-z]{20}$/;

describe('a new order id', () => {
  it('is short, safe in URLs and never the same twice', () => {
    const ids = Array.from({ length: 500 }, () => newOrderId(1_795_000_000_000));
    expect(new Set(ids).size).toBe(500);
    for (const id of ids) expect(id).toMatch(SHAPE);
  });

  it('sorts by time', () => {
    const times = [0, 1, 31, 32, 1_795_000_000_000, 1_795_000_000_001, 2 ** 45 - 1];
    const ids = times.map(newOrderId);
    expect([...ids].sort()).toEqual(ids);
  });
});

describe('an id derived from an idempotency key', () => {
  it('is the same for the same account and key, and for nothing else', () => {
    const id = orderIdFor('shop', 'k-1');
    expect(id).toMatch(SHAPE);
    expect(orderIdFor('shop', 'k-1')).toBe(id);
    expect(orderIdFor('shop', 'k-2')).not.toBe(id);
    expect(orderIdFor('other', 'k-1')).not.toBe(id);
    expect(orderIdFor('a","b', 'c')).not.toBe(orderIdFor('a', 'b","c'));
  });
});

describe('what a caller may choose', () => {
  it.each(['abc', 'order-2026_11', 'A'.repeat(64)])('takes the order id %s', (orderId) => {
    expect(() => refuseUnusableIdentity({ orderId })).not.toThrow();
  });

  it.each(['', 'ab', '-abc', 'a b c', 'a/b/c', 'a:b', 'ä-order', 'A'.repeat(65)])(
    'refuses the order id "%s"',
    (orderId) => {
      expect(() => refuseUnusableIdentity({ orderId })).toThrow(Refusal);
    },
  );

  it.each(['', ' k', 'k ', 'k\nk', 'é', 'k'.repeat(201)])(
    'refuses the idempotency key "%s"',
    (idempotencyKey) => {
      expect(() => refuseUnusableIdentity({ idempotencyKey })).toThrow(/idempotencyKey/);
    },
  );
});

describe('the hash of a request', () => {
  it('does not depend on the order of keys, and does on everything else', () => {
    expect(requestHash({ a: 1, b: { c: [1, 2], d: null } })).toBe(
      requestHash({ b: { d: null, c: [1, 2] }, a: 1 }),
    );
    expect(requestHash({ a: [1, 2] })).not.toBe(requestHash({ a: [2, 1] }));
    expect(requestHash({ a: 1 })).not.toBe(requestHash({ a: '1' }));
  });
});
