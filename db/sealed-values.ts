/** Envelope encryption for what Postgres keeps but must not be able to read: keys and passwords. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key of 32 bytes that wraps data keys. In a list the first one seals, all of them open. */
export interface MasterKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** As stored, in a jsonb column. Binary parts are base64 of nonce, ciphertext and tag, one after the other. */
export interface SealedValue {
  readonly version: 1;
  /** Which master key wraps the data key. */
  readonly masterKeyId: string;
  readonly wrappedKey: string;
  readonly ciphertext: string;
}

/** What a value is and whose: a sealed value moved to another row or column does not open there. */
export interface SealContext {
  readonly purpose:
    | 'private-key'
    | 'key-password'
    | 'webhook-secret'
    | 'connection-secret'
    | 'acme-account-keys'
    | 'request-answer'
    | 'api-key-secret'
    | 'check-value';
  readonly rowId: string;
}

/** Never carries key material, plaintext or ciphertext. */
export class SealedValueError extends Error {
  override readonly name = 'SealedValueError';
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D, section 5.2.1.1: 96 bits are the recommended nonce. Random is safe: each data key seals one value. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals with a data key of its own, wrapped by the first master key. Throws SealedValueError without any master key. */
export function seal(
  plaintext: Uint8Array,
  context: SealContext,
  masterKeys: readonly MasterKey[],
): SealedValue {
  const dataKey = randomBytes(KEY_BYTES);
  try {
    return {
      version: 1,
      ...wrap(dataKey, context, masterKeys),
      ciphertext: encrypt(plaintext, dataKey, valueLabel(context)),
    };
  } finally {
    dataKey.fill(0);
  }
}

/** Throws SealedValueError when the master key is not configured, or the value was altered or belongs to another row. */
export function open(sealed: SealedValue, context: SealContext, masterKeys: readonly MasterKey[]): Buffer {
  const dataKey = unwrap(sealed, context, masterKeys);
  try {
    return decrypt(sealed.ciphertext, dataKey, valueLabel(context));
  } finally {
    dataKey.fill(0);
  }
}

/** The same value under the first master key; the value itself is neither opened nor changed. Throws like `open`. */
export function rewrap(
  sealed: SealedValue,
  context: SealContext,
  masterKeys: readonly MasterKey[],
): SealedValue {
  const dataKey = unwrap(sealed, context, masterKeys);
  try {
    return { ...sealed, ...wrap(dataKey, context, masterKeys) };
  } finally {
    dataKey.fill(0);
  }
}

function wrap(
  dataKey: Uint8Array,
  context: SealContext,
  masterKeys: readonly MasterKey[],
): Pick<SealedValue, 'masterKeyId' | 'wrappedKey'> {
  const [sealing] = masterKeys;
  if (!sealing) throw new SealedValueError('No master key is configured: set SEALFLOW_MASTER_KEY.');
  return {
    masterKeyId: sealing.id,
    wrappedKey: encrypt(dataKey, sealing.key, wrapLabel(sealing.id, context)),
  };
}

function unwrap(sealed: SealedValue, context: SealContext, masterKeys: readonly MasterKey[]): Buffer {
  const { masterKeyId } = sealed;
  const named = masterKeys.filter(({ id }) => id === masterKeyId);
  if (named.length === 0) {
    throw new SealedValueError(
      `The master key ${masterKeyId} is not configured: add it to SEALFLOW_MASTER_KEY, after the one that seals.`,
    );
  }
  // Two keys under one id: what 0.3.0 did where a key file was lost. Given both, each opens its own.
  for (const { key } of named) {
    const dataKey = decrypted(sealed.wrappedKey, key, wrapLabel(masterKeyId, context));
    if (dataKey) return dataKey;
  }
  throw notOpened();
}

/** Does one of these keys open it? A value that can't even be read does not. */
export function canOpen(
  sealed: SealedValue,
  context: SealContext,
  masterKeys: readonly MasterKey[],
): boolean {
  try {
    unwrap(sealed, context, masterKeys).fill(0);
    return true;
  } catch {
    return false;
  }
}

function valueLabel({ purpose, rowId }: SealContext): Buffer {
  return Buffer.from(JSON.stringify(['sealflow', 1, 'value', purpose, rowId]));
}

function wrapLabel(masterKeyId: string, { purpose, rowId }: SealContext): Buffer {
  return Buffer.from(JSON.stringify(['sealflow', 1, 'data-key', masterKeyId, purpose, rowId]));
}

function encrypt(plaintext: Uint8Array, key: Uint8Array, label: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(label);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
}

function decrypt(encoded: string, key: Uint8Array, label: Buffer): Buffer {
  const opened = decrypted(encoded, key, label);
  if (opened) return opened;
  throw notOpened();
}

/** Undefined where it does not open: another key, another row, or not what was stored. */
function decrypted(encoded: unknown, key: Uint8Array, label: Buffer): Buffer | undefined {
  const bytes = Buffer.from(typeof encoded === 'string' ? encoded : '', 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(label).setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined;
  }
}

function notOpened(): SealedValueError {
  return new SealedValueError(
    'A sealed value did not open: it was altered, belongs to another row, or its master key is a different one under the same id.',
  );
}
