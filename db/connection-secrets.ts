/** The secrets of a connection: sealed in its row, opened for the adapter that is made from it. */
import { open, seal, type MasterKey, type SealedValue } from './sealed-values.js';

/** Fields of the connection's form, by name. */
export type ConnectionSecrets = Readonly<Record<string, unknown>>;

export function sealConnectionSecrets(
  secrets: ConnectionSecrets,
  connectionId: string,
  masterKeys: readonly MasterKey[],
): SealedValue {
  const plain = Buffer.from(JSON.stringify(secrets), 'utf8');
  try {
    return seal(plain, { purpose: 'connection-secret', rowId: connectionId }, masterKeys);
  } finally {
    plain.fill(0);
  }
}

/** Throws SealedValueError. */
export function openConnectionSecrets(
  sealed: SealedValue,
  connectionId: string,
  masterKeys: readonly MasterKey[],
): ConnectionSecrets {
  const plain = open(sealed, { purpose: 'connection-secret', rowId: connectionId }, masterKeys);
  try {
    return JSON.parse(plain.toString('utf8')) as ConnectionSecrets;
  } finally {
    plain.fill(0);
  }
}
