/** What the fields of the order form are called where a person reads of them; `[]` stands for any index. */
import type { Bilingual } from '../bilingual.js';
import { FIELDS_OF_PEOPLE } from '../organization/field-words.js';

export const FIELDS_OF_ORDER: Readonly<Record<string, Bilingual>> = {
  brand: { zh: '品牌', en: 'brand' },
  type: { zh: '证书类型', en: 'certificate type' },
  names: { zh: '域名', en: 'names' },
  'names[]': { zh: '域名', en: 'name' },
  validation: { zh: '验证方式', en: 'validation method' },
  csr: { zh: 'CSR', en: 'CSR' },
  'csr.mode': { zh: 'CSR 生成方式', en: 'how the CSR is made' },
  'csr.algorithm': { zh: '密钥算法', en: 'key algorithm' },
  'csr.hash': { zh: '签名哈希算法', en: 'signature hash' },
  'csr.pem': { zh: 'CSR 内容', en: 'text of the CSR' },
  keyPassword: { zh: '私钥密码', en: 'key password' },
  ...FIELDS_OF_PEOPLE,
  reuseOrganizationOf: { zh: '沿用审核的订单', en: 'order whose company check is used again' },
  reuseConfiguration: { zh: '沿用配置', en: 'reuse of the configuration' },
  alias: { zh: '别名', en: 'alias' },
  tags: { zh: '标签', en: 'tags' },
  'tags[]': { zh: '标签', en: 'tag' },
  'tags[].key': { zh: '标签键', en: 'key of the tag' },
  'tags[].value': { zh: '标签值', en: 'value of the tag' },
  project: { zh: '项目', en: 'project' },
  notificationEmail: { zh: '通知邮箱', en: 'e-mail address for notices' },
  planYears: { zh: '购买年限', en: 'years of the plan' },
  autoRenew: { zh: '自动续费', en: 'automatic renewal' },
  reissueBeforeDays: { zh: '提前重签天数', en: 'days before expiry for the next certificate' },
};
