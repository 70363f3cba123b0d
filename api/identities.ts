/** Who asks, as the servers need it known: people by their sessions, programs by their keys. */
import type { Principal } from '../domain/accounts/principal.js';
import type { Role } from '../domain/accounts/roles.js';

/** Everything here throws Refusal `NotSignedIn` for whoever is not known. */
export interface Identities {
  /** The live secrets of a key, for signatures; undefined for a key that nobody has. */
  byKeyId(
    keyId: string,
  ): Promise<{ readonly principal: Principal; readonly secrets: readonly string[] } | undefined>;
  bySecret(keyId: string, secret: string): Promise<Principal>;
  bySession(token: string): Promise<{
    readonly principal: Principal;
    readonly others: readonly { readonly account: string | null; readonly role: Role }[];
  }>;
}
