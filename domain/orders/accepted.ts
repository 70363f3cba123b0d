/** What each field of the order form accepts, in words, as refusals tell it. */
import { inBoth, type Bilingual } from '../bilingual.js';
import {
  BRANDS,
  CERTIFICATE_TYPES,
  KEY_ALGORITHMS,
  SIGNATURE_HASHES,
  VALIDATION_METHODS,
} from '../catalogue/words.js';
import type { FormSubject } from '../form-problems.js';
import { ACCEPTED_OF_PEOPLE, EMAIL, TEXT } from '../organization/accepted.js';
import { FIELDS_OF_ORDER } from './field-words.js';

export const LABEL: Bilingual = {
  zh: '最多 200 个字符的单行文本',
  en: 'text of at most 200 characters on one line',
};
const YES_OR_NO: Bilingual = { zh: 'true 或 false', en: 'true or false' };

/** `[]` stands for any index. */
const ACCEPTED: Readonly<Record<string, Bilingual>> = {
  '': {
    zh: '一个对象,包含品牌(brand)、证书类型(type)、域名(names)和验证方式(validation);按需填写 csr、keyPassword、company、manager、contact、organizationCheck、reuseOrganizationOf、reuseConfiguration、alias、tags、project、notificationEmail、planYears、autoRenew、reissueBeforeDays',
    en: 'an object with brand, type, names, validation and, where wanted, csr, keyPassword, company, manager, contact, organizationCheck, reuseOrganizationOf, reuseConfiguration, alias, tags, project, notificationEmail, planYears, autoRenew, reissueBeforeDays',
  },
  brand: inBoth(BRANDS.join(', ')),
  type: inBoth(CERTIFICATE_TYPES.join(', ')),
  names: { zh: '1 到 100 个域名的列表', en: 'a list of 1 to 100 names' },
  'names[]': {
    zh: '域名,例如 example.com、www.example.com 或 *.example.com',
    en: 'a domain name such as example.com, www.example.com or *.example.com',
  },
  validation: inBoth(VALIDATION_METHODS.join(', ')),
  csr: {
    zh: '`{mode: generate, algorithm, hash}` 或 `{mode: paste, pem}`',
    en: '{mode: generate, algorithm, hash} or {mode: paste, pem}',
  },
  'csr.mode': inBoth('generate, paste'),
  'csr.algorithm': inBoth(KEY_ALGORITHMS.join(', ')),
  'csr.hash': inBoth(SIGNATURE_HASHES.join(', ')),
  'csr.pem': {
    zh: 'PEM 格式的 PKCS#10 请求:`-----BEGIN CERTIFICATE REQUEST-----` ……',
    en: 'a PKCS#10 request in PEM form: -----BEGIN CERTIFICATE REQUEST----- ...',
  },
  keyPassword: { zh: '至少 6 个字符,不含空格', en: 'at least 6 characters, no space' },
  ...ACCEPTED_OF_PEOPLE,
  reuseOrganizationOf: {
    zh: '同一企业较早订单的编号',
    en: 'the id of an earlier order for the same company',
  },
  reuseConfiguration: YES_OR_NO,
  alias: LABEL,
  tags: { zh: '最多 50 个 `{key, value}` 的列表', en: 'a list of at most 50 {key, value}' },
  'tags[]': { zh: '`{key, value}`', en: '{key, value}' },
  'tags[].key': TEXT,
  'tags[].value': LABEL,
  project: TEXT,
  notificationEmail: EMAIL,
  planYears: { zh: '1、2 或 3,以产品目录为准', en: '1, 2 or 3, as the catalogue has it' },
  autoRenew: YES_OR_NO,
  reissueBeforeDays: { zh: '7 到 30 之间的整数天数', en: 'a whole number of days from 7 to 30' },
};

/** Of a draft: the rest comes with the form. */
export const ORDER_DRAFT: FormSubject = {
  called: { zh: '订单草稿', en: 'draft of an order' },
  place: '',
  fields: FIELDS_OF_ORDER,
  accepted: {
    ...ACCEPTED,
    '': {
      zh: '品牌(brand)和证书类型(type);其余内容用 `sealflow order submit ORDER` 提交',
      en: 'brand and type; all else is handed in with `sealflow order submit ORDER`',
    },
  },
};

export const ORDER_FORM: FormSubject = {
  called: { zh: '订单表单', en: 'order form' },
  place: '',
  fields: FIELDS_OF_ORDER,
  accepted: ACCEPTED,
};
