/** Whose an order's wait is: who may end it, by the rights of their role, and what makes somebody the one who placed the order. */
import { mayDo } from './rights.js';
import type { Role } from './roles.js';
import { WAITS, type Wait } from '../waits.js';

/** What whoever's turn it is has to do, as an operation of the client; waits for nobody of the account have none. */
const ENDED_BY: Partial<Readonly<Record<Wait, string>>> = {
  'subscriber-form': 'submit',
  'subscriber-dns': 'check',
  'subscriber-file': 'check',
  'subscriber-caa': 'check',
  'subscriber-payment': 'check',
  'subscriber-letter': 'letters.upload',
  'subscriber-application-form': 'letters.upload',
  'subscriber-emails': 'confirmEmail',
  'subscriber-channel': 'repairChannel',
  'subscriber-phone': 'reportPhoneCheck',
  'subscriber-mailbox': 'confirmMailbox',
  'approver-decision': 'approvals.approve',
};

/** `role`: undefined: the installation itself, which may do everything. */
export function waitsEndedBy(role: Role | undefined): readonly Wait[] {
  return WAITS.filter((wait) => {
    const operation = ENDED_BY[wait];
    return operation !== undefined && (role === undefined || mayDo(role, operation));
  });
}

/** Entries of the log of operations about an order that name who placed it. */
export const PLACING_OPERATIONS: readonly string[] = [
  ...['order.create', 'order.submit', 'order.resubmit'],
  ...['certificate.reissue', 'certificate.renew', 'certificate.replace', 'certificate.upgrade'],
];
