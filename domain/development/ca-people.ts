/** The development CA's people: which desk does what. The CA and the command line must agree on it. */
import type { OrganizationStep } from '../organization/ways.js';

/** Where people of the CA work. */
export const CA_DESKS = ['phone', 'letter', 'review'] as const;
export type CaDesk = (typeof CA_DESKS)[number];

/** Whose step it is while it lies with the CA. Mails answer for themselves: they are passed by who reads them. */
export const DESK_OF_STEP: Record<OrganizationStep, CaDesk | 'mail'> = {
  'email-1': 'mail',
  'email-2': 'mail',
  mailbox: 'mail',
  'phone-call': 'phone',
  'public-record-check': 'phone',
  letter: 'letter',
  'application-form': 'letter',
  'manual-review': 'review',
};

/** What the desks do by themselves. The body of `POST /_control/organization/policy`. */
export interface CaPolicy {
  /** Seconds for which something lies at a desk before it is passed by itself; a desk that isn't named waits for a person. */
  readonly approveAfterSeconds: Readonly<Partial<Record<CaDesk, number>>>;
  /** Whether the CA phones every contact of a brand that may phone (WoTrus; ordering rules, section 6a). */
  readonly phonesContacts: boolean;
}

export const NO_POLICY: CaPolicy = { approveAfterSeconds: {}, phonesContacts: false };

/** The same patience at every desk. */
export function approvingAfter(seconds: number): CaPolicy['approveAfterSeconds'] {
  return Object.fromEntries(CA_DESKS.map((desk) => [desk, seconds]));
}
