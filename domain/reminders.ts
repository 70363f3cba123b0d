/** The mails about an order that waits: announcement, reminders, replaced random values; Chinese and English. */
import type { Bilingual } from './order.js';
import { PARTY_WORDS } from './status-markdown.js';
import type { StartedWait } from './waits.js';
import { PARTY_OF } from './waits.js';

export interface Letter {
  readonly subject: Bilingual;
  readonly body: Bilingual;
}

/** What a letter about an order speaks of: public values, and what is to be done. */
export interface Reminded {
  readonly orderId: string;
  readonly names: readonly string[];
  readonly nextAction: Bilingual;
}

/**
 * One rung of the ladder. `rungDays` are days since the wait began, 0 the announcement itself; the wait's last rung says
 * that it is the last.
 */
export function reminderText(wait: StartedWait, rungDays: number, order: Reminded): Letter {
  return { subject: subjectOf(wait, rungDays, order), body: bodyOf(wait, order) };
}

/** New random values took the place of aged ones: what was set up before no longer counts (ordering rules, section 5). */
export function replacedRandomValuesText(wait: StartedWait, order: Reminded): Letter {
  const body = bodyOf(wait, order);
  return {
    subject: {
      zh: `验证值已更换:${titleOf(order)}`,
      en: `New validation values: ${titleOf(order)}`,
    },
    body: {
      zh: `CA 的验证值最多有效 30 天,现已更换;之前的记录或文件不再有效。\n\n${body.zh}`,
      en: `The CA's validation values live at most 30 days and were replaced; earlier records or files no longer count.\n\n${body.en}`,
    },
  };
}

/** Both languages in one mail, Chinese first. */
export function inBothLanguages({ subject, body }: Letter): { subject: string; text: string } {
  return { subject: `${subject.zh} / ${subject.en}`, text: `${body.zh}\n\n----\n\n${body.en}\n` };
}

function subjectOf(wait: StartedWait, rungDays: number, order: Reminded): Bilingual {
  const title = titleOf(order);
  if (rungDays === 0) return { zh: `证书订单待处理:${title}`, en: `Certificate order waiting: ${title}` };
  if (rungDays === wait.reminderDays.at(-1))
    return { zh: `最后提醒:${title}`, en: `Last reminder: ${title}` };
  return { zh: `提醒(已等待 ${rungDays} 天):${title}`, en: `Reminder (waiting ${rungDays} days): ${title}` };
}

function bodyOf(wait: StartedWait, { orderId, nextAction }: Reminded): Bilingual {
  const party = PARTY_WORDS[PARTY_OF[wait.wait]];
  return {
    zh: `订单 ${orderId} 自 ${wait.since} 起等待${party.zh},截止 ${wait.deadline}。\n\n${nextAction.zh}`,
    en: `Order ${orderId} has been waiting on ${party.en} since ${wait.since}, until ${wait.deadline}.\n\n${nextAction.en}`,
  };
}

/** A header stays short; the body and the order itself have the rest. */
function titleOf({ orderId, names: [first, ...others] }: Reminded): string {
  if (first === undefined) return orderId;
  return others.length === 0 ? first : `${first} +${others.length}`;
}
