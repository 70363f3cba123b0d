/** The OrderClient that also remembers the key passwords it was given, so that a sweep can look for them. */
import type { CreatedOrder, CreateRequest } from '../../client/orders/creating.js';
import { OrderClient } from '../../client/order-client.js';
import type { ResubmitRequest, ResubmittedOrder } from '../../client/orders/resubmitting.js';
import type { SubmitForm } from '../../client/orders/submitting.js';

export class WatchedOrderClient extends OrderClient {
  readonly keyPasswords = new Set<string>();

  override async create(request: CreateRequest): Promise<CreatedOrder> {
    this.#note(request.form);
    return await super.create(request);
  }

  override async submit(orderId: string, form: SubmitForm): Promise<CreatedOrder> {
    this.#note(form);
    return await super.submit(orderId, form);
  }

  override async resubmit(orderId: string, request: ResubmitRequest = {}): Promise<ResubmittedOrder> {
    this.#note(request);
    return await super.resubmit(orderId, request);
  }

  /** A password too short to be taken is too short to be looked for. */
  #note(form: object): void {
    const { keyPassword } = form as { keyPassword?: unknown };
    if (typeof keyPassword === 'string' && keyPassword.length >= 6) this.keyPasswords.add(keyPassword);
  }
}
