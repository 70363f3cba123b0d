/** A key that was made for an order and sealed with a master key, for tests of the master keys. */
import { sealPrivateKey } from '../../db/private-keys.js';
import type { Database } from '../../db/database.js';
import type { MasterKey } from '../../db/sealed-values.js';
import { storeKey } from '../../db/statements/certificates/keys.js';
import { storeOrder } from './stored-orders.js';

/** Stores the order, too. */
export async function sealOne(database: Database, orderId: string, key: MasterKey): Promise<void> {
  await storeOrder(database, { orderId });
  const sealedPrivateKey = sealPrivateKey(Buffer.from('key'), orderId, [key]);
  await storeKey(database, {
    orderId,
    csrPem: '',
    spkiSha256: '',
    sealedPrivateKey,
    passwordProtected: false,
  });
}
