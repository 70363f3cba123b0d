/** PowerDNS Authoritative, by its HTTP API. */
import { z } from 'zod';
import { TTL_FIELD, ttlAccepted, ttlSeconds } from '../dns-fields.js';
import { plainText, secretText, SERVICE_URL_ACCEPTED, serviceUrl } from '../fields.js';
import type { ConnectionKind } from '../kind.js';

const FORM = z.strictObject({
  url: serviceUrl,
  apiKey: secretText,
  serverId: plainText.default('localhost'),
  ttlSeconds,
});
export type PowerDnsForm = z.output<typeof FORM>;

export const powerDnsKind: ConnectionKind<PowerDnsForm> = {
  kind: 'powerdns',
  family: 'dns',
  called: { zh: 'PowerDNS', en: 'PowerDNS' },
  form: FORM,
  secrets: ['apiKey'],
  fields: {
    url: { zh: '基本 URL', en: 'base URL' },
    apiKey: { zh: 'API 密钥', en: 'API key' },
    serverId: { zh: '服务器编号', en: 'server id' },
    ttlSeconds: TTL_FIELD,
  },
  accepted: {
    url: SERVICE_URL_ACCEPTED,
    apiKey: { zh: '服务器配置中 `api-key` 的值', en: 'the value of `api-key` in the server’s configuration' },
    serverId: { zh: '不填为 localhost', en: 'localhost where it is left out' },
    ttlSeconds: ttlAccepted(60),
  },
};
