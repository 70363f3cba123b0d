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
import { Refusal, refusalDetails } from '../../domain/refusals.js';

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
  return new Refusal(
    refusalDetails('InvalidInput', {
      field: 'csr',
      message: {
        zh: '此 CSR 的密钥已用于另一张证书或进行中的订单:新证书必须使用新密钥',
        en: 'The key of this CSR serves another certificate, or an order under way: a new certificate has a new key',
      },
      accepted: {
        zh: '使用新密钥的 CSR;只有在同一方案内(`sealflow certificate reissue CERTIFICATE --same-csr`),或续费时选择 reuseConfiguration(`sealflow certificate renew CERTIFICATE`),才能沿用原密钥',
        en: 'a CSR with a new key; the same key only within its plan (`sealflow certificate reissue CERTIFICATE --same-csr`) or by reuseConfiguration (`sealflow certificate renew CERTIFICATE`)',
      },
    }),
  );
}
