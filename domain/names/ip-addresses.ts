/** IP addresses in an order: which are public, and why the others can't be certified (BR 4.2.2, 7.1.2.7.12). */
import ipaddr from 'ipaddr.js';
import type { Bilingual } from '../bilingual.js';
import type { Parsed } from './domain-names.js';
import { quoted } from '../text-input.js';

/** Why nobody can prove control of such an address; the ranges are ipaddr.js' names of the IANA registries. */
const NOT_PUBLIC: Readonly<Record<string, Bilingual>> = {
  private: { zh: '私有地址(RFC 1918)', en: 'a private address (RFC 1918)' },
  uniqueLocal: { zh: '私有地址(RFC 4193)', en: 'a private address (RFC 4193)' },
  loopback: { zh: '环回地址', en: 'a loopback address' },
  linkLocal: { zh: '链路本地地址', en: 'a link-local address' },
  deprecatedSiteLocal: { zh: '站点本地地址', en: 'a site-local address' },
  carrierGradeNat: {
    zh: '运营商内部网络的地址(RFC 6598)',
    en: "an address inside a carrier's network (RFC 6598)",
  },
  unspecified: { zh: '未指定地址', en: 'the unspecified address' },
  multicast: { zh: '组播地址', en: 'a multicast address' },
  broadcast: { zh: '广播地址', en: 'the broadcast address' },
};
const RESERVED: Bilingual = { zh: '保留地址', en: 'a reserved address' };
const DOCUMENTATION_RANGES = [
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '2001:db8::/32',
  '3fff::/20',
];
/** Public by their number, and the inside of a cloud to every machine in it: they hand out configuration and credentials. */
const INSIDE_CLOUDS: Readonly<Record<string, Bilingual>> = {
  // https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  '168.63.129.16/32': { zh: 'Azure 平台的地址', en: "the address of Azure's platform" },
};
/** All global unicast IPv6 addresses handed out so far (RFC 4291, section 2.4). */
const GLOBAL_IPV6 = '2000::/3';

/**
 * Undefined where the text is no IP address. A public one comes back in canonical form (RFC 5952), others as a problem.
 * Only the usual notations count: four decimal parts, or IPv6 without brackets and zone.
 */
export function parseIpAddress(text: string): Parsed | undefined {
  const typed = text.trim().normalize('NFKC').replaceAll('。', '.');
  if (ipaddr.IPv4.isValidFourPartDecimal(typed)) return judge(text, ipaddr.IPv4.parse(typed));
  if (!ipaddr.IPv6.isValid(typed)) return undefined;
  return judge(text, ipaddr.IPv6.parse(typed));
}

function judge(text: string, address: ipaddr.IPv4 | ipaddr.IPv6): Parsed {
  const what = whyNotPublic(address);
  if (what === undefined) return { name: address.toString() };
  return {
    problem: {
      zh: `${quoted(text)} 是${what.zh}:任何公共 CA 都不能为其签发证书`,
      en: `${quoted(text)} is ${what.en}: no public CA can certify it`,
    },
    accepted: {
      zh: '公网域名;产品支持 IP 地址时,可以是公网 IP 地址',
      en: 'a public domain name; where the product takes IP addresses, a public one',
    },
  };
}

function whyNotPublic(address: ipaddr.IPv4 | ipaddr.IPv6): Bilingual | undefined {
  if (address instanceof ipaddr.IPv6 && (address.zoneId ?? '') !== '')
    return { zh: '带区域标识的地址', en: 'an address with a zone' };
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
    const mapped = address.toIPv4Address().toString();
    return { zh: `写成 IPv6 的 IPv4 地址(${mapped})`, en: `an IPv4 address in IPv6 form (${mapped})` };
  }
  if (DOCUMENTATION_RANGES.some((range) => contains(range, address)))
    return { zh: '文档专用地址段的地址', en: 'an address of a documentation range' };
  const inside = Object.entries(INSIDE_CLOUDS).find(([cloud]) => contains(cloud, address));
  if (inside) return inside[1];
  const range = address.range();
  if (range !== 'unicast') return NOT_PUBLIC[range] ?? RESERVED;
  return address.kind() === 'ipv4' || contains(GLOBAL_IPV6, address) ? undefined : RESERVED;
}

function contains(range: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const [network, bits] = ipaddr.parseCIDR(range);
  return network.kind() === address.kind() && address.match(network, bits);
}
