/** The way of one product's order, step by step, and how far an order has come: "Step 3 of 6". Pure; for people. */
import type { Bilingual } from '../bilingual.js';
import { CATALOGUE } from '../catalogue/rows.js';
import type { Brand, CertificateType, OrganizationWay, ValidationMethod } from '../catalogue/words.js';
import { ORGANIZATION_WAITS, type OrganizationWait, type Wait } from '../waits.js';
import type { OrderState } from './states.js';
import { METHOD_STEP_WORDS, ORDER_STEPS, STEP_WORDS, type OrderStep } from './step-words.js';

export interface SteppedProduct {
  readonly brand: Brand;
  readonly type: CertificateType;
  /** True where money is taken for it here. */
  readonly isPaid: boolean;
  /** True where a second person lets it through first. */
  readonly needsApproval?: boolean;
}

export interface SteppedOrder extends SteppedProduct {
  readonly state: OrderState;
  readonly waitingOn: Wait | null;
  /** Undefined before the form is handed in. */
  readonly validation?: ValidationMethod | undefined;
}

const STEPS_OF_WAY: Readonly<Record<OrganizationWay, readonly OrderStep[]>> = {
  'two-emails': ['emails'],
  'public-record': ['public-record'],
  'confirmation-letter': ['letter'],
  // Ordering rules, section 6d: uploaded before the names are validated, reviewed afterwards.
  'application-form': ['application-form', 'review'],
  'phone-and-mailbox': ['phone-and-mailbox'],
};

/** The steps that an order of this product has. */
export function stepsOf({ brand, type, isPaid, needsApproval = false }: SteppedProduct): OrderStep[] {
  const way = organizationWayOf(brand, type);
  const steps: readonly OrderStep[] = [
    'form',
    ...(needsApproval ? (['approval'] as const) : []),
    ...(isPaid ? (['payment'] as const) : []),
    'domain',
    ...(way ? STEPS_OF_WAY[way] : []),
    'issuance',
    'certificate',
  ];
  return ORDER_STEPS.filter((step) => steps.includes(step));
}

/** How the CA makes sure of the company; undefined where it asks nothing about one. */
export function organizationWayOf(brand: Brand, type: CertificateType): OrganizationWay | undefined {
  const row = CATALOGUE.find((candidate) => candidate.brand === brand && candidate.certificateType === type);
  return row === undefined || row.organizationValidation === 'none' ? undefined : row.organizationValidation;
}

export interface StepReached {
  readonly step: OrderStep;
  /** Counts from 1. */
  readonly number: number;
  readonly of: number;
}

/** Undefined where the order has ended without a certificate, and while a record of it is missing. */
export function stepReached(order: SteppedOrder): StepReached | undefined {
  const steps = stepsOf(order);
  const step = stepAt(order, steps);
  return step === undefined ? undefined : { step, number: steps.indexOf(step) + 1, of: steps.length };
}

/** `Step 3 of 6: ...`; undefined as `stepReached`. */
export function stepText(order: SteppedOrder): Bilingual | undefined {
  const reached = stepReached(order);
  if (!reached) return undefined;
  const { zh, en } = wordsOfStep(reached.step, order.validation);
  const { number, of } = reached;
  return { zh: `第 ${number} 步,共 ${of} 步:${zh}`, en: `Step ${number} of ${of}: ${en}` };
}

/** What is done in a step; the proof of the names is told by its method. */
export function wordsOfStep(step: OrderStep, validation?: ValidationMethod): Bilingual {
  return step === 'domain' && validation !== undefined ? METHOD_STEP_WORDS[validation] : STEP_WORDS[step];
}

function stepAt({ state, waitingOn }: SteppedOrder, steps: readonly OrderStep[]): OrderStep | undefined {
  if (state === 'issued') return 'certificate';
  if (state === 'pending-submission') return 'form';
  if (waitingOn === null) return undefined;
  const isOfCompany = (ORGANIZATION_WAITS as readonly Wait[]).includes(waitingOn);
  const found = isOfCompany ? stepOfCompany(waitingOn as OrganizationWait, steps) : STEP_OF_WAIT[waitingOn];
  // Before anything is asked for, an order is on its way to the first proof.
  return found === 'first' ? steps.find((step) => step === 'application-form' || step === 'domain') : found;
}

const STEP_OF_WAIT: Readonly<Partial<Record<Wait, OrderStep | 'first'>>> = {
  'subscriber-form': 'form',
  'approver-decision': 'approval',
  'subscriber-payment': 'payment',
  'subscriber-dns': 'domain',
  'subscriber-file': 'domain',
  'subscriber-caa': 'domain',
  dns: 'domain',
  'file-agent': 'domain',
  'ca-validation': 'domain',
  'ca-placement': 'first',
  us: 'first',
  'ca-issuance': 'issuance',
};

function stepOfCompany(wait: OrganizationWait, steps: readonly OrderStep[]): OrderStep | undefined {
  if (wait === 'subscriber-application-form') return 'application-form';
  return steps.find((step) => OF_COMPANY.includes(step));
}

const OF_COMPANY: readonly OrderStep[] = ['emails', 'public-record', 'letter', 'phone-and-mailbox', 'review'];
