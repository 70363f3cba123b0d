/** What a workflow may ask of a CA, on top of any adapter. */
import type { Database } from '../../db/database.js';
import { replaceValidations } from '../../db/statements/domain-validations.js';
import { recordValidationMethod } from '../../db/statements/orders.js';
import type { CaActivities } from '../../workflows/activity-contract.js';
import type { Clock } from '../attempt-clock.js';
import type { CertificateStore } from '../certificates/certificate-store.js';
import { withClassifiedFailures } from '../failures.js';
import type { CertificateAuthority } from './certificate-authority.js';
import { collect } from './collection.js';
import { loadPlacedOrder } from './order-at-ca.js';
import { cancelOnce, placeOnce, withoutStatus } from './placement.js';

export interface CaDependencies {
  readonly database: Database;
  readonly ca: CertificateAuthority;
  readonly certificates: CertificateStore;
  readonly clock: Clock;
}

export function createCaActivities(dependencies: CaDependencies): CaActivities {
  const { database, ca } = dependencies;
  return withClassifiedFailures({
    placeOrder: (orderId) => placeOnce(database, ca, orderId),

    async obtainValidations({ orderId, method }) {
      const { caReference } = await loadPlacedOrder(database, orderId);
      const validations = (await ca.challenges(caReference, method)).map(withoutStatus);
      await recordValidationMethod(database, orderId, method);
      await replaceValidations(database, orderId, validations);
      return validations;
    },

    collectCertificate: (request) => collect(dependencies, request),

    cancelAtCa: (orderId) => cancelOnce(database, ca, orderId),

    async revokeMisissued(orderId) {
      const { caReference } = await loadPlacedOrder(database, orderId);
      await ca.revokeCertificate(caReference, 'unspecified');
    },
  } satisfies CaActivities);
}
