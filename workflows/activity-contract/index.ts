/**
 * What a workflow may ask of the world, and what each call promises. Arguments and results stay in histories for years:
 * they carry ids and public values only, never a key, a password, a phone, an e-mail.
 */
import type { CaActivities } from './ca.js';
import type { CsrActivities } from './certificates.js';
import type { ConnectionActivities } from './connections.js';
import type { DelegationActivities, PreflightActivities, ValidationActivities } from './control.js';
import type { MissingRecordActivities } from './missing-records.js';
import type { DeliveryActivities, NoticeActivities } from './notices.js';
import type { OrderRecordActivities, OrderStepActivities } from './orders.js';
import type { CalendarActivities, OrganizationActivities } from './organization.js';
import type { PaymentActivities } from './payments.js';
import type { LifecycleActivities } from './plans.js';
import type { RevocationActivities } from './revocation.js';
import type { StoreActivities } from './stores.js';

/** Short, on our own database and CPU: done by the worker that has the workflow task. */
export type LocalActivities = OrderRecordActivities &
  CsrActivities &
  CalendarActivities &
  LifecycleActivities &
  Pick<RevocationActivities, 'recordRevocation'>;

/** Whatever speaks to the world outside, or waits for it. */
export type RemoteActivities = CaActivities &
  ConnectionActivities &
  OrderStepActivities &
  ValidationActivities &
  PreflightActivities &
  DelegationActivities &
  OrganizationActivities &
  PaymentActivities &
  NoticeActivities &
  DeliveryActivities &
  MissingRecordActivities &
  StoreActivities &
  Omit<RevocationActivities, 'recordRevocation'>;

/** Every activity that a worker offers. */
export type Activities = LocalActivities & RemoteActivities;
