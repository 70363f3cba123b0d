/** What an account's webhook is signed with: sealed in its row, opened for one signature. */
import { open, seal, type MasterKey, type SealedValue } from './sealed-values.js';

export function sealWebhookSecret(
  secret: string,
  account: string,
  masterKeys: readonly MasterKey[],
): SealedValue {
  return seal(Buffer.from(secret, 'utf8'), { purpose: 'webhook-secret', rowId: account }, masterKeys);
}

/** Throws SealedValueError. */
export function openWebhookSecret(
  sealed: SealedValue,
  account: string,
  masterKeys: readonly MasterKey[],
): string {
  return open(sealed, { purpose: 'webhook-secret', rowId: account }, masterKeys).toString('utf8');
}
