/**
 * The way out of an order that can't be put right: withdrawn, and submitted anew. One set of rules says when, to the door that
 * refuses and to the texts that recommend it. Used by workflows: no libraries.
 */
import type { Placeholder } from '../commands.js';
import type { OrderState } from './states.js';

/** What counts of the order that is to be submitted anew. */
export interface Resubmittable {
  readonly orderId: string;
  readonly state: OrderState;
  /** Was its form handed in? */
  readonly hasForm: boolean;
  /** Nobody can read the old password: the new key needs one of its own, or the word that it gets none. */
  readonly keyHasPassword: boolean;
}

/** `issued`: a certificate is revoked or renewed. `no-form`: there is nothing to submit anew. `password`: it is not said what becomes of it. */
export type NotResubmitted = 'issued' | 'no-form' | 'password';

/** Undefined where it may be submitted anew. `saysPassword`: it was said what becomes of the key's password. */
export function whyNotResubmitted(
  { state, hasForm, keyHasPassword }: Omit<Resubmittable, 'orderId'>,
  saysPassword: boolean,
): NotResubmitted | undefined {
  if (state === 'issued') return 'issued';
  if (!hasForm) return 'no-form';
  return keyHasPassword && !saysPassword ? 'password' : undefined;
}

/**
 * The command that does it, without the program's name; undefined where it would be refused. `changes`: an option that says
 * what is to be another one.
 */
export function resubmission(
  order: Resubmittable,
  changes?: `--${string} ${Placeholder}`,
): string | undefined {
  if (whyNotResubmitted(order, true)) return undefined;
  const password = whyNotResubmitted(order, false) && '--key-password-file FILE.txt';
  return ['order resubmit', order.orderId, changes, password].filter(Boolean).join(' ');
}
