/** The words that orders are told in at a terminal. */
import { inBoth, type Bilingual } from '../../../domain/bilingual.js';
import type { OrderCaView, UsedConnectionView } from '../../connections/ca-of-order.js';

export const ORDER_LABELS = {
  order: { zh: '订单', en: 'Order' },
  state: { zh: '状态', en: 'State' },
  product: { zh: '产品', en: 'Product' },
  names: { zh: '域名', en: 'Names' },
  ca: { zh: 'CA', en: 'CA' },
  publishesBy: { zh: '发布于', en: 'Published by' },
  waitingOn: { zh: '等待', en: 'Waiting on' },
  since: { zh: '开始等待', en: 'Since' },
  deadline: { zh: '截止时间', en: 'Deadline' },
  reason: { zh: '原因', en: 'Reason' },
  step: { zh: '进度', en: 'Progress' },
  certificate: { zh: '证书', en: 'Certificate' },
  payment: { zh: '款项', en: 'Payment' },
  replaces: { zh: '代替的订单', en: 'Replaces' },
  replacedBy: { zh: '已由此订单代替', en: 'Replaced by' },
} as const satisfies Record<string, Bilingual>;

export const LIST_HEADINGS = {
  order: { zh: '订单', en: 'ORDER' },
  state: { zh: '状态', en: 'STATE' },
  waitingOn: { zh: '等待', en: 'WAITING ON' },
  product: { zh: '产品', en: 'PRODUCT' },
  names: { zh: '域名', en: 'NAMES' },
  deadline: { zh: '截止时间', en: 'DEADLINE' },
} as const satisfies Record<string, Bilingual>;

/** What a proof shows: a record or a file. */
export const PROOF_LABELS = {
  record: { zh: '  主机记录', en: '  record' },
  type: { zh: '  记录类型', en: '  type' },
  value: { zh: '  记录值', en: '  value' },
  file: { zh: '  文件地址', en: '  file' },
  content: { zh: '  文件内容', en: '  content' },
} as const satisfies Record<string, Bilingual>;

export const ORDER_TEXTS = {
  noOrders: { zh: '没有订单。', en: 'No orders.' },
  alsoSeen: { zh: '其他检查结果:', en: 'Also seen:' },
  notLookedYet: { zh: '尚未检查', en: 'nobody has looked yet' },
  nothing: { zh: '无', en: 'nothing' },
  asRecorded: {
    zh: '(为最近一次的记录:执行程序暂时没有应答。)',
    en: '(As last recorded: no worker answered just now.)',
  },
  told: {
    zh: '已告知订单,系统正在向 CA 查询。',
    en: 'The order has been told, and looks at the CA now.',
  },
  nothingNew: {
    zh: '10 秒内没有新的结果:检查仍在进行。',
    en: 'Nothing new within 10 seconds: the look goes on.',
  },
  noneLeftBehind: { zh: '没有遗留的订单。', en: 'No order was left behind.' },
} as const satisfies Record<string, Bilingual>;

/** The CA of an order, and the one that it moved away from. */
export function caWords({ name, movedFrom }: OrderCaView): Bilingual {
  if (movedFrom === null) return inBoth(name);
  return {
    zh: `${name}(${movedFrom} 无法访问或限流,已改由此签发)`,
    en: `${name} (moved from ${movedFrom}, which was down or limited us)`,
  };
}

/** A connection by its name. */
export function usedConnectionWords({ name, isRemoved }: UsedConnectionView): Bilingual {
  return isRemoved ? { zh: `${name}(已移除)`, en: `${name} (removed)` } : inBoth(name);
}

/** Of a CA that no browser trusts. */
export function notTrusted(ca: string): Bilingual {
  return {
    zh: `!!! 此证书不受公共信任:${ca} 不是公共信任的 CA,浏览器会拒绝它。仅供测试。`,
    en: `!!! NOT PUBLICLY TRUSTED: ${ca} is no publicly trusted CA, and browsers refuse what it issues. For tests only.`,
  };
}

export interface Headline {
  readonly orderId: string;
  readonly product: Bilingual;
  /** As a list has room for; empty where there are none yet. */
  readonly names: string;
  readonly state: Bilingual;
}

/** Which order it is, and where it stands. */
export function headlineText({ orderId, product, names, state }: Headline): Bilingual {
  return {
    zh: `订单 ${orderId}(${product.zh}${names && `,${names}`}):${state.zh}。`,
    en: `${orderId} (${product.en}${names && ` for ${names}`}) is ${state.en}.`,
  };
}

/** Whose turn it is, what is waited for, and how long that takes already and may take. */
export function turnText(party: Bilingual, wait: Bilingual, clock: Bilingual): Bilingual {
  return {
    zh: `现由${party.zh}处理:${wait.zh}${clock.zh}。`,
    en: `It is the turn of ${party.en} (${wait.en})${clock.en}.`,
  };
}

export function waitedText(waited: Bilingual): Bilingual {
  return { zh: `,已等待 ${waited.zh}`, en: `, for ${waited.en}` };
}

export function untilText(deadline: string, left: Bilingual): Bilingual {
  return { zh: `,截止 ${deadline}(还剩 ${left.zh})`, en: `, until ${deadline} (${left.en} left)` };
}

export function reasonText(reason: string): Bilingual {
  return { zh: `原因:${reason}`, en: `Reason: ${reason}` };
}

/** What is waited for, and whose turn it is. */
export function trackWaitText(wait: Bilingual, party: Bilingual): Bilingual {
  return { zh: `${wait.zh},由${party.zh}处理`, en: `${wait.en} (${party.en})` };
}

export function deadlineText(deadline: string): Bilingual {
  return { zh: `,截止 ${deadline}`, en: `, until ${deadline}` };
}

export function expectedText(expectedBy: string): Bilingual {
  return { zh: `,通常在 ${expectedBy}之前完成`, en: `, usually done by ${expectedBy}` };
}

/** A finding: who was asked, what, and what was found. */
export interface ToldFinding {
  readonly source: string;
  readonly verdict: Bilingual;
  /** The subject, where the question alone does not tell it. */
  readonly of: Bilingual;
  readonly question: string;
  readonly found: string;
  /** Empty where it does not matter. */
  readonly expected: string;
}

export function findingWords({ source, verdict, of, question, found, expected }: ToldFinding): Bilingual {
  return {
    zh: `${source}:${verdict.zh} ${of.zh}${question}:${found}${expected && `;应为 ${expected}`}`,
    en: `${source}: ${verdict.en} ${of.en}${question}: ${found}${expected && `; expected ${expected}`}`,
  };
}

/** When it was seen last, and since when it has been so. */
export function seenText(last: string, first: string): Bilingual {
  return { zh: `(${last};自 ${first}起)`, en: ` (${last}, since ${first})` };
}

export interface CheckStand {
  readonly status: Bilingual;
  readonly reused: boolean;
  /** Empty where it is not known. */
  readonly validatedAt: string;
  readonly checkedAt: string;
}

/** Where the CA's check of the company stands. */
export function checkText({ status, reused, validatedAt, checkedAt }: CheckStand): Bilingual {
  const zh = [
    status.zh,
    ...(reused ? ['沿用此前订单的审核'] : []),
    ...(validatedAt ? [`通过时间 ${validatedAt}`] : []),
  ];
  const en = [
    status.en,
    ...(reused ? ['taken from an earlier order'] : []),
    ...(validatedAt ? [`validated ${validatedAt}`] : []),
  ];
  return {
    zh: `企业信息审核  ${zh.join(',')}(查询时间 ${checkedAt})`,
    en: `organization  ${en.join(', ')} (looked at ${checkedAt})`,
  };
}

export interface ToldAttempt {
  readonly activity: string;
  readonly attempt: number;
  /** Until the next one; null where that is not known, or now. */
  readonly next: Bilingual | null;
  /** The command that has it done at once; absent where none does. */
  readonly checkedBy?: string | undefined;
  /** Empty where there was none. */
  readonly lastFailure: string;
}

/** What is being tried just now. */
export function attemptText({ activity, attempt, next, checkedBy, lastFailure }: ToldAttempt): Bilingual {
  const atOnce = checkedBy === undefined ? { zh: '', en: '' } : atOnceText(checkedBy);
  const when = next
    ? { zh: `;下一次在 ${next.zh}后${atOnce.zh}`, en: `; next in ${next.en}${atOnce.en}` }
    : { zh: '', en: '' };
  return {
    zh: `正在执行:${activity},第 ${attempt} 次尝试${when.zh}${lastFailure && `\n  上一次:${lastFailure}`}`,
    en: `Now: ${activity}, attempt ${attempt}${when.en}${lastFailure && `\n  last: ${lastFailure}`}`,
  };
}

function atOnceText(command: string): Bilingual {
  return { zh: `,或用 \`${command}\` 立即执行`, en: `, or at once with \`${command}\`` };
}

export function removedText(orderId: string): Bilingual {
  return { zh: `${orderId} 从未启动:已删除`, en: `${orderId} was never started: removed` };
}

export function keptText(orderId: string): Bilingual {
  return { zh: `${orderId} 正在运行:已保留`, en: `${orderId} runs: kept` };
}
