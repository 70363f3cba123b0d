/** How long, how far and how much our own look at the world may take: policy numbers, each with its source. */

/**
 * One DNS question. Two tries of 3 seconds stay below the 10 seconds in which a common stub resolver gives up
 * (resolv.conf(5): 5 s, 2 attempts); TCP pays a handshake more.
 */
export const DNS_QUERY_LIMITS = { udpTimeoutMs: 3_000, udpAttempts: 2, tcpTimeoutMs: 5_000 } as const;

/** Bytes of a UDP answer we announce to take: what passes every path unfragmented (DNS Flag Day 2020). */
export const DNS_UDP_PAYLOAD_BYTES = 1_232;

/** Links of a CNAME chain that are followed; BIND and Unbound stop between 8 and 16. */
export const CNAME_CHAIN_LIMIT = 8;

/** Authoritative servers of one zone that are asked; RFC 2182, section 5, sees no use in more than seven. */
export const AUTHORITATIVE_SERVERS_ASKED = 7;

/** "Several recursive resolvers" (ordering rules, section 5): where the machine has fewer, public ones make up the number. */
export const RESOLVERS_ASKED_AT_LEAST = 2;

/** Operators' own documentation: Alibaba Public DNS, Google Public DNS, Cloudflare. The order is the order of use. */
export const PUBLIC_RESOLVERS = ['223.5.5.5:53', '8.8.8.8:53', '1.1.1.1:53'] as const;

/**
 * One look at one name: messages that are sent to DNS servers, and the time for all of them. House limit. The largest honest
 * look (100 labels, the most that a name may have, at four resolvers, then seven name servers) sends about 450; servers that
 * disagree, and a wildcard in the way, cost some ten more. A hundred
 * names, eight at once, fit into the five minutes of one attempt (workflows/activity-options.ts).
 */
export const DNS_LOOK_LIMITS = { messages: 500, timeMs: 20_000 } as const;

/**
 * What a resolver said of zones, addresses and the absence of CAA records is believed for its TTL, and no longer than this:
 * house limit, well below the 1 to 3 hours that RFC 2308, section 5, has resolvers keep a "no". Answers that are kept: for a
 * few thousand waiting orders, some ten megabytes.
 */
export const HEARD_ANSWER_LIMITS = { longestMs: 300_000, answers: 20_000 } as const;

/** Records of one DNS answer, all sections. House limit: what strangers put into 64 KiB is not read to its end. */
export const DNS_ANSWER_RECORDS = 500;

/**
 * Characters of a finding's texts: a stranger's zone or web server decides their length, a table and a page show them. House
 * limit; `expected` is the CA's word, and no value seen of any CA is longer.
 */
export const FINDING_TEXT_LIMITS = { found: 500, expected: 2_000, other: 500 } as const;

/** Values of one answer that a finding lists; house limit. */
export const VALUES_SHOWN = 20;

/**
 * One look at a validation file. Redirects: ordering rules, section 5; their statuses: BR 3.2.2.4.18. Time is boulder's
 * (`va.go`: 10 s for one validation); a validation file holds well below 1 KiB, so 16 KiB is a page, not a file.
 */
export const FILE_LOOK_LIMITS = {
  timeoutMs: 10_000,
  contentBytes: 16_384,
  redirects: 2,
  redirectStatuses: [301, 302, 307, 308],
  ports: [80, 443],
  /** Addresses of one host that are tried; house limit. */
  addresses: 8,
} as const;

/** One RFC 2136 update, by TCP. A server that also writes a zone file and notifies its secondaries answers within 1 s. */
export const DNS_UPDATE_LIMITS = { timeoutMs: 10_000, ttlSeconds: 60 } as const;

/** Seconds by which two clocks may differ: the fudge that RFC 8945, section 10, recommends. */
export const TSIG_FUDGE_SECONDS = 300;

/** One call to the agent that puts validation files in place. */
export const FILE_AGENT_TIMEOUT_MS = 10_000;

/**
 * One look before asking, at one name; house limits. Servers of the parent that are tried until one tells of the delegation;
 * zones that a name may be handed down through; servers that one finding names, and how each is written.
 */
export const PREFLIGHT_LIMITS = {
  parentServers: 3,
  zoneCuts: 3,
  servers: 10,
  serverCharacters: 320,
  /** Redirects that are followed, so that a loop is told from a long way: boulder's own limit (`va/http.go`). */
  redirects: 10,
  findings: 60,
  /** Names of one question that are looked at at once. */
  namesAtOnce: 4,
} as const;

/** One operation at a web server by SFTP: connecting, a few small files and folders. House limit. */
export const SFTP_TIMEOUT_MS = 20_000;

/**
 * The responder that serves validation files to whoever asks. House limits: a CA asks from a handful of places for one small
 * file, within seconds (boulder: 10 s); more than `connections` at once are somebody else, and so is who is slower than `headMs`.
 */
export const FILE_RESPONDER_LIMITS = {
  headMs: 5_000,
  headBytes: 8_192,
  idleMs: 10_000,
  connections: 200,
  /** Connections to Postgres, and how long a request waits for one. */
  databaseConnections: 2,
  databaseWaitMs: 3_000,
  /** How long those who were asking when it stops are given. */
  goodbyeMs: 2_000,
} as const;
