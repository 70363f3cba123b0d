/** The ways a CA makes sure of a company: steps, repairs and clocks, as data (ordering rules, section 6). Used by workflows. */
import { inBoth, type Bilingual } from '../bilingual.js';
import type { Brand, CertificateType, OrganizationWay } from '../catalogue/words.js';
import { refusalDetails, type RefusalDetails } from '../refusals.js';
import type { OrganizationWait, OrganizationWaitPolicies, WaitPolicy } from '../waits.js';

/** What a CA may ask for to be sure of the company, in our words (ordering rules, section 6). */
export const ORGANIZATION_STEPS = [
  'email-1',
  'email-2',
  'phone-call',
  'public-record-check',
  'letter',
  'application-form',
  'manual-review',
  'mailbox',
] as const;
export type OrganizationStep = (typeof ORGANIZATION_STEPS)[number];

/** What of an organization's check can be put right on the living order. */
export const ORGANIZATION_PARTS = ['contact', 'channel', 'letter'] as const;
export type OrganizationPart = (typeof ORGANIZATION_PARTS)[number];

/** How one product validates the organization (the rows stand below). */
export interface OrganizationTerms {
  readonly way: OrganizationWay;
  /** What may be put right while the check runs. */
  readonly repairs: readonly OrganizationPart[];
  readonly waits: OrganizationWaitPolicies;
}

export interface OrganizationRules {
  /** What the CA asks for, in the order of section 6. `phone-call` of WoTrus is the one that may not come. */
  readonly steps: readonly OrganizationStep[];
  readonly repairs: readonly OrganizationPart[];
  /** The stamped paper this way takes, if any. */
  readonly document: 'confirmation-letter' | 'application-form' | undefined;
  /** Working days the CA's people take; EV of the two DNSPod brands takes longer. */
  readonly reviewWorkingDays: { readonly ov: ExpectedDays; readonly ev: ExpectedDays };
  readonly source: string;
}

type ExpectedDays = NonNullable<WaitPolicy['expectedDays']>;

const THREE_TO_FIVE: ExpectedDays = { from: 3, to: 5 };
const FIVE_TO_SEVEN: ExpectedDays = { from: 5, to: 7 };
const USUAL = { ov: THREE_TO_FIVE, ev: THREE_TO_FIVE };
const LONGER_FOR_EV = { ov: THREE_TO_FIVE, ev: FIVE_TO_SEVEN };

export const ORGANIZATION_RULES: Record<OrganizationWay, OrganizationRules> = {
  'two-emails': {
    steps: ['email-1', 'email-2', 'phone-call'],
    // The address can't be changed and nothing can be sent again: cancel, edit, submit anew.
    repairs: [],
    document: undefined,
    reviewWorkingDays: USUAL,
    source: 'ordering rules, section 6a',
  },
  'public-record': {
    steps: ['public-record-check'],
    repairs: ['channel', 'contact'],
    document: undefined,
    reviewWorkingDays: USUAL,
    source: 'ordering rules, section 6b',
  },
  'confirmation-letter': {
    steps: ['letter'],
    repairs: ['letter', 'contact'],
    document: 'confirmation-letter',
    // Section 6c names no time: taken from the other brands.
    reviewWorkingDays: USUAL,
    source: 'ordering rules, section 6c',
  },
  'application-form': {
    steps: ['application-form', 'manual-review'],
    // One upload only.
    repairs: [],
    document: 'application-form',
    reviewWorkingDays: LONGER_FOR_EV,
    source: 'ordering rules, section 6d',
  },
  'phone-and-mailbox': {
    steps: ['phone-call', 'mailbox'],
    repairs: ['contact'],
    document: undefined,
    reviewWorkingDays: LONGER_FOR_EV,
    source: 'ordering rules, section 6e',
  },
};

/** What is waited for while a step lies with the subscriber, or with the CA. */
export const WAITS_OF_STEP: Record<
  OrganizationStep,
  { readonly subscriber: OrganizationWait; readonly ca: OrganizationWait }
> = {
  'email-1': { subscriber: 'subscriber-emails', ca: 'ca-organization' },
  'email-2': { subscriber: 'subscriber-emails', ca: 'ca-organization' },
  'phone-call': { subscriber: 'subscriber-phone', ca: 'ca-phone-call' },
  'public-record-check': { subscriber: 'subscriber-channel', ca: 'ca-public-record' },
  letter: { subscriber: 'subscriber-letter', ca: 'reviewer-letter' },
  'application-form': { subscriber: 'subscriber-application-form', ca: 'ca-organization' },
  'manual-review': { subscriber: 'subscriber-application-form', ca: 'reviewer-application' },
  mailbox: { subscriber: 'subscriber-mailbox', ca: 'ca-organization' },
};

/** The house's own policy: people who have to find a stamp or a colleague get two months of working days. */
const FOR_PEOPLE: WaitPolicy = {
  unit: 'working-day',
  deadlineDays: 40,
  reminderDays: [0, 1, 3, 5, 10, 20, 35],
};

/** The house's own policy: reviewers get thrice the time the CA names, since an order given up was paid for nothing. */
const REVIEW_PATIENCE = 3;

/** The clocks of one product: its reviewers' run as long as section 6 says for its type. */
function waitsOf(way: OrganizationWay, type: CertificateType): OrganizationWaitPolicies {
  const { reviewWorkingDays } = ORGANIZATION_RULES[way];
  const expectedDays = type.startsWith('ev') ? reviewWorkingDays.ev : reviewWorkingDays.ov;
  const forReviewers: WaitPolicy = {
    unit: 'working-day',
    deadlineDays: REVIEW_PATIENCE * expectedDays.to,
    reminderDays: [expectedDays.to, 2 * expectedDays.to],
    expectedDays,
  };
  return {
    'subscriber-letter': FOR_PEOPLE,
    'subscriber-application-form': FOR_PEOPLE,
    'subscriber-emails': FOR_PEOPLE,
    'subscriber-channel': FOR_PEOPLE,
    'subscriber-phone': FOR_PEOPLE,
    'subscriber-mailbox': FOR_PEOPLE,
    'reviewer-letter': forReviewers,
    'reviewer-application': forReviewers,
    'ca-public-record': forReviewers,
    'ca-phone-call': forReviewers,
    'ca-organization': forReviewers,
  };
}

/** Every wait of a company's check runs in working days, whoever holds the ball; a wait of any other kind in days. */
export function runsInWorkingDays(wait: string): boolean {
  return Object.values(WAITS_OF_STEP).some(({ subscriber, ca }) => subscriber === wait || ca === wait);
}

/** The organization's part of an order's terms; nothing for DV. */
export function organizationTerms(
  way: OrganizationWay | 'none',
  type: CertificateType,
): { readonly organization?: OrganizationTerms } {
  if (way === 'none') return {};
  const { repairs } = ORGANIZATION_RULES[way];
  return { organization: { way, repairs, waits: waitsOf(way, type) } };
}

/** Undefined where the part may be put right now; the rows above say what a brand allows. `orderId`: for the way out. */
export function refusalOfRepair(
  part: OrganizationPart,
  terms: { readonly brand: Brand; readonly organization?: Pick<OrganizationTerms, 'repairs'> } | undefined,
  isValidated: boolean,
  orderId = 'ORDER',
): RefusalDetails | undefined {
  const organization = terms?.organization;
  if (!organization) {
    const message = {
      zh: '此订单不审核企业信息:没有可以更正的内容。',
      en: 'The order validates no organization: there is nothing of it to put right.',
    };
    const accepted = { zh: 'OV 或 EV 订单', en: 'an OV or EV order' };
    return refusalDetails('RefusedInThisState', { field: part, message, accepted });
  }
  if (isValidated) {
    const message = {
      zh: `企业信息审核已通过:不能再更改${PARTS_IN_CHINESE[part]}。`,
      en: `The organization is validated: its ${part} can't be changed any more.`,
    };
    const accepted = { zh: '新的订单', en: 'a new order' };
    return refusalDetails('RefusedInThisState', { field: part, message, accepted });
  }
  const { repairs } = organization;
  if (repairs.includes(part)) return undefined;
  return refusalDetails('InvalidInput', {
    field: part,
    message: {
      zh: `${terms.brand} 不接受为进行中的订单更换${PARTS_IN_CHINESE[part]}`,
      en: `${terms.brand} doesn't take another ${part} for an order that is under way`,
    },
    accepted: repairs.length > 0 ? inBoth(repairs.join(', ')) : anew(orderId),
  });
}

const PARTS_IN_CHINESE: Record<OrganizationPart, string> = {
  contact: '联系人(contact)',
  channel: '联系渠道(channel)',
  letter: '确认函(letter)',
};

function anew(orderId: string): Bilingual {
  return {
    zh: `取消订单,修改后重新提交:\`sealflow order resubmit ${orderId}\``,
    en: `the order cancelled, edited and submitted anew: \`sealflow order resubmit ${orderId}\``,
  };
}

/** What people may say of a check that runs: the steps that it is about. */
export const TOLD_STEPS = {
  'email-confirmed': ['email-1', 'email-2'],
  'phone-result': ['phone-call', 'public-record-check'],
  'mailbox-confirmed': ['mailbox'],
} as const satisfies Record<string, readonly OrganizationStep[]>;
export type ToldFact = keyof typeof TOLD_STEPS;

/** Does the CA ask for anything that this fact is about? */
export function mayBeTold(fact: ToldFact, way: OrganizationWay | undefined): boolean {
  const steps: readonly OrganizationStep[] = TOLD_STEPS[fact];
  return way !== undefined && ORGANIZATION_RULES[way].steps.some((step) => steps.includes(step));
}
