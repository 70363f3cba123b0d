/** DNSPod, by the API of Tencent Cloud. */
import { z } from 'zod';
import { ENDPOINT_FIELD, endpointAccepted, TTL_FIELD, ttlAccepted, ttlSeconds } from '../dns-fields.js';
import { plainText, secretText, serviceUrl } from '../fields.js';
import type { ConnectionKind } from '../kind.js';

const ENDPOINT = 'https://dnspod.tencentcloudapi.com';

const FORM = z.strictObject({
  secretId: plainText,
  secretKey: secretText,
  endpoint: serviceUrl.default(ENDPOINT),
  ttlSeconds,
});
export type DnsPodForm = z.output<typeof FORM>;

export const dnsPodKind: ConnectionKind<DnsPodForm> = {
  kind: 'dnspod',
  family: 'dns',
  called: { zh: 'DNSPod(腾讯云)', en: 'DNSPod (Tencent Cloud)' },
  form: FORM,
  secrets: ['secretKey'],
  fields: {
    secretId: { zh: 'SecretId', en: 'SecretId' },
    secretKey: { zh: 'SecretKey', en: 'SecretKey' },
    endpoint: ENDPOINT_FIELD,
    ttlSeconds: TTL_FIELD,
  },
  accepted: {
    secretId: { zh: '子用户 API 密钥的 SecretId', en: 'the SecretId of a sub-user’s API key' },
    secretKey: { zh: '该密钥的 SecretKey', en: 'the SecretKey of this key' },
    endpoint: endpointAccepted(ENDPOINT),
    ttlSeconds: ttlAccepted(600),
  },
};
