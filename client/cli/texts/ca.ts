/** The words that the development CA, seen from behind, is told in at a terminal; in English its own code words stand. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const DESK_HEADINGS = {
  order: { zh: '订单', en: 'ORDER' },
  brand: { zh: '品牌', en: 'BRAND' },
  type: { zh: '类型', en: 'TYPE' },
  company: { zh: '企业', en: 'COMPANY' },
  names: { zh: '域名', en: 'NAMES' },
  desk: { zh: '岗位', en: 'DESK' },
  step: { zh: '步骤', en: 'STEP' },
  reason: { zh: '原因', en: 'REASON' },
  proof: { zh: '所需证明', en: 'PROOF' },
  status: { zh: '状态', en: 'STATUS' },
  waitsFor: { zh: '等待', en: 'WAITS FOR' },
  since: { zh: '开始等待', en: 'SINCE' },
  channel: { zh: '联系渠道', en: 'CHANNEL' },
  detail: { zh: '说明', en: 'DETAIL' },
} as const satisfies Record<string, Bilingual>;

/** Of the orders that the CA has. */
export const CA_ORDER_HEADINGS = {
  id: { zh: 'CA 订单号', en: 'ID' },
  reference: { zh: '参考号', en: 'REFERENCE' },
  status: { zh: '状态', en: 'STATUS' },
  brand: { zh: '品牌', en: 'BRAND' },
  type: { zh: '类型', en: 'TYPE' },
  attempts: { zh: '提交次数', en: 'ATTEMPTS' },
  names: { zh: '域名', en: 'NAMES' },
} as const satisfies Record<string, Bilingual>;

export const CA_MAIL_HEADINGS = {
  mail: { zh: '邮件', en: 'MAIL' },
  to: { zh: '收件人', en: 'TO' },
  standing: { zh: '状态', en: 'STANDING' },
  sent: { zh: '发送时间', en: 'SENT' },
  link: { zh: '链接', en: 'LINK' },
} as const satisfies Record<string, Bilingual>;

export const CA_TEXTS = {
  noOrders: { zh: 'CA 没有订单。', en: 'The CA has no orders.' },
  nothingWaits: { zh: '没有待处理的事项。', en: 'Nothing waits.' },
  nothingToRevoke: { zh: '没有待处理的吊销申请。', en: 'Nothing is to be revoked.' },
  noMail: { zh: '没有发送过邮件。', en: 'No mail was sent.' },
  behaves: { zh: 'CA 运行正常。', en: 'The CA behaves.' },
  phonesEveryContact: { zh: '每位联系人', en: 'every contact' },
  phonesNobody: { zh: '不致电,除非另有要求', en: 'nobody, unless demanded' },
} as const satisfies Record<string, Bilingual>;

/** Whose turn it is. */
export const TURN_WORDS = {
  ca: { zh: 'CA', en: 'ca' },
  subscriber: { zh: '订购人', en: 'subscriber' },
} as const satisfies Record<string, Bilingual>;

export const STANDING_WORDS = {
  open: { zh: '待确认', en: 'open' },
  used: { zh: '已确认', en: 'used' },
  locked: { zh: '已锁定', en: 'locked' },
  ended: { zh: '已结束', en: 'ended' },
} as const satisfies Record<string, Bilingual>;

/** How a company is reached. */
export const WAY_WORDS = {
  phone: { zh: '电话', en: 'phone' },
  email: { zh: '邮箱', en: 'email' },
} as const satisfies Record<string, Bilingual>;

/** What became of an order at a desk. */
export function orderIsText(order: string, status: string, why: string): Bilingual {
  return {
    zh: `${order}:${status}${why && `,${why}`}`,
    en: `${order} is ${status}${why && `: ${why}`}`,
  };
}

/** What became of a request to revoke. */
export function revocationIsText(order: string, where: Bilingual, why: string): Bilingual {
  return {
    zh: `订单 ${order} 的吊销申请:${where.zh}${why && `(${why})`}`,
    en: `The revocation for ${order}: ${where.en}${why && ` (${why})`}`,
  };
}

export function waitsForText(whom: string): Bilingual {
  return { zh: `等待${whom}处理`, en: `waits for the ${whom}` };
}

export function fileText(contentType: string, file: string): Bilingual {
  return { zh: `${file}(${contentType})`, en: `${contentType} in ${file}` };
}

export function confirmedText(steps: readonly string[]): Bilingual {
  return { zh: `已确认:${steps.join('、')}`, en: `Confirmed: ${steps.join(', ')}` };
}

export function misbehavesText(how: string): Bilingual {
  return { zh: `CA 运行异常:${how}`, en: `The CA misbehaves: ${how}` };
}

/** What a desk does by itself; `seconds` is absent where it waits for a person. */
export function deskPolicyText(desk: Bilingual, seconds: string | undefined): Bilingual {
  return seconds === undefined
    ? { zh: `${desk.zh}:等待人工处理`, en: `${desk.en}: waits for a person` }
    : { zh: `${desk.zh}:${seconds} 秒后自动通过`, en: `${desk.en}: passed after ${seconds} s` };
}

export function phonesText(whom: Bilingual): Bilingual {
  return { zh: `WoTrus 致电:${whom.zh}`, en: `WoTrus phones: ${whom.en}` };
}
