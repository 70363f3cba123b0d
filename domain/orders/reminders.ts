/** The mails about an order that waits: announcement, reminders, replaced random values; Chinese and English. */
import type { Bilingual } from '../bilingual.js';
import { timeInWords } from '../time-zone.js';
import { PARTY_WORDS } from './status-markdown.js';
import type { StartedWait } from '../waits.js';
import { PARTY_OF } from '../waits.js';

export interface Letter {
  readonly subject: Bilingual;
  readonly body: Bilingual;
}

/** What a letter about an order speaks of: public values, and what is to be done. */
export interface Reminded {
  readonly orderId: string;
  /** Where it is a revocation that waits, and not the order itself. */
  readonly revocationId?: string;
  readonly names: readonly string[];
  readonly nextAction: Bilingual;
}

/**
 * One rung of the ladder. `rungDays` are days since the wait began, working days where its clock counts those, 0 the
 * announcement itself; the wait's last rung says that it is the last.
 */
export function reminderText(wait: StartedWait, rungDays: number, order: Reminded): Letter {
  return { subject: subjectOf(wait, rungDays, order), body: bodyOf(wait, order) };
}

/** Somebody asked for it: `days` are whole days since the wait began. */
export function askedReminderText(wait: StartedWait, days: number, order: Reminded): Letter {
  const title = titleOf(order);
  const waited: Bilingual =
    days === 0
      ? { zh: '', en: '' }
      : { zh: `(已等待 ${days} 天)`, en: ` (waiting ${days} day${days === 1 ? '' : 's'})` };
  const subject = { zh: `再次提醒${waited.zh}:${title}`, en: `Once more${waited.en}: ${title}` };
  return { subject, body: bodyOf(wait, order) };
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

function subjectOf(wait: StartedWait, rungDays: number, order: Reminded): Bilingual {
  const title = titleOf(order);
  if (rungDays === 0) {
    const { zh, en } = wordsOf(order);
    return { zh: `证书${zh}待处理:${title}`, en: `Certificate ${en} waiting: ${title}` };
  }
  const waited = waitedFor(wait, rungDays);
  if (rungDays !== wait.reminderDays.at(-1))
    return { zh: `提醒(${waited.zh}):${title}`, en: `Reminder (${waited.en}): ${title}` };
  if (!wait.rungs) return { zh: `最后提醒:${title}`, en: `Last reminder: ${title}` };
  return { zh: `最后提醒(${waited.zh}):${title}`, en: `Last reminder (${waited.en}): ${title}` };
}

/** A ladder in instants is one of working days. */
function waitedFor({ rungs }: StartedWait, days: number): Bilingual {
  if (!rungs) return { zh: `已等待 ${days} 天`, en: `waiting ${days} days` };
  return { zh: `已等待 ${days} 个工作日`, en: `waiting ${days} working day${days === 1 ? '' : 's'}` };
}

function wordsOf({ revocationId }: Reminded): Bilingual {
  return revocationId === undefined ? { zh: '订单', en: 'order' } : { zh: '吊销', en: 'revocation' };
}

function bodyOf(wait: StartedWait, reminded: Reminded): Bilingual {
  const { orderId, revocationId, nextAction } = reminded;
  const zh = `${wordsOf(reminded).zh} ${revocationId ?? orderId}`;
  const en = revocationId === undefined ? `Order ${orderId}` : `Revocation ${revocationId}`;
  const party = PARTY_WORDS[PARTY_OF[wait.wait]];
  const notes = notesOn(wait);
  const since = timeInWords(wait.since);
  const deadline = timeInWords(wait.deadline);
  return {
    zh: `${zh} 自 ${since.zh}起等待${party.zh},截止 ${deadline.zh}。${notes.zh}\n\n${nextAction.zh}`,
    en: `${en} has been waiting on ${party.en} since ${since.en}, until ${deadline.en}.${notes.en}\n\n${nextAction.en}`,
  };
}

/** What else there is to know of a clock that counts working days; nothing for one of plain days. */
function notesOn({ rungs, expectedBy, calendarKnownUntil }: StartedWait): Bilingual {
  const notes: Bilingual[] = [];
  if (rungs)
    notes.push({
      zh: '期限按中国大陆的工作日计算。',
      en: ' Time is counted in working days of mainland China.',
    });
  if (expectedBy !== undefined)
    notes.push({
      zh: `通常在 ${timeInWords(expectedBy).zh}前完成。`,
      en: ` It is usually done by ${timeInWords(expectedBy).en}.`,
    });
  if (calendarKnownUntil !== undefined)
    notes.push({
      zh: `${timeInWords(calendarKnownUntil).zh}之后的法定节假日在计算时尚未公布,按周一至周五计算。`,
      en: ` Public holidays after ${timeInWords(calendarKnownUntil).en} were not known then: Monday to Friday are counted.`,
    });
  return { zh: notes.map(({ zh }) => zh).join(''), en: notes.map(({ en }) => en).join('') };
}

/** A header stays short; the body and the order itself have the rest. */
function titleOf({ orderId, names: [first, ...others] }: Reminded): string {
  if (first === undefined) return orderId;
  return others.length === 0 ? first : `${first} +${others.length}`;
}
