/** What moves a living order on: looks, repairs in place, and what people tell of it. The second part of `OrderClient`. */
import type { ValidationMethod } from '../domain/catalogue/words.js';
import type { CheckChannel, Person } from '../domain/organization/form.js';
import type { PhoneResult } from '../domain/organization/words.js';
import { choice, fieldDetails } from './accounts/public-details.js';
import { recorded } from './accounts/recorded.js';
import { rerouteOrder } from './connections/rerouting.js';
import type { ClientContext } from './context.js';
import { checkOrderNow, type CheckOptions } from './control/checking.js';
import { OrderReads } from './order-reads.js';
import { repairOrder } from './orders/acting.js';
import { labelDetails, setOrderLabels, type LabelChanges } from './orders/labels.js';
import type { CheckView, OrderView } from './orders/views.js';
import {
  confirmEmail,
  confirmMailbox,
  refuseResend,
  reportPhoneCheck,
  type EmailNumber,
} from './organization/facts.js';
import { repairChannel, repairContact } from './organization/repairing.js';

export class OrderRepairs extends OrderReads {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    super(context);
    this.#context = context;
  }

  /** Has the order look at the world now, and waits up to 10 seconds for what it finds. */
  async check(orderId: string, options: CheckOptions = {}): Promise<CheckView> {
    return await recorded(this.#context, { operation: 'order.check', subject: orderId }, async () => {
      return await checkOrderNow(this.#context, orderId, options);
    });
  }

  /** Changes the validation method of an order that is validating. */
  async repair(orderId: string, { validation }: { validation: ValidationMethod }): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.repair', subject: orderId, details: choice('validation', validation) },
      async () => {
        await repairOrder(this.#context, orderId, validation);
        return await this.show(orderId);
      },
    );
  }

  /**
   * Gives the order the connections of today, and has it go on at once: where one that it had was removed, or none fitted. The CA
   * stays where it may have the order. Throws Refusal: `NotFound`; `RefusedInThisState` once it has ended, or for a draft.
   */
  async reroute(orderId: string): Promise<OrderView> {
    return await recorded(this.#context, { operation: 'order.reroute', subject: orderId }, async () => {
      await rerouteOrder(this.#context, orderId);
      // Whoever waits for nothing just now takes the next step with them all the same.
      await checkOrderNow(this.#context, orderId, { waitMs: 0 }).catch(() => undefined);
      return await this.show(orderId);
    });
  }

  /** Names another contact on the living order, where the brand allows it: a person, or a saved one. */
  async repairContact(orderId: string, contact: Person | { readonly existing: string }): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.repair-contact', subject: orderId, details: fieldDetails(contact) },
      async () => {
        await repairContact(this.#context, orderId, contact);
        return await this.show(orderId);
      },
    );
  }

  /** Tells where and how the CA shall reach the company, where it checks on public record. */
  async repairChannel(orderId: string, channel: CheckChannel): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.repair-channel', subject: orderId },
      async () => {
        await repairChannel(this.#context, orderId, channel);
        return await this.show(orderId);
      },
    );
  }

  /** Tells that the link in one of the CA's two e-mails was followed: the order looks at once, the CA's status decides. */
  async confirmEmail(orderId: string, which: { readonly email?: EmailNumber } = {}): Promise<OrderView> {
    return await recorded(this.#context, { operation: 'order.confirm-email', subject: orderId }, async () => {
      await confirmEmail(this.#context, orderId, which);
      return await this.show(orderId);
    });
  }

  /** Tells that the CA phoned, or wrote on public record, and whether it was answered. */
  async reportPhoneCheck(orderId: string, outcome: { readonly result: PhoneResult }): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.report-phone-check', subject: orderId },
      async () => {
        await reportPhoneCheck(this.#context, orderId, outcome);
        return await this.show(orderId);
      },
    );
  }

  /** Tells that the CA's link in the order's mailbox was followed. */
  async confirmMailbox(orderId: string): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.confirm-mailbox', subject: orderId },
      async () => {
        await confirmMailbox(this.#context, orderId);
        return await this.show(orderId);
      },
    );
  }

  /** Always refused, with the way out: no CA sends its e-mails again. */
  async resendEmails(orderId: string): Promise<never> {
    return await recorded(this.#context, { operation: 'order.resend-emails', subject: orderId }, async () => {
      return await refuseResend(this.#context, orderId);
    });
  }

  /**
   * Alias, tags and project: sets what is given, null takes it away. Throws Refusal: `NotFound`; `InvalidInput` for what the
   * order form would not take either (ordering rules, section 4).
   */
  async setLabels(orderId: string, changes: LabelChanges): Promise<OrderView> {
    return await recorded(
      this.#context,
      { operation: 'order.label', subject: orderId, details: labelDetails(changes) },
      async () => {
        await setOrderLabels(this.#context, orderId, changes);
        return await this.show(orderId);
      },
    );
  }
}
