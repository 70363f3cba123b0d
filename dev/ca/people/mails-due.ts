/** Which mails an order calls for: one for each step that waits for its reader, and never another for the same. */
import { DEVELOPMENT_CA_IDENTITY } from '../../../domain/development/ca.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import type { StoredStep } from '../organization/stored-organization.js';
import type { StoredOrder } from '../stored-order.js';
import { isLocked, isMailStep, newMail, type StoredMail } from './stored-mail.js';

/**
 * The order with the mails that it lacks, still to be sent; the same object where it lacks none. A mailbox that was
 * corrected gets a mail of its own; nothing is ever sent a second time to the same one.
 */
export function withMailsDecided(order: StoredOrder, now: Date): StoredOrder {
  const wanted = wantedMails(order).filter((mail) => !order.mails?.some((sent) => isSame(sent, mail)));
  if (wanted.length === 0) return order;
  const decided = wanted.map((mail) => newMail(mail, DEVELOPMENT_CA_IDENTITY, now));
  return { ...order, mails: [...(order.mails ?? []), ...decided] };
}

/** The next mail to be handed to the mail server. */
export function unsentMail(order: StoredOrder): StoredMail | undefined {
  return order.mails?.find((mail) => mail.sentAt === undefined && isAwaited(order, mail));
}

/** True while the CA waits for this mail's reader. */
export function isAwaited(order: StoredOrder, mail: StoredMail): boolean {
  return wantedMails(order).some((wanted) => isSame(wanted, mail));
}

/** True where the step's reader has typed too many wrong codes, and can go on by phone only. */
export function hasLockedPage(order: StoredOrder, step: OrganizationStep): boolean {
  return order.mails?.some((mail) => mail.step === step && isAwaited(order, mail) && isLocked(mail)) ?? false;
}

type MailKey = Pick<StoredMail, 'step' | 'round' | 'to'>;

function wantedMails({ status, organization }: StoredOrder): MailKey[] {
  if (status !== 'validating' || !organization) return [];
  const to = organization.contact.email;
  return organization.steps.flatMap((present) => mailOf(present, to));
}

function mailOf({ step, status, round, notYet }: StoredStep, to: string): MailKey[] {
  return isMailStep(step) && status === 'with-subscriber' && !notYet ? [{ step, round, to }] : [];
}

function isSame(one: MailKey, other: MailKey): boolean {
  return one.step === other.step && one.round === other.round && one.to === other.to;
}
