/** The development CA's controls, as tests use them: make it hostile, ask what it did, act as its people and its mails' readers. */
import type { WaitingItem } from '../../dev/ca/people/waiting-list.js';
import type { Mail } from '../../dev/mail/mail-store.js';
import type { RevocationProof, RevocationReason } from '../../domain/revocation/words.js';
import type { CaPolicy } from '../../domain/development/ca-people.js';
import type { HostileMode, HostilePath } from '../../domain/development/ca.js';
import type { OrganizationStep } from '../../domain/organization/ways.js';
import { until } from './until.js';

export interface OrderAtCa {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly names: readonly string[];
  /** Requests received, not orders. */
  readonly attempts: { readonly place: number; readonly validate: number };
}

/** A subscriber's request to revoke, as the CA's people see it. */
export interface RevocationAtCa {
  readonly order: string;
  readonly reason: RevocationReason;
  readonly proof: RevocationProof;
  readonly status: 'pending' | 'revoked' | 'refused';
  readonly waitsFor: 'subscriber' | 'ca' | null;
  readonly since: string;
  /** Of a proof of control. */
  readonly deadline: string | null;
  readonly detail: string | null;
  readonly revokedAt: string | null;
  readonly letters: readonly { readonly sha256: string; readonly status: string }[];
}

/** A mail that the CA wrote to a contact; the code is in the mail itself. */
export interface MailAtCa {
  readonly step: OrganizationStep;
  readonly to: string;
  readonly messageId: string;
  readonly sentAt: string | null;
  readonly standing: 'open' | 'used' | 'locked' | 'ended';
  readonly link: string;
}

export class CaControls {
  constructor(
    readonly url: string,
    readonly token: string,
    /** What the CA's mail server received, newest first. */
    readonly receivedMails: () => readonly Mail[] = () => [],
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

  /** Everything that lies with the CA's people, or for which they wait; of one order where `order` is given. */
  async waiting(order?: string): Promise<WaitingItem[]> {
    const { waiting } = await this.#call<{ waiting: WaitingItem[] }>('GET', '/_control/organization');
    return waiting.filter((item) => order === undefined || item.order === order);
  }

  async passStep(order: string, step: OrganizationStep): Promise<void> {
    await this.#call('POST', `/_control/organization/${order}/pass`, { step });
  }

  /** Back to the subscriber. */
  async returnStep(order: string, step: OrganizationStep, reason: string): Promise<void> {
    await this.#call('POST', `/_control/organization/${order}/return`, { step, reason });
  }

  /** For good. */
  async rejectOrder(order: string, reason: string): Promise<void> {
    await this.#call('POST', `/_control/organization/${order}/reject`, { reason });
  }

  /** The CA issues, whatever has been proven. */
  async issueOrder(order: string): Promise<void> {
    await this.#call('POST', `/_control/organization/${order}/issue`, {});
  }

  /** The CA withdraws the order by itself. */
  async cancelOrder(order: string): Promise<void> {
    await this.#call('POST', `/_control/organization/${order}/cancel`, {});
  }

  /** Its people take the letter, or the request itself. */
  async passRevocation(order: string): Promise<void> {
    await this.#call('POST', `/_control/revocations/${order}/approve`, {});
  }

  /** Their no to this letter; another one may follow, but not for SM2. */
  async returnRevocation(order: string, reason: string): Promise<void> {
    await this.#call('POST', `/_control/revocations/${order}/refuse`, { reason });
  }

  /** For good. */
  async rejectRevocation(order: string, reason: string): Promise<void> {
    await this.#call('POST', `/_control/revocations/${order}/refuse`, { reason, forGood: true });
  }

  async demandPhoneCall(order: string): Promise<void> {
    await this.#call('POST', `/_control/organization/${order}/phone-call`, {});
  }

  /** The request to revoke what this order was issued; undefined where nobody asked. */
  async revocationOf(order: string): Promise<RevocationAtCa | undefined> {
    return (await this.revocationsOf(order)).at(-1);
  }

  /** None or one: the newest request counts. */
  async revocationsOf(order: string): Promise<RevocationAtCa[]> {
    const { revocations } = await this.#call<{ revocations: RevocationAtCa[] }>(
      'GET',
      '/_control/revocations',
    );
    return revocations.filter((revocation) => revocation.order === order);
  }

  async setPolicy(policy: Partial<CaPolicy>): Promise<void> {
    const body = { approveAfterSeconds: {}, phonesContacts: false, ...policy };
    await this.#call('POST', '/_control/policy', body);
  }

  async clearPolicy(): Promise<void> {
    await this.#call('DELETE', '/_control/policy');
  }

  async mailsOf(order: string): Promise<MailAtCa[]> {
    const { mails } = await this.#call<{ mails: MailAtCa[] }>('GET', `/_control/organization/${order}/mails`);
    return mails;
  }

  /** The newest mail of this step, once it was received, with the code that it holds (empty where it holds none). */
  async receivedMail(order: string, step: OrganizationStep): Promise<MailAtCa & { readonly code: string }> {
    return until(`the mail for ${step} of ${order}`, async () => {
      const mail = (await this.mailsOf(order)).findLast((candidate) => candidate.step === step);
      const received = mail && this.receivedMails().find(({ text }) => text.includes(mail.link));
      return mail && received && { ...mail, code: codeIn(received.text) };
    });
  }

  /** Follows the link of the mail for this step, waiting for the mail, and enters its code, as its reader would. */
  async confirmMail(order: string, step: OrganizationStep): Promise<void> {
    const { link, code } = await this.receivedMail(order, step);
    const answer = await fetch(link, { method: 'POST', body: new URLSearchParams({ code }) });
    if (!answer.ok) throw new Error(`POST ${link}: ${answer.status} ${await answer.text()}`);
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

export function codeIn(text: string): string {
  return /Code: (\S+)/.exec(text)?.[1] ?? '';
}
