/** What a notice says, in Chinese and English; public values only. Waits have their words in domain/orders/reminders.ts. */
import type { NoticeKind, NoticeText } from './words.js';
import type { Bilingual } from '../bilingual.js';
import { shortList } from '../markdown.js';
import { resubmission, type Resubmittable } from '../orders/way-out.js';
import { moneyText } from '../catalogue/money.js';
import { renewalIn } from '../plans/renewal-notice.js';
import { timeInWords } from '../time-zone.js';
import { wordsOfReason } from '../told.js';

/** What a notice speaks of. */
export interface NoticeFacts {
  readonly orderId: string | null;
  readonly certificateId: string | null;
  readonly names: readonly string[];
  /** Of a ladder; for `expiring`, days until the certificate ends. */
  readonly rung: number;
  /** Of the notice: which renewal it tells of, and the like. */
  readonly occasion: string;
  /** ISO 8601, UTC. */
  readonly notAfter: string | null;
  /** Why, in the CA's or our words; no personal data. */
  readonly reason: string | null;
  /** Of an order: was its form handed in, and was its key to get a password? */
  readonly hasForm: boolean;
  readonly keyHasPassword: boolean;
  /** The same in Chinese, where it is ours. */
  readonly reasonChinese?: string | null;
}

type Words = (facts: NoticeFacts, title: string) => NoticeText;

/** The text of a notice that is not a rung of a wait. */
export function noticeText(kind: Exclude<NoticeKind, 'waiting'>, facts: NoticeFacts): NoticeText {
  return WORDS[kind](facts, titleOf(facts));
}

const WORDS: Readonly<Record<Exclude<NoticeKind, 'waiting'>, Words>> = {
  submitted: (facts, title) => ({
    subject: { zh: `证书订单已提交:${title}`, en: `Certificate order submitted: ${title}` },
    body: {
      zh: `订单 ${idOf(facts)} 已提交。需要您处理时会另行通知。\n\n查看:sealflow order show ${idOf(facts)}`,
      en: `Order ${idOf(facts)} was submitted. You will be told when something is yours to do.\n\nLook at it: sealflow order show ${idOf(facts)}`,
    },
  }),
  rejected: (facts, title) => ({
    subject: { zh: `证书订单被拒绝:${title}`, en: `Certificate order rejected: ${title}` },
    body: ended(facts, 'rejected', { zh: '被 CA 拒绝', en: 'was rejected by the CA' }),
  }),
  'order-expired': (facts, title) => ({
    subject: { zh: `证书订单已过期:${title}`, en: `Certificate order expired: ${title}` },
    body: ended(facts, 'expired', {
      zh: '已过期:所等待的步骤没有按时完成',
      en: 'expired: what it waited for did not come in time',
    }),
  }),
  cancelled: (facts, title) => ({
    subject: { zh: `证书订单已取消:${title}`, en: `Certificate order cancelled: ${title}` },
    body: withdrawn(facts),
  }),
  issued: (facts, title) => ({
    subject: { zh: `证书已签发:${title}`, en: `Certificate issued: ${title}` },
    body: {
      zh: `订单 ${idOf(facts)} 的证书已签发。\n\n下载:sealflow certificate download ${idOf(facts)} --out DIR`,
      en: `The certificate of order ${idOf(facts)} was issued.\n\nDownload it: sealflow certificate download ${idOf(facts)} --out DIR`,
    },
  }),
  expiring: (facts, title) => ({
    subject: {
      zh: `证书将在 ${facts.rung} 天内到期:${title}`,
      en: `Certificate expires within ${days(facts.rung)}: ${title}`,
    },
    body: {
      zh: `证书 ${certificateOf(facts)}(${namesOf(facts, '、').zh})于 ${endOf(facts).zh}到期。请及时签发并安装新证书。\n\n查看:sealflow certificate show ${certificateOf(facts)}`,
      en: `Certificate ${certificateOf(facts)} (${namesOf(facts, ', ').en}) ends at ${endOf(facts).en}. Have its successor issued and installed before then.\n\nLook at it: sealflow certificate show ${certificateOf(facts)}`,
    },
  }),
  expired: (facts, title) => ({
    subject: { zh: `证书已到期:${title}`, en: `Certificate expired: ${title}` },
    body: {
      zh: `证书 ${certificateOf(facts)}(${namesOf(facts, '、').zh})已于 ${endOf(facts).zh}到期,浏览器不再信任。请立即更换。`,
      en: `Certificate ${certificateOf(facts)} (${namesOf(facts, ', ').en}) ended at ${endOf(facts).en}: nobody trusts it any more. Put another one in its place now.`,
    },
  }),
  revoked: (facts, title) => ({
    subject: { zh: `证书已吊销:${title}`, en: `Certificate revoked: ${title}` },
    body: {
      zh: `证书 ${certificateOf(facts)}(${namesOf(facts, '、').zh})已吊销,不可再使用或下载。`,
      en: `Certificate ${certificateOf(facts)} (${namesOf(facts, ', ').en}) was revoked: it can't be used or downloaded any more.`,
    },
  }),
  'revocation-refused': (facts, title) => ({
    subject: { zh: `吊销未完成:${title}`, en: `Revocation not done: ${title}` },
    body: {
      zh: `证书 ${certificateOf(facts)} 没有被吊销,仍然有效。${because(facts).zh}如仍需吊销,请重新申请。`,
      en: `Certificate ${certificateOf(facts)} was not revoked and stays in use. ${because(facts).en}Ask again if it is still to be revoked.`,
    },
  }),
  'place-released': (facts, title) => ({
    subject: { zh: `免费证书名额已释放:${title}`, en: `Free certificate's place released: ${title}` },
    body: {
      zh: `证书 ${certificateOf(facts)} 占用的免费名额已释放,可再次申请免费证书。`,
      en: `The place that certificate ${certificateOf(facts)} held is free again: another free certificate can be ordered.`,
    },
  }),
  renewing: (facts, title) => {
    const { amount, at } = renewalOf(facts);
    const id = certificateOf(facts);
    return {
      subject: {
        zh: `方案将自动续费,预留 ${amount}:${title}`,
        en: `Plan renews itself, ${amount} will be set aside: ${title}`,
      },
      body: {
        zh: `${namesOf(facts, '、').zh} 的方案在下单时选择了自动续费。系统将于 ${at.zh}为您购买同样的方案,并从账户余额中预留 ${amount}:证书签发后扣除,订单以其他方式结束时全额退回。如果此前价格有变,会再次通知您,不会按未通知的金额预留。\n\n查看方案:sealflow plan show ${id}\n不再自动续费:sealflow plan renewal ${id} off`,
        en: `The plan of ${namesOf(facts, ', ').en} was ordered to renew itself. At ${at.en} the same plan is bought again, and ${amount} of the account's funds is set aside: taken when its certificate is issued, all of it given back at any other end. Should the price change before then, you are told again: no amount is set aside that you were not told of.\n\nLook at the plan: sealflow plan show ${id}\nHave it renewed no more: sealflow plan renewal ${id} off`,
      },
    };
  },
  'refund-owed': (facts, title) => ({
    subject: { zh: `退款处理中:${title}`, en: `Refund under way: ${title}` },
    body: {
      zh: `订单 ${idOf(facts)} 的款项应退还,尚未成功,系统会继续重试。`,
      en: `The payment of order ${idOf(facts)} is owed to you and could not be given back yet: it is tried again until it is.`,
    },
  }),
  refunded: (facts, title) => ({
    subject: { zh: `款项已退还:${title}`, en: `Payment returned: ${title}` },
    body: {
      zh: `订单 ${idOf(facts)} 的款项已退还。`,
      en: `The payment of order ${idOf(facts)} was given back.`,
    },
  }),
  'delegation-broken': (facts, title) => ({
    subject: { zh: `验证委派已失效:${title}`, en: `Delegation of validation broken: ${title}` },
    body: lostDelegation(facts),
  }),
};

/** What has to be set stands in the reason. */
function lostDelegation(facts: NoticeFacts): Bilingual {
  const [name = '?'] = facts.names;
  const why = because(facts);
  return {
    zh: `${name} 的验证已委派给本系统,但其 CNAME 已失效:在修复之前,依赖它的订单和续期无法自动验证。${why.zh}\n\n修复后立即查看:sealflow delegation check ${name}`,
    en: `The validation of ${name} is left to us, and its CNAME does not stand any more: until it is mended, orders and renewals that rely on it can't be validated by themselves. ${why.en}\n\nOnce it is, have it looked at: sealflow delegation check ${name}`,
  };
}

function ended(facts: NoticeFacts, state: 'rejected' | 'expired', how: Bilingual): Bilingual {
  const why = because(facts);
  const orderId = idOf(facts);
  const again = onceMore({ ...facts, orderId, state });
  return {
    zh: `订单 ${orderId} ${how.zh}。${why.zh}\n\n${again.zh}`,
    en: `Order ${orderId} ${how.en}. ${why.en}\n\n${again.en}`,
  };
}

/** An order whose form never came has nothing to submit anew. */
function onceMore(order: Resubmittable): Bilingual {
  const command = resubmission(order, '--form-changes FILE.yaml');
  if (command === undefined) return ORDER_ANEW;
  const password = order.keyHasPassword ? NEW_PASSWORD : { zh: '', en: '' };
  return {
    zh: `如仍需要证书,可更正后重新提交(FILE.yaml 中写明要更正的表单内容${password.zh}):sealflow ${command}`,
    en: `If the certificate is still wanted, correct it and submit it anew (FILE.yaml has the fields of the form that change${password.en}): sealflow ${command}`,
  };
}

const ORDER_ANEW: Bilingual = {
  zh: '如仍需要证书,请重新下单:sealflow order create',
  en: 'If the certificate is still wanted, order it anew: sealflow order create',
};
const NEW_PASSWORD: Bilingual = { zh: ',FILE.txt 中写明新的私钥密码', en: ', FILE.txt a new key password' };

/** Whoever withdrew it meant it, or has submitted it anew: there is nothing more to recommend. */
function withdrawn(facts: NoticeFacts): Bilingual {
  const why = because(facts);
  const id = idOf(facts);
  return {
    zh: `订单 ${id} 已取消。${why.zh}\n\n查看:sealflow order show ${id}`,
    en: `Order ${id} was cancelled. ${why.en}\n\nLook at it: sealflow order show ${id}`,
  };
}

function because(facts: NoticeFacts): Bilingual {
  const reason = wordsOfReason(facts);
  return reason === undefined || reason.en === ''
    ? { zh: '', en: '' }
    : { zh: `原因:${reason.zh} `, en: `Why: ${reason.en} ` };
}

/** A certificate may have hundreds: the rest is counted. */
function namesOf({ names }: NoticeFacts, separator: string): Bilingual {
  return {
    zh: shortList(names, separator, (more) => `另有 ${more} 个`),
    en: shortList(names, separator, (more) => `and ${more} more`),
  };
}

function endOf({ notAfter }: NoticeFacts): Bilingual {
  return notAfter === null ? { zh: '?', en: '?' } : timeInWords(notAfter);
}

function renewalOf({ occasion }: NoticeFacts): { readonly amount: string; readonly at: Bilingual } {
  const renewal = renewalIn(occasion);
  if (!renewal) return { amount: '?', at: { zh: '?', en: '?' } };
  return { amount: moneyText(renewal), at: timeInWords(new Date(renewal.at).toISOString()) };
}

function days(count: number): string {
  return `${count} day${count === 1 ? '' : 's'}`;
}

function idOf({ orderId }: NoticeFacts): string {
  return orderId ?? '?';
}

function certificateOf({ certificateId }: NoticeFacts): string {
  return certificateId ?? '?';
}

/** A header stays short; the body has the rest. */
function titleOf({ orderId, certificateId, names: [first, ...others] }: NoticeFacts): string {
  if (first === undefined) return orderId ?? certificateId ?? '?';
  return others.length === 0 ? first : `${first} +${others.length}`;
}
