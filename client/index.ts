/** What the package `sealflow` exports: certificate orders for other programs. */
export { connectOrderClient, type ConnectedClient } from './connect.js';
export { installationOf } from './installation.js';
export { OrderClient, type OrderClientOptions } from './order-client.js';
export { Certificates } from './certificates.js';
export type { Pack, PackFile } from './downloads/pack.js';
export { zipOf } from './downloads/zip.js';
export { PACK_FORMATS, type PackFormat } from '../domain/download-packs.js';
export type { CertificateDownload, DownloadOptions } from './certificate-downloads.js';
export type { CertificateView } from './certificate-reading.js';
export type { EncryptionDownload } from './encryption-download.js';
export type { RevocationLetterView, RevocationView } from './revocation-views.js';
export type {
  RequestedRevocation,
  RevocationCheck,
  RevokeRequest,
  UploadedRevocationLetter,
} from './revocations.js';
export {
  REVOCATION_REASONS,
  type RevocationReason,
  type RevocationState,
} from '../domain/certificate-life.js';
export type { CheckOptions } from './checking.js';
export type { CreatedOrder, CreateRequest, OrderFormInput } from './creating.js';
export { Companies, type CompanyView } from './companies.js';
export { FreePlaces, type FreePlacesView, type PlacesView } from './free-places.js';
export type { Sweep } from './abandoned-orders.js';
export { Contacts, type ContactView } from './contacts.js';
export type { SavedChanges } from './saved-details.js';
export type { FormChanges } from './prefilled-form.js';
export type { ReissueRequest } from './succeeding/reissue.js';
export type { FollowRequest } from './succeeding/renew.js';
export type { UpgradeRequest } from './succeeding/replace.js';
export type { SucceedingOrder } from './succeeding/succeeding.js';
export type { ResubmitRequest, ResubmittedOrder } from './resubmitting.js';
export { Notices, type DeliveryView, type NoticeView } from './notices.js';
export type { ChangedPreferences, PreferenceChanges, PreferencesView } from './notice-preferences.js';
export { SIGNATURE_HEADER, SIGNATURE_WINDOW_SECONDS, verifyWebhook } from '../domain/webhook-signature.js';
export { Payments, type PaymentRecord } from './payments.js';
export { PAYMENT_STATES, type PaymentState } from '../domain/payments.js';
export { Letters } from './letters.js';
export type { CertificateUpload, UploadedCertificate } from './own-certificates.js';
export type { ForecastItemView, ForecastRequest, ForecastView } from './forecast.js';
export type { LetterDownload, LetterUpload, LetterView, UploadedLetter } from './letters.js';
export type { EmailNumber, PhoneResult } from './order-facts.js';
export { Plans, type PlanCertificateView, type PlanSummary, type PlanView } from './plans.js';
export type { SubmitForm } from './submitting.js';
export { Unavailable, type UnavailableCode } from './unavailable.js';
export type {
  AttemptView,
  CheckView,
  ExplainedValidation,
  FindingView,
  OrderSummary,
  OrderView,
  OrganizationStepView,
  OrganizationView,
  TrackView,
  ValidationView,
  WhyView,
} from './views.js';
export type { WatchOptions } from './watching.js';
export { createDatabase, type Database, type DatabaseOptions } from '../db/database.js';
export type { LabelChanges, Labels, Tag } from '../domain/labels.js';
export { Operations, type OperationView } from './operations.js';
export { logLinesOf, verifyLog, type LogHead, type LogVerdict } from '../domain/operations-log.js';
export type { MasterKey } from '../db/sealed-values.js';
export type { OrderFilter } from '../db/statements/order-views.js';
export { OrderFailure, type FailureType } from '../domain/failures.js';
export type { CheckChannel, Company, Person } from '../domain/organization-form.js';
export { Refusal, type RefusalCode, type RefusalDetails } from '../domain/refusals.js';
export {
  BRANDS,
  CERTIFICATE_TYPES,
  KEY_ALGORITHMS,
  ORDER_STATES,
  VALIDATION_METHODS,
  isFinal,
  type Bilingual,
  type Brand,
  type CertificateType,
  type KeyAlgorithm,
  type OrderState,
  type ValidationFile,
  type ValidationMethod,
  type ValidationRecord,
} from '../domain/order.js';
export { WAITS, type Party, type Wait } from '../domain/waits.js';
