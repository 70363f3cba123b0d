/** The development CA's controls, as tests use them: make it hostile, ask what it did. */
import type { HostileMode, HostilePath } from '../../domain/development-ca.js';

export interface OrderAtCa {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly names: readonly string[];
  /** Requests received, not orders. */
  readonly attempts: { readonly place: number; readonly validate: number };
}

export class CaControls {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  /** Every order that the CA has, whoever placed it. */
  async orders(): Promise<OrderAtCa[]> {
    const { orders } = await this.#call<{ orders: OrderAtCa[] }>('GET', '/_control/orders');
    return orders;
  }

  async ordersOf(reference: string): Promise<OrderAtCa[]> {
    return (await this.orders()).filter((order) => order.reference === reference);
  }

  /** `times` requests on `path` meet the mode; 1 unless given. */
  async beHostile(hostility: {
    mode: HostileMode;
    path?: HostilePath;
    times?: number;
    delayMs?: number;
    retryAfterSeconds?: number;
    name?: string;
  }): Promise<void> {
    await this.#call('POST', '/_control/hostile', hostility);
  }

  /** What is still to be met with hostility; undefined once its times are used up. */
  async hostility(): Promise<{ mode: HostileMode } | undefined> {
    const { hostile } = await this.#call<{ hostile: { mode: HostileMode } | null }>(
      'GET',
      '/_control/hostile',
    );
    return hostile ?? undefined;
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
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}
