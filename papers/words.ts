/** The words of the letters that companies stamp, in Chinese and English. */
import type { LetterDocument, LetterPaper } from '../domain/organization/letter-rules.js';
import { BRAND_NAMES } from '../domain/catalogue/spoken-words.js';
import type { Brand, CertificateType } from '../domain/catalogue/words.js';
import type { Bilingual } from '../domain/bilingual.js';
import type { RevocationReason } from '../domain/revocation/words.js';

export const TITLES: Record<LetterPaper, Bilingual> = {
  'confirmation-letter': { zh: '企业信息确认函', en: 'Organization Confirmation Letter' },
  'application-form': { zh: '证书申请书', en: 'Certificate Application Form' },
  'revocation-letter': { zh: '证书吊销申请函', en: 'Letter Asking for the Revocation of a Certificate' },
};

export const STATEMENTS: Record<LetterPaper, Bilingual> = {
  'confirmation-letter': {
    zh: '本单位确认以上信息真实、准确，已授权上述管理人和联系人办理本证书订单，并同意 CA 就此联系核实。',
    en: 'We confirm that the information above is true and accurate, that the manager and the contact named above act for us in this certificate order, and that the CA may contact us to verify it.',
  },
  'application-form': {
    zh: '本单位申请上述证书，确认以上信息真实、准确，已授权上述管理人和联系人办理，并同意证书颁发机构进行审核。',
    en: 'We apply for the certificate above, confirm that the information is true and accurate and that the manager and the contact named above act for us, and agree to its review by the CA.',
  },
  'revocation-letter': {
    zh: '本单位申请吊销上述证书，已授权上述管理人和联系人办理，知悉吊销后证书立即失效且不可恢复。',
    en: 'We ask for the certificate above to be revoked. The manager and the contact above act for us. A revoked certificate is out of use for good.',
  },
};

/** Why a certificate is revoked (RFC 5280, section 5.3.1). */
export const REASONS: Record<RevocationReason, Bilingual> = {
  unspecified: { zh: '未说明', en: 'not specified' },
  keyCompromise: { zh: '私钥可能已泄露', en: 'somebody else may have the private key' },
  affiliationChanged: { zh: '单位信息已变更', en: 'the company’s data have changed' },
  superseded: { zh: '已由新证书替代', en: 'another certificate has taken its place' },
  cessationOfOperation: { zh: '域名或服务已停用', en: 'the names are no longer in use' },
};

export const HOW_TO_RETURN: Record<LetterDocument, Bilingual> = {
  'confirmation-letter': {
    zh: '请填写日期、签字并加盖公章，扫描或拍照后上传（.jpg、.png 或 .pdf，1 KB 至 1.4 MB）。',
    en: 'Fill in the date, sign, stamp with the company seal, scan or photograph, and upload (.jpg, .png or .pdf, 1 KB to 1.4 MB).',
  },
  'application-form': {
    zh: '请填写日期、签字并加盖公章，扫描或拍照后上传（.jpg、.gif 或 .pdf，不超过 1.4 MB）。只能上传一次，请先核对。',
    en: 'Fill in the date, sign, stamp with the company seal, scan or photograph, and upload (.jpg, .gif or .pdf, at most 1.4 MB). It can be uploaded only once: check it first.',
  },
};

export const LABELS = {
  order: { zh: '订单', en: 'Order' },
  orderId: { zh: '订单编号', en: 'Order id' },
  certificate: { zh: '证书', en: 'Certificate' },
  certificateId: { zh: '证书编号 / 序列号', en: 'Id / serial number' },
  reason: { zh: '吊销原因', en: 'Reason' },
  product: { zh: '证书品牌与类型', en: 'Brand and type' },
  names: { zh: '证书绑定域名', en: 'Names on the certificate' },
  company: { zh: '企业信息', en: 'Company' },
  fullName: { zh: '单位全称', en: 'Full name' },
  registration: { zh: '统一社会信用代码 / 注册号', en: 'Registration number' },
  address: { zh: '地址', en: 'Address' },
  landline: { zh: '固定电话', en: 'Landline' },
  manager: { zh: '管理人', en: 'Manager' },
  contact: { zh: '联系人', en: 'Contact' },
  name: { zh: '姓名', en: 'Name' },
  position: { zh: '部门 / 职务', en: 'Department / position' },
  phone: { zh: '电话', en: 'Phone' },
  email: { zh: '邮箱', en: 'E-mail' },
  date: { zh: '日期', en: 'Date' },
  signature: { zh: '签字', en: 'Signature' },
  stamp: { zh: '公章', en: 'Company seal' },
} as const satisfies Record<string, Bilingual>;

export const MISSING_GLYPHS: Bilingual = {
  zh: '〔U+…〕表示本文件字体中没有的字，请在原处手写该字。',
  en: '[U+...] stands for a character that the font of this document lacks: write it in by hand, in its place.',
};

const TYPE_NAMES: Record<CertificateType, string> = {
  dv: 'DV',
  'dv-free': 'DV',
  ov: 'OV',
  ev: 'EV',
  'ov-pro': 'OV Pro',
  'ev-pro': 'EV Pro',
};

/** `GlobalSign OV` */
export function productName({ brand, type }: { brand: Brand; type: CertificateType }): string {
  return `${BRAND_NAMES[brand]} ${TYPE_NAMES[type]}`;
}
