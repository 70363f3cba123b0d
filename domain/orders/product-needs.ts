/** What ordering a product asks of people, told before anything is filled in: its steps, and who must do what for the company's check. */
import type { Bilingual } from '../bilingual.js';
import type { CatalogueRow, OrganizationValidation } from '../catalogue/row.js';
import { refusalOfMethod } from '../control/methods.js';
import { IDENTITY_RULES, type IdentityRule } from '../organization/identity-rules.js';
import { ORGANIZATION_RULES, type OrganizationRules, type OrganizationStep } from '../organization/ways.js';
import type { ValidationMethod } from '../catalogue/words.js';
import { hintsOfForm } from './form-hints.js';
import { stepsOf, wordsOfStep } from './steps.js';

export interface ProductNeeds {
  readonly way: OrganizationValidation;
  /** What the CA asks for, in order; empty where it asks nothing about the company. */
  readonly organizationSteps: readonly OrganizationStep[];
  readonly document: NonNullable<OrganizationRules['document']> | null;
  /** Does the form name a channel on public record (ordering rules, section 6b)? */
  readonly asksChannel: boolean;
  /** What company and people identify with; null where the CA asks neither. */
  readonly identities: Pick<IdentityRule, 'registration' | 'identities'> | null;
  /** Working days that the CA's people take; null where none look at it. */
  readonly reviewWorkingDays: { readonly from: number; readonly to: number } | null;
  /** All of the order's steps, as sentences. */
  readonly steps: readonly Bilingual[];
  /** Whom the CA turns to, and what they must do. */
  readonly people: readonly Bilingual[];
}

export function needsOf({
  brand,
  certificateType: type,
  organizationValidation: way,
}: CatalogueRow): ProductNeeds {
  const rules = way === 'none' ? undefined : ORGANIZATION_RULES[way];
  const days = type.startsWith('ev') ? rules?.reviewWorkingDays.ev : rules?.reviewWorkingDays.ov;
  const identity = rules && IDENTITY_RULES[brand];
  return {
    way,
    organizationSteps: rules?.steps ?? [],
    document: rules?.document ?? null,
    asksChannel: way === 'public-record',
    identities: identity ? { registration: identity.registration, identities: identity.identities } : null,
    reviewWorkingDays: days ?? null,
    steps: stepsOf({ brand, type, isPaid: false }).map((step) => wordsOfStep(step)),
    people: hintsOfForm({ brand, type })
      .filter(({ field }) => field === 'type' || field === 'contact' || field === 'organizationCheck')
      .map(({ text }) => text),
  };
}

export interface OfferedMethod {
  readonly method: ValidationMethod;
  readonly isPossible: boolean;
  /** Also for plans of several years, which are re-issued by themselves? */
  readonly isForLongPlans: boolean;
  /** Null where it is possible. */
  readonly reason: Bilingual | null;
}

/** Whether a product takes a method at all; whether it fits the names, domain/control/methods.ts says. */
export function offeredMethod(row: CatalogueRow, method: ValidationMethod): OfferedMethod {
  const refusal = refusalOfMethod(method, [], row);
  return {
    method,
    isPossible: refusal === undefined,
    isForLongPlans: row.validationMethodsOfLongPlans.includes(method),
    reason: refusal ? { zh: refusal.chinese.message, en: refusal.message } : null,
  };
}
