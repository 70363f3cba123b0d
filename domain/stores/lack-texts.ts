/** What lacks what, between stores that differ, and what a repair has done, in words. English keeps to the codes. */
import { wordOf, type Bilingual } from '../bilingual.js';
import { STATE_WORDS } from '../orders/status-markdown.js';
import type { OrderState } from '../orders/states.js';
import { REVOCATION_STATE_WORDS } from '../revocation/spoken-words.js';
import { WAIT_WORDS } from '../wait-words.js';

/** Of money, as the payment service has it. */
const MONEY_WORDS: Readonly<Record<string, Bilingual>> = {
  held: { zh: '已冻结', en: 'held' },
  captured: { zh: '已收取', en: 'captured' },
  released: { zh: '已解冻', en: 'released' },
  refunded: { zh: '已退款', en: 'refunded' },
};

/** Of an order that lives at the CA. */
const AT_CA_WORDS: Readonly<Record<string, Bilingual>> = {
  validating: { zh: '验证中', en: 'validating' },
  issuing: { zh: '签发中', en: 'issuing' },
  issued: { zh: '已签发', en: 'issued' },
};

/** What a plan's watch would do next. */
const STEP_WORDS: Readonly<Record<string, Bilingual>> = {
  'announce-expiry': { zh: '提醒即将到期', en: 'announce-expiry' },
  'announce-expired': { zh: '告知已到期', en: 'announce-expired' },
  reissue: { zh: '重新签发', en: 'reissue' },
  renew: { zh: '续期', en: 'renew' },
  'announce-place-released': { zh: '告知名额已释放', en: 'announce-place-released' },
  wait: { zh: '等待', en: 'wait' },
};

function stateIn(state: OrderState): string {
  return STATE_WORDS[state].zh;
}

function waitIn(waitingOn: string | null): string {
  return waitingOn === null ? '-' : wordOf(WAIT_WORDS, waitingOn).zh;
}

/** Of an order. */
export const ORDER_LACKS = {
  noRow: (runs: boolean, state: OrderState): Bilingual => ({
    zh: `数据库中没有该订单的记录;其工作流${runs ? '正在运行' : '已结束'}(${stateIn(state)})`,
    en: `Postgres has no row of the order; its workflow ${runs ? 'runs' : 'ended'} (${state})`,
  }),
  stoppedFromOutside: {
    zh: '工作流没有自己的结局:是被外部终止的',
    en: 'without an end: it was stopped from outside',
  },
  formAndKeyGone: {
    zh: '表单和密钥只存在于数据库中',
    en: 'and form and key were in Postgres alone',
  },
  unknownAtCa: (atCa: string): Bilingual => ({
    zh: `CA 处有一个未完成的订单(${wordOf(AT_CA_WORDS, atCa).zh}),这里无人知晓`,
    en: `the CA has an open order (${atCa}) that nobody here knows of`,
  }),
  leftAtFirstCa: (ca: string, atCa: string): Bilingual => ({
    zh: `订单已改由另一个 CA 签发,而第一个 CA ${ca} 也有它(${wordOf(AT_CA_WORDS, atCa).zh})`,
    en: `the order moved to another CA, and the first one, ${ca}, has it as well (${atCa})`,
  }),
  unknownCertificate: {
    zh: 'CA 为这里无人知晓的订单签发了证书:请恢复较新的备份,或在 CA 处吊销并退款',
    en: 'the CA issued a certificate for an order that nobody here knows of: restore a newer backup, or revoke it at the CA and refund it',
  },
  unknownMoney: (money: string): Bilingual => ({
    zh: `支付服务有一笔款项(${wordOf(MONEY_WORDS, money).zh}),不属于这里的任何订单`,
    en: `the payment service has ${money} money of no order here`,
  }),
  olderWorkflow: (end: OrderState, state: OrderState): Bilingual => ({
    zh: `订单已结束(${stateIn(end)});其工作流较旧,停在“${stateIn(state)}”`,
    en: `the order has ended (${end}); its workflow is older and stands at ${state}`,
  }),
  owed: {
    zh: '应退还其款项,而没有工作流在退',
    en: 'its money is owed, and no workflow gives it back',
  },
  neverTaken: {
    zh: '订单已签发,而款项从未收取',
    en: 'it is issued, and its money was never taken',
  },
  takenUnrecorded: {
    zh: '款项已收取,而数据库中没有记录',
    en: 'its money was taken, and Postgres does not say so',
  },
  openAtCa: (state: OrderState): Bilingual => ({
    zh: `订单已结束(${stateIn(state)}),而它在 CA 处的订单仍未结束`,
    en: `it ended as ${state}, and its order at the CA is open`,
  }),
  moneyLeft: (state: OrderState, money: string): Bilingual => ({
    zh: `订单已结束(${stateIn(state)}),而支付服务处其款项${wordOf(MONEY_WORDS, money).zh}`,
    en: `it ended as ${state}, and the payment service has its money ${money}`,
  }),
  givenBackUnrecorded: {
    zh: '款项已退还,而数据库中没有记录',
    en: 'its money was given back, and Postgres does not say so',
  },
  noForm: {
    zh: '已提交的表单不在数据库中',
    en: 'the form that was handed in is not in Postgres',
  },
  waitsForForm: {
    zh: '其工作流较旧,仍在等待已提交的表单',
    en: 'its workflow is older, and waits for the form that was handed in',
  },
  otherStand: (
    row: { readonly state: OrderState; readonly waitingOn: string | null },
    workflow: { readonly state: OrderState; readonly waitingOn: string | null },
  ): Bilingual => ({
    zh:
      `数据库中为“${stateIn(row.state)}”(${waitIn(row.waitingOn)}),` +
      `工作流为“${stateIn(workflow.state)}”(${waitIn(workflow.waitingOn)})`,
    en:
      `Postgres says ${row.state} (${row.waitingOn ?? '-'}), ` +
      `its workflow ${workflow.state} (${workflow.waitingOn ?? '-'})`,
  }),
  noKeyYet: {
    zh: '其密钥不在数据库中;CA 处尚无订单',
    en: 'its key is not in Postgres; the CA has no order yet',
  },
  nowherePlaced: {
    zh: '订单曾向 CA 提交,而数据库和 CA 都没有它:请询问 CA',
    en: 'its order was placed, and neither Postgres nor the CA has it: ask the CA',
  },
  noKey: {
    zh: '其密钥不在数据库中,而 CA 处有它的订单',
    en: 'its key is not in Postgres, and the CA has its order',
  },
  placedUnrecorded: {
    zh: 'CA 有此订单,而数据库中没有记录',
    en: 'the CA has the order, and Postgres does not say so',
  },
  workflowEnded: (row: OrderState, workflow: OrderState): Bilingual => ({
    zh: `订单尚未结束(${stateIn(row)});其工作流已结束(${stateIn(workflow)})`,
    en: `the order is open (${row}); its workflow ended (${workflow})`,
  }),
  noWorkflow: (row: OrderState): Bilingual => ({
    zh: `订单尚未结束(${stateIn(row)}),而 Temporal 中没有它的工作流`,
    en: `the order is open (${row}), and Temporal has no workflow of it`,
  }),
  endRecorded: { zh: '记录下该结局', en: 'that end is recorded' },
  refusedByCa: { zh: 'CA 拒绝了它', en: 'the CA refused it' },
  cancelledAtCa: { zh: 'CA 处已取消', en: 'the CA has it cancelled' },
  moneyGoingBack: { zh: '其款项正在退还', en: 'its money was being given back' },
  wasEnding: { zh: '订单正在结束', en: 'it was ending' },
  keyLost: { zh: '其密钥已丢失', en: 'and its key is lost' },
} as const satisfies Record<string, Bilingual | ((...facts: never[]) => Bilingual)>;

/** Of a revocation, a plan, a notice. */
export const OTHER_LACKS = {
  noRevocationRow: {
    zh: '数据库中没有此次吊销的记录;其工作流正在运行',
    en: 'Postgres has no row of the revocation; its workflow runs',
  },
  otherWait: (row: string | null, workflow: string): Bilingual => ({
    zh: `数据库中此次吊销在等待“${waitIn(row)}”,工作流为“${waitIn(workflow)}”`,
    en: `Postgres says that the revocation waits on ${row ?? '-'}, its workflow ${workflow}`,
  }),
  revocationEnded: (state: string): Bilingual => ({
    zh: `吊销尚未结束(${wordOf(REVOCATION_STATE_WORDS, state).zh});其工作流已结束`,
    en: `the revocation is open (${state}); its workflow ended`,
  }),
  noRevocationWorkflow: (state: string): Bilingual => ({
    zh: `吊销尚未结束(${wordOf(REVOCATION_STATE_WORDS, state).zh}),而 Temporal 中没有它的工作流`,
    en: `the revocation is open (${state}), and Temporal has no workflow of it`,
  }),
  unwatchedPlan: (next: string): Bilingual => ({
    zh: `无人跟踪此套餐的证书;下一步应为:${wordOf(STEP_WORDS, next).zh}`,
    en: `nobody watches the plan's certificates; what is to come next: ${next}`,
  }),
  deliveredUnrecorded: (channels: string): Bilingual => ({
    zh: `通知已投递(${channels}),而数据库中没有记录`,
    en: `the notice was delivered (${channels}), and Postgres does not say so`,
  }),
  undelivered: (channels: string): Bilingual => ({
    zh: `通知应投递(${channels}),而无人投递`,
    en: `the notice is to be delivered (${channels}), and nobody does`,
  }),
} as const satisfies Record<string, Bilingual | ((...facts: never[]) => Bilingual)>;

/** What could not be compared, and why. */
export const NOT_COMPARED = {
  noListAtCa: (ca: string): Bilingual => ({
    zh: `${ca} 不提供订单列表:无法发现这里无人知晓的订单`,
    en: `${ca} lists no orders: one that nobody here knows of can't be found`,
  }),
  noListAtConnection: (ca: string, connectionId: string): Bilingual => ({
    zh: `${ca}(连接 ${connectionId})没有给出订单列表:无法发现这里无人知晓的订单`,
    en: `${ca} (connection ${connectionId}) listed no orders: one that nobody here knows of can't be found`,
  }),
  noReferenceAtCa: (ca: string): Bilingual => ({
    zh: `${ca} 不支持按我们的编号查询:不知道它有哪些订单内容`,
    en: `${ca} can't be asked for our reference: what it has of an order is not known`,
  }),
  firstCaUnknown: (count: number): Bilingual => ({
    zh: `${count} 个订单已改由另一个 CA 签发,而第一个 CA 没有应答:不知道它是否也有这些订单`,
    en: `${count} ${count === 1 ? 'order' : 'orders'} moved to another CA, and the first one does not answer: whether it has them as well is not known`,
  }),
  noPaymentList: {
    zh: '支付服务不提供列表:无法发现不属于这里任何订单的款项',
    en: "the payment service lists nothing: money of no order here can't be found",
  },
} as const satisfies Record<string, Bilingual | ((...facts: never[]) => Bilingual)>;

/** What a repair has done. */
export const REPAIR_DONE = {
  startedAnew: { zh: '已重新启动', en: 'started anew' },
  handedIn: { zh: '已重新提交', en: 'handed in again' },
  standsAt: (state: OrderState, waitingOn: string | null): Bilingual => ({
    zh: `当前状态:${waitingOn === null ? stateIn(state) : waitIn(waitingOn)}`,
    en: `stands at ${waitingOn ?? state}`,
  }),
  movedMeanwhile: { zh: '期间已有进展', en: 'it moved meanwhile' },
  rowWritten: { zh: '已重建记录', en: 'the row is written anew' },
  keyMade: { zh: '已重新生成密钥和 CSR', en: 'key and CSR are made anew' },
  referenceTaken: (reference: string): Bilingual => ({
    zh: `CA 处的订单号为 ${reference}`,
    en: `the CA has it as ${reference}`,
  }),
  certificateTaken: (certificateId: string): Bilingual => ({
    zh: `证书 ${certificateId}`,
    en: `certificate ${certificateId}`,
  }),
  cancelledAndGivenBack: {
    zh: '已取消;款项将退还',
    en: 'cancelled; its money is given back',
  },
  endsAs: (state: OrderState): Bilingual => ({ zh: `以“${stateIn(state)}”结束`, en: `ends as ${state}` }),
  cancelledAtCa: { zh: '已在 CA 处取消', en: 'cancelled at the CA' },
  noMoney: { zh: '没有款项', en: 'there is no money' },
  moneyIs: (state: string): Bilingual => ({
    zh: `款项${wordOf(MONEY_WORDS, state).zh}`,
    en: `the money is ${state}`,
  }),
  watchedAgain: { zh: '已恢复跟踪', en: 'watched again' },
  onItsWay: { zh: '已重新投递', en: 'on its way again' },
  recordedDelivered: { zh: '已记为已投递', en: 'recorded as delivered' },
  rowAsWorkflow: { zh: '记录已与工作流一致', en: 'the row says what the workflow says' },
  endedAs: (state: string): Bilingual => ({
    zh: `已以“${wordOf(REVOCATION_STATE_WORDS, state).zh}”结束`,
    en: `ended as ${state}`,
  }),
} as const satisfies Record<string, Bilingual | ((...facts: never[]) => Bilingual)>;

/** Why a repair could not be done. */
export const REPAIR_FAILURES = {
  notAtCa: (orderId: string): Bilingual => ({
    zh: `CA 处已没有订单 ${orderId}。`,
    en: `The CA does not have the order ${orderId} any more.`,
  }),
  orderFirst: {
    zh: '其证书的记录不存在:请先修复该订单。',
    en: 'The row of its certificate is not there: mend the order first.',
  },
} as const satisfies Record<string, Bilingual | ((...facts: never[]) => Bilingual)>;
