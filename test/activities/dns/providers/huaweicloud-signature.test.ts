/** Huawei Cloud's signature, held to the example that its documentation reckons through. */
import { describe, expect, it } from 'vitest';
import { signedHeaders } from '../../../../activities/dns/providers/huaweicloud/signature.js';
import { huaweiVerdict } from '../../../support/cloud-signatures.js';

/** "AK/SK Signing and Authentication Algorithm", support.huaweicloud.com/intl/en-us/devg-apisign. */
const KEY = { accessKey: 'QTWAOYTTINDUT2QVKYUC', secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc' };
const DOCUMENTED = {
  method: 'GET',
  url: new URL(
    'https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
  ),
  headers: { 'Content-Type': 'application/json' },
  body: '',
};
const WHEN = Date.parse('2019-11-15T03:36:55Z');

describe('the signature', () => {
  it('is the documented one', () => {
    expect(signedHeaders(DOCUMENTED, KEY, WHEN)).toEqual({
      'Content-Type': 'application/json',
      'x-sdk-date': '20191115T033655Z',
      authorization:
        'SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date, ' +
        'Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
    });
  });

  it.each([
    [
      'a query in any order, with what must be encoded',
      'https://dns.example.com/v2/zones?b=2&a=1&name=_x.%E4%BE%8B!*',
    ],
    ['a path with a slash at its end', 'https://dns.example.com/v2/zones/'],
    ['a port', 'http://127.0.0.1:8080/v2.1/zones/abc/recordsets'],
  ])('is right for %s, reckoned by another hand', (_what, address) => {
    const url = new URL(address);
    const body = JSON.stringify({ records: ['"值"'] });
    const headers = signedHeaders({ method: 'POST', url, headers: { 'x-project-id': 'p' }, body }, KEY, WHEN);
    const request = {
      method: 'POST',
      target: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host },
      body,
    };
    expect(huaweiVerdict(request, KEY.secretKey, WHEN)).toBe('right');
    expect(huaweiVerdict({ ...request, body: '{}' }, KEY.secretKey, WHEN)).toBe('wrong');
    expect(huaweiVerdict(request, 'another secret', WHEN)).toBe('wrong');
    expect(huaweiVerdict(request, KEY.secretKey, WHEN + 3_600_000)).toBe('expired');
  });
});
