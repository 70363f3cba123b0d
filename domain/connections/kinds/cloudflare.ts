/** Cloudflare, by its API v4. */
import { z } from 'zod';
import { ENDPOINT_FIELD, endpointAccepted, TTL_FIELD, ttlAccepted, ttlSeconds } from '../dns-fields.js';
import { secretText, serviceUrl } from '../fields.js';
import type { ConnectionKind } from '../kind.js';

const ENDPOINT = 'https://api.cloudflare.com/client/v4';

const FORM = z.strictObject({ apiToken: secretText, endpoint: serviceUrl.default(ENDPOINT), ttlSeconds });
export type CloudflareForm = z.output<typeof FORM>;

export const cloudflareKind: ConnectionKind<CloudflareForm> = {
  kind: 'cloudflare',
  family: 'dns',
  called: { zh: 'Cloudflare', en: 'Cloudflare' },
  form: FORM,
  secrets: ['apiToken'],
  fields: {
    apiToken: { zh: 'API 令牌', en: 'API token' },
    endpoint: ENDPOINT_FIELD,
    ttlSeconds: TTL_FIELD,
  },
  accepted: {
    apiToken: {
      zh: '具有 Zone:Read 和 DNS:Edit 权限的 API 令牌,不是全局 API 密钥',
      en: 'an API token with Zone:Read and DNS:Edit, not the global API key',
    },
    endpoint: endpointAccepted(ENDPOINT),
    ttlSeconds: ttlAccepted(60),
  },
};
