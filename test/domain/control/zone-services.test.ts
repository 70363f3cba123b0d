// Who holds a zone, by the names of its servers; nobody where they are somebody's own, or two services' side by side.
import { expect, it } from 'vitest';
import { zoneServiceIn, zoneServiceOf } from '../../../domain/control/zone-services.js';

it.each([
  ['f1g1ns1.dnspod.net', 'dnspod'],
  ['NS3.DNSv5.com.', 'dnspod'],
  ['ns1.alidns.com', 'alidns'],
  ['dns17.hichina.com', 'alidns'],
  ['ns1.huaweicloud-dns.cn', 'huaweicloud'],
  ['ada.ns.cloudflare.com', 'cloudflare'],
  ['ns-1536.awsdns-00.co.uk', 'route53'],
  ['ns-2048.awsdns-64.net', 'route53'],
  ['ns1.example.com', undefined],
  ['ns1.dnspod.net.example.com', undefined],
  ['notdnspod.net', undefined],
  ['ns.tdnsv5.com', undefined],
])('%s is a server of %s', (server, service) => {
  expect(zoneServiceOf(server)).toBe(service);
});

const from = (...sources: readonly string[]) => sources.map((source) => ({ source }));

it('is read from whose servers were asked', () => {
  expect(zoneServiceIn(from('authoritative f1g1ns1.dnspod.net (192.0.2.1)', 'resolver 192.0.2.53'))).toBe(
    'dnspod',
  );
  expect(zoneServiceIn(from('resolver 192.0.2.53', 'authoritative servers', 'http'))).toBeUndefined();
  expect(zoneServiceIn([])).toBeUndefined();
});

it('is nobody where two hold it side by side, or one of the servers is not known', () => {
  const dnspod = 'authoritative f1g1ns1.dnspod.net (192.0.2.1)';
  expect(zoneServiceIn(from(dnspod, 'authoritative ns1.alidns.com (192.0.2.2)'))).toBeUndefined();
  expect(zoneServiceIn(from(dnspod, 'authoritative ns1.example.com (192.0.2.2)'))).toBeUndefined();
});
