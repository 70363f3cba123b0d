/** Where a CA will write and phone, masked: enough for whoever knows the number to recognize it, too little for anybody else. */
import type { PeopleOfForm, Person } from './form.js';

/** What is known of it; people who are named by a saved one's id are not looked up here. */
export interface MaskedReach {
  readonly contact?: { readonly email: string; readonly phone: string };
  /** The channel on public record (ordering rules, section 6b). */
  readonly channel?:
    { readonly by: 'phone'; readonly number: string } | { readonly by: 'email'; readonly address: string };
}

/** `l***@example.com`: the domain tells which mailbox to open. */
export function maskedMail(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = Array.from(address.slice(0, Math.max(0, at)));
  return `${first}***${at < 0 ? '' : address.slice(at)}`;
}

/** `***8000`: its last four digits, or fewer of a short one. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return `***${digits.slice(-Math.min(4, Math.floor(digits.length / 2)))}`;
}

export function maskedReach({ manager, contact, organizationCheck }: PeopleOfForm): MaskedReach {
  const person = personOf(contact === undefined || contact === 'same-as-manager' ? manager : contact);
  return {
    ...(person && { contact: { email: maskedMail(person.email), phone: maskedPhone(person.phone) } }),
    ...(organizationCheck && { channel: maskedChannel(organizationCheck) }),
  };
}

function personOf(person: PeopleOfForm['manager'] | 'same-as-manager'): Person | undefined {
  return typeof person === 'object' && !('existing' in person) ? person : undefined;
}

function maskedChannel(
  channel: NonNullable<PeopleOfForm['organizationCheck']>,
): NonNullable<MaskedReach['channel']> {
  return channel.by === 'phone'
    ? { by: 'phone', number: maskedPhone(channel.number) }
    : { by: 'email', address: maskedMail(channel.address) };
}
