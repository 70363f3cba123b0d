/** Keys of a test's API: real ones, of each role in each account. */
import { Identities } from '../../../client/accounts/identities.js';
import { OrderClient } from '../../../client/order-client.js';
import type { Role } from '../../../domain/accounts/roles.js';
import type { OrderWorld } from '../order-world.js';

export class KnownKeys {
  readonly identities: Identities;
  readonly #world: OrderWorld;
  #made = 0;

  constructor(world: OrderWorld) {
    const { database, masterKeys } = world.dependencies;
    this.identities = new Identities({ database, masterKeys });
    this.#world = world;
  }

  /** The value of `Authorization`. */
  async add(account: string, role: Role): Promise<string> {
    const { database, masterKeys } = this.#world.dependencies;
    const { temporal, taskQueue } = this.#world;
    const client = new OrderClient({ temporal, taskQueue, database, masterKeys, account });
    this.#made += 1;
    const { keyId, secret } = await client.apiKeys.create({ name: `${role} ${this.#made}`, role });
    return `Bearer ${keyId}:${secret}`;
  }
}
