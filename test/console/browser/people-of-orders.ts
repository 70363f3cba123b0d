/** Orders of companies on a stack of one's own, and the people on the CA's side who act on them: for drills in the browser. */
import type { Page } from 'playwright-core';
import { CaControls } from '../../support/ca-controls.js';
import { companyForm, type CompanyProduct } from '../../support/organization-orders.js';
import { findRunningStack } from '../../../config/stack-file.js';
import type { Mail } from '../../../dev/mail/mail-store.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import { until } from '../../support/until.js';
import type { ConsoleStack } from './console-stack.js';

export class PeopleOfOrders {
  readonly #stack: ConsoleStack;

  constructor(stack: ConsoleStack) {
    this.#stack = stack;
  }

  get ca(): CaControls {
    const token = findRunningStack(this.#stack.dataDir)?.environment.SEALFLOW_CA_TOKEN ?? '';
    return new CaControls(this.#stack.addresses.ca, token);
  }

  /** Resolves to the order's id, once it waits for `wait`. */
  async order(product: CompanyProduct, label: string, wait: string, fields: object = {}): Promise<string> {
    return await this.placed({ ...companyForm(product, label), ...fields }, wait);
  }

  async placed(form: object, wait: string): Promise<string> {
    const { orderId } = (await this.#stack.ask('POST', '/v1/orders', { form })) as { orderId: string };
    await this.waits(orderId, wait);
    return orderId;
  }

  /** Until it waits for this, of either proof, or has come to this state. */
  async waits(orderId: string, wait: string): Promise<void> {
    await until(
      `${orderId} to be at ${wait}`,
      async () => {
        const order = (await this.#stack.ask('GET', `/v1/orders/${orderId}`)) as {
          readonly state: string;
          readonly waitingOn: string | null;
          readonly tracks: readonly { readonly waitingOn: string | null }[];
        };
        const waits = [order.state, order.waitingOn, ...order.tracks.map((track) => track.waitingOn)];
        return waits.includes(wait);
      },
      60_000,
    );
  }

  async pass(orderId: string, step: OrganizationStep): Promise<void> {
    await this.ca.passStep(orderId, step);
    await this.look(orderId);
  }

  async sendBack(orderId: string, step: OrganizationStep, reason: string): Promise<void> {
    await this.ca.returnStep(orderId, step, reason);
    await this.look(orderId);
  }

  /** The CA tells nobody: the order looks when it is asked to. */
  async look(orderId: string): Promise<void> {
    await this.#stack.ask('POST', `/v1/orders/${orderId}/check`, { waitMs: 0 });
  }

  /** Whoever reads the mail follows its link and enters its code. */
  async followLink(orderId: string, step: OrganizationStep): Promise<void> {
    const { ca } = this;
    await until(`the mail of ${step}`, async () => {
      const mail = (await ca.mailsOf(orderId)).findLast((each) => each.step === step);
      return mail?.sentAt !== null && mail?.sentAt !== undefined;
    });
    const response = await fetch(new URL('/mails.json', this.#stack.addresses.mail));
    const mails = (await response.json()) as readonly Mail[];
    await new CaControls(ca.url, ca.token, () => mails).confirmMail(orderId, step);
  }
}

/** Says on the page that a link was followed, unless the order has learned it from the CA by itself meanwhile. */
export async function sayFollowed(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name });
  await button.click({ timeout: 5_000 }).catch(async (error: unknown) => {
    if ((await button.count()) > 0) throw error;
  });
}
