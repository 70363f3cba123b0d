/** Whom a notice goes to, from the order form. Personal data: kept within the one call that needs it. */
import type { StorableOrderForm } from '../../domain/orders/form.js';

type People = Pick<Partial<StorableOrderForm>, 'notificationEmail' | 'contact' | 'manager'>;

/**
 * The address given for notices; else the contact's, who is "whom the CA writes to" (ordering rules, section 1); else the
 * manager's. Undefined where the form names none, or has not been submitted.
 */
export function recipientOf(form: unknown): string | undefined {
  // The form was parsed before it was stored: its shape is known.
  const { notificationEmail, contact, manager } = (form ?? {}) as People;
  return notificationEmail ?? emailOf(contact) ?? emailOf(manager);
}

function emailOf(person: People['contact'] | People['manager']): string | undefined {
  return typeof person === 'object' && 'email' in person ? person.email : undefined;
}
