/** Sealed values open with the right key in the right row, and in no other way. */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { open, rewrap, seal, SealedValueError, type MasterKey } from '../../db/sealed-values.js';

const masterKey = (id: string): MasterKey => ({ id, key: randomBytes(32) });
const old = masterKey('k1');
const current = masterKey('k2');
const context = { purpose: 'private-key', rowId: 'order-1' } as const;
const secret = Buffer.from('the secret of order-1');

it('opens what was sealed, whatever the position of the master key', () => {
  const sealed = seal(secret, context, [old]);
  expect(sealed.masterKeyId).toBe('k1');
  expect(open(sealed, context, [current, old])).toEqual(secret);
});

it('survives the way through JSON, and shows nothing there', () => {
  const stored = JSON.stringify(seal(secret, context, [old]));
  expect(stored).not.toContain(secret.toString());
  expect(stored).not.toContain(secret.toString('base64'));
  expect(open(JSON.parse(stored) as ReturnType<typeof seal>, context, [old])).toEqual(secret);
});

it('never seals twice alike', () => {
  const [one, two] = [seal(secret, context, [old]), seal(secret, context, [old])];
  expect(one.ciphertext).not.toBe(two.ciphertext);
  expect(one.wrappedKey).not.toBe(two.wrappedKey);
});

it.each([
  ['another row', { ...context, rowId: 'order-2' }],
  ['another purpose', { ...context, purpose: 'key-password' }],
] as const)('does not open in %s', (_what, other) => {
  expect(() => open(seal(secret, context, [old]), other, [old])).toThrow(SealedValueError);
});

it('does not open under a different key of the same id', () => {
  expect(() => open(seal(secret, context, [old]), context, [masterKey('k1')])).toThrow(/did not open/);
});

it.each(['ciphertext', 'wrappedKey'] as const)('does not open when its %s was altered or cut', (part) => {
  const sealed = seal(secret, context, [old]);
  const bytes = Buffer.from(sealed[part], 'base64');
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  expect(() => open({ ...sealed, [part]: bytes.toString('base64') }, context, [old])).toThrow(/did not open/);
  expect(() => open({ ...sealed, [part]: 'AAAA' }, context, [old])).toThrow(/did not open/);
});

it('says which master key is missing, and nothing of the value', () => {
  const sealed = seal(secret, context, [old]);
  expect(() => open(sealed, context, [current])).toThrow(
    'The master key k1 is not configured: add it to SEALFLOW_MASTER_KEY, after the one that seals.',
  );
  expect(() => seal(secret, context, [])).toThrow(/No master key is configured/);
});

it('is wrapped anew by the first master key, after which the older one is not needed', () => {
  const sealed = seal(secret, context, [old]);
  const rewrapped = rewrap(sealed, context, [current, old]);
  expect(rewrapped).toMatchObject({ masterKeyId: 'k2', ciphertext: sealed.ciphertext });
  expect(open(rewrapped, context, [current])).toEqual(secret);
});
