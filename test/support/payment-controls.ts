/** The development payment house's controls, as tests use them: its books, the accounts' funds, its bad days. */
import type { AccountBalance } from '../../dev/payments/books.js';
import type { StoredHold } from '../../dev/payments/stored-hold.js';
import type { PaymentHostility } from '../../domain/development/payments.js';

export class PaymentControls {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  /** Everything the house keeps of a key; undefined where nobody ever asked for it. */
  async hold(key: string): Promise<StoredHold | undefined> {
    return (await this.holds()).find((hold) => hold.key === key);
  }

  async holds(): Promise<StoredHold[]> {
    const { holds } = await this.#call<{ holds: StoredHold[] }>('GET', '/_control/holds');
    return holds;
  }

  async balance(account = 'default'): Promise<AccountBalance> {
    return await this.#call('GET', `/_control/accounts/${account}`);
  }

  async setBalance(balance: number, account = 'default'): Promise<void> {
    await this.#call('POST', `/_control/accounts/${account}`, { balance });
  }

  async beHostile(hostility: PaymentHostility): Promise<void> {
    await this.#call('POST', '/_control/hostile', hostility);
  }

  async bePeaceful(): Promise<void> {
    await this.#call('DELETE', '/_control/hostile');
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
