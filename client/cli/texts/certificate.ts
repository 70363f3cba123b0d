/** The words that certificates, what follows them and their revocations are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const CERTIFICATE_HEADINGS = {
  certificate: { zh: '证书', en: 'CERTIFICATE' },
  names: { zh: '域名', en: 'NAMES' },
  state: { zh: '状态', en: 'STATE' },
  notAfter: { zh: '有效期至', en: 'NOT AFTER' },
  order: { zh: '订单', en: 'ORDER' },
} as const satisfies Record<string, Bilingual>;

export const CERTIFICATE_LABELS = {
  certificate: { zh: '证书', en: 'Certificate' },
  order: { zh: '订单', en: 'Order' },
  names: { zh: '域名', en: 'Names' },
  issuer: { zh: '签发者', en: 'Issuer' },
  serial: { zh: '序列号', en: 'Serial' },
  fingerprint: { zh: 'SHA-256 指纹', en: 'SHA-256' },
  notBefore: { zh: '有效期自', en: 'Not before' },
  notAfter: { zh: '有效期至', en: 'Not after' },
  state: { zh: '状态', en: 'State' },
  replacedBy: { zh: '已由此证书替换', en: 'Replaced by' },
} as const satisfies Record<string, Bilingual>;

export const CERTIFICATE_TEXTS = {
  none: { zh: '没有证书。', en: 'No certificates.' },
  noticesOn: { zh: '已开启此证书的到期通知。', en: 'Notices of its expiry are on.' },
  noticesOff: { zh: '已关闭此证书的到期通知。', en: 'Notices of its expiry are off.' },
  noReason: { zh: '未说明原因', en: 'no reason' },
} as const satisfies Record<string, Bilingual>;

/** A state that ended the certificate's use: since when, and why. */
export function revokedText(state: Bilingual, at: string, reason: Bilingual): Bilingual {
  return { zh: `${state.zh},时间 ${at},原因:${reason.zh}`, en: `${state.en} at ${at}, ${reason.en}` };
}

export function beingRevokedText(state: Bilingual, revocation: Bilingual): Bilingual {
  return {
    zh: `${state.zh};正在吊销(${revocation.zh})`,
    en: `${state.en}; being revoked (${revocation.en})`,
  };
}

/** Why a file that one would look for is not there. */
export function missingFileText(file: string, why: Bilingual): Bilingual {
  return { zh: `没有 ${file}:${why.zh}`, en: `No ${file}: ${why.en}` };
}

/** Of one that was just uploaded. */
export function uploadedCertificateText(
  certificateId: string,
  names: string,
  state: Bilingual,
  until: string,
): Bilingual {
  return {
    zh: `${certificateId}:${names},${state.zh},有效期至 ${until}`,
    en: `${certificateId}: ${names}, ${state.en}, until ${until}`,
  };
}

export function removedThing(id: string): Bilingual {
  return { zh: `已删除 ${id}`, en: `Removed ${id}` };
}

export const REVOCATION_HEADINGS = {
  revocation: { zh: '吊销申请', en: 'REVOCATION' },
  certificate: { zh: '证书', en: 'CERTIFICATE' },
  reason: { zh: '原因', en: 'REASON' },
  state: { zh: '状态', en: 'STATE' },
  waitingOn: { zh: '等待', en: 'WAITING ON' },
  asked: { zh: '申请时间', en: 'ASKED' },
} as const satisfies Record<string, Bilingual>;

export const REVOCATION_LABELS = {
  revocation: { zh: '吊销申请', en: 'Revocation' },
  certificate: { zh: '证书', en: 'Certificate' },
  reason: { zh: '原因', en: 'Reason' },
  state: { zh: '状态', en: 'State' },
  proof: { zh: '所需证明', en: 'Proof' },
  waitingOn: { zh: '等待', en: 'Waiting on' },
  since: { zh: '开始等待', en: 'Since' },
  until: { zh: '截止时间', en: 'Until' },
  detail: { zh: '说明', en: 'Detail' },
  letter: { zh: '申请函', en: 'Letter' },
  ended: { zh: '结束时间', en: 'Ended' },
} as const satisfies Record<string, Bilingual>;

export const REVOCATION_TEXTS = {
  none: { zh: '没有吊销申请。', en: 'Nobody has asked for a certificate to be revoked.' },
  looksNow: {
    zh: '正在查询;结果请用 `show` 查看。',
    en: 'It looks now; `show` tells what it finds.',
  },
} as const satisfies Record<string, Bilingual>;

/** Asked at a terminal before anything is done. */
export function revokeQuestion(id: string, wholePlan: boolean): Bilingual {
  return {
    zh: `吊销${wholePlan ? ` ${id} 所在方案的全部证书` : ` ${id} `}后无法撤销。输入 yes 继续:`,
    en: `Revoking ${wholePlan ? `every certificate of ${id}’s plan` : id} can't be undone. Type yes to go on: `,
  };
}

export function letterVersionText(version: number, status: Bilingual): Bilingual {
  return { zh: `第 ${version} 版:${status.zh}`, en: `version ${version}: ${status.en}` };
}
