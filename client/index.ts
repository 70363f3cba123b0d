/** What the package `sealflow` exports: certificate orders for other programs. */
export { connectDoctor, connectOrderClient, type ConnectedClient, type ConnectedDoctor } from './connect.js';
export { Doctor, type DoctorOptions } from './stores/doctor.js';
export {
  STORE_REPAIRS,
  type StoreFinding,
  type StoreRepair,
  type StoreRepairOutcome,
  type StoresComparison,
} from '../domain/stores/words.js';
export { installationOf } from './installation.js';
export { OrderClient } from './order-client.js';
export type { OrderClientOptions } from './order-client-options.js';
export { orderPageUrls, type OrderPages, type PageAddresses } from '../domain/orders/pages.js';
export { Approvals, type ApprovalView } from './approvals/index.js';
export type { AccountRules } from '../domain/accounts/account-rules.js';
export { Certificates } from './certificates/index.js';
export type { Pack, PackFile } from './certificates/downloads/pack.js';
export { zipOf } from './certificates/downloads/zip.js';
export { PACK_FORMATS, type PackFormat } from '../domain/certificates/download-packs.js';
export type { DownloadOptions } from './certificates/handing-out.js';
export {
  SigningRequests,
  type NewSigningRequest,
  type SigningRequestDetails,
  type SigningRequestView,
} from './certificates/signing-requests.js';
export {
  TencentCertificates,
  type TencentCertificate,
  type TencentPurchased,
  type TencentPurchaseRequest,
} from './tencent/index.js';
export type { CertificateDetails, ChainLink } from './certificates/details.js';
export type { FollowUp, FollowUpKind } from '../domain/revocation/follow-ups.js';
export type { CertificateView } from './certificates/reading.js';
export type { EncryptionDownload } from './certificates/encryption-download.js';
export type { RevocationSummary } from './revocation/listing.js';
export type { RevocationView } from './revocation/views.js';
export type {
  RequestedRevocation,
  RevocationCheck,
  RevokeRequest,
  UploadedRevocationLetter,
} from './revocation/requesting.js';
export type { CheckOptions } from './control/checking.js';
export type { PreflightNameView, PreflightQuery, PreflightView } from './control/preflight.js';
export {
  PREFLIGHT_CODES,
  type PreflightCode,
  type PreflightFinding,
  type PreflightSeverity,
} from '../domain/control/preflight/finding.js';
export {
  Delegations,
  type DelegatedRecordView,
  type DelegationRequest,
  type DelegationView,
} from './control/delegations.js';
export type { CreatedOrder, CreateRequest, OrderFormInput } from './orders/creating.js';
export { Companies, type CompanyView } from './organization/companies.js';
export { FreePlaces, type FreePlacesView, type PlacesView } from './catalogue/free-places.js';
export type { Sweep } from './orders/abandoned.js';
export { Connections, type ConnectionView, type NewConnectionRequest } from './connections/index.js';
export { Routes, type RouteRequest, type RouteView } from './connections/routes.js';
export type { OrderCaView, UsedConnectionView } from './connections/ca-of-order.js';
export { Contacts, type ContactView } from './organization/contacts.js';
export type { Dossier, DossierRequest } from './dossiers/dossier.js';
export { Dossiers } from './dossiers/index.js';
export { verifyDossierFile } from './dossiers/verifying.js';
export type { DossierComparison, DossierProblem, DossierVerdict } from '../domain/dossiers/verification.js';
export type { SavedChanges } from './organization/saved-details.js';
export type { FormChanges } from './orders/prefilled-form.js';
export type { ReissueRequest } from './plans/succeeding/reissue.js';
export type { FollowRequest } from './plans/succeeding/renew.js';
export type { UpgradeRequest } from './plans/succeeding/replace.js';
export type { SucceedingOrder } from './plans/succeeding/succeeding.js';
export type { Quote, QuotedPlaces } from './orders/quoting.js';
export type { ResubmitRequest, ResubmittedOrder } from './orders/resubmitting.js';
export { Notices, type DeliveryView, type NoticeView } from './notices/index.js';
export type { ChangedPreferences, PreferenceChanges, PreferencesView } from './notices/preferences.js';
export {
  SIGNATURE_HEADER,
  SIGNATURE_WINDOW_SECONDS,
  verifyWebhook,
} from '../domain/notices/webhook-signature.js';
export { Payments, type PaymentRecord } from './payments/index.js';
export { PAYMENT_STATES, type PaymentState } from '../domain/payments/words.js';
export { Letters } from './organization/letters.js';
export type { CertificateUpload, UploadedCertificate } from './certificates/own.js';
export type { ForecastItemView, ForecastReading, ForecastRequest, ForecastView } from './plans/forecast.js';
export type { LetterDownload, UploadedLetter } from './organization/letters.js';
export type { LetterUpload } from './organization/letter-upload.js';
export type { LetterView, RevocationLetterView } from './organization/letter-views.js';
export type { EmailNumber } from './organization/facts.js';
export type { PhoneResult } from '../domain/organization/words.js';
export {
  Plans,
  type PlanCertificateView,
  type PlannedCertificateView,
  type PlanSummary,
  type PlanView,
} from './plans/index.js';
export type { SubmitForm, SubmitOptions } from './orders/submitting.js';
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
} from './orders/views.js';
export type { OpenAct, OrderAct } from '../domain/accounts/order-acts.js';
export type { NextAction, ShownAction } from '../domain/orders/next-action.js';
export type { ZoneService } from '../domain/control/zone-services.js';
export type { WatchOptions } from './orders/watching.js';
export { createDatabase, type Database, type DatabaseOptions } from '../db/database.js';
export type { LabelChanges, Labels, Tag } from '../domain/orders/labels.js';
export {
  ApiKeys,
  type ApiKeyState,
  type ApiKeyView,
  type NewApiKeyRequest,
  type RotationRequest,
  type SecretView,
  type ShownApiKey,
} from './accounts/api-keys.js';
export { Identities, type Identity, type KnownKey, type KnownSession } from './accounts/identities.js';
export { Sessions, type SessionView } from './accounts/sessions.js';
export { Users, type NewUserRequest, type PasswordRequest, type UserView } from './accounts/users.js';
export { Waits, type WaitView } from './orders/waits.js';
export type { Membership, Principal } from '../domain/accounts/principal.js';
export { mayDo, RIGHTS } from '../domain/accounts/rights.js';
export { ROLES, type Role } from '../domain/accounts/roles.js';
export { MasterKeys, type ClosedView } from './accounts/master-keys.js';
export { MasterKeyRefused } from '../db/master-key-check.js';
export {
  Operations,
  type LogVerification,
  type OperationView,
  type VerifyOptions,
} from './accounts/operations.js';
export { logLinesOf, verifyLog, type LogHead, type LogVerdict } from '../domain/accounts/operations-log.js';
export type { MasterKey } from '../db/sealed-values.js';
export type { OrderFilter } from '../db/statements/orders/lists.js';
export type { ListPage, PageRequest } from './pages.js';
export { OrderFailure, type FailureType } from '../domain/failures.js';
export type { CheckChannel, Company, Person } from '../domain/organization/form.js';
export { Refusal, type RefusalCode, type RefusalDetails } from '../domain/refusals.js';
export {
  BRANDS,
  CERTIFICATE_TYPES,
  KEY_ALGORITHMS,
  VALIDATION_METHODS,
  type Brand,
  type CertificateType,
  type KeyAlgorithm,
  type ValidationMethod,
} from '../domain/catalogue/words.js';
export { WAITS, type Party, type Wait } from '../domain/waits.js';
export {
  REVOCATION_REASONS,
  type RevocationReason,
  type RevocationState,
} from '../domain/revocation/words.js';
export { ORDER_STATES, isFinal, type OrderState } from '../domain/orders/states.js';
export { type Bilingual } from '../domain/bilingual.js';
export { type ValidationFile, type ValidationRecord } from '../domain/control/validations.js';
export type { CertificateDownload } from './certificates/download.js';
