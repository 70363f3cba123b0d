/** The keys of an account at an ACME directory: sealed in its row, opened to sign requests. */
import { open, seal, type MasterKey, type SealedValue } from './sealed-values.js';

/** PKCS#8 in PEM. */
export interface AcmeKeys {
  readonly current: string;
  /** While it takes the other's place: which of the two counts is the directory's to say. */
  readonly next?: string;
}

export function sealAcmeKeys(
  keys: AcmeKeys,
  accountRef: string,
  masterKeys: readonly MasterKey[],
): SealedValue {
  const text = JSON.stringify({ current: keys.current, next: keys.next });
  return seal(Buffer.from(text, 'utf8'), { purpose: 'acme-account-keys', rowId: accountRef }, masterKeys);
}

/** Throws SealedValueError. */
export function openAcmeKeys(
  sealed: SealedValue,
  accountRef: string,
  masterKeys: readonly MasterKey[],
): AcmeKeys {
  const opened = open(sealed, { purpose: 'acme-account-keys', rowId: accountRef }, masterKeys);
  try {
    return JSON.parse(opened.toString('utf8')) as AcmeKeys;
  } finally {
    opened.fill(0);
  }
}
