/** Which DNS service holds a zone, told by the names of its servers: each service's own domains, with where it says so. */
import type { DnsServiceName } from './dns-services.js';

/** `under`: its servers' names end so. */
interface NamedServers {
  readonly under: readonly RegExp[];
  readonly source: string;
}

/** Services that give their customers' zones servers under domains of their own. Whoever runs servers themselves names them as they like. */
export const ZONE_SERVICES = {
  dnspod: {
    under: [/\.dnspod\.net$/, /\.dnsv[2-5]\.com$/],
    source:
      'docs.dnspod.cn, "各个套餐对应的 DNS 服务器地址": f1g1ns1.dnspod.net, ns3.dnsv2.com to ns4.dnsv5.com',
  },
  alidns: {
    under: [/\.alidns\.com$/, /\.hichina\.com$/],
    source: 'help.aliyun.com, "云解析 DNS 服务器名称": ns1.alidns.com, vip1.alidns.com, dns1.hichina.com',
  },
  huaweicloud: {
    under: [/\.huaweicloud-dns\.(com|cn|net|org)$/, /\.hwcloud-dns\.(com|net)$/],
    source:
      'support.huaweicloud.com, DNS FAQ, "华为云 DNS 服务器地址": ns1.huaweicloud-dns.com; ns1.hwcloud-dns.com of before',
  },
  cloudflare: {
    under: [/\.ns\.cloudflare\.com$/],
    source: 'developers.cloudflare.com/dns/nameservers: NAME.ns.cloudflare.com',
  },
  route53: {
    under: [/\.awsdns-\d+\.(com|net|org|co\.uk)$/],
    source: 'Amazon Route 53 Developer Guide, "Getting the name servers for a public hosted zone"',
  },
} as const satisfies Partial<Record<DnsServiceName, NamedServers>>;

export type ZoneService = keyof typeof ZONE_SERVICES;
export const ZONE_SERVICE_NAMES = Object.keys(ZONE_SERVICES) as readonly ZoneService[];

/** By the name of one of its servers; undefined where nobody's domain is known by it. */
export function zoneServiceOf(server: string): ZoneService | undefined {
  const name = server.toLowerCase().replace(/\.$/, '');
  return ZONE_SERVICE_NAMES.find((service) => ZONE_SERVICES[service].under.some((own) => own.test(name)));
}

/** As a finding names whom it asked: `authoritative ns1.example.com (192.0.2.1)`. */
const AUTHORITATIVE = /^authoritative (?<server>\S+) \(/;

/** Of what was found on one name: whose servers answered. Undefined where none is known, or two services hold the zone side by side. */
export function zoneServiceIn(findings: readonly { readonly source: string }[]): ZoneService | undefined {
  const services = findings.flatMap(({ source }) => {
    const { server } = AUTHORITATIVE.exec(source)?.groups ?? {};
    return server === undefined ? [] : [zoneServiceOf(server)];
  });
  const [first] = services;
  return services.every((service) => service === first) ? first : undefined;
}
