/** What can be amiss between stores that were restored to different moments, and what mends each. Stored in logs: add, never rename. */
import type { Bilingual } from '../bilingual.js';

export const STORE_REPAIRS = [
  'start-order',
  'hand-in-form',
  'record-stand',
  'rebuild-order',
  'make-key',
  'adopt-reference',
  'adopt-certificate',
  'end-order',
  'finish-order',
  'cancel-at-ca',
  'cancel-at-first-ca',
  'give-back',
  'start-revocation',
  'rebuild-revocation',
  'end-revocation',
  'follow-plan',
  'deliver-notice',
  'settle-notice',
] as const;
export type StoreRepair = (typeof STORE_REPAIRS)[number];

/**
 * The house's own, milliseconds: what a repair has started, an order that ends for instance, takes its moment. So long after
 * each other it is looked at again before it is told as left.
 */
export const REPAIRS_SETTLE_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000];

/** Orders come first: a revocation, a plan and a notice are about what an order left. */
export function repairsInTurn<Finding extends { readonly repair: StoreRepair | null }>(
  findings: readonly Finding[],
): Finding[] {
  const turnOf = ({ repair }: Finding) => (repair === null ? -1 : STORE_REPAIRS.indexOf(repair));
  return [...findings].sort((a, b) => turnOf(a) - turnOf(b));
}

/** What a repair does, told before it is done. */
export const REPAIR_WORDS: Readonly<Record<StoreRepair, Bilingual>> = {
  'start-order': {
    zh: '按数据库重新启动订单;CA 处已有的订单和已冻结的款项会先查询,不会重复下单或扣款',
    en: 'start the order anew from the database; what the CA and the payment service have is looked up first, nothing is placed or paid twice',
  },
  'hand-in-form': {
    zh: '把数据库中已提交的表单重新交给订单',
    en: 'hand the form that the database has to the order again',
  },
  'record-stand': {
    zh: '按工作流更新订单的当前状态',
    en: 'record where the workflow says that the order stands',
  },
  'rebuild-order': {
    zh: '按工作流重建订单的记录',
    en: 'write the order’s row anew from its workflow',
  },
  'make-key': { zh: '按表单重新生成密钥和 CSR', en: 'make key and CSR anew from the form' },
  'adopt-reference': {
    zh: '记录 CA 处的订单号和验证值',
    en: 'record the CA’s reference and what it asks for',
  },
  'adopt-certificate': {
    zh: '从 CA 取回已签发的证书并记录;订单以“已签发”结束',
    en: 'fetch and record the certificate that the CA issued; the order ends as issued',
  },
  'end-order': {
    zh: '所需的表单或密钥已丢失:在 CA 处取消(已签发则吊销),退还款项,订单以“已取消”结束',
    en: 'what the order needs is lost: cancel it at the CA (revoke what was issued to a lost key), give the money back, end it as cancelled',
  },
  'finish-order': {
    zh: '订单已结束:补做结束时应做的事(在 CA 处取消、收款或退款)',
    en: 'the order has ended: carry out what its end asks for (cancel at the CA, take the money or give it back)',
  },
  'cancel-at-ca': {
    zh: '取消 CA 处无人认领的订单,并退还为其冻结的款项',
    en: 'cancel the order at the CA that nobody here knows of, and give back what was set aside for it',
  },
  'cancel-at-first-ca': {
    zh: '订单已改由另一个 CA 签发:在第一个 CA 处取消(已签发则吊销)',
    en: 'the order moved to another CA: cancel it at the first one, revoke what that one has issued',
  },
  'give-back': {
    zh: '退还不属于任何订单的款项',
    en: 'give back money that belongs to no order',
  },
  'start-revocation': {
    zh: '重新启动吊销;会先查询 CA 处已有的申请',
    en: 'start the revocation anew; the CA is asked first whether it has the request',
  },
  'rebuild-revocation': {
    zh: '按工作流重建吊销的记录,或更新其当前状态',
    en: 'write the revocation’s row, or where it stands, as its workflow says',
  },
  'end-revocation': {
    zh: '记录吊销的结果',
    en: 'record how the revocation ended',
  },
  'follow-plan': {
    zh: '重新启动对该套餐证书的跟踪(提醒、续期)',
    en: 'watch the plan’s certificates again (notices, next certificates)',
  },
  'deliver-notice': { zh: '继续投递该通知', en: 'go on delivering the notice' },
  'settle-notice': {
    zh: '该通知已投递过:只补记结果',
    en: 'the notice was delivered before: only its outcome is recorded',
  },
};

/** Why an order ends whose form or key a restored database lost. */
export const LOST_RECORDS_REASON: Bilingual = {
  zh: '数据库恢复到较早的时间时,订单的表单或密钥已丢失:订单已取消,款项已退回。请重新下单。',
  en: 'The order’s form or key was lost when the database was restored to an older moment: it was cancelled, and its money given back. Order again.',
};

/** What was compared of all stores; a name of what could not be stands in `notCompared`. */
export interface StoreFinding {
  /** Null: nothing can be done from here; `lacks` says what a person has to do. */
  readonly repair: StoreRepair | null;
  /** Of an order, a revocation, a plan, a notice; of a payment without an order: its key. */
  readonly subject: string;
  /** Whose, where that is known. */
  readonly account: string | null;
  /** What lacks what, in words: English, which programs and older workers read, and the Chinese beside it. */
  readonly lacks: string;
  readonly lacksChinese?: string;
}

/** What lacks what, as a finding keeps it. */
export function lacksOf(words: Bilingual): Pick<StoreFinding, 'lacks' | 'lacksChinese'> {
  return { lacks: words.en, lacksChinese: words.zh };
}

export interface StoresComparison {
  /** At most `MOST_FINDINGS`, in the order in which they are to be mended. */
  readonly findings: readonly StoreFinding[];
  /** Findings beyond those. */
  readonly more: number;
  readonly compared: {
    readonly rows: number;
    readonly workflows: number;
    readonly ordersAtCa: number | null;
    readonly payments: number | null;
  };
  /** What could not be compared, and why. */
  readonly notCompared: readonly string[];
  /** The same in Chinese, in the same order; absent from older workers. */
  readonly notComparedChinese?: readonly string[];
}

/** The answer stays in a history: it has a size. The house's own. */
export const MOST_FINDINGS = 500;

export type StoreRepairOutcome =
  | { readonly outcome: 'mended'; readonly told: string; readonly toldChinese?: string }
  /** Somebody was faster, or it mended itself: nothing was done. */
  | { readonly outcome: 'not-needed' };
