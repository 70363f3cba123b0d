/** Every activity that this worker offers, made from its dependencies. */
import { createCaActivities } from '../activities/ca/index.js';
import { createConnectionActivities } from '../activities/connections/index.js';
import { createCalendarActivities } from '../activities/organization/calendar.js';
import { createCsrActivities } from '../activities/certificates/csr.js';
import { createLifecycleActivities } from '../activities/plans/index.js';
import { createDeliveryActivities, createNoticeActivities } from '../activities/notices/index.js';
import { createMissingRecordActivities } from '../activities/orders/missing-records.js';
import { createOrderRecordActivities } from '../activities/orders/index.js';
import { createOrderStepActivities } from '../activities/orders/steps.js';
import { createOrganizationActivities } from '../activities/organization/index.js';
import { createPaymentActivities } from '../activities/payments/index.js';
import { createStoreActivities } from '../activities/stores/index.js';
import { createRevocationActivities } from '../activities/revocation/index.js';
import { createPreflightActivities } from '../activities/control/preflight/index.js';
import { createDelegationActivities } from '../activities/control/delegations.js';
import { createValidationActivities } from '../activities/control/index.js';
import type { Activities } from '../workflows/activity-contract/index.js';
import type { Dependencies } from './dependencies.js';
import { withHeartbeats } from './heartbeats.js';

export function createActivities(dependencies: Dependencies): Activities {
  const revocation = createRevocationActivities(dependencies);
  return {
    ...createOrderRecordActivities(dependencies),
    ...createCalendarActivities(),
    ...createCsrActivities(dependencies),
    ...createLifecycleActivities(dependencies),
    ...withHeartbeats({
      ...createCaActivities(dependencies),
      ...createOrderStepActivities(dependencies),
      ...createConnectionActivities(dependencies),
      ...createValidationActivities(dependencies),
      ...createPreflightActivities(dependencies),
      ...createDelegationActivities(dependencies),
      ...createOrganizationActivities(dependencies),
      ...createPaymentActivities(dependencies),
      ...revocation,
      ...createNoticeActivities(dependencies),
      ...createDeliveryActivities(dependencies),
      ...createMissingRecordActivities(dependencies),
      ...createStoreActivities(dependencies),
    }),
    // Local, as the records above.
    recordRevocation: (progress) => revocation.recordRevocation(progress),
  };
}
