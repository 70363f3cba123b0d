/** Orders as people read them in a terminal. */
import { looksOnRequest } from '../../../domain/control/asked-looks.js';
import { wordOf, type Bilingual, type Reader } from '../../../domain/bilingual.js';
import { wordsOfReason } from '../../../domain/told.js';
import { productInWords } from '../../../domain/catalogue/spoken-words.js';
import {
  PARTY_WORDS,
  STATE_WORDS,
  TRACK_STATUS_WORDS,
  TRACK_WORDS,
} from '../../../domain/orders/status-markdown.js';
import {
  CHECK_STATUS_WORDS,
  STEP_STATUS_WORDS,
  STEP_WORDS,
} from '../../../domain/organization/spoken-words.js';
import { reasonInWords } from '../../../domain/organization/turn.js';
import { WAIT_WORDS } from '../../../domain/wait-words.js';
import type { Wait } from '../../../domain/waits.js';
import type { AttemptView, OrderSummary, OrderView, TrackView, WhyView } from '../../orders/views.js';
import type { OrderCaView } from '../../connections/ca-of-order.js';
import { padded } from '../display-width.js';
import { findingsText, findingText, proofText } from './proof-text.js';
import { labelFacts } from '../labels.js';
import { paymentWords } from '../payment/text.js';
import type { TerminalReader } from '../reader.js';
import { tableFor } from '../table.js';
import { pageFacts } from '../texts/pages.js';
import {
  attemptText,
  caWords,
  checkText,
  deadlineText,
  expectedText,
  headlineText,
  LIST_HEADINGS,
  notTrusted,
  ORDER_LABELS,
  ORDER_TEXTS,
  reasonText,
  trackWaitText,
  turnText,
  untilText,
  usedConnectionWords,
  waitedText,
} from '../texts/order.js';
import {
  bothLanguages,
  clockSeconds,
  clockTime,
  coded,
  factsFor,
  lastFailureFor,
  oneLine,
  shortNames,
  span,
  time,
  worded,
} from '../text.js';

export function orderText(order: OrderView, reader: TerminalReader): string {
  const stand = factsFor(reader, [
    [ORDER_LABELS.order, order.orderId],
    [ORDER_LABELS.state, coded(STATE_WORDS, order.state, reader)],
    [ORDER_LABELS.product, productText(order, reader)],
    [ORDER_LABELS.names, order.names.length > 0 ? shortNames(order.names, 10) : null],
    [ORDER_LABELS.ca, order.ca && caWords(order.ca)[reader.language]],
    [ORDER_LABELS.publishesBy, publishersOf(order, reader)],
    [ORDER_LABELS.waitingOn, waitingOn(order, reader)],
    [ORDER_LABELS.since, time(order.since, reader)],
    [ORDER_LABELS.deadline, time(order.deadline, reader)],
    [ORDER_LABELS.reason, reasonIn(order, reader)],
    [ORDER_LABELS.step, order.step?.[reader.language]],
    [ORDER_LABELS.certificate, order.certificateId],
    [ORDER_LABELS.payment, order.payment && paymentWords(order.payment, reader)],
    [ORDER_LABELS.replaces, order.replacesOrderId],
    [ORDER_LABELS.replacedBy, order.replacedByOrderId],
    ...labelFacts(order),
    ...pageFacts(order.pages),
  ]);
  const proofs = order.validations.map((validation) => proofText(validation, reader)).join('');
  return `${stand}${whatNext(order, reader)}${hintsText(order, reader)}${proofs && `\n${proofs}`}${remark(order, reader)}${untrustedText(order.ca, reader)}`;
}

export function listText(orders: readonly OrderSummary[], reader: Reader, width?: number): string {
  if (orders.length === 0) return `${ORDER_TEXTS.noOrders[reader.language]}\n`;
  const rows = orders.map((order) => [
    order.orderId,
    coded(STATE_WORDS, order.state, reader),
    order.waitingOn ? coded(WAIT_WORDS, order.waitingOn, reader) : '-',
    productText(order, reader),
    shortNames(order.names),
    clockTime(order.deadline, reader),
  ]);
  const columns = [
    { heading: LIST_HEADINGS.order },
    { heading: LIST_HEADINGS.state },
    { heading: LIST_HEADINGS.waitingOn },
    { heading: LIST_HEADINGS.product },
    { heading: LIST_HEADINGS.names, words: true },
    { heading: LIST_HEADINGS.deadline, times: true },
  ];
  return tableFor(reader, columns, rows, width);
}

/** The answer to "why is it stuck?", as one would tell it. `now` is milliseconds since the epoch. */
export function whyText(order: WhyView, reader: TerminalReader, now: number): string {
  const proofs = order.validations.map(
    (validation) => `${proofText(validation, reader)}${findingsText(validation.findings, reader)}`,
  );
  const beside =
    order.otherFindings.length > 0
      ? `\n${ORDER_TEXTS.alsoSeen[reader.language]}\n${findingsText(order.otherFindings, reader)}`
      : '';
  return `${headline(order, reader, now)}${because(order, reader)}${whatNext(order, reader)}${hintsText(order, reader)}${proofs.map((text) => `\n${text}`).join('')}${organizationText(order, reader)}${beside}${attemptTexts(order, reader, now)}${connectionsText(order, reader)}${pagesText(order, reader)}${remark(order, reader)}`;
}

/** One line of a live timeline. */
export function timelineText(order: OrderView, reader: Reader, now: number): string {
  const company = order.tracks.find(
    ({ track, waitingOn: wait }) => track === 'organization' && wait === order.waitingOn,
  );
  const unproven = order.validations.find(({ status }) => status !== 'valid');
  const pending = order.waitingOn && !company ? unproven?.lastFinding : undefined;
  const news = pending ? findingText(pending, reader) : reasonIn(order, reader);
  const wait = order.waitingOn ? worded(WAIT_WORDS, order.waitingOn, reader) : '';
  const stand = [padded(worded(STATE_WORDS, order.state, reader), 18), padded(wait, 16)].join(' ');
  return `${clockSeconds(now, reader)}  ${stand} ${news ?? order.certificateId ?? ''}`.trimEnd() + '\n';
}

/** One line of a timeline of many orders. */
export function newsText(order: OrderSummary, reader: Reader, now: number): string {
  const waits = order.tracks.flatMap(({ status, waitingOn: wait }) =>
    status === 'open' && wait ? [wait] : [],
  );
  const told = waits.length > 0 ? waits : order.waitingOn ? [order.waitingOn] : [];
  const waiting = told
    .map((wait) => worded(WAIT_WORDS, wait, reader))
    .join(reader.language === 'zh' ? '、' : ', ');
  const news = reasonIn(order, reader) ?? order.certificateId ?? '';
  const stand = `${padded(worded(STATE_WORDS, order.state, reader), 18)} ${padded(waiting, 32)}`;
  return `${clockSeconds(now, reader)}  ${order.orderId}  ${stand} ${news}`.trimEnd() + '\n';
}

const NONE: Bilingual = { zh: '', en: '' };

function headline(order: WhyView, reader: Reader, now: number): string {
  const { orderId, brand, type, names, waitingOn: wait, party } = order;
  const { language } = reader;
  const head = headlineText({
    orderId,
    product: { zh: productInWords(order).zh, en: `${brand} ${type}` },
    names: names.length > 0 ? shortNames(names) : '',
    state: STATE_WORDS[order.state],
  })[language];
  if (!wait || !party) return `${head}\n`;
  const turn = turnText(PARTY_WORDS[party], waitInBoth(wait), clockText(order, reader, now))[language];
  return `${head}${language === 'zh' ? '' : ' '}${turn}\n`;
}

/** English keeps to the codes. */
function waitInBoth(wait: Wait): Bilingual {
  return { zh: `${WAIT_WORDS[wait].zh}(${wait})`, en: wait };
}

function clockText({ since, deadline }: WhyView, reader: Reader, now: number): Bilingual {
  const from = since === null ? NONE : waitedText(span(now - Date.parse(since)));
  const until =
    deadline === null ? NONE : untilText(time(deadline, reader), span(Date.parse(deadline) - now));
  return { zh: from.zh + until.zh, en: from.en + until.en };
}

/** Where an order goes by connections of its own: by which ones. */
function connectionsText(order: WhyView, reader: Reader): string {
  const { ca } = order;
  const text = factsFor(reader, [
    [ORDER_LABELS.ca, ca && ca.connectionId !== null ? caWords(ca)[reader.language] : null],
    [ORDER_LABELS.publishesBy, publishersOf(order, reader)],
  ]);
  return text && `\n${text}`;
}

function publishersOf({ publishesBy }: OrderView, { language }: Reader): string | null {
  const names = publishesBy.map((used) => usedConnectionWords(used)[language]);
  return names.length > 0 ? names.join(language === 'zh' ? '、' : ', ') : null;
}

function pagesText({ pages }: WhyView, reader: Reader): string {
  const text = factsFor(reader, pageFacts(pages));
  return text && `\n${text}`;
}

function because(order: WhyView, reader: Reader): string {
  const reason = reasonIn(order, reader);
  return reason === null ? '' : `${reasonText(reason)[reader.language]}\n`;
}

/** Of an order or a track: in the reader's language where the words are ours. */
function reasonIn(
  stand: Pick<OrderSummary, 'reason' | 'reasonChinese'>,
  { language }: Reader,
): string | null {
  const words = wordsOfReason(stand);
  return words === undefined ? null : oneLine(words[language]);
}

/** Two proofs under way are told apart: each says whose turn it is and what to do. */
function whatNext(order: OrderView, reader: TerminalReader): string {
  const open = order.tracks.filter(({ status }) => status === 'open');
  if (open.length === 0) return nextText(order, reader);
  return order.tracks.map((track) => trackText(track, reader)).join('');
}

function trackText(track: TrackView, reader: TerminalReader): string {
  const { language } = reader;
  const { waitingOn: wait, party, expectedBy, deadline } = track;
  const who = wait && party && trackWaitText(waitInBoth(wait), PARTY_WORDS[party])[language];
  const until = expectedBy ? expectedText(time(expectedBy, reader))[language] : '';
  const end = deadline ? deadlineText(time(deadline, reader))[language] : '';
  const stand =
    track.status === 'open' && who ? `${who}${end}${until}` : TRACK_STATUS_WORDS[track.status][language];
  const why = reasonIn(track, reader);
  const reason = why === null ? '' : `  ${why}\n`;
  return `\n${TRACK_WORDS[track.track][language]}${COLON[language]}${stand}\n${reason}${nextLines(track, reader)}`;
}

const COLON: Bilingual = { zh: ':', en: ': ' };

function nextText(order: OrderView, reader: TerminalReader): string {
  const lines = nextLines(order, reader);
  return lines && `\n${lines}`;
}

function nextLines({ nextAction }: Pick<OrderView, 'nextAction'>, reader: TerminalReader): string {
  if (!nextAction) return '';
  const texts = bothLanguages(nextAction, reader);
  return texts.map((text) => `  ${oneLine(text)}\n`).join('');
}

/** What helps whoever has the turn: where a mail comes from, which number is called. */
function hintsText({ hints }: OrderView, { language }: Reader): string {
  return hints.map((hint) => `  - ${oneLine(hint[language])}\n`).join('');
}

/** What the CA asks of the company, step by step. */
function organizationText({ organization }: WhyView, reader: Reader): string {
  if (!organization) return '';
  const { language } = reader;
  const { status, reused, validatedAt, checkedAt, steps } = organization;
  const head = checkText({
    status: CHECK_STATUS_WORDS[status],
    reused,
    validatedAt: time(validatedAt, reader),
    checkedAt: time(checkedAt, reader),
  })[language];
  const rows = steps.map(({ step, status: stand, ...why }) => {
    const parts = [STEP_WORDS[step][language], wordOf(STEP_STATUS_WORDS, stand)[language]];
    const reason = reasonInWords(why);
    return `  ${[...parts, ...(reason ? [oneLine(reason[language])] : [])].join(COLON[language])}`;
  });
  return `\n${[head, ...rows].join('\n')}\n`;
}

function attemptTexts({ orderId, attempts }: WhyView, reader: Reader, now: number): string {
  return attempts.map((attempt) => attemptWords(orderId, attempt, reader, now)).join('');
}

function attemptWords(
  orderId: string,
  { activity, attempt, nextAttemptAt, ...failed }: AttemptView,
  reader: Reader,
  now: number,
): string {
  const next = nextAttemptAt === null ? Number.NaN : Date.parse(nextAttemptAt) - now;
  const told = attemptText({
    activity,
    attempt,
    next: next > 0 ? span(next) : null,
    checkedBy: looksOnRequest(activity) ? `sealflow order check ${orderId}` : undefined,
    lastFailure: oneLine(lastFailureFor(reader, failed)),
  });
  return `\n${told[reader.language]}\n`;
}

/** English keeps to the codes, which options take. */
function productText(order: Pick<OrderSummary, 'brand' | 'type'>, { language }: Reader): string {
  return language === 'en' ? `${order.brand} ${order.type}` : productInWords(order)[language];
}

function waitingOn({ waitingOn: wait, party }: OrderSummary, { language }: Reader): string | null {
  return wait && party && trackWaitText(waitInBoth(wait), PARTY_WORDS[party])[language];
}

/** Said last and aloud: nobody must find it out in a browser. */
export function untrustedText(ca: OrderCaView | null, { language }: Pick<Reader, 'language'>): string {
  return ca && !ca.isPubliclyTrusted ? `\n${notTrusted(ca.name)[language]}\n` : '';
}

function remark({ source }: OrderView, { language }: Reader): string {
  return source === 'records' ? `\n${ORDER_TEXTS.asRecorded[language]}\n` : '';
}
