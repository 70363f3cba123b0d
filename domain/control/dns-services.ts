/** What each DNS service can't do: policy numbers, each with its source. A key is what the service is called in connections. */

export interface DnsServiceLimits {
  /** Seconds; the service refuses a record that lives shorter. What we ask for by ourselves is raised to it. */
  readonly shortestTtlSeconds: number;
  /** Octets of one TXT value; a longer one is refused before the service is asked. */
  readonly longestTxtOctets: number;
  /** False: its zones can't be listed, only asked for name by name. */
  readonly listsZones: boolean;
  /** False: that a key may not change a zone is seen when it changes one, not before. */
  readonly tellsRights: boolean;
}

/** Octets of one value that we ask a service to keep where it has no limit of its own: one message by UDP holds it. */
const ROOMY = 2_000;
/** One character-string (RFC 1035, section 3.3): the longest that any CA asks for. */
const ONE_STRING = 255;

export const DNS_SERVICE_LIMITS = {
  manual: { shortestTtlSeconds: 0, longestTxtOctets: 0, listsZones: false, tellsRights: false },
  /** RFC 2136 knows no list of zones, and no question about rights. */
  rfc2136: { shortestTtlSeconds: 0, longestTxtOctets: ROOMY, listsZones: false, tellsRights: false },
  /** One key opens the whole API (doc.powerdns.com, "HTTP API"). */
  powerdns: { shortestTtlSeconds: 0, longestTxtOctets: ROOMY, listsZones: true, tellsRights: true },
  /** TTL of the free edition: cloud.tencent.com/document/product/302/9072. */
  dnspod: { shortestTtlSeconds: 600, longestTxtOctets: ONE_STRING, listsZones: true, tellsRights: true },
  /** TTL of the free edition: help.aliyun.com, "TTL 定义说明" of Alibaba Cloud DNS. */
  alidns: { shortestTtlSeconds: 600, longestTxtOctets: ONE_STRING, listsZones: true, tellsRights: true },
  /** TTL from 1 s: support.huaweicloud.com/api-dns, "Creating a Record Set". */
  huaweicloud: { shortestTtlSeconds: 1, longestTxtOctets: ONE_STRING, listsZones: true, tellsRights: true },
  /** TTL from 60 s except for Enterprise, TXT up to 2,048 characters: developers.cloudflare.com/dns/manage-dns-records. */
  cloudflare: { shortestTtlSeconds: 60, longestTxtOctets: ROOMY, listsZones: true, tellsRights: true },
  /** TXT up to 4,000 characters: Amazon Route 53 Developer Guide, "TXT record type". */
  route53: { shortestTtlSeconds: 0, longestTxtOctets: ROOMY, listsZones: true, tellsRights: true },
} as const satisfies Record<string, DnsServiceLimits>;

export type DnsServiceName = keyof typeof DNS_SERVICE_LIMITS;

/** One request to a service and its whole answer, in milliseconds: as for an update by RFC 2136 (`DNS_UPDATE_LIMITS`). */
export const DNS_SERVICE_TIMEOUT_MS = 10_000;

/** Entries of what a service lists. House limits: what is longer is a fault, or is asked for name by name. */
export const DNS_SERVICE_ENTRIES = { zones: 20_000, pages: 200, recordsAtName: 500, sets: 100_000 } as const;

/** How long a service's list of zones is believed, in milliseconds. House limit: an order's names are published within it. */
export const ZONES_BELIEVED_MS = 60_000;

/** Zones whose rights are tried until one may be changed. House limit: an account of thousands is not asked about each. */
export const ZONES_TRIED = 20;

/** How often a set of values is written anew after somebody else changed it in between. House limit. */
export const SET_WRITES = 3;
