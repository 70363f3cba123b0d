/** The words of a notice, from what the records say of its subject. */
import type { NoticeSubjectRecord } from '../../db/statements/notices/posting.js';
import { daysOfAskedRung } from '../../domain/notices/asked-again.js';
import { ladderParts } from '../../domain/notices/standing.js';
import { noticeText } from '../../domain/notices/texts.js';
import type { NoticeRequest, NoticeText } from '../../domain/notices/words.js';
import { cleanedText } from '../../domain/characters.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { askedReminderText, reminderText, replacedRandomValuesText } from '../../domain/orders/reminders.js';
import { WAITS, type StartedWait, type Wait } from '../../domain/waits.js';

// House limits: no name of DNS is longer (RFC 1035), a reviewer's reason is a sentence or two, a mail is read.
const LONGEST_NAME = 253;
const LONGEST_REASON = 1_000;
const LONGEST_SUBJECT = 500;
const LONGEST_BODY = 20_000;

/**
 * The running clock, where the caller knows it, says more of a ladder than the records do. Names, reasons and findings are
 * strangers' words: none of them ends a line, moves a cursor or turns reading around, in a mail as little as on a terminal.
 */
export function textOf(request: NoticeRequest, about: NoticeSubjectRecord): NoticeText {
  const { subject, body } = composed(request, {
    ...about,
    names: about.names.map((name) => cleanedText(name, { longest: LONGEST_NAME })),
    reason: about.reason && cleanedText(about.reason, { longest: LONGEST_REASON }),
    reasonChinese: about.reasonChinese && cleanedText(about.reasonChinese, { longest: LONGEST_REASON }),
  });
  const inSubject = { longest: LONGEST_SUBJECT };
  const inBody = { longest: LONGEST_BODY, lines: true };
  return {
    subject: { zh: cleanedText(subject.zh, inSubject), en: cleanedText(subject.en, inSubject) },
    body: { zh: cleanedText(body.zh, inBody), en: cleanedText(body.en, inBody) },
  };
}

function composed(request: NoticeRequest, about: NoticeSubjectRecord): NoticeText {
  const { kind, occasion, rung, wait } = request;
  if (kind !== 'waiting') return noticeText(kind, { ...about, rung, occasion, hasForm: about.form !== null });
  const started = wait ?? waitOf(request, about);
  const reminded = {
    orderId: about.orderId ?? '',
    ...('revocationId' in request.subject && { revocationId: request.subject.revocationId }),
    names: about.names,
    nextAction: nextActionOf(about, started) ?? LOOK_AT_IT,
  };
  const asked = daysOfAskedRung(rung);
  if (asked !== undefined) return askedReminderText(started, asked, reminded);
  // A ladder that began later than its wait began anew with new random values.
  return rung === 0 && started.ladderSince !== started.since
    ? replacedRandomValuesText(started, reminded)
    : reminderText(started, rung, reminded);
}

function waitOf({ occasion }: NoticeRequest, { since, deadline }: NoticeSubjectRecord): StartedWait {
  const ladder = ladderParts(occasion);
  const wait: Wait = WAITS.find((known) => known === ladder.wait) ?? 'us';
  return {
    wait,
    since: since ?? ladder.since,
    ladderSince: ladder.since,
    deadline: deadline ?? ladder.since,
    reminderDays: [],
  };
}

/** Of two proofs side by side, the order tells the more pressing one's action: a notice tells that of its own. */
function nextActionOf({ tracks, nextAction }: NoticeSubjectRecord, { wait }: StartedWait): Bilingual | null {
  const track = tracks?.find(({ status, waitingOn }) => status === 'open' && waitingOn === wait);
  return track?.nextAction ?? nextAction;
}

const LOOK_AT_IT: Bilingual = {
  zh: '请查看订单详情。',
  en: 'Please look at the order.',
};
