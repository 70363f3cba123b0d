/** An order, or what else waits as one does, as the Temporal Web UI shows it: state, whose turn it is, what to do; Chinese and English side by side. */
import { code, tableRow } from '../markdown.js';
import { DEFAULT_TIME_ZONE, localTime, timeInWords, zoneInWords } from '../time-zone.js';
import { wordsOfReason } from '../told.js';
import type { OrderState } from './states.js';
import { METHOD_WORDS } from '../control/spoken-words.js';
import type { DomainValidation } from '../control/validations.js';
import type { Bilingual } from '../bilingual.js';
import type { OrderTrack, TrackName } from './tracks.js';
import type { Party, StartedWait, Wait } from '../waits.js';
import { PARTY_OF } from '../waits.js';

/** What is shown of anything that waits; an OrderStatus has it all. */
export interface StandingToDescribe {
  /** Of the order, or of what else the details are about. */
  readonly orderId: string;
  readonly waitingOn?: Wait | undefined;
  /** ISO 8601, UTC. */
  readonly since?: string | undefined;
  readonly deadline?: string | undefined;
  readonly nextAction?: Bilingual | undefined;
  readonly reason?: string | undefined;
  readonly reasonChinese?: string | undefined;
  readonly validations: readonly DomainValidation[];
  readonly certificateId?: string | undefined;
  /** Where domain and organization are validated side by side. */
  readonly tracks?: readonly OrderTrack[] | undefined;
}

const NO_BREAK = '\u00a0';
/** Between Chinese characters a line may break as well (UAX 14): not here. */
const WORD_JOINER = '\u2060';
/** No blank: a paragraph of blanks is none (CommonMark 4.9). */
const EMPTY_LINE = NO_BREAK;
/** Rows of the table of validations; an order can have 100 names, and details stay small. */
const MOST_ROWS = 20;

export const STATE_WORDS: Readonly<Record<OrderState, Bilingual>> = {
  'pending-submission': { zh: '待提交资料', en: 'pending submission' },
  validating: { zh: '验证中', en: 'validating' },
  issuing: { zh: '签发中', en: 'issuing' },
  issued: { zh: '已签发', en: 'issued' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  rejected: { zh: '已拒绝', en: 'rejected' },
  expired: { zh: '已过期', en: 'expired' },
};

export const PARTY_WORDS: Readonly<Record<Party, Bilingual>> = {
  subscriber: { zh: '订购人', en: 'the subscriber' },
  approver: { zh: '审批人', en: 'the approver' },
  reviewer: { zh: '审核人员', en: 'the reviewer' },
  ca: { zh: 'CA', en: 'the CA' },
  dns: { zh: 'DNS', en: 'DNS' },
  us: { zh: '本系统', en: 'us' },
};

export const TRACK_WORDS: Readonly<Record<TrackName, Bilingual>> = {
  domain: { zh: '域名验证', en: 'domain' },
  organization: { zh: '企业信息审核', en: 'organization' },
};

export const TRACK_STATUS_WORDS: Readonly<Record<OrderTrack['status'], Bilingual>> = {
  later: { zh: '尚未开始', en: 'later' },
  open: { zh: '进行中', en: 'open' },
  done: { zh: '已完成', en: 'done' },
};

/** Whose turn it is, and until when: for a step that waits, as Temporal's pages name it in the order's history. */
export function turnInALine({ wait, deadline }: Pick<StartedWait, 'wait' | 'deadline'>): string {
  const { zh, en } = PARTY_WORDS[PARTY_OF[wait]];
  return `等待${/^[A-Z]+$/.test(zh) ? ` ${zh} ` : zh}至 waits for ${en} until ${timeInWords(deadline).en}`;
}

/** Markdown for the current details of an order's workflow. */
export function describeInMarkdown(status: StandingToDescribe & { readonly state: OrderState }): string {
  return describeStanding(status, { label: '订单 Order', state: STATE_WORDS[status.state] });
}

/** What the details are about, and in which state it is. */
interface Subject {
  readonly label: string;
  readonly state: Bilingual;
}

/** As `describeInMarkdown`, of whatever is looked after as an order is. */
export function describeStanding(status: StandingToDescribe, subject: Subject): string {
  // The Web UI's frame cuts its last line off (2.42): that one is empty.
  const parts = [overview(status, subject), ...whatNext(status), ...validations(status), EMPTY_LINE];
  return parts.join('\n\n');
}

function overview(status: StandingToDescribe, subject: Subject): string {
  const { waitingOn, since, deadline, certificateId } = status;
  const reason = wordsOfReason(status);
  // One for all names of an order. The page is narrow: a column of its own would push the values out of sight.
  const method = status.validations[0]?.method;
  const rows: [string, string | undefined][] = [
    [subject.label, code(status.orderId)],
    ['状态 State', `**${both(subject.state)}**`],
    ['等待 Waiting', waitingOn && `**${both(PARTY_WORDS[PARTY_OF[waitingOn]])}** (${code(waitingOn)})`],
    ['自 Since', since && onTheClock(since)],
    ['截止 Deadline', deadline && onTheClock(deadline)],
    ['方式 Method', method && both(METHOD_WORDS[method])],
    ['进度 Progress', status.tracks && status.tracks.map(progressOf).join('; ')],
    ['原因 Reason', reason && both({ zh: code(reason.zh), en: code(reason.en) })],
    ['证书 Certificate', certificateId && code(certificateId)],
  ];
  const shown = rows.flatMap(([label, value]) => (value ? [tableRow([unbroken(label), value])] : []));
  const [head = '', ...rest] = shown;
  return [head, tableRow(['---', '---']), ...rest].join('\n');
}

/** Keeps a label on one line: next to a long value its column would shrink to one character. */
function unbroken(label: string): string {
  return label.replaceAll(' ', NO_BREAK).replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, WORD_JOINER);
}

function progressOf({ track, status, waitingOn }: OrderTrack): string {
  const mark = status === 'done' ? '✓' : waitingOn ? code(waitingOn) : '…';
  return `${both(TRACK_WORDS[track])} ${mark}`;
}

/** With two proofs under way each says for itself who must do what. */
function whatNext({ nextAction, tracks }: StandingToDescribe): string[] {
  const open = tracks?.filter(({ status }) => status === 'open') ?? [];
  return open.length > 1 ? open.flatMap(trackSteps) : nextSteps(nextAction);
}

/** A proof stands under a heading of its own; the table above has the times of one of them only. */
function trackSteps({ track, waitingOn, since, deadline, expectedBy, nextAction }: OrderTrack): string[] {
  const who = waitingOn && `${both(PARTY_WORDS[PARTY_OF[waitingOn]])} (${code(waitingOn)})`;
  const times = [
    since && `自 Since ${onTheClock(since)}`,
    deadline && `截止 Deadline ${onTheClock(deadline)}`,
    expectedBy && `预计 Expected by ${onTheClock(expectedBy)}`,
  ];
  const when = times.filter((time) => time !== undefined).join(' · ');
  const heading = `### ${[both(TRACK_WORDS[track]), who].filter((part) => part !== undefined).join(' → ')}`;
  return [heading, ...(when ? [when] : []), ...nextSteps(nextAction)];
}

function nextSteps(action: Bilingual | undefined): string[] {
  return action ? [`**下一步** ${action.zh}`, `**Next** ${action.en}`] : [];
}

function validations({ orderId, validations: all }: StandingToDescribe): string[] {
  if (all.length === 0) return [];
  const rows = all.slice(0, MOST_ROWS).map(validationRow);
  const table = [
    tableRow(['域名 Name', '位置 Where', '内容 Value']),
    tableRow(['---', '---', '---']),
    ...rows,
  ].join('\n');
  const more = all.length - MOST_ROWS;
  return more > 0 ? [table, `+${more}: ${code(`sealflow order show ${orderId}`)}`] : [table];
}

function validationRow({ name, record, file }: DomainValidation): string {
  const where = record ? `${record.type} ${code(record.name)}` : code(file?.url ?? '-');
  return tableRow([code(name), where, code(record?.value ?? file?.content ?? '-')]);
}

function both({ zh, en }: Bilingual): string {
  return zh === en ? zh : `${zh} ${en}`;
}

/** To the minute, as most readers' clock shows it: nobody knows here who reads. */
function onTheClock(iso: string): string {
  const { zh, en } = zoneInWords(DEFAULT_TIME_ZONE);
  return `${localTime(iso, DEFAULT_TIME_ZONE)} (${zh} ${en})`;
}
