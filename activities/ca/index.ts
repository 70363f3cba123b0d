/** What a workflow may ask of a CA, on top of any adapter. */
import type { Database } from '../../db/database.js';
import type { CaActivities } from '../../workflows/activity-contract.js';
import type { Clock } from '../attempt-clock.js';
import type { CertificateStore } from '../certificates/certificate-store.js';
import { withClassifiedFailures } from '../failures.js';
import type { DueReminders } from '../notices/due-reminders.js';
import type { CertificateAuthority } from './certificate-authority.js';
import { collect } from './collection.js';
import { loadPlacedOrder } from './order-at-ca.js';
import { cancelOnce, placeOnce } from './placement.js';
import { obtainValidations } from './random-values.js';

export interface CaDependencies {
  readonly database: Database;
  readonly ca: CertificateAuthority;
  readonly certificates: CertificateStore;
  readonly reminders: DueReminders;
  readonly clock: Clock;
}

export function createCaActivities(dependencies: CaDependencies): CaActivities {
  const { database, ca } = dependencies;
  return withClassifiedFailures({
    placeOrder: (orderId) => placeOnce(database, ca, orderId),

    obtainValidations: (request) => obtainValidations(dependencies, request),

    collectCertificate: (request) => collect(dependencies, request),

    cancelAtCa: (orderId) => cancelOnce(database, ca, orderId),

    async revokeMisissued(orderId) {
      const { caReference } = await loadPlacedOrder(database, orderId);
      await ca.revokeCertificate(caReference, 'unspecified');
    },
  } satisfies CaActivities);
}
