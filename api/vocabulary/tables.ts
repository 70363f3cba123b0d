/** Every table of words that pages show ids by: the domain's own, by what the ids are of. Nothing is told here. */
import type { Bilingual } from '../../domain/bilingual.js';
import { OUTCOME_WORDS as OPERATION_OUTCOME_WORDS } from '../../domain/accounts/log-words.js';
import { API_KEY_STATE_WORDS } from '../../domain/accounts/key-words.js';
import { ROLE_CHOICES, ROLE_WORDS } from '../../domain/accounts/roles.js';
import {
  BRAND_CHOICES,
  HASH_CHOICES,
  KEY_CHOICES,
  KIND_CHOICES,
  METHOD_CHOICES,
  TYPE_CHOICES,
} from '../../domain/catalogue/choices.js';
import { BRAND_WORDS, PURPOSE_WORDS, TYPE_WORDS } from '../../domain/catalogue/spoken-words.js';
import {
  CERTIFICATE_SOURCE_WORDS,
  CERTIFICATE_STATE_WORDS,
  PACK_FORMAT_WORDS,
  SUBJECT_FIELD_WORDS,
} from '../../domain/certificates/spoken-words.js';
import { CONNECTION_FAMILY_WORDS } from '../../domain/connections/words.js';
import { VERDICT_WORDS } from '../../domain/control/findings.js';
import {
  DELEGATED_STATE_WORDS,
  DELEGATION_STATE_WORDS,
  METHOD_WORDS,
  PREFLIGHT_SEVERITY_WORDS,
  PREFLIGHT_SUBJECT_WORDS,
  SUBJECT_WORDS,
  VALIDATION_STATUS_WORDS,
} from '../../domain/control/spoken-words.js';
import {
  CHANNEL_WORDS,
  KIND_WORDS,
  LANGUAGE_WORDS,
  OUTCOME_WORDS,
} from '../../domain/notices/spoken-words.js';
import { APPROVAL_DECISION_WORDS } from '../../domain/orders/spoken-words.js';
import {
  PARTY_WORDS,
  STATE_WORDS,
  TRACK_STATUS_WORDS,
  TRACK_WORDS,
} from '../../domain/orders/status-markdown.js';
import { STEP_WORDS } from '../../domain/orders/step-words.js';
import { TAB_WORDS } from '../../domain/orders/tabs.js';
import {
  CHANNEL_SOURCE_CHOICES,
  CHANNEL_WAY_CHOICES,
  IDENTITY_CHOICES,
  ORGANIZATION_STEP_TITLES,
  ORGANIZATION_WAY_CHOICES,
  PHONE_RESULT_CHOICES,
  REGISTRATION_CHOICES,
} from '../../domain/organization/choices.js';
import {
  CHECK_STATUS_WORDS,
  LETTER_STATUS_WORDS,
  STEP_STATUS_WORDS,
} from '../../domain/organization/spoken-words.js';
import { PAYMENT_STATE_WORDS } from '../../domain/payments/spoken-words.js';
import { FORECAST_KIND_TITLES, PLAN_KIND_WORDS } from '../../domain/plans/spoken-words.js';
import {
  FOLLOW_UP_WORDS,
  REVOCATION_PROOF_WORDS,
  REVOCATION_REASON_WORDS,
  REVOCATION_STATE_WORDS,
} from '../../domain/revocation/spoken-words.js';

type Words = Readonly<Record<string, Bilingual>>;

/** By the name that the answer has for each. `...Choices`: with what each is, for whoever chooses. Add, never rename. */
export const WORD_TABLES = {
  orderStates: STATE_WORDS,
  orderTabs: TAB_WORDS,
  orderSteps: STEP_WORDS,
  parties: PARTY_WORDS,
  tracks: TRACK_WORDS,
  trackStates: TRACK_STATUS_WORDS,
  purposes: PURPOSE_WORDS,
  approvalDecisions: APPROVAL_DECISION_WORDS,
  brands: BRAND_WORDS,
  brandChoices: BRAND_CHOICES,
  certificateTypes: TYPE_WORDS,
  certificateTypeChoices: TYPE_CHOICES,
  kinds: KIND_CHOICES,
  keyAlgorithms: KEY_CHOICES,
  signatureHashes: HASH_CHOICES,
  validationMethods: METHOD_WORDS,
  validationMethodChoices: METHOD_CHOICES,
  validationStates: VALIDATION_STATUS_WORDS,
  verdicts: VERDICT_WORDS,
  findingSubjects: SUBJECT_WORDS,
  preflightSeverities: PREFLIGHT_SEVERITY_WORDS,
  preflightSubjects: PREFLIGHT_SUBJECT_WORDS,
  delegationStates: DELEGATION_STATE_WORDS,
  delegatedRecordStates: DELEGATED_STATE_WORDS,
  connectionFamilies: CONNECTION_FAMILY_WORDS,
  organizationWays: ORGANIZATION_WAY_CHOICES,
  organizationSteps: ORGANIZATION_STEP_TITLES,
  organizationStepStates: STEP_STATUS_WORDS,
  organizationCheckStates: CHECK_STATUS_WORDS,
  letterStates: LETTER_STATUS_WORDS,
  channelWays: CHANNEL_WAY_CHOICES,
  channelSources: CHANNEL_SOURCE_CHOICES,
  phoneResults: PHONE_RESULT_CHOICES,
  registrationKinds: REGISTRATION_CHOICES,
  identityKinds: IDENTITY_CHOICES,
  certificateStates: CERTIFICATE_STATE_WORDS,
  certificateSources: CERTIFICATE_SOURCE_WORDS,
  packFormats: PACK_FORMAT_WORDS,
  csrSubjectFields: SUBJECT_FIELD_WORDS,
  planKinds: PLAN_KIND_WORDS,
  followUps: FOLLOW_UP_WORDS,
  forecastKinds: FORECAST_KIND_TITLES,
  revocationStates: REVOCATION_STATE_WORDS,
  revocationReasons: REVOCATION_REASON_WORDS,
  revocationProofs: REVOCATION_PROOF_WORDS,
  paymentStates: PAYMENT_STATE_WORDS,
  noticeKinds: KIND_WORDS,
  noticeChannels: CHANNEL_WORDS,
  noticeOutcomes: OUTCOME_WORDS,
  noticeLanguages: LANGUAGE_WORDS,
  operationOutcomes: OPERATION_OUTCOME_WORDS,
  roles: ROLE_WORDS,
  roleChoices: ROLE_CHOICES,
  apiKeyStates: API_KEY_STATE_WORDS,
} as const satisfies Readonly<Record<string, Words>>;

export type WordTable = keyof typeof WORD_TABLES;
