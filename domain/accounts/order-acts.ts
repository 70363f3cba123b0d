/**
 * What can be done with an order as it stands, by whom it is let in to do so: one table for every door. What would be refused is
 * not in it; of what people tell, only what is waited for is.
 */
import type { OPERATION_RIGHTS } from './rights.js';
import type { Brand } from '../catalogue/words.js';
import { whyMethodStays } from '../orders/method-change.js';
import { letterDocumentOf } from '../organization/letter-rules.js';
import { refusalOfSecondUpload } from '../organization/letter-succession.js';
import {
  mayBeTold,
  ORGANIZATION_RULES,
  refusalOfRepair,
  type OrganizationPart,
  type OrganizationStep,
  type OrganizationTerms,
  type ToldFact,
} from '../organization/ways.js';
import type { Wait } from '../waits.js';
import { isFinal, type OrderState } from '../orders/states.js';
import type { OrderTrack } from '../orders/tracks.js';
import { whyNotResubmitted } from '../orders/way-out.js';

/** In the order in which a page shows them. */
export const ORDER_ACTS = [
  'submit',
  'approve',
  'decline',
  'check',
  'upload-letter',
  'confirm-email-1',
  'confirm-email-2',
  'confirm-mailbox',
  'report-phone-check',
  'change-validation',
  'change-channel',
  'change-contact',
  'reroute',
  'cancel',
  'resubmit',
] as const;
export type OrderAct = (typeof ORDER_ACTS)[number];

/** What decides it. */
export interface ActedOrder {
  readonly state: OrderState;
  /** All that it waits for, of either proof. */
  readonly waits: readonly Wait[];
  readonly tracks: readonly Pick<OrderTrack, 'track' | 'status'>[];
  readonly brand: Brand;
  /** Was its form handed in? */
  readonly hasForm: boolean;
  /** Is there anything that proves control of its names? */
  readonly hasProofs: boolean;
  /** Undefined where the CA asks nothing about a company. */
  readonly organization: Pick<OrganizationTerms, 'way' | 'repairs'> | undefined;
  /** Of the company's check, those that the CA was satisfied with at the last look. */
  readonly passed: readonly OrganizationStep[];
  /** Letters or forms that were handed in, whatever became of them. */
  readonly lettersSent: number;
  /** Was it submitted anew? */
  readonly isReplaced: boolean;
}

export interface OpenAct {
  readonly act: OrderAct;
  /** The client's operation that does it. */
  readonly operation: string;
  /** True where the order waits for just this. */
  readonly isAsked: boolean;
}

/** What can be done now, what is waited for first; whether somebody's role may, the table of rights says. */
export function actsOf(order: ActedOrder): OpenAct[] {
  const open = ORDER_ACTS.filter((act) => RULES[act].isOpen(order)).map((act) => ({
    act,
    operation: RULES[act].operation,
    isAsked: order.waits.some((wait) => RULES[act].askedBy.includes(wait)),
  }));
  return [...open.filter(({ isAsked }) => isAsked), ...open.filter(({ isAsked }) => !isAsked)];
}

interface ActRules {
  /** By which it is done; who may, domain/accounts/rights.ts says. */
  readonly operation: keyof typeof OPERATION_RIGHTS;
  readonly isOpen: (order: ActedOrder) => boolean;
  /** Waits that nothing else ends. */
  readonly askedBy: readonly Wait[];
}

const APPROVAL: readonly Wait[] = ['approver-decision'];
const PROOFS: readonly Wait[] = ['subscriber-dns', 'subscriber-file', 'subscriber-caa', 'subscriber-payment'];
const PAPERS: readonly Wait[] = ['subscriber-letter', 'subscriber-application-form'];
const EMAILS: readonly Wait[] = ['subscriber-emails'];
const MAILBOX: readonly Wait[] = ['subscriber-mailbox'];
/** Of a call, people may tell before the CA says that nobody answered. */
const CALLS: readonly Wait[] = ['subscriber-phone', 'ca-phone-call', 'ca-public-record'];

const RULES: Readonly<Record<OrderAct, ActRules>> = {
  submit: {
    operation: 'submit',
    isOpen: ({ state }) => state === 'pending-submission',
    askedBy: ['subscriber-form'],
  },
  approve: { operation: 'approvals.approve', isOpen: awaitsApproval, askedBy: APPROVAL },
  decline: { operation: 'approvals.decline', isOpen: awaitsApproval, askedBy: APPROVAL },
  check: { operation: 'check', isOpen: isUnderWay, askedBy: PROOFS },
  'upload-letter': { operation: 'letters.upload', isOpen: wantsPaper, askedBy: PAPERS },
  'confirm-email-1': {
    operation: 'confirmEmail',
    isOpen: toldOf('email-confirmed', EMAILS, 'email-1'),
    askedBy: EMAILS,
  },
  'confirm-email-2': {
    operation: 'confirmEmail',
    isOpen: toldOf('email-confirmed', EMAILS, 'email-2'),
    askedBy: EMAILS,
  },
  'confirm-mailbox': {
    operation: 'confirmMailbox',
    isOpen: toldOf('mailbox-confirmed', MAILBOX, 'mailbox'),
    askedBy: MAILBOX,
  },
  'report-phone-check': {
    operation: 'reportPhoneCheck',
    isOpen: toldOf('phone-result', CALLS, 'phone-call', 'public-record-check'),
    askedBy: ['subscriber-phone'],
  },
  'change-validation': {
    operation: 'repair',
    isOpen: (order) => order.hasProofs && whyMethodStays(order) === undefined,
    askedBy: [],
  },
  'change-channel': {
    operation: 'repairChannel',
    isOpen: repairOf('channel'),
    askedBy: ['subscriber-channel'],
  },
  'change-contact': { operation: 'repairContact', isOpen: repairOf('contact'), askedBy: [] },
  reroute: { operation: 'reroute', isOpen: isUnderWay, askedBy: [] },
  cancel: { operation: 'cancel', isOpen: ({ state }) => !isFinal(state), askedBy: [] },
  resubmit: {
    operation: 'resubmit',
    isOpen: ({ state, hasForm, isReplaced }) =>
      !isReplaced && whyNotResubmitted({ state, hasForm, keyHasPassword: false }, true) === undefined,
    askedBy: [],
  },
};

function awaitsApproval({ waits }: ActedOrder): boolean {
  return waits.some((wait) => APPROVAL.includes(wait));
}

function isUnderWay({ state, hasForm }: ActedOrder): boolean {
  return hasForm && !isFinal(state);
}

/** Ordering rules, section 6c and d. */
function wantsPaper({ waits, organization, lettersSent }: ActedOrder): boolean {
  const document = letterDocumentOf(organization?.way);
  if (document === undefined || !waits.some((wait) => PAPERS.includes(wait))) return false;
  return document !== 'application-form' || refusalOfSecondUpload(document, lettersSent) === undefined;
}

/** While one of `during` lasts, and one of these steps, as far as the CA takes them, is not passed. */
function toldOf(fact: ToldFact, during: readonly Wait[], ...steps: readonly OrganizationStep[]) {
  return ({ waits, organization, passed }: ActedOrder): boolean => {
    if (!organization || !mayBeTold(fact, organization.way)) return false;
    const taken = ORGANIZATION_RULES[organization.way].steps.filter((step) => steps.includes(step));
    const isOpen = taken.some((step) => !passed.includes(step));
    return isOpen && waits.some((wait) => during.includes(wait));
  };
}

function repairOf(part: OrganizationPart) {
  return (order: ActedOrder): boolean => {
    const { brand, organization, tracks } = order;
    const isValidated = tracks.some(({ track, status }) => track === 'organization' && status === 'done');
    const terms = { brand, ...(organization && { organization }) };
    return isUnderWay(order) && refusalOfRepair(part, terms, isValidated) === undefined;
  };
}
