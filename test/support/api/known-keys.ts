/** Keys that a test's API knows: one of each role in each account, made up for the test. */
import { randomBytes } from 'node:crypto';
import type { Identities } from '../../../api/identities.js';
import type { Principal } from '../../../domain/accounts/principal.js';
import type { Role } from '../../../domain/accounts/roles.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';

interface KnownKey {
  readonly principal: Principal;
  readonly secret: string;
}

export class KnownKeys implements Identities {
  readonly #keys = new Map<string, KnownKey>();

  /** The value of `Authorization`. */
  add(account: string, role: Role): string {
    const id = `AKID${randomBytes(16).toString('hex')}`;
    const secret = `skf_${randomBytes(24).toString('hex')}`;
    this.#keys.set(id, { principal: { kind: 'key', id, name: `key-${role}`, account, role }, secret });
    return `Bearer ${id}:${secret}`;
  }

  revoke(authorization: string): void {
    this.#keys.delete(authorization.replace(/^Bearer /, '').split(':')[0] ?? '');
  }

  bySecret(keyId: string, secret: string): Promise<Principal> {
    const key = this.#keys.get(keyId);
    return key?.secret === secret ? Promise.resolve(key.principal) : Promise.reject(unknown());
  }

  byKeyId(keyId: string) {
    const key = this.#keys.get(keyId);
    return Promise.resolve(key && { principal: key.principal, secrets: [key.secret] });
  }

  bySession(): Promise<never> {
    return Promise.reject(unknown());
  }
}

function unknown(): Refusal {
  return new Refusal(
    refusalDetails('NotSignedIn', { message: { zh: '密钥未知', en: 'The key is not known' } }),
  );
}
