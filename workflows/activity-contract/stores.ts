/** What an operator's look at the stores may ask. */
import type { StoreFinding, StoreRepairOutcome, StoresComparison } from '../../domain/stores/words.js';

export type {
  CertificateOrderInput,
  CertificateRevocationInput,
  OrderRecollection,
  OrderRecovery,
  RevocationStatus,
} from '../messages.js';

/** Remote: every store. */
export interface StoreActivities {
  /** Reads all of Postgres, Temporal, the CA and the payment service that has to do with what is open or paid; changes nothing. */
  compareStores(): Promise<StoresComparison>;
  /**
   * Idempotent: looks at all stores once more, and mends the difference where it is still the one that was found. Whoever
   * dies meanwhile leaves what the next look finds.
   */
  repairStores(finding: StoreFinding): Promise<StoreRepairOutcome>;
}
