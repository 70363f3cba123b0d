/** A CSR's key serves one plan: one that an earlier certificate has is refused, whoever that belongs to. */
import {
  isKeyUsedElsewhere,
  lockKey,
  noteCertificateKey,
  noteCsrKey,
  uploadsOfUnknownKey,
  type KeyForOrder,
} from '../../db/statements/certificates/key-use.js';
import type { Queryable } from '../../db/database.js';
import { spkiSha256Of } from '../../domain/certificates/issued.js';
import { Refusal } from '../../domain/refusals.js';

/** An order, with the key of the CSR that was handed in for it; without one where its key is made here, or kept. */
export type OrderWithKey = Omit<KeyForOrder, 'spkiSha256'> & { readonly spkiSha256: string | undefined };

/**
 * In the transaction that stores the order: of two with the same key at once, one is refused. Throws Refusal (`csr`); it
 * does not tell whose the key is.
 */
export async function takeKey(transaction: Queryable, order: OrderWithKey): Promise<void> {
  const { orderId, spkiSha256 } = order;
  if (spkiSha256 === undefined) return;
  await lockKey(transaction, spkiSha256);
  await refuseUsedKey(transaction, order);
  await noteCsrKey(transaction, orderId, spkiSha256);
}

/** As `takeKey`, where nothing is stored yet: another order may still be faster. */
export async function refuseUsedKey(database: Queryable, order: OrderWithKey): Promise<void> {
  const { spkiSha256 } = order;
  if (spkiSha256 === undefined) return;
  await readKeysOfUploads(database);
  if (await isKeyUsedElsewhere(database, { ...order, spkiSha256 })) throw usedBefore();
}

/** At a time. House limit: none are left after the first time, unless a program of before goes on beside. */
const UPLOADS_AT_ONCE = 500;

async function readKeysOfUploads(database: Queryable): Promise<void> {
  for (const { certificateId, certificatePem } of await uploadsOfUnknownKey(database, UPLOADS_AT_ONCE))
    await noteCertificateKey(database, certificateId, spkiSha256Of(certificatePem));
}

function usedBefore(): Refusal {
  return new Refusal({
    code: 'InvalidInput',
    field: 'csr',
    message:
      'The key of this CSR serves another certificate, or an order under way: a new certificate has a new key',
    accepted:
      'a CSR with a new key; the same key only within its plan (`sealflow certificate reissue --csr same`) or by reuseConfiguration (`sealflow certificate renew`)',
  });
}
