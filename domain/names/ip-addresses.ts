/** IP addresses in an order: which are public, and why the others can't be certified (BR 4.2.2, 7.1.2.7.12). */
import ipaddr from 'ipaddr.js';
import type { Parsed } from './domain-names.js';
import { quoted } from '../text-input.js';

/** Why nobody can prove control of such an address; the ranges are ipaddr.js' names of the IANA registries. */
const NOT_PUBLIC: Readonly<Record<string, string>> = {
  private: 'a private address (RFC 1918)',
  uniqueLocal: 'a private address (RFC 4193)',
  loopback: 'a loopback address',
  linkLocal: 'a link-local address',
  deprecatedSiteLocal: 'a site-local address',
  carrierGradeNat: "an address inside a carrier's network (RFC 6598)",
  unspecified: 'the unspecified address',
  multicast: 'a multicast address',
  broadcast: 'the broadcast address',
};
const DOCUMENTATION_RANGES = [
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '2001:db8::/32',
  '3fff::/20',
];
/** Public by their number, and the inside of a cloud to every machine in it: they hand out configuration and credentials. */
const INSIDE_CLOUDS: Readonly<Record<string, string>> = {
  // https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  '168.63.129.16/32': "the address of Azure's platform",
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
    problem: `${quoted(text)} is ${what}: no public CA can certify it`,
    accepted: 'a public domain name; where the product takes IP addresses, a public one',
  };
}

function whyNotPublic(address: ipaddr.IPv4 | ipaddr.IPv6): string | undefined {
  if (address instanceof ipaddr.IPv6 && (address.zoneId ?? '') !== '') return 'an address with a zone';
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress())
    return `an IPv4 address in IPv6 form (${address.toIPv4Address().toString()})`;
  if (DOCUMENTATION_RANGES.some((range) => contains(range, address)))
    return 'an address of a documentation range';
  const inside = Object.entries(INSIDE_CLOUDS).find(([cloud]) => contains(cloud, address));
  if (inside) return inside[1];
  const range = address.range();
  if (range !== 'unicast') return NOT_PUBLIC[range] ?? 'a reserved address';
  return address.kind() === 'ipv4' || contains(GLOBAL_IPV6, address) ? undefined : 'a reserved address';
}

function contains(range: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const [network, bits] = ipaddr.parseCIDR(range);
  return network.kind() === address.kind() && address.match(network, bits);
}
