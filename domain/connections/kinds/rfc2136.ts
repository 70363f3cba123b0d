/** A DNS server that takes dynamic updates signed with TSIG (RFC 2136, RFC 8945): BIND, Knot, PowerDNS and others. */
import { z } from 'zod';
import { saying } from '../../form-problems.js';
import { TTL_FIELD, ttlAccepted, ttlSeconds } from '../dns-fields.js';
import { plainText, secretText } from '../fields.js';
import type { ConnectionKind } from '../kind.js';

/** RFC 8945, section 6, says which algorithms must be had; SHA-1 and MD5 are left out. */
export const TSIG_ALGORITHMS = ['hmac-sha256', 'hmac-sha512'] as const;

const FORM = z.strictObject({
  server: plainText,
  tsigKeyName: plainText,
  tsigAlgorithm: z.enum(TSIG_ALGORITHMS).default('hmac-sha256'),
  tsigSecret: secretText.refine(
    (text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length > 0,
    saying({ zh: '不是 base64', en: 'is not base64' }),
  ),
  zone: plainText.optional(),
  ttlSeconds,
});
export type Rfc2136Form = z.output<typeof FORM>;

export const rfc2136Kind: ConnectionKind<Rfc2136Form> = {
  kind: 'rfc2136',
  family: 'dns',
  called: { zh: 'DNS 服务器(RFC 2136)', en: 'DNS server (RFC 2136)' },
  form: FORM,
  secrets: ['tsigSecret'],
  fields: {
    server: { zh: '主服务器', en: 'primary server' },
    tsigKeyName: { zh: 'TSIG 密钥名称', en: 'TSIG key name' },
    tsigAlgorithm: { zh: 'TSIG 算法', en: 'TSIG algorithm' },
    tsigSecret: { zh: 'TSIG 密钥', en: 'TSIG secret' },
    zone: { zh: '区', en: 'zone' },
    ttlSeconds: TTL_FIELD,
  },
  accepted: {
    server: { zh: '接受动态更新的主服务器,host:port', en: 'the primary that takes updates, as host:port' },
    tsigKeyName: { zh: 'TSIG 密钥的名称', en: 'the name of the TSIG key' },
    tsigAlgorithm: { zh: TSIG_ALGORITHMS.join('、'), en: TSIG_ALGORITHMS.join(', ') },
    tsigSecret: { zh: 'TSIG 密钥,base64 编码', en: 'the TSIG key in base64' },
    zone: {
      zh: '该服务器上的一个区,用于试连接;不填则试得较少',
      en: 'a zone of the server, by which the connection is tried; without it less is tried',
    },
    ttlSeconds: ttlAccepted(60),
  },
};
