/** Key passwords on their way from the form to the key: sealed by the door, opened once, gone with the key's making. */
import { open, seal, type MasterKey, type SealedValue } from './sealed-values.js';

export function sealKeyPassword(
  password: string,
  orderId: string,
  masterKeys: readonly MasterKey[],
): SealedValue {
  return seal(Buffer.from(password, 'utf8'), { purpose: 'key-password', rowId: orderId }, masterKeys);
}

/** Throws SealedValueError. */
export function openKeyPassword(
  sealed: SealedValue,
  orderId: string,
  masterKeys: readonly MasterKey[],
): string {
  return open(sealed, { purpose: 'key-password', rowId: orderId }, masterKeys).toString('utf8');
}
