/** Huawei Cloud DNS, public zones. */
import { z } from 'zod';
import { ENDPOINT_FIELD, endpointAccepted, TTL_FIELD, ttlAccepted, ttlSeconds } from '../dns-fields.js';
import { plainText, secretText, serviceUrl } from '../fields.js';
import type { ConnectionKind } from '../kind.js';

const ENDPOINT = 'https://dns.myhuaweicloud.com';

const FORM = z.strictObject({
  accessKey: plainText,
  secretKey: secretText,
  projectId: plainText.optional(),
  endpoint: serviceUrl.default(ENDPOINT),
  ttlSeconds,
});
export type HuaweiCloudForm = z.output<typeof FORM>;

export const huaweiCloudKind: ConnectionKind<HuaweiCloudForm> = {
  kind: 'huaweicloud',
  family: 'dns',
  called: { zh: '华为云云解析 DNS', en: 'Huawei Cloud DNS' },
  form: FORM,
  secrets: ['secretKey'],
  fields: {
    accessKey: { zh: 'Access Key Id', en: 'Access Key Id' },
    secretKey: { zh: 'Secret Access Key', en: 'Secret Access Key' },
    projectId: { zh: '项目 ID', en: 'project id' },
    endpoint: ENDPOINT_FIELD,
    ttlSeconds: TTL_FIELD,
  },
  accepted: {
    accessKey: { zh: 'IAM 用户的 AK', en: 'the AK of an IAM user' },
    secretKey: { zh: '该密钥的 SK', en: 'the SK of this key' },
    projectId: {
      zh: '仅当密钥限于某个项目时填写',
      en: 'only where the key is for one project',
    },
    endpoint: endpointAccepted(ENDPOINT),
    ttlSeconds: ttlAccepted(60),
  },
};
