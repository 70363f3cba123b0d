/** Who asks, once it is known: a person or a program's key, for one account, in one role. */
import type { Role } from './roles.js';

export interface Principal {
  readonly kind: 'user' | 'key';
  readonly id: string;
  /** As the account's log tells its actor. */
  readonly name: string;
  readonly account: string;
  readonly role: Role;
}

/** What a person is to an account; null: to the installation. */
export interface Membership {
  readonly account: string | null;
  readonly role: Role;
}

/** In whose log stands what an operator asks: the installation's things are this account's. */
export const ACCOUNT_OF_INSTALLATION = 'default';
