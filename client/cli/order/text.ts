/** Orders as people read them in a terminal. */
import { looksOnRequest } from '../../../domain/control/asked-looks.js';
import { PARTY_WORDS, STATE_WORDS, TRACK_WORDS } from '../../../domain/orders/status-markdown.js';
import type {
  AttemptView,
  FindingView,
  OrderSummary,
  OrderView,
  TrackView,
  ValidationView,
  WhyView,
} from '../../orders/views.js';
import { labelFacts } from '../labels.js';
import { paymentWords } from '../payment/text.js';
import type { Language } from '../terminal.js';
import { table } from '../table.js';
import { pageFacts } from '../texts/pages.js';
import { bothLanguages, facts, oneLine, shortNames, span, time } from '../text.js';

export function orderText(order: OrderView, language: Language): string {
  const stand = facts([
    ['Order', order.orderId],
    ['State', stateOf(order)],
    ['Product', `${order.brand} ${order.type}`],
    ['Names', order.names.length > 0 ? shortNames(order.names, 10) : null],
    ['Waiting on', waitingOn(order)],
    ['Since', time(order.since)],
    ['Deadline', time(order.deadline)],
    ['Reason', order.reason && oneLine(order.reason)],
    ['Certificate', order.certificateId],
    ['Payment', order.payment && paymentWords(order.payment)],
    ['Replaces', order.replacesOrderId],
    ['Replaced by', order.replacedByOrderId],
    ...labelFacts(order),
    ...pageFacts(order.pages, language),
  ]);
  const proofs = order.validations.map(proofText).join('');
  return `${stand}${whatNext(order, language)}${proofs && `\n${proofs}`}${remark(order)}`;
}

export function listText(orders: readonly OrderSummary[], width?: number): string {
  if (orders.length === 0) return 'No orders.\n';
  const rows = orders.map((order) => [
    order.orderId,
    order.state,
    order.waitingOn ?? '-',
    `${order.brand} ${order.type}`,
    shortNames(order.names),
    time(order.deadline),
  ]);
  return table([['ORDER', 'STATE', 'WAITING ON', 'PRODUCT', 'NAMES', 'DEADLINE'], ...rows], {
    width,
    words: ['NAMES'],
  });
}

/** The answer to "why is it stuck?", as one would tell it. `now` is milliseconds since the epoch. */
export function whyText(order: WhyView, language: Language, now: number): string {
  const proofs = order.validations.map(
    (validation) => `${proofText(validation)}${answers(validation.findings)}`,
  );
  const beside = order.otherFindings.length > 0 ? `\nAlso seen:\n${answers(order.otherFindings)}` : '';
  return `${headline(order, now)}${because(order)}${whatNext(order, language)}${proofs.map((text) => `\n${text}`).join('')}${organizationText(order)}${beside}${attemptTexts(order, now)}${pagesText(order, language)}${remark(order)}`;
}

/** One line of a live timeline. */
export function timelineText(order: OrderView, now: number): string {
  const clock = new Date(now).toISOString().slice(11, 19);
  const company = order.tracks.find(
    ({ track, waitingOn: wait }) => track === 'organization' && wait === order.waitingOn,
  );
  const unproven = order.validations.find(({ status }) => status !== 'valid');
  const pending = order.waitingOn && !company ? unproven?.lastFinding : undefined;
  const news = pending ? findingText(pending) : order.reason && oneLine(order.reason);
  const stand = [order.state.padEnd(18), (order.waitingOn ?? '').padEnd(16)].join(' ');
  return `${clock}  ${stand} ${news ?? order.certificateId ?? ''}`.trimEnd() + '\n';
}

/** One line of a timeline of many orders. */
export function newsText(order: OrderSummary, now: number): string {
  const clock = new Date(now).toISOString().slice(11, 19);
  const waits = order.tracks.flatMap(({ status, waitingOn: wait }) =>
    status === 'open' && wait ? [wait] : [],
  );
  const waiting = waits.length > 0 ? waits.join(', ') : (order.waitingOn ?? '');
  const news = order.reason === null ? (order.certificateId ?? '') : oneLine(order.reason);
  return (
    `${clock}  ${order.orderId}  ${order.state.padEnd(18)} ${waiting.padEnd(32)} ${news}`.trimEnd() + '\n'
  );
}

export function findingText({ subject, source, question, verdict, found, expected }: FindingView): string {
  const saw = found === '' ? 'nothing' : oneLine(found);
  const wanted = verdict === 'ok' || expected === '' ? '' : `; expected ${oneLine(expected)}`;
  const what = subject === 'dnssec' ? 'DNSSEC of ' : '';
  return `${oneLine(source)}: ${verdict.toUpperCase()} ${what}${oneLine(question)}: ${saw}${wanted}`;
}

function headline(order: WhyView, now: number): string {
  const { orderId, state } = order;
  const what = `${order.brand} ${order.type}${order.names.length > 0 ? ` for ${shortNames(order.names)}` : ''}`;
  if (!order.waitingOn || !order.party) return `${orderId} (${what}) is ${STATE_WORDS[state].en}.\n`;
  const who = `It is the turn of ${PARTY_WORDS[order.party].en} (${order.waitingOn})`;
  return `${orderId} (${what}) is ${STATE_WORDS[state].en}. ${who}${clock(order, now)}.\n`;
}

function clock({ since, deadline }: WhyView, now: number): string {
  const from = since === null ? '' : `, for ${span(now - Date.parse(since))}`;
  const until =
    deadline === null ? '' : `, until ${time(deadline)} (${span(Date.parse(deadline) - now)} left)`;
  return from + until;
}

function pagesText({ pages }: WhyView, language: Language): string {
  const text = facts(pageFacts(pages, language));
  return text && `\n${text}`;
}

function because({ reason }: WhyView): string {
  return reason === null ? '' : `Reason: ${oneLine(reason)}\n`;
}

/** Two proofs under way are told apart: each says whose turn it is and what to do. */
function whatNext(order: OrderView, language: Language): string {
  const open = order.tracks.filter(({ status }) => status === 'open');
  if (open.length === 0) return nextText(order, language);
  return order.tracks.map((track) => trackText(track, language)).join('');
}

function trackText(track: TrackView, language: Language): string {
  const who = track.waitingOn && track.party && `${track.waitingOn} (${PARTY_WORDS[track.party].en})`;
  const until = track.expectedBy ? `, usually done by ${time(track.expectedBy)}` : '';
  const deadline = track.deadline ? `, until ${time(track.deadline)}` : '';
  const stand = track.status === 'open' && who ? `${who}${deadline}${until}` : track.status;
  const reason = track.reason === null ? '' : `  ${oneLine(track.reason)}\n`;
  return `\n${TRACK_WORDS[track.track].en}: ${stand}\n${reason}${nextLines(track, language)}`;
}

function nextText(order: OrderView, language: Language): string {
  const lines = nextLines(order, language);
  return lines && `\n${lines}`;
}

function nextLines({ nextAction }: Pick<OrderView, 'nextAction'>, language: Language): string {
  if (!nextAction) return '';
  const texts = bothLanguages(nextAction, language);
  return texts.map((text) => `  ${oneLine(text)}\n`).join('');
}

/** What has to be where, each part on a line of its own, ready to be copied. */
function proofText({ name, method, record, file, status }: ValidationView): string {
  const what = record
    ? facts([
        ['  record', record.name],
        ['  type', record.type],
        ['  value', record.value],
      ])
    : facts([
        ['  file', file?.url],
        ['  content', file?.content],
      ]);
  return `${name}  ${method}, ${status}\n${what}`;
}

function answers(findings: readonly FindingView[]): string {
  if (findings.length === 0) return '  nobody has looked yet\n';
  return findings
    .map(
      (finding) =>
        `  ${findingText(finding)} (${time(finding.checkedAt)}, since ${time(finding.firstCheckedAt)})\n`,
    )
    .join('');
}

/** What the CA asks of the company, step by step. */
function organizationText({ organization }: WhyView): string {
  if (!organization) return '';
  const { status, reused, validatedAt, checkedAt, steps } = organization;
  const since = validatedAt === null ? '' : `, validated ${time(validatedAt)}`;
  const head = `organization  ${status}${reused ? ', taken from an earlier order' : ''}${since} (looked at ${time(checkedAt)})`;
  const rows = steps.map(
    ({ step, status: stand, reason }) =>
      `  ${step}: ${stand}${reason === null ? '' : `: ${oneLine(reason)}`}`,
  );
  return `\n${[head, ...rows].join('\n')}\n`;
}

function attemptTexts({ orderId, attempts }: WhyView, now: number): string {
  return attempts.map((attempt) => attemptText(orderId, attempt, now)).join('');
}

function attemptText(orderId: string, attempt: AttemptView, now: number): string {
  const next = attempt.nextAttemptAt === null ? Number.NaN : Date.parse(attempt.nextAttemptAt) - now;
  const atOnce = looksOnRequest(attempt.activity)
    ? `, or at once with \`sealflow order check ${orderId}\``
    : '';
  const when = next > 0 ? `; next in ${span(next)}${atOnce}` : '';
  const last = attempt.lastFailure === null ? '' : `\n  last: ${oneLine(attempt.lastFailure)}`;
  return `\nNow: ${attempt.activity}, attempt ${attempt.attempt}${when}${last}\n`;
}

function stateOf({ state }: OrderSummary): string {
  const { en, zh } = STATE_WORDS[state];
  return `${state} (${en === state ? zh : `${en}, ${zh}`})`;
}

function waitingOn({ waitingOn: wait, party }: OrderSummary): string | null {
  return wait && party && `${wait} (${PARTY_WORDS[party].en}, ${PARTY_WORDS[party].zh})`;
}

function remark({ source }: OrderView): string {
  return source === 'records' ? '\n(As last recorded: no worker answered just now.)\n' : '';
}
