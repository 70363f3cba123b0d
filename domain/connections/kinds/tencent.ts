/** Tencent Cloud SSL Certificates, by its API: a reseller of the catalogue's brands. */
import { z } from 'zod';
import { ENDPOINT_FIELD, endpointAccepted } from '../dns-fields.js';
import { plainText, secretText, serviceUrl } from '../fields.js';
import type { ConnectionKind } from '../kind.js';
import { saying } from '../../form-problems.js';
import { email } from '../../organization/form.js';

const ENDPOINT = 'https://ssl.tencentcloudapi.com';
/** tencent-ssl-api, section 3: a number in text. */
const PROJECT = /^\d{1,18}$/;
/** House limit: a brand has a handful of names in CAA records. */
const MOST_CAA_IDENTITIES = 20;

/** What the CAs behind its brands call themselves in CAA records, by their practice statements: general knowledge. */
const CAA_IDENTITIES: readonly string[] = [
  'digicert.com',
  'trustasia.com',
  'sectigo.com',
  'globalsign.com',
  'wotrus.com',
  'cfca.com.cn',
];

const FORM = z.strictObject({
  secretId: plainText,
  secretKey: secretText,
  contactEmail: email,
  endpoint: serviceUrl.default(ENDPOINT),
  region: plainText.optional(),
  projectId: z
    .string()
    .regex(PROJECT, { ...saying({ zh: '不是项目编号', en: 'is not the number of a project' }) })
    .optional(),
  caaIdentities: z
    .array(plainText)
    .max(MOST_CAA_IDENTITIES)
    .default([...CAA_IDENTITIES]),
});
export type TencentForm = z.output<typeof FORM>;

export const tencentKind: ConnectionKind<TencentForm> = {
  kind: 'tencent',
  family: 'ca',
  called: { zh: '腾讯云 SSL 证书', en: 'Tencent Cloud SSL Certificates' },
  form: FORM,
  secrets: ['secretKey'],
  fields: {
    secretId: { zh: 'SecretId', en: 'SecretId' },
    secretKey: { zh: 'SecretKey', en: 'SecretKey' },
    contactEmail: { zh: '联系邮箱', en: 'contact mailbox' },
    endpoint: ENDPOINT_FIELD,
    region: { zh: '地域', en: 'region' },
    projectId: { zh: '项目编号', en: 'project' },
    caaIdentities: { zh: 'CAA 记录中的名称', en: 'names in CAA records' },
  },
  accepted: {
    secretId: {
      zh: '子用户 API 密钥的 SecretId,该子用户可管理 SSL 证书并可购买',
      en: 'the SecretId of the API key of a sub-user that may manage SSL certificates and buy',
    },
    secretKey: { zh: '该密钥的 SecretKey', en: 'the SecretKey of this key' },
    contactEmail: {
      zh: '邮箱地址;订单没有联系人时(DV),CA 的邮件发往此处',
      en: 'a mailbox; where an order names no person (DV) the CA writes there',
    },
    endpoint: endpointAccepted(ENDPOINT),
    region: { zh: '一般不需要填写,例如 ap-guangzhou', en: 'mostly left out, such as ap-guangzhou' },
    projectId: {
      zh: '购买的证书所属的项目,例如 1234567',
      en: 'where what is bought belongs to, such as 1234567',
    },
    caaIdentities: {
      zh: `域名的列表;未给出时为 ${CAA_IDENTITIES.join('、')}`,
      en: `a list of domains; ${CAA_IDENTITIES.join(', ')} unless given`,
    },
  },
  isPubliclyTrusted,
};

/** What the service sells is trusted by browsers, but for SM2; what answers elsewhere may be anything. */
function isPubliclyTrusted({ endpoint = ENDPOINT }: Partial<TencentForm>): boolean {
  return URL.canParse(endpoint) && new URL(endpoint).hostname.endsWith('.tencentcloudapi.com');
}
