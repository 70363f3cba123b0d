/** Requests to revoke as the door would have stored them, for tests of what works on their rows. */
import type { Database } from '../../db/database.js';
import { insertCertificate } from '../../db/statements/certificates/storing.js';
import { recordCaReference } from '../../db/statements/orders/row.js';
import { insertRevocation } from '../../db/statements/revocation/row.js';
import { revocationRule } from '../../domain/revocation/rules.js';
import { storeLetterOrder, storeOrder } from './stored-orders.js';

/** An issued order with a request to revoke; its id at the CA is `at-ca:<id>`, the request's `revocation:<id>`. */
export async function storeRevocation(
  database: Database,
  id: string,
  brand: 'trustasia' | 'globalsign' | 'dnspod-sm2',
): Promise<void> {
  if (brand === 'trustasia') await storeOrder(database, { orderId: id });
  else await storeLetterOrder(database, id, brand);
  await recordCaReference(database, id, `at-ca:${id}`);
  await insertCertificate(database, certificateOf(id));
  const type = brand === 'trustasia' ? 'dv' : 'ov';
  await insertRevocation(database, {
    revocationId: `revocation:${id}`,
    certificateId: `certificate:${id}`,
    orderId: id,
    account: 'default',
    reason: 'keyCompromise',
    proof: revocationRule({ brand, type }).proof,
    requestedBy: 'the test',
    requestedAt: new Date().toISOString(),
  });
}

function certificateOf(orderId: string) {
  return {
    certificateId: `certificate:${orderId}`,
    orderId,
    account: 'default',
    names: ['www.example.com'],
    serialNumber: orderId,
    fingerprintSha256: orderId,
    issuer: 'CN=test',
    notBefore: '2026-11-01T00:00:00.000Z',
    notAfter: '2027-02-01T00:00:00.000Z',
    certificatePem: 'certificate',
    chainPem: 'chain',
    rootPem: null,
    encryptionCertificatePem: null,
    encryptionEnvelopedKey: null,
  };
}
