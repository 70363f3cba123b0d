/** Why an order or a revocation stands where it stands, or ended as it did, where that is ours to say. Used by workflows: no libraries. */
import type { Bilingual } from '../bilingual.js';

export const ORDER_ENDS = {
  formNotSubmitted: { zh: '订单表单未在期限内提交。', en: 'The order form was not submitted in time.' },
  notApproved: { zh: '订单未在期限内获得批准。', en: 'The order was not approved in time.' },
  declined: { zh: '审批人未批准此订单。', en: 'Declined by an approver of the account.' },
  notPaid: { zh: '订单未在期限内付款。', en: 'The order was not paid in time.' },
  caNotReached: { zh: '未能在期限内联系到 CA。', en: 'The CA could not be reached in time.' },
  notIssued: { zh: 'CA 未在期限内签发。', en: 'The CA did not issue in time.' },
  controlNotShown: { zh: '未在期限内完成域名验证。', en: 'Domain control was not shown in time.' },
  organizationNotValidated: (wait: string): Bilingual => ({
    zh: `未在期限内完成企业信息审核:当时在等待 ${wait}。`,
    en: `The organization was not validated in time: waited on ${wait}.`,
  }),
  cancelledOnRequest: { zh: '已按请求取消。', en: 'Cancelled on request.' },
  cancelledByOperator: { zh: '已由运维人员取消。', en: 'Cancelled by an operator.' },
  stepNotFinished: { zh: '有一步未能在期限内完成。', en: 'A step could not be finished in time.' },
  stepFailed: {
    zh: '有一步最终失败;详见订单的历史。',
    en: 'A step failed for good; the order’s history tells which.',
  },
  restored: { zh: '在恢复存储之后结束。', en: 'Ended after the stores were restored.' },
  foundEnded: {
    zh: '各存储恢复到了不同的时刻,之后发现订单已结束。',
    en: 'Found ended after the stores were restored to different moments.',
  },
  issuedAndRevoked: {
    zh: '证书在撤回订单之前已签发,已按请求立即吊销。',
    en: 'Issued before the order could be withdrawn, and revoked at once on request.',
  },
  issuedFirst: {
    zh: '证书在撤回订单之前已签发。',
    en: 'Issued before the order could be withdrawn.',
  },
} as const;

/** What was left when an order ended: followed by why. */
export const LEFT_AT_END = {
  payment: { zh: '款项未能结清', en: 'Its payment could not be settled' },
  plan: { zh: '未能通知其方案', en: 'Its plan could not be told' },
  revocation: { zh: '证书未能吊销', en: 'The certificate could not be revoked' },
  publications: { zh: '已发布的内容未能删除', en: 'What was published could not be removed' },
  orderAtCa: { zh: 'CA 处的订单未能取消', en: 'The order at the CA could not be cancelled' },
  misissued: { zh: '误签发的证书未能吊销', en: 'The mis-issued certificate could not be revoked' },
  unknown: { zh: '原因见订单的历史', en: 'the order’s history tells why' },
} as const;

/** Why an order waits, or waits again. */
export const ORDER_REASONS = {
  randomValueReplaced: {
    zh: 'CA 的随机值已超过 30 天,或在 CA 处未能证明控制权,现已更换。',
    en: 'The CA’s random value is older than 30 days, or proved nothing at the CA, and was replaced.',
  },
  notIssuedYet: (ca: string): Bilingual => ({
    zh: `${ca} 已得到所需的一切,尚未签发。`,
    en: `${ca} has all it asked for and has not issued yet.`,
  }),
  shownForAnotherCompany: (names: readonly string[]): Bilingual => ({
    zh: `${names.join(', ')} 的域名验证是为另一家企业完成的,或未指明企业:须为本企业重新验证。`,
    en: `Control of ${names.join(', ')} was shown for another company, or for none: it has to be shown for this one.`,
  }),
  companyNotAccepted: (ca: string): Bilingual => ({
    zh: `${ca} 不再接受该企业的审核结果`,
    en: `${ca} no longer accepts the check of the company`,
  }),
  proofNotAccepted: (ca: string, name: string | undefined): Bilingual => ({
    zh: `${ca} 不再接受${name === undefined ? '' : ` ${name} 的`}域名验证`,
    en: `${ca} no longer accepts the proof${name === undefined ? '' : ` for ${name}`}`,
  }),
  nameNotAccepted: (ca: string, name: string): Bilingual => ({
    zh: `${ca} 未接受 ${name} 的验证`,
    en: `${ca} did not accept ${name}`,
  }),
  noReason: { zh: '未说明原因', en: 'no reason given' },
  stillValidating: (ca: string, name: string): Bilingual => ({
    zh: `${ca} 仍在验证 ${name}。`,
    en: `${ca} is still validating ${name}.`,
  }),
  waitingUntil: (wait: string, deadline: string, localDeadline: string): Bilingual => ({
    zh: `正在等待(${wait}),截止 ${localDeadline}(北京时间)。`,
    en: `Waiting on ${wait} until ${deadline}.`,
  }),
  stepTookTooLong: { zh: '耗时过长', en: 'it took too long' },
} as const;

/** The company's check, letters and changed details. */
export const ORGANIZATION_REASONS = {
  lapsed: {
    zh: '企业此前的审核结果已失效,正在重新审核',
    en: 'what validated the company has lapsed; it is checked anew',
  },
  allPassed: {
    zh: '各步均已通过;CA 尚未给出最终结论',
    en: 'every step has passed; the CA has not said yet that it is sure',
  },
  lastLetterRefused: { zh: '上一份被拒收', en: 'the last one was refused' },
  lastChangeRefused: { zh: '上一次修改被拒绝', en: 'the last change was refused' },
  refused: { zh: 'CA 已拒绝', en: 'the CA refused it' },
  takesNoLetters: (ca: string): Bilingual => ({ zh: `${ca} 不接受确认函`, en: `${ca} takes no letters` }),
  noLetter: (letterId: string, of: 'order' | 'revocation'): Bilingual => ({
    zh: `本${of === 'order' ? '订单' : '吊销申请'}没有文件 ${letterId}`,
    en: `no letter ${letterId} of this ${of}`,
  }),
  letterReplaced: (version: number): Bilingual => ({
    zh: `第 ${version} 版在提交之前已被新版本取代`,
    en: `version ${version} was replaced by a newer one before it was handed in`,
  }),
  noDetails: (detailsId: string): Bilingual => ({
    zh: `本订单没有修改 ${detailsId}`,
    en: `no changed details ${detailsId} of this order`,
  }),
} as const;

export const REVOCATION_REASONS = {
  notInTime: {
    zh: '吊销所等待的内容未在期限内到来:证书继续有效。',
    en: 'What the revocation waited for did not come in time: the certificate stays in use.',
  },
  notApproved: {
    zh: '吊销未在期限内获得批准:证书继续有效。',
    en: 'The revocation was not approved in time: the certificate stays in use.',
  },
  declined: {
    zh: '审批人未批准此吊销:证书继续有效。',
    en: 'Declined by an approver of the account: the certificate stays in use.',
  },
  stopped: {
    zh: '已由运维人员停止:证书继续有效。',
    en: 'Stopped by an operator: the certificate stays in use.',
  },
  stepFailed: {
    zh: '有一步最终失败;详见历史。',
    en: 'A step failed for good; the history tells which.',
  },
  refusedWithoutReason: {
    zh: 'CA 拒绝吊销,未说明原因',
    en: 'the CA refused to revoke; it gave no reason',
  },
  proofNotSeen: { zh: '尚未看到其验证', en: 'its proof has not been seen yet' },
  waitingOn: (wait: string): Bilingual => ({ zh: `正在等待 ${wait}`, en: `waiting on ${wait}` }),
} as const;
