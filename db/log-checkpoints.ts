/** Checkpoints of verified logs, signed so that whoever can write the table alone can't make one. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.js';
import type { LogCheckpoint } from '../domain/accounts/log-checkpoint.js';
import { SealedValueError, type MasterKey } from './sealed-values.js';

export interface SignedCheckpoint {
  readonly checkpoint: LogCheckpoint;
  readonly masterKeyId: string;
  /** HMAC-SHA256, lower-case hex. */
  readonly signature: string;
}

/** A key of its own for this purpose (RFC 5869): what it signs tells nothing of the master key, and opens nothing. */
const PURPOSE = 'sealflow log checkpoint 1';
const KEY_BYTES = 32;

/** By the first master key. Throws SealedValueError without any. */
export function signCheckpoint(
  checkpoint: LogCheckpoint,
  masterKeys: readonly MasterKey[],
): SignedCheckpoint {
  const [signing] = masterKeys;
  if (!signing) throw new SealedValueError('No master key is configured: set SEALFLOW_MASTER_KEY.');
  const signature = signatureOf(checkpoint, signing).toString('hex');
  return { checkpoint, masterKeyId: signing.id, signature };
}

/** By one of these master keys: the older ones count as long as they are configured. */
export function isSigned(signed: SignedCheckpoint, masterKeys: readonly MasterKey[]): boolean {
  const given = Buffer.from(signed.signature, 'hex');
  return masterKeys
    .filter(({ id }) => id === signed.masterKeyId)
    .map((key) => signatureOf(signed.checkpoint, key))
    .some((expected) => expected.length === given.length && timingSafeEqual(expected, given));
}

function signatureOf(checkpoint: LogCheckpoint, { id, key }: MasterKey): Buffer {
  const { account, count, head, verifiedAt, verifiedWholeAt } = checkpoint;
  const derived = Buffer.from(hkdfSync('sha256', key, '', PURPOSE, KEY_BYTES));
  try {
    const said = canonicalJson({ account, count, head, verifiedAt, verifiedWholeAt, masterKeyId: id });
    return createHmac('sha256', derived).update(said).digest();
  } finally {
    derived.fill(0);
  }
}
