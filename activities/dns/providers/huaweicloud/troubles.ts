/** Huawei Cloud's codes (support.huaweicloud.com/api-dns/ErrorCode.html; those of its API gateway), and what they mean to us. */
import type { DnsServiceTrouble } from '../../../../domain/dns-failure-texts.js';
import { troublesOf } from '../../service/troubles.js';

/** The record set does not exist. */
export const GONE = ['DNS.0004', 'DNS.0313'];

export const HUAWEI_TROUBLES = troublesOf('huaweicloud', {
  // The gateway: incorrect IAM authentication information; no right to this API; throttled.
  'APIGW.0301': 'wrong-secret',
  'APIGW.0302': 'right-missing',
  'APIGW.0303': 'key-unknown',
  'APIGW.0305': 'key-unknown',
  'APIGW.0306': 'right-missing',
  'APIGW.0307': 'key-unknown',
  'APIGW.0308': 'rate-limited',
  'DNS.0005': 'key-unknown',
  'DNS.0013': 'right-missing',
  'DNS.0030': 'right-missing',
  'DNS.0014': 'rate-limited',
  'DNS.0021': 'rate-limited',
  'DNS.0302': 'zone-missing',
  'DNS.0209': 'zone-locked',
  'DNS.0213': 'zone-locked',
  'DNS.0214': 'zone-locked',
  // It exists already: somebody else made it since we looked.
  'DNS.0016': 'changed-meanwhile',
  'DNS.0312': 'changed-meanwhile',
  'DNS.0335': 'changed-meanwhile',
  'DNS.0004': 'changed-meanwhile',
  'DNS.0313': 'changed-meanwhile',
  'DNS.0319': 'ttl-refused',
  'DNS.0403': 'quota-full',
  'DNS.0405': 'quota-full',
});

/** The gateway has one code for all that is wrong with a signature, and says in words which it is. */
export function troubleInWords(code: string, words: string): DnsServiceTrouble | undefined {
  if (!code.startsWith('APIGW.03')) return undefined;
  if (/expired|x-sdk-date/i.test(words)) return 'clock-off';
  return /not exist|not found|no such/i.test(words) ? 'key-unknown' : undefined;
}
