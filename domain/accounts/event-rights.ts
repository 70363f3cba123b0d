/** Who may watch what, and what of it each role is told. Rows of the table of rights, by the operation that is asked. */
import type { Role } from './roles.js';

export const EVENT_OPERATIONS = ['events.order', 'events.orders', 'events.inbox'] as const;
export type EventOperation = (typeof EVENT_OPERATIONS)[number];

/** `letters` and `operator` are told of waits, not of everything that moves. */
export const EVENT_RIGHTS: Readonly<Record<EventOperation, readonly Role[]>> = {
  'events.order': ['owner', 'orderer', 'letters', 'approver', 'auditor'],
  'events.orders': ['owner', 'orderer', 'approver', 'auditor'],
  'events.inbox': ['owner', 'orderer', 'letters', 'approver', 'auditor', 'operator'],
};

export interface EventScope {
  /** Of this account only; absent: of all of them. */
  readonly account?: string;
  /** Only what waits on people, or has just ceased to. */
  readonly waitsOnly: boolean;
  /** Of those, only what `letters` may see (domain/orders/people-waits.ts): nothing of what waits for DNS, money or approval. */
  readonly lettersOnly: boolean;
  /** The order itself is told; without it, its id and its waits. */
  readonly showsOrders: boolean;
}

export function eventScopeOf({
  account,
  role,
}: {
  readonly account: string;
  readonly role: Role;
}): EventScope {
  if (role === 'operator') return { waitsOnly: true, lettersOnly: false, showsOrders: false };
  const isOfLetters = role === 'letters';
  return { account, waitsOnly: isOfLetters, lettersOnly: isOfLetters, showsOrders: true };
}
