/** Where an order can stand, from its form to its end. Stored in histories: add, never rename. */

/** Ordering rules, section 8. The last four are ends. */
export const ORDER_STATES = [
  'pending-submission',
  'validating',
  'issuing',
  'issued',
  'cancelled',
  'rejected',
  'expired',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const FINAL_STATES = ['issued', 'cancelled', 'rejected', 'expired'] as const satisfies OrderState[];
export type FinalState = (typeof FINAL_STATES)[number];

/** Where an order stands that has not ended. */
export const OPEN_STATES: readonly OrderState[] = ORDER_STATES.filter((state) => !isFinal(state));

export function isFinal(state: OrderState): state is FinalState {
  return (FINAL_STATES as readonly OrderState[]).includes(state);
}
