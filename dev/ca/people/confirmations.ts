/** What following the link in a mail leads to: who has the mail, and where a code is asked for its code, passes the step. */
import type { OrganizationDesk } from '../organization/organization-desk.js';
import type { OrderStore } from '../order-store.js';
import type { StoredOrder } from '../stored-order.js';
import { isAwaited } from './mails-due.js';
import { isCodeOf, isLocked, type StoredMail } from './stored-mail.js';

/** `open`: waits for its reader. `used`: its step has passed. `ended`: nobody waits for it any more. */
export type MailStanding = 'open' | 'used' | 'locked' | 'ended';

export interface FoundMail {
  readonly order: StoredOrder;
  readonly mail: StoredMail;
  readonly standing: MailStanding;
}

export class Confirmations {
  constructor(
    private readonly store: OrderStore,
    private readonly desk: OrganizationDesk,
  ) {}

  /** Changes nothing: mail scanners follow links, too. */
  find(token: string): FoundMail | undefined {
    for (const order of this.store.all()) {
      const mail = order.mails?.find((candidate) => candidate.token === token);
      if (mail) return { order, mail, standing: standingOf(order, mail) };
    }
    return undefined;
  }

  /** Passes the mail's step. A wrong code is counted; after the last try the mail can't be confirmed any more. */
  async confirm(token: string, typed: string): Promise<FoundMail | 'confirmed' | undefined> {
    const found = this.find(token);
    if (found?.standing !== 'open') return found;
    const order = await this.store.change(found.order, (present) => withTry(present, token, typed));
    // A try that went wrong may have been the last one, and another one may have been first.
    const after = this.find(token);
    if (after?.standing !== 'open' || !isCodeOf(after.mail, typed)) return after;
    await this.desk.passStep(order.id, after.mail.step);
    return 'confirmed';
  }
}

export function standingOf(order: StoredOrder, mail: StoredMail): MailStanding {
  if (hasPassed(order, mail)) return 'used';
  if (!isAwaited(order, mail)) return 'ended';
  return isLocked(mail) ? 'locked' : 'open';
}

function hasPassed({ organization }: StoredOrder, mail: StoredMail): boolean {
  const present = organization?.steps.find(({ step }) => step === mail.step);
  const isSameReader = organization?.contact.email === mail.to;
  return isSameReader && present?.round === mail.round && present.status === 'passed';
}

function withTry(order: StoredOrder, token: string, typed: string): StoredOrder {
  const mail = order.mails?.find((candidate) => candidate.token === token);
  if (!mail || standingOf(order, mail) !== 'open' || isCodeOf(mail, typed)) return order;
  const counted = { ...mail, wrongTries: mail.wrongTries + 1 };
  return { ...order, mails: order.mails?.map((other) => (other === mail ? counted : other)) };
}
