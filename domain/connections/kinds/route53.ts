/** Amazon Route 53, public hosted zones. */
import { z } from 'zod';
import { saying } from '../../form-problems.js';
import { ENDPOINT_FIELD, TTL_FIELD, ttlAccepted, ttlSeconds } from '../dns-fields.js';
import { plainText, secretText, SERVICE_URL_ACCEPTED, serviceUrl } from '../fields.js';
import type { ConnectionKind } from '../kind.js';

const FORM = z
  .strictObject({
    accessKeyId: plainText.optional(),
    secretAccessKey: secretText.optional(),
    region: plainText.default('us-east-1'),
    endpoint: serviceUrl.optional(),
    ttlSeconds,
  })
  .refine(
    ({ accessKeyId, secretAccessKey }) => (accessKeyId === undefined) === (secretAccessKey === undefined),
    {
      path: ['secretAccessKey'],
      ...saying({ zh: '须与 accessKeyId 一起填写', en: 'goes together with accessKeyId' }),
    },
  );
export type Route53Form = z.output<typeof FORM>;

export const route53Kind: ConnectionKind<Route53Form> = {
  kind: 'route53',
  family: 'dns',
  called: { zh: 'Amazon Route 53', en: 'Amazon Route 53' },
  form: FORM,
  secrets: ['secretAccessKey'],
  fields: {
    accessKeyId: { zh: '访问密钥 ID', en: 'access key ID' },
    secretAccessKey: { zh: '私有访问密钥', en: 'secret access key' },
    region: { zh: '区域', en: 'region' },
    endpoint: ENDPOINT_FIELD,
    ttlSeconds: TTL_FIELD,
  },
  accepted: {
    accessKeyId: {
      zh: 'IAM 用户的访问密钥 ID;整个安装的连接可不填,使用本机自带的 AWS 身份',
      en: 'the access key ID of an IAM user; a connection of the installation may leave it out, and uses the AWS identity of the machine',
    },
    secretAccessKey: { zh: '该访问密钥的私有部分', en: 'the secret access key of this key' },
    region: {
      zh: '不填为 us-east-1;亚马逊云科技中国为 cn-northwest-1',
      en: 'us-east-1 where it is left out; cn-northwest-1 for AWS in China',
    },
    endpoint: SERVICE_URL_ACCEPTED,
    ttlSeconds: ttlAccepted(60),
  },
};
