/** The keys that a program seals with: what the workers can't open is never stored. */
import type { Database } from '../../db/database.js';
import { refuseForeignKey } from '../../db/master-key-check.js';
import type { MasterKey } from '../../db/sealed-values.js';

/** Asks the database once, and again only where the answer was no. Throws MasterKeyRefused. */
export function sealingKeysOf(
  database: Database,
  masterKeys: readonly MasterKey[],
): () => Promise<readonly MasterKey[]> {
  let isTheirs = false;
  return async () => {
    if (!isTheirs) await refuseForeignKey(database, masterKeys);
    isTheirs = true;
    return masterKeys;
  };
}
