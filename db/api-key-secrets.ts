/** Secrets of API keys: sealed in their rows, opened to check a signature or a secret. */
import { open, seal, type MasterKey, type SealedValue } from './sealed-values.js';

export function sealKeySecret(
  secret: string,
  secretId: string,
  masterKeys: readonly MasterKey[],
): SealedValue {
  return seal(Buffer.from(secret, 'utf8'), { purpose: 'api-key-secret', rowId: secretId }, masterKeys);
}

/** Throws SealedValueError. */
export function openKeySecret(
  sealed: SealedValue,
  secretId: string,
  masterKeys: readonly MasterKey[],
): string {
  const plain = open(sealed, { purpose: 'api-key-secret', rowId: secretId }, masterKeys);
  try {
    return plain.toString('utf8');
  } finally {
    plain.fill(0);
  }
}
