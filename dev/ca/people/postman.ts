/** Sees to it that the mails of every order go out, each once: decided on disk first, sent, then marked as sent. */
import type { OrderStore } from '../order-store.js';
import type { StoredOrder } from '../stored-order.js';
import { mailText } from './mail-text.js';
import type { MailTransport } from './mail-transport.js';
import { unsentMail, withMailsDecided } from './mails-due.js';
import type { StoredMail } from './stored-mail.js';

/** A mail server that is down is asked again after this time, as long as it takes. */
const RETRY_MS = 1_000;

export const CONFIRM_PATH = '/confirm/';

export interface PostmanParts {
  readonly store: OrderStore;
  /** Absent: mails are decided, and wait for a start with a mail server. */
  readonly transport: MailTransport | undefined;
  /** Where the pages of the CA are. */
  readonly baseUrl: string;
  readonly clock: () => Date;
}

export class Postman {
  /** Orders whose mails are being seen to, by id. */
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly retries = new Map<string, NodeJS.Timeout>();
  private stopped = false;

  constructor(private readonly parts: PostmanParts) {}

  /** Takes up what the process before left undone, and watches every order from now on. */
  begin(): void {
    this.parts.store.onChange((order) => this.seeTo(order));
    for (const order of this.parts.store.all()) this.seeTo(order);
  }

  /** Resolves when no mail is on its way. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.retries.values()) clearTimeout(timer);
    this.retries.clear();
    await Promise.all(this.underWay.values());
    this.parts.transport?.close();
  }

  linkOf({ token }: StoredMail): string {
    return new URL(CONFIRM_PATH + token, this.parts.baseUrl).href;
  }

  private seeTo(order: StoredOrder): void {
    if (this.stopped || this.underWay.has(order.id) || this.retries.has(order.id) || !this.isOwed(order))
      return;
    const done = this.deliverAll(order)
      .catch(() => this.tryAgainLater(order))
      .finally(() => {
        this.underWay.delete(order.id);
        // It may have changed while the last mail went out.
        this.seeTo(this.parts.store.get(order.id) ?? order);
      });
    this.underWay.set(order.id, done);
  }

  private isOwed(order: StoredOrder): boolean {
    if (withMailsDecided(order, this.parts.clock()) !== order) return true;
    return this.parts.transport !== undefined && unsentMail(order) !== undefined;
  }

  private async deliverAll(order: StoredOrder): Promise<void> {
    const { store, transport, clock } = this.parts;
    let current = await store.change(order, (present) => withMailsDecided(present, clock()));
    for (let mail = unsentMail(current); mail && transport && !this.stopped; mail = unsentMail(current)) {
      await this.deliver(current, mail, transport);
      current = await this.marked(current, mail);
    }
  }

  private async deliver(order: StoredOrder, mail: StoredMail, transport: MailTransport): Promise<void> {
    const { reference, brand, names, organization } = order;
    const companyName = organization?.company.fullName ?? '';
    const text = mailText(mail, { reference, brand, names, companyName }, this.linkOf(mail));
    await transport.send({ to: mail.to, messageId: mail.messageId, ...text });
  }

  /** A process that dies before this sends the mail again, under the same Message-ID: a mail lost would be worse. */
  private marked(order: StoredOrder, { token }: StoredMail): Promise<StoredOrder> {
    const sentAt = this.parts.clock().toISOString();
    return this.parts.store.change(order, (present) => ({
      ...present,
      mails: present.mails?.map((mail) => (mail.token === token ? { ...mail, sentAt } : mail)),
    }));
  }

  private tryAgainLater(order: StoredOrder): void {
    if (this.stopped) return;
    const again = () => {
      this.retries.delete(order.id);
      this.seeTo(this.parts.store.get(order.id) ?? order);
    };
    this.retries.set(order.id, setTimeout(again, RETRY_MS));
  }
}
