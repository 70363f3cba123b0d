/** Alibaba Cloud DNS, by its RPC API. */
import { z } from 'zod';
import { ENDPOINT_FIELD, endpointAccepted, TTL_FIELD, ttlAccepted, ttlSeconds } from '../dns-fields.js';
import { plainText, secretText, serviceUrl } from '../fields.js';
import type { ConnectionKind } from '../kind.js';

const ENDPOINT = 'https://alidns.aliyuncs.com';

const FORM = z.strictObject({
  accessKeyId: plainText,
  accessKeySecret: secretText,
  endpoint: serviceUrl.default(ENDPOINT),
  ttlSeconds,
});
export type AlidnsForm = z.output<typeof FORM>;

export const alidnsKind: ConnectionKind<AlidnsForm> = {
  kind: 'alidns',
  family: 'dns',
  called: { zh: '阿里云云解析 DNS', en: 'Alibaba Cloud DNS' },
  form: FORM,
  secrets: ['accessKeySecret'],
  fields: {
    accessKeyId: { zh: 'AccessKey ID', en: 'AccessKey ID' },
    accessKeySecret: { zh: 'AccessKey Secret', en: 'AccessKey Secret' },
    endpoint: ENDPOINT_FIELD,
    ttlSeconds: TTL_FIELD,
  },
  accepted: {
    accessKeyId: { zh: 'RAM 用户的 AccessKey ID', en: 'the AccessKey ID of a RAM user' },
    accessKeySecret: { zh: '该 AccessKey 的 Secret', en: 'the secret of this AccessKey' },
    endpoint: endpointAccepted(ENDPOINT),
    ttlSeconds: ttlAccepted(600),
  },
};
